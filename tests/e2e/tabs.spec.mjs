// Two tabs on one register: what the page announced as saved is there afterwards, every single edit.
import { expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";
import { announcedFirst, sharedKey, withoutDisk } from "./plants.mjs";

// A trace takes a picture of the page at each of 400 edits.
test.use({ trace: "off" });

/** A register with two actions, each opened in a tab of its own at its form. */
async function twoTabs(context, muster) {
  await muster.open();
  await muster.start("Two desks");
  const other = new Muster(await context.newPage());
  // A planted bug writes late; the second tab must find the register all the same.
  await expect(async () => {
    await other.open("#/actions");
    await other.reload();
    await expect(other.button("Add action").first()).toBeVisible({ timeout: 500 });
  }).toPass();
  const tabs = [muster, other];
  for (const [place, tab] of tabs.entries()) {
    await tab.go("#/actions");
    const form = await tab.press("Add action", "New action");
    await form.fill("Action", `Begin ${place}`);
    await form.saveAndClose();
    await expect(tab.heading(`Begin ${place}`)).toBeVisible();
    await tab.button("Edit").first().click();
  }
  return tabs;
}

/**
 * Edits the text of the tab's action so many times through the form and leaves the field each time. An edit counts as
 * acknowledged once the page says that its last edit is kept, in this browser or on the disk, and that this tab has
 * written one more.
 */
async function edit(tab, name, count) {
  const field = tab.dialog().field("Action");
  const acknowledged = [];
  const before = Number(await tab.indicator.getAttribute("data-written"));
  for (let number = 1; number <= count; number += 1) {
    const text = `${name} ${number} of ${count}`;
    await field.fill(text);
    await field.blur();
    await tab.keptAs(before + number);
    acknowledged.push(text);
  }
  return acknowledged;
}

/** What an export holds after the page was loaded again: the texts that any action was ever given. */
async function found(tab) {
  await tab.open("#/actions");
  const { bytes } = await tab.exportFile();
  const { changes } = JSON.parse(bytes.toString("utf8"));
  const texts = changes.flatMap((change) => Object.values(change.body?.actions ?? {}).map(({ text }) => text));
  return new Set(texts.filter(Boolean));
}

function nothingIsLost(acknowledged, kept) {
  const lost = acknowledged.filter((text) => !kept.has(text));
  expect(lost, `acknowledged and lost, of ${acknowledged.length}`).toEqual([]);
}

async function both(tabs, count) {
  const [first, second] = await Promise.all([edit(tabs[0], "first", count), edit(tabs[1], "second", count)]);
  return [...first, ...second];
}

test("two tabs with 200 edits each keep all 400", async ({ context, muster }) => {
  test.setTimeout(180_000);
  const tabs = await twoTabs(context, muster);
  const acknowledged = await both(tabs, 200);
  expect(new Set(acknowledged).size).toBe(400);

  // Each shows the other's last edit without having been loaded again.
  for (const tab of tabs) {
    await tab.dialog().save();
    await tab.nav("Overview");
    await tab.go("#/actions");
    await expect(tab.page.getByRole("table", { name: "Actions" })).toContainText("first 200 of 200");
    await expect(tab.page.getByRole("table", { name: "Actions" })).toContainText("second 200 of 200");
  }

  await tabs[1].page.close();
  nothingIsLost(acknowledged, await found(muster));
});

// The same count under planted bugs: a check that cannot fail checks nothing.
for (const [name, plant] of [
  ["a key that both tabs share", sharedKey],
  ["announcing before writing", announcedFirst],
]) {
  test(`the count notices a planted bug: ${name}`, async ({ context, muster }) => {
    // The disk would make good what the bug loses.
    await context.addInitScript(...withoutDisk);
    await context.addInitScript(...plant);
    const tabs = await twoTabs(context, muster);
    const acknowledged = await both(tabs, 20);
    expect(new Set(acknowledged).size).toBe(40);
    const fresh = new Muster(await context.newPage());
    for (const tab of tabs) await tab.page.close();
    const kept = await found(fresh);
    expect(() => nothingIsLost(acknowledged, kept)).toThrow(/acknowledged and lost, of 40/);
  });
}
