// How long the page takes over registers of several sizes, beside the plain ways to keep the same records.
// `node page.mjs <registers.jsonl>`: each line names a file and what it holds. Prints one line a measurement.
import { readFile, stat } from "node:fs/promises";
import { WAIT, same, start, timed, times, whole } from "./measure.mjs";

const OFTEN = 7;

/** Median and worst, what is allowed or was done, and what was held then: size, sum and records. */
function tell({ records }, what, all, beside = "", held = {}) {
  const { size = "–", sum = "–", count = "–" } = held;
  console.log([`${whole(records)}: ${what}`, ...times(all), beside, size, sum, count].join("\t"));
}

/** What is kept and shown, held against the generator's own. */
async function holds(page, muster, made, pledged) {
  await muster.go("#/contributions?on=2025-12-31");
  const table = page.locator("table.list");
  const total = table.locator(`tfoot [data-figure=pledged][data-amount="${pledged}"]`);
  await total.waitFor(WAIT).catch(async () => same("pledged", await table.locator("tfoot [data-figure=pledged]").getAttribute("data-amount"), pledged));
  const count = Number(await table.getAttribute("aria-rowcount")) - 1;
  same("records", count, made.records);
  return { size: `${whole(await stored(page))} units`, sum: `${pledged} EUR pledged`, count: whole(count) };
}

/** Notes in the page when each segment is written. */
function noteSegments() {
  const { setItem } = Storage.prototype;
  window.segments = [];
  Storage.prototype.setItem = function (key, value) {
    setItem.call(this, key, value);
    if (/^muster\/[^/]+\/s\//.test(key)) window.segments.push(performance.now());
  };
}

/** The same records as one value of the storage, and as one record each in a database, written and read. */
async function plain(made) {
  const { changes } = JSON.parse(await readFile(made.file, "utf8"));
  const records = changes.flatMap(({ body }) => Object.entries(body.contributions ?? {})).map(([id, record]) => ({ id, ...record }));
  await fresh("/robots.txt", noteSegments, async (page) => {
    const { storage, database } = await page.evaluate(async (records) => {
      const timed = async (work) => {
        const begun = performance.now();
        const gives = await work();
        return [performance.now() - begun, gives];
      };
      // Added as they stand, in hundredths, to see that all came back.
      const added = (all) => {
        const amounts = all.flatMap(({ entries }) => Object.values(entries).flatMap(({ amount }) => amount?.value ?? []));
        const hundredths = amounts.map((value) => {
          const [units, parts = ""] = value.split(".");
          return BigInt(units + parts.padEnd(2, "0"));
        });
        const sum = String(hundredths.reduce((sum, value) => sum + value, 0n)).padStart(3, "0");
        return `${sum.slice(0, -2)}.${sum.slice(-2)}`;
      };
      let storage;
      try {
        const [write, size] = await timed(() => {
          const text = JSON.stringify(records);
          localStorage.setItem("all", text);
          return text.length;
        });
        const [read, all] = await timed(() => JSON.parse(localStorage.getItem("all")));
        storage = { write, read, size, count: all.length, sum: added(all) };
      } catch {
        storage = undefined;
      }
      const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.oncomplete = () => resolve();
        request.onerror = () => reject(request.error);
      });
      const opening = indexedDB.open("plain", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("records", { keyPath: "id" });
      const base = await done(opening);
      const [write] = await timed(async () => {
        const writing = base.transaction("records", "readwrite", { durability: "strict" });
        for (const record of records) writing.objectStore("records").put(record);
        await done(writing);
      });
      const [one] = await timed(() => {
        const writing = base.transaction("records", "readwrite", { durability: "strict" });
        writing.objectStore("records").put({ ...records[7], purpose: "again" });
        return done(writing);
      });
      const [read, all] = await timed(() => done(base.transaction("records").objectStore("records").getAll()));
      const size = await navigator.storage.estimate();
      return { storage, database: { write, read, one, count: all.length, sum: added(all), size: size.usage } };
    }, records);
    const held = (kept, size) => {
      same("records", kept.count, made.records);
      return { size, sum: `${kept.sum} as stated`, count: whole(kept.count) };
    };
    if (storage) {
      same("the sum of all amounts", storage.sum, made.stated);
      const told = held(storage, `${whole(storage.size)} units`);
      tell(made, "plain, one value of the storage: an edit written", [storage.write], "", told);
      tell(made, "plain, one value of the storage: read", [storage.read], "", told);
    } else {
      tell(made, "plain, one value of the storage", [], "does not fit");
    }
    same("the sum of all amounts", database.sum, made.stated);
    const told = held(database, `${(database.size / 1e6).toFixed(1)} MB`);
    tell(made, "plain, a database: all written", [database.write], "", told);
    tell(made, "plain, a database: an edit written", [database.one], "", told);
    tell(made, "plain, a database: all read", [database.read], "", told);
  });
}

/** What stands in the browser's storage, in units of two bytes. */
const stored = (page) =>
  page.evaluate(() => Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0));

const ROWS = `document.querySelector("table.list tbody tr[data-id]")`;
const COUNT = `document.querySelector(".tools [aria-live]")?.textContent`;
const PLEDGED = `document.querySelector("dl.figs [data-figure=pledged]").dataset.amount`;

/** A copy that differs: read and held against what is here, and then taken in, until the overview has its sum. */
async function merge(page, muster, made) {
  await muster.go("#/?on=2025-12-31");
  // The bank's rates come a moment after the first sum that needs one.
  await page.locator(`dl.figs [data-figure=pledged][data-amount="${made.pledged}"]`).waitFor();
  const dialog = await muster.press("Import…", "Import");
  await dialog.field("File").evaluate((field) => field.addEventListener("change", () => (window.chosen = performance.now()), { capture: true }));
  await dialog.field("File").setInputFiles(made.copy.file);
  const said = dialog.root.getByRole("status");
  await said.getByText("which is here already").waitFor(WAIT);
  const shown = await page.evaluate(() => performance.now() - window.chosen);
  const expected = `${made.differences} of its`;
  if (!(await said.innerText()).includes(expected)) throw new Error(`“${await said.innerText()}”, not “${expected}”`);
  const button = `[...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "Merge")`;
  const done = `document.querySelector(".save").dataset.saved !== "unsaved" && ${PLEDGED} === "${made.copy.pledged}"`;
  const [taken] = await timed(page, `${button}.click()`, done);
  await muster.notice.getByText(`Merged: ${made.differences} changes were new.`).waitFor();
  const held = await holds(page, muster, made, made.copy.pledged);
  tell(made, `${made.differences} differences of a copy: read and shown`, [shown], "", held);
  tell(made, `${made.differences} differences of a copy: taken in, saved, and all totals again`, [taken], "2,000 with the line before, at 100,000", held);
}

/** How long until a word that is typed has its rows painted: the first of them, and all. */
async function filter(page, word) {
  const before = await page.evaluate(COUNT);
  const act = `window.typed = performance.now(); const field = document.querySelector("[data-search]"); field.value = ${JSON.stringify(word)}; field.dispatchEvent(new Event("input", { bubbles: true }))`;
  const [, first] = await timed(page, act, `${COUNT} !== ${JSON.stringify(before)}`);
  if (!(await page.evaluate(COUNT)).includes("so far")) return { first, all: first };
  const all = await page.evaluate(async () => {
    while (document.querySelector(".tools [aria-live]").textContent.includes("so far")) await new Promise((next) => setTimeout(next));
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return performance.now() - window.typed;
  });
  return { first, all };
}

/** Cold starts at the list: each a new page of the same profile; and a word typed as soon as the first rows stand. */
async function coldStarts(context, made) {
  const [opens, firsts, alls] = [[], [], []];
  for (let n = 0; n < 3; n += 1) {
    const page = await context.newPage();
    await page.goto(`${site.origin}/robots.txt`);
    await page.goto(`${site.origin}/#/contributions?on=2025-12-31`);
    await page.locator("table.list tbody tr[data-id]").first().waitFor(WAIT);
    opens.push(await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(() => painted(performance.now()))))));
    const { first, all } = await filter(page, "radios servers");
    firsts.push(first);
    alls.push(all);
    await page.close();
  }
  return { opens, firsts, alls };
}

async function muster(made) {
  await fresh("/", noteSegments, async (page, muster) => {
    page.setDefaultTimeout(WAIT.timeout);
    await muster.ready();
    const dialog = await muster.press("Import…", "Import");
    const begun = Date.now();
    await dialog.field("File").setInputFiles(made.file);
    await dialog.root.getByRole("button", { name: "Import file" }).click();
    await page.locator("dl.figs [data-figure=pledged]").waitFor(WAIT);
    const imported = Date.now() - begun;
    const segments = await page.evaluate(() => window.segments.map((at, place, all) => at - all[place - 1]).slice(1));
    if ((await muster.saved()) === "unsaved") {
      tell(made, "kept in this browser", [], "does not fit");
      return;
    }
    await muster.whole();
    await page.waitForTimeout(10_000);
    let held = await holds(page, muster, made, made.pledged);
    tell(made, "imported from a file and shown", [imported], `${((await stat(made.file)).size / 1e6).toFixed(1)} MB`, held);
    if (segments.length > 0) tell(made, "500 changes sealed, written and read back", segments, `${segments.length + 1} segments`, held);

    const { opens, firsts, alls } = await coldStarts(page.context(), made);
    tell(made, "cold start to the first rows", opens, "1,000 at 100,000", held);

    const filters = [];
    for (const word of ["radios", "laptops", "cables", "radios servers", "укриття", "r", "ra", "rad"]) filters.push((await filter(page, word)).all);
    await muster.go("#/contributions?on=2025-12-31");
    const sorts = [];
    for (const name of ["For", "Date", "For", "Date", "Contributor", "EUR", "Contributor", "EUR"]) {
      const first = await page.evaluate(`${ROWS}.dataset.id`);
      const head = `[...document.querySelectorAll("table.list th button")].find((head) => head.textContent.startsWith("${name}"))`;
      sorts.push((await timed(page, `${head}.click()`, `${ROWS}.dataset.id !== ${JSON.stringify(first)}`))[1]);
    }
    held = await holds(page, muster, made, made.pledged);
    tell(made, "filtered as one types", filters, "50 at 100,000", held);
    tell(made, "filtered at once after a cold start: first rows", firsts, "", held);
    tell(made, "filtered at once after a cold start: all rows", alls, "", held);
    tell(made, "sorted by a column", sorts, "50 at 100,000", held);

    await merge(page, muster, made);

    // An edit: the sum of one contribution, and then its undoing and doing again on the overview.
    // The first edit also records which rates the register uses; the second one is as all that follow.
    for (const amount of ["1234567.88", made.edited.amount]) {
      await muster.go(`#/contributions/${made.edited.id}?on=2025-12-31`);
      await page.getByRole("table", { name: "Entries" }).getByRole("button", { name: /^Edit/ }).first().click();
      const name = page.getByRole("button", { name: "Continue" });
      await name.or(page.getByRole("dialog").getByLabel("Amount", { exact: true })).first().waitFor();
      if (await name.isVisible()) await name.click();
      const form = muster.dialog();
      await form.fill("Amount", `${amount} EUR`);
      await form.saveAndClose();
    }
    await muster.go("#/?on=2025-12-31");
    await page.locator("dl.figs [data-figure=pledged]").waitFor(WAIT);
    const totals = [];
    for (let n = 0; n < OFTEN * 2; n += 1) {
      const before = await page.evaluate(PLEDGED);
      const button = `[...document.querySelectorAll("button")].find((one) => one.textContent.trim().startsWith("${n % 2 ? "Redo" : "Undo"}"))`;
      const written = await page.evaluate(`document.querySelector(".save").dataset.written`);
      await page.waitForTimeout(1_500);
      const [changed] = await timed(page, `${button}.click()`, `${PLEDGED} !== ${JSON.stringify(before)} && document.querySelector(".save").dataset.written !== ${JSON.stringify(written)}`);
      // The first two count anew, as the parts of the program that keep totals came after the register.
      if (n > 1) totals.push(changed);
    }
    held = await holds(page, muster, made, made.edited.pledged);
    tell(made, "an edit saved, and all totals of the overview again", totals, "32 at 100,000", held);
  });
}

const { site, fresh, stop } = await start();
const [list] = process.argv.slice(2);
try {
  for (const line of (await readFile(list, "utf8")).trim().split("\n")) {
    const made = JSON.parse(line);
    await plain(made);
    await muster(made);
  }
} finally {
  await stop();
}
