// Old changes are sealed into segments: fewer letters, the same register, whatever tabs do and whatever is damaged.
import { expect, test } from "./fixtures.mjs";
import { bringIn, manyActions } from "./many.mjs";
import { Muster } from "./pages.mjs";
import { withoutDisk } from "./plants.mjs";

// A trace takes a picture of the page at each of many edits.
test.use({ trace: "off" });

/** How many keys of each sort the browser's storage holds. */
const kept = (page) =>
  page.evaluate(() => {
    const keys = Object.keys(localStorage);
    const count = (sort) => keys.filter((key) => key.startsWith("muster/") && key.split("/")[2] === sort).length;
    return { singles: count("c"), segments: count("s"), aside: count("x") };
  });

const sealedKeys = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => /^muster\/[^/]+\/s\//.test(key)));

async function sealed(page, singles) {
  await expect.poll(async () => (await kept(page)).singles, { timeout: 60_000 }).toBeLessThanOrEqual(singles);
  expect((await kept(page)).segments).toBeGreaterThan(0);
}

/** Edits the text of an action so many times; gives what was announced as kept. */
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

async function newAction(tab, text) {
  await tab.go("#/actions");
  const form = await tab.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
  await expect(tab.heading(text)).toBeVisible();
}

/** An action of its own, open at its form. */
async function atForm(tab, text) {
  await newAction(tab, text);
  await tab.button("Edit").first().click();
}

const exported = async (tab) => (await tab.exportFile()).bytes.toString("utf8");

test("a large file is kept as segments at once, and comes out byte for byte", async ({ muster, page }) => {
  const file = manyActions("large", 1_200);
  await bringIn(muster, file);
  await expect(muster.notice).toContainText("Imported: 1,200 changes.");
  expect(await kept(page)).toEqual({ singles: 0, segments: 3, aside: 0 });
  const units = await page.evaluate(() => Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0));
  expect(units, "a fraction of the file").toBeLessThan(file.buffer.length / 10);
  await muster.reload();
  expect(await exported(muster)).toBe(file.buffer.toString("utf8"));

  // Merging the same again writes nothing again.
  const dialog = await muster.offerFile(file);
  await expect(dialog.root.getByRole("status")).toContainText("0 of its 1,200 changes are new here");
  await dialog.button("Merge").click();
  await expect(dialog.root).toHaveCount(0);
  expect(await kept(page)).toEqual({ singles: 0, segments: 3, aside: 0 });
});

test("many edits are sealed while the page is used, and a reload shows them all", async ({ muster, page }) => {
  test.setTimeout(120_000);
  await bringIn(muster, manyActions("many", 240));
  expect(await kept(page)).toEqual({ singles: 240, segments: 0, aside: 0 });
  await atForm(muster, "Edited often");
  const acknowledged = await edit(muster, "edit", 40);
  await muster.dialog().save();
  const before = await exported(muster);
  await sealed(page, 100);
  expect(await exported(muster)).toBe(before);
  await muster.reload();
  expect(await exported(muster)).toBe(before);
  for (const text of acknowledged) expect(before).toContain(text);
  // What is sealed can be undone as before.
  await newAction(muster, "Written after sealing");
  await muster.button("Undo").click();
  await expect(muster.notice).toContainText("Undone.");
});

test("two tabs that write and seal at once keep all edits of both", async ({ context, muster, page }) => {
  test.setTimeout(180_000);
  await bringIn(muster, manyActions("two", 40));
  // Where room is short, fewer keys are worth a segment.
  await page.evaluate(() => localStorage.setItem("foreign", "x".repeat(3_300_000)));
  await muster.reload();
  await expect(muster.notice).toContainText("% of what this browser keeps for the page is used", { timeout: 30_000 });
  const other = new Muster(await context.newPage());
  await other.open("#/actions");
  await atForm(muster, "First");
  await atForm(other, "Second");
  const [first, second] = await Promise.all([edit(muster, "first", 50), edit(other, "second", 50)]);
  await sealed(page, 60);
  expect(await sealedKeys(page)).not.toEqual([]);
  await other.page.close();
  await muster.dialog().save();
  await muster.reload();
  const text = await exported(muster);
  const lost = [...first, ...second].filter((edit) => !text.includes(`"${edit}"`));
  expect(lost, "acknowledged and lost, of 100").toEqual([]);
});

test("a segment that another tab writes is taken in", async ({ context, muster, page }) => {
  await bringIn(muster, manyActions("heard", 3));
  const other = new Muster(await context.newPage());
  await other.open("#/actions");
  await expect(other.rows()).toHaveCount(2);
  const dialog = await muster.offerFile(manyActions("heard", 3));
  await dialog.cancel();
  const more = manyActions("heard", 400);
  const merge = await muster.offerFile(more);
  await merge.button("Merge").click();
  await expect(merge.root).toHaveCount(0);
  expect((await kept(page)).segments).toBe(1);
  await expect.poll(() => other.count("Actions"), { timeout: 20_000 }).toBeGreaterThan(390);
});

const damage = (page) =>
  page.evaluate(() => {
    const key = Object.keys(localStorage).find((key) => /^muster\/[^/]+\/s\//.test(key));
    const cut = localStorage.getItem(key).slice(0, -40);
    localStorage.setItem(key, cut);
    return { key, cut };
  });

test("a damaged segment is set aside and says what it held; all else opens and takes edits", async ({ muster, page }) => {
  await page.addInitScript(...withoutDisk);
  await bringIn(muster, manyActions("damaged", 300));
  const { key, cut } = await damage(page);
  await muster.go("#/settings");
  await muster.reload();
  await expect(muster.heading("Set aside")).toBeVisible();
  await expect(page.getByText(key)).toBeVisible();
  await expect(page.locator("main")).toContainText("Missing from here: changes 1 to 300 of damaged.");
  expect(await page.evaluate((key) => localStorage.getItem(key), key), "left as it is").toBe(cut);

  // The file that it came from has it all: then the damaged value goes, and its copy stays.
  const dialog = await muster.offerFile(manyActions("damaged", 300));
  await dialog.button("Merge").click();
  await expect(dialog.root).toHaveCount(0);
  await muster.reload();
  await expect.poll(() => page.evaluate((key) => localStorage.getItem(key), key), { timeout: 20_000 }).toBe(null);
  expect((await kept(page)).aside).toBe(1);
  await muster.go("#/settings");
  await expect(page.locator("main")).toContainText("All that it held is here again.");
  expect(await exported(muster)).toBe(manyActions("damaged", 300).buffer.toString("utf8"));
});

test("a damaged segment is mended from the disk", async ({ muster, page }) => {
  const file = manyActions("mended", 300);
  await bringIn(muster, file);
  await newAction(muster, "So that the disk has it");
  await muster.onDisk();
  const { key, cut } = await damage(page);
  await muster.reload();
  await expect.poll(() => page.evaluate((key) => localStorage.getItem(key), key), { timeout: 30_000 }).not.toBe(cut);
  expect(await exported(muster)).toContain(file.buffer.toString("utf8").split("\n")[299].replace(/,$/, ""));
});

test("what reads segments cannot be fetched: it says so, and goes on when it can", async ({ muster, page, site, trouble }) => {
  trouble.expect(/ERR_FAILED|Failed to (load|fetch)|404/);
  await bringIn(muster, manyActions("away", 300));
  await page.route(/keeping-[0-9a-f]+\.wasm/, (route) => route.abort());
  await muster.reload();
  await expect(page.getByRole("alert")).toContainText("could not be fetched");
  await expect(muster.button("Start a register")).toHaveCount(0);
  await page.unroute(/keeping-[0-9a-f]+\.wasm/);
  await muster.button("Try again").click();
  await expect(muster.heading("Overview")).toBeVisible();
});

test("storage that is filling up is told of at its thresholds, and a full one keeps what it has", async ({ muster, page }) => {
  await page.addInitScript(...withoutDisk);
  await bringIn(muster, manyActions("full", 20));
  await page.evaluate(() => localStorage.setItem("foreign", "x".repeat(4_300_000)));
  await muster.reload();
  await expect(muster.notice).toContainText(/^8\d % of what this browser keeps for the page is used/, { timeout: 30_000 });

  // To the last letter: the register has no room for one more change.
  await newAction(muster, "The last that finds room");
  await page.evaluate(() => {
    for (let size = 1_000_000; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (let at = 0; ; at += 1) localStorage.setItem(`foreign-${size}-${at}`, "x".repeat(size));
      } catch {
        // It is as full as that.
      }
    }
  });
  const before = await exported(muster);
  await newAction(muster, "Finds no room");
  await expect(muster.indicator).toHaveAttribute("data-saved", "unsaved");
  await expect(muster.indicator).toContainText("The storage of this browser is full");
  expect(await exported(muster), "what is unsaved is in the file").toContain("Finds no room");
  await muster.reload();
  expect(await exported(muster), "what was saved is intact").toBe(before);
});
