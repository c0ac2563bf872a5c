// What tabs tell each other: in any order, while a page starts, from newer versions, and with clocks that are wrong.
import { createHash } from "node:crypto";
import { expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";

const DAY = 24 * 60 * 60 * 1000;

async function addAction(muster, text) {
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
  await expect(muster.heading(text)).toBeVisible();
  return muster.page.evaluate(() => location.hash);
}

async function another(context, hash = "#/actions") {
  const tab = new Muster(await context.newPage());
  await tab.open(hash);
  return tab;
}

/** Edits the text of the action that is open in the tab. */
async function edit(tab, text) {
  await tab.button("Edit").first().click();
  const form = tab.dialog();
  await form.fill("Action", text);
  await form.saveAndClose();
  await expect(tab.heading(text)).toBeVisible();
}

/** Lets a page collect what other tabs write, before its program hears of it. */
const heldBack = () => {
  window.heldBack = [];
  addEventListener(
    "storage",
    (event) => {
      if (!event.isTrusted) return;
      event.stopImmediatePropagation();
      window.heldBack.push([event.key, event.newValue]);
    },
    true,
  );
};

/** Hands on what was collected: each number is the place of an event. */
const handOn = (tab, order) =>
  tab.page.evaluate((order) => {
    for (const at of order) {
      const [key, newValue] = window.heldBack[at];
      dispatchEvent(new StorageEvent("storage", { key, newValue, storageArea: localStorage, url: location.href }));
    }
  }, order);

const texts = async (tab) => {
  await tab.go("#/actions");
  return (await tab.rows().allInnerTexts()).sort();
};

test("events in any order, some twice, give every tab the same", async ({ context, muster }) => {
  await muster.open();
  await muster.start("Any order");
  await addAction(muster, "Before");
  await muster.kept();
  const orders = [
    (all) => all.toReversed(),
    (all) => [...all.filter((at) => at % 3 === 2), ...all.filter((at) => at % 3 === 0), ...all.filter((at) => at % 3 === 1)],
    (all) => [...all.toReversed(), ...all],
  ];
  const tabs = [];
  for (const _ of orders) {
    const tab = new Muster(await context.newPage());
    await tab.page.addInitScript(heldBack);
    await tab.open("#/actions");
    tabs.push(tab);
  }
  await addAction(muster, "First");
  await edit(muster, "Second");
  await muster.button("Undo").click();
  await edit(muster, "Third");
  await addAction(muster, "Other");
  await muster.button("Undo").click();
  await muster.button("Redo").click();
  await edit(muster, "Another");
  const changes = await muster.changes();
  const expected = await texts(muster);
  expect(expected.join()).toContain("Third");
  expect(expected.join()).toContain("Another");
  for (const [place, tab] of tabs.entries()) {
    expect((await texts(tab)).join(), "nothing came yet").not.toContain("Third");
    const count = await tab.page.evaluate(() => window.heldBack.length);
    expect(count).toBeGreaterThanOrEqual(8);
    await handOn(tab, orders[place]([...Array(count).keys()]));
    await expect.poll(() => texts(tab), { message: `order ${place}` }).toEqual(expected);
    expect(await tab.changes()).toBe(changes);
  }
});

test("what is written while another tab starts is in it", async ({ context, muster }) => {
  test.setTimeout(120_000);
  await muster.open();
  await muster.start("Starting");
  const address = await addAction(muster, "Edit 0");
  await muster.button("Edit").first().click();
  const field = muster.dialog().field("Action");
  const other = await another(context, address);
  let last = "";
  let isOver = false;
  const writing = (async () => {
    for (let number = 1; !isOver; number += 1) {
      last = `Edit ${number}`;
      await field.fill(last);
      await field.blur();
      await muster.keptAs(2 + number);
    }
  })();
  for (let start = 0; start < 6; start += 1) {
    await other.page.reload({ waitUntil: "commit" });
    await other.ready();
  }
  isOver = true;
  await writing;
  // Without another loading: what came while it started is there, and all before it.
  await expect(other.heading(last)).toBeVisible();
  await muster.dialog().save();
  expect(await other.changes()).toBe(await muster.changes());
});

test("a tab with an older build stops writing when a newer one was here, and says why", async ({ context, muster, page }) => {
  await muster.open();
  await muster.start("Older build");
  await addAction(muster, "Written before");
  await muster.button("Edit").first().click();
  const form = muster.dialog();
  await form.fill("Action", "Half typed");
  const newer = await another(context);
  const lines = () => newer.page.evaluate(() => Object.keys(localStorage).filter((key) => /\/c\//.test(key)).length);
  const before = await lines();
  await newer.page.evaluate(() => {
    for (let number = 1; number < 10; number += 1) localStorage.setItem(`muster/format/${number}`, "1 0 ");
  });
  await expect(muster.notice).toContainText("A newer version of Muster has been used in this browser");
  // What is typed stays, and is not written.
  await form.field("Action").blur();
  await expect(form.field("Action")).toHaveValue("Half typed");
  await page.keyboard.press("Escape");
  await expect(page.locator("main .standing")).toContainText("A newer version of Muster has been used in this browser");
  await muster.go("#/actions");
  await expect(muster.button("Add action").first()).toBeDisabled();
  expect(await lines()).toBe(before);
});

test("so it does at a change of a newer schema", async ({ context, muster, page }) => {
  await muster.open();
  await muster.start("Older schema");
  await addAction(muster, "Written before");
  const other = await another(context);
  const [key, line] = await page.evaluate(() =>
    Object.entries(localStorage).find(([key, line]) => /\/c\//.test(key) && line.includes("Written before")),
  );
  const change = JSON.parse(line.split(" ").slice(2).join(" "));
  delete change.prev;
  const sorted = (value) =>
    value && typeof value === "object"
      ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))
      : value;
  const text = JSON.stringify(sorted({ ...change, schema: 99, replica: "later", number: 1 }));
  const name = key.replace(/\/c\/.*/, "/c/later/1");
  const sum = createHash("sha256").update(`${name}\n${text}`).digest("hex").slice(0, 16);
  await other.page.evaluate(([name, line]) => localStorage.setItem(name, line), [name, `1 ${sum} ${text}`]);
  await expect(page.locator("main .standing")).toContainText("changes of a newer version of Muster (schema 99");
  await expect(muster.button("Undo")).toBeDisabled();
});

test("a clock two days ahead, and set back, takes no edit away", async ({ context, muster, page }) => {
  const now = Date.now();
  await page.clock.setFixedTime(now + 2 * DAY);
  await muster.open();
  await muster.start("Clocks");
  const address = await addAction(muster, "Two days ahead");
  const other = await another(context, address);
  await edit(other, "By a right clock");
  await expect(muster.heading("By a right clock")).toBeVisible();
  await page.clock.setFixedTime(now);
  await edit(muster, "Set back");
  await expect(other.heading("Set back")).toBeVisible();
  await edit(other, "Right again");
  for (const tab of [muster, other]) {
    await expect(tab.heading("Right again")).toBeVisible();
    await tab.reload();
    await expect(tab.heading("Right again")).toBeVisible();
  }
  await edit(muster, "After loading");
  await expect(other.heading("After loading")).toBeVisible();
});

for (const [field, mine, theirs, shown] of [
  ["Amount", "500 000", "750 000", /750.000/],
  ["Purpose", "Radios for the field", "Cables", /Cables/],
]) {
  test(`two tabs at one field, both values stand: ${field}`, async ({ context, muster, page }) => {
    await muster.open();
    await muster.start("Both values");
    await muster.go("#/contributions");
    const made = await muster.press("Add contribution", "New contribution");
    await made.choose("Who gives", "Estonia");
    await made.fill("Step", "Pledge");
    await made.fill("Amount", "1000 EUR");
    await made.fill("Purpose", "Begun");
    await made.saveAndClose();
    await muster.kept();
    const address = await page.evaluate(() => location.hash);
    const other = await another(context, address);
    const forms = [];
    for (const tab of [muster, other]) {
      await tab.button("Edit").first().click();
      const form = tab.dialog();
      if (field === "Amount" && !(await form.field("Amount").isVisible())) {
        await form.root.getByRole("button", { name: /Pledge/ }).first().click();
      }
      forms.push(form);
    }
    await forms[0].field(field).fill(mine);
    await forms[1].fill(field, theirs);
    await forms[1].field(field).blur();
    await expect(forms[0].field(field), "what is typed stays").toHaveValue(mine);
    await expect(forms[0].root.locator(".theirs")).toContainText([shown]);
  });
}
