// How long the list of contributions takes over what a person does with it, and how it scrolls.
// `node lists.mjs <registers.jsonl> [part…]`: each line names a file and what it holds. Prints one line a measurement.
import { readFile } from "node:fs/promises";
import { WAIT, same, start, timed, times, until, whole } from "./measure.mjs";

const LIST = "#/contributions?on=2025-12-31";
/** The first contribution in the page; other lists have other ids. */
const FIRST = `document.querySelector("table.list tbody tr[data-id^=c0]")?.dataset.id`;
const COUNT = `document.querySelector("table.list").getAttribute("aria-rowcount")`;
const HITS = `document.querySelector("#palette-hits")?.innerText`;
/** The places of columns. */
const [WHO, FOR, DATE, SUM] = [0, 1, 3, 5];
const WORDS = ["radios", "laptops", "servers", "cables"];
/** So far the list goes in a frame, in pixels. */
const SPEEDS = { "a row a frame": 38, "three rows a frame": 114, "a window a frame": 800 };
const SCROLLED = 2_000;
/** In so many places the order of a list is looked at. */
const PARTS_SEEN = 8;

/** Notes what keeps the page from answering for more than 50 ms. */
function noteTasks() {
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
}

/** The choice that has an option of this value. */
const choice = (value) => `[...document.querySelectorAll(".tools select, main select")].find((one) => one.querySelector("option[value=${value}]"))`;
const chosen = (of, value) => `const choice = ${choice(of)}; choice.value = "${value}"; choice.dispatchEvent(new Event("change", { bubbles: true }))`;
const button = (name) => `[...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "${name}")`;
const typed = (field, text) => `const field = document.querySelector("${field}"); field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event("input", { bubbles: true }))`;
const asked = (params) => `location.hash = ${JSON.stringify(LIST + params)}`;

/** What is measured under one name: how long each took, and the longest task in all of them. */
class Line {
  #took = [];
  #task = 0;

  constructor(page, made, what) {
    Object.assign(this, { page, made, what });
  }

  /** Does something until `is` holds and the page is painted and free, or, with `first`, until it holds. */
  async step(act, is, first = false) {
    await this.page.evaluate(() => (window.tasks.length = 0));
    const [held, took] = await timed(this.page, act, is);
    await this.longest(first ? held : took);
  }

  async longest(...took) {
    this.#took.push(...took);
    await this.page.waitForTimeout(100);
    this.#task = Math.max(this.#task, ...(await this.page.evaluate(() => window.tasks)));
  }

  tell(budget, shown) {
    const task = this.#task > 0 ? this.#task.toFixed(0) : "under 50";
    console.log([`${whole(this.made.records)}: ${this.what}`, ...times(this.#took), task, budget, shown].join("\t"));
  }
}

/** Scrolls to a part of the list, 0 to 1, until rows are in sight there. */
async function scrollTo(page, part) {
  await page.evaluate((part) => window.scrollTo(0, part * (document.documentElement.scrollHeight - innerHeight)), part);
  await until(page, `document.elementFromPoint(600, 500)?.closest("tr[data-id]")`);
  await page.waitForTimeout(100);
}

/** Stops unless the rows in parts from the top to the end stand in an order: columns, each with whether downwards. */
async function inOrder(page, language, keys) {
  const rows = [];
  for (let part = 0; part <= PARTS_SEEN; part += 1) {
    await scrollTo(page, part / PARTS_SEEN);
    const here = await page.evaluate((keys) => {
      const said = (row, at) => {
        const cell = row.cells[at].cloneNode(true);
        cell.querySelectorAll("small, .chip").forEach((one) => one.remove());
        return cell.textContent.trim();
      };
      return [...document.querySelectorAll("table.list tbody tr[data-id]")].map((row) => keys.map(([at]) => said(row, at)));
    }, keys);
    if (here.length < 10) throw new Error(`Only ${here.length} rows are drawn.`);
    rows.push(...here);
  }
  // In the browser: its order is what the list is held against, and other engines differ in what they know of a language.
  const wrong = await page.evaluate(
    ([language, keys, rows, words, DATE]) => {
      const { compare } = new Intl.Collator(language);
      const value = (text, at) => (at === DATE ? Date.parse(text) : Number(text.replaceAll(",", "")));
      const order = (a, b, [at, down]) => {
        if (words.includes(at)) return compare(a.toLowerCase(), b.toLowerCase()) * (down ? -1 : 1);
        const [m, n] = [value(a, at), value(b, at)];
        // What has no value stands last.
        if (Number.isNaN(m) || Number.isNaN(n)) return Number.isNaN(m) - Number.isNaN(n);
        return (m - n) * (down ? -1 : 1);
      };
      return rows.slice(1).findIndex((row, place) => keys.map((key, at) => order(rows[place][at], row[at], key)).find(Boolean) > 0);
    },
    [language, keys, rows, [WHO, FOR], DATE],
  );
  if (wrong >= 0) throw new Error(`Sorted in ${language}: ${rows[wrong].join(", ")} before ${rows[wrong + 1].join(", ")}`);
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** By names in a language: at once when the list stands, and again and again. */
async function sorted(page, made, language, called) {
  const press = (at) => `document.querySelectorAll("table.list thead th button")[${at}].click()`;
  const changed = async () => `${FIRST} !== ${JSON.stringify(await page.evaluate(FIRST))}`;
  const shown = `${whole(made.records)} rows in its order`;
  // Elsewhere and back: what was read of the list is read anew.
  await page.evaluate(`location.hash = "#/settings?on=2025-12-31"`);
  await until(page, `!${FIRST}`);
  await page.evaluate(asked(""));
  await until(page, FIRST);
  const first = new Line(page, made, `sorted by name in ${called}, as soon as the list stands`);
  await first.step(press(FOR), await changed());
  await inOrder(page, language, [[FOR, false]]);
  first.tell("", shown);
  await page.waitForTimeout(10_000);
  const line = new Line(page, made, `sorted by name in ${called}`);
  for (const [at, down] of [[WHO, false], [FOR, false], [FOR, true], [WHO, false], [WHO, true], [FOR, false]]) {
    await line.step(press(at), await changed());
    await inOrder(page, language, [[at, down]]);
  }
  line.tell("50 at 100,000", shown);
}

async function threeColumns(page, made) {
  const line = new Line(page, made, "sorted by three columns");
  for (const [params, ...keys] of [
    ["&sort=who,-date,-sum", [WHO, false], [DATE, true], [SUM, true]],
    ["&sort=date,-who,sum", [DATE, false], [WHO, true], [SUM, false]],
    ["&sort=for,-sum,date", [FOR, false], [SUM, true], [DATE, false]],
    ["&sort=-who,-sum,for", [WHO, true], [SUM, true], [FOR, false]],
  ]) {
    await line.step(asked(params), `${FIRST} !== ${JSON.stringify(await page.evaluate(FIRST))}`);
    await inOrder(page, "en", keys);
  }
  line.tell("50 at 100,000", `${whole(made.records)} rows in its order`);
}

/** A sum of what stands in the page, in hundredths. */
const hundredths = (text) => {
  const [units, parts = ""] = text.split(".");
  return BigInt(units + parts.padEnd(2, "0"));
};

async function groups(page, made) {
  for (const [by, called] of [["giver", "giver"], ["reached", "status"]]) {
    const line = new Line(page, made, `grouped by ${called}`);
    for (let n = 0; n < 3; n += 1) {
      await page.evaluate(asked(""));
      await until(page, `!document.querySelector("tr.section")`);
      await line.step(chosen("giver", by), `document.querySelector("tr.section")`);
    }
    const fold = new Line(page, made, `a group folded, by ${called}`);
    const open = `document.querySelector("button.fold[aria-expanded=true]")`;
    for (let n = 0; n < 40 && (await page.evaluate(`!!${open}`)); n += 1) {
      await fold.step(`${open}.click()`, `${COUNT} !== ${JSON.stringify(await page.evaluate(COUNT))}`);
    }
    // All heads stand now, and no row.
    const found = await page.evaluate(() => {
      const heads = [...document.querySelectorAll("tr.section")];
      const rows = heads.map((head) => Number(head.querySelector("small")?.textContent.replaceAll(",", "") ?? 0));
      return { rows: rows.reduce((a, b) => a + b), sums: heads.map((head) => head.querySelector("[data-subtotal]")?.dataset.subtotal ?? "0") };
    });
    same("rows of all groups", found.rows, made.records);
    same("subtotals", found.sums.map(hundredths).reduce((a, b) => a + b), hundredths(made.pledged));
    const shown = `${found.sums.length} subtotals come to ${made.pledged}`;
    line.tell("100", shown);
    fold.tell("100", shown);
  }
  await page.evaluate(asked(""));
  await until(page, `!document.querySelector("tr.section")`);
}

async function narrowed(page, made) {
  const facet = new Line(page, made, "one choice of a facet");
  const shown = async () => Number(await page.evaluate(COUNT)) - 1;
  await until(page, choice("financial"));
  let sum = 0;
  for (const form of ["financial", "in-kind", "services", "training"]) {
    await facet.step(chosen("financial", form), `${COUNT} !== ${JSON.stringify(await page.evaluate(COUNT))}`);
    sum += await shown();
  }
  same("rows of all forms", sum, made.records);
  facet.tell("100", `${whole(sum)} rows in four`);
  await page.evaluate(asked(""));
  const filter = new Line(page, made, "filtered, letter by letter");
  const word = "radios servers";
  for (let n = 1; n <= word.length; n += 1) {
    const text = word.slice(0, n);
    await filter.step(typed("[data-search]", text), `new URLSearchParams(location.hash.split("?")[1]).get("q") === ${JSON.stringify(text)}`);
  }
  const rows = await page.evaluate(() => [...document.querySelectorAll("table.list tbody tr[data-id]")].map((row) => row.textContent));
  const strange = rows.find((row) => !word.split(" ").every((part) => row.includes(part)));
  if (strange || rows.length === 0) throw new Error(`Filtered by ${word}: ${strange}`);
  filter.tell("50 at 100,000", `${whole(await shown())} rows`);
  await page.evaluate(typed("[data-search]", ""));
  await until(page, `${COUNT} === "${made.records + 1}"`);
}

async function picked(page, made) {
  const selected = (number) => `document.querySelector("[data-selected]")?.dataset.selected === "${number}"`;
  const all = `document.querySelector("thead td.pick input")`;
  await page.evaluate(`${button("Select")}.click()`);
  await until(page, all);
  const [line, one] = [new Line(page, made, "all rows chosen"), new Line(page, made, "one more row left out")];
  for (let n = 0; n < 3; n += 1) {
    await line.step(`${all}.click()`, selected(made.records));
    for (const row of [2, 5]) {
      const tick = `document.querySelectorAll("tbody td.pick input")[${row}]`;
      await one.step(`${tick}.click()`, selected(made.records - (row === 2 ? 1 : 2)));
    }
    await page.evaluate(`${all}.click()`);
    await until(page, selected(made.records));
    await page.evaluate(`${all}.click()`);
    await until(page, selected(0));
  }
  line.tell("100", `${whole(made.records)} chosen`);
  one.tell("100", `${whole(made.records - 2)} chosen`);
  await page.evaluate(`${button("Select")}.click()`);
}

async function cells(page, muster, made) {
  await page.evaluate(`document.querySelector("#edit-cells").click()`);
  const dialog = muster.dialog("Whose name stands on changes?");
  await dialog.fill("Your name", "Kadri Tamm");
  await dialog.button("Continue").click();
  const grid = `document.querySelector("table.list[role=grid] td[data-cell]")`;
  const on = new Line(page, made, "“Edit cells” on");
  for (let n = 0; n < 3; n += 1) {
    await page.evaluate(`document.querySelector("#edit-cells").click()`);
    await until(page, `!${grid}`);
    await on.step(`document.querySelector("#edit-cells").click()`, grid);
  }
  on.tell("100", "the first rows with their cells");
  const line = new Line(page, made, "a cell edited: kept, and the list with it");
  for (let n = 0; n < 5; n += 1) {
    const id = await page.evaluate(`document.querySelectorAll("table.list tbody tr[data-id]")[${n + 2}].dataset.id`);
    const cell = page.locator(`tr[data-id="${id}"] td[data-label="For"]`);
    await cell.focus();
    await page.keyboard.press("Enter");
    await page.locator(".cell-editor textarea, .cell-editor input").first().fill(`radios, edited as number ${n}`);
    const field = `document.querySelector(".cell-editor textarea, .cell-editor input")`;
    const written = await page.evaluate(`document.querySelector(".save").dataset.written`);
    const stands = `document.querySelector('tr[data-id="${id}"] td[data-label="For"]')?.textContent.includes("as number ${n}") && !document.querySelector(".cell-editor")`;
    const kept = `document.querySelector(".save").dataset.written !== ${JSON.stringify(written)} && document.querySelector(".save").dataset.saved !== "unsaved"`;
    await page.waitForTimeout(3_000);
    await line.step(`${field}.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }))`, `${stands} && ${kept}`);
  }
  line.tell("100", "the cell says it, and it is kept");
  await page.evaluate(asked(""));
  await until(page, `!${grid}`);
}

async function palette(page, made) {
  const opens = new Line(page, made, "the palette opened");
  const [first, line] = [new Line(page, made, "the palette, its first letter"), new Line(page, made, "the palette, letter by letter")];
  const field = "dialog input[role=combobox]";
  for (let n = 0; n < 3; n += 1) {
    await page.keyboard.press("Escape");
    await until(page, `!document.querySelector("#palette-hits")`);
    await opens.step(`document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true, cancelable: true }))`, HITS);
  }
  // Two words in turn, so that what is found is never what was found before.
  const letters = (word) => [...word].map((_, n) => word.slice(0, n + 1));
  const found = async (text) => `${HITS} !== ${JSON.stringify(await page.evaluate(HITS))} && document.querySelector("#palette-hits li")?.textContent.toLowerCase().includes("${text}")`;
  await first.step(typed(field, "z"), await found("z"));
  for (const [a, b] of [[WORDS[0], WORDS[1]], [WORDS[2], WORDS[3]]]) {
    for (const text of letters(a).flatMap((text, n) => [text, letters(b)[n]]).filter(Boolean)) {
      await line.step(typed(field, text), await found(text));
    }
  }
  opens.tell("100", "its commands");
  first.tell("", "the best of all records, whose titles are read");
  line.tell("100", "the best of all records");
  await page.keyboard.press("Escape");
}

async function scrolled(page, made) {
  for (const [called, pixels] of Object.entries(SPEEDS)) {
    await scrollTo(page, 0.2);
    await page.waitForTimeout(2_000);
    const line = new Line(page, made, `scrolled, ${called}`);
    await page.evaluate(() => (window.tasks.length = 0));
    const { gaps, looks, blanks, ids } = await page.evaluate(
      async ([pixels, long]) => {
        const frame = () => new Promise(requestAnimationFrame);
        const [gaps, ids] = [[], new Set()];
        let [looks, blanks] = [0, 0];
        const begun = await frame();
        for (let last = begun; last - begun < long; ) {
          window.scrollBy(0, pixels);
          const now = await frame();
          gaps.push(now - last);
          last = now;
          if (gaps.length % 10 > 0) continue;
          // What was painted with this frame.
          const row = document.elementFromPoint(600, 500)?.closest("tr");
          looks += 1;
          if (row?.dataset.id) ids.add(row.dataset.id);
          else blanks += 1;
        }
        return { gaps, looks, blanks, ids: ids.size };
      },
      [pixels, SCROLLED],
    );
    if (ids < 3) throw new Error(`Only ${ids} rows were seen while it scrolled.`);
    await line.longest(...gaps);
    const sum = gaps.reduce((a, b) => a + b);
    line.tell("16.7", `${((gaps.length / sum) * 1000).toFixed(0)} frames a second; ${blanks} of ${looks} without rows`);
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}

async function languages(page, muster, made) {
  const line = new Line(page, made, "another language chosen");
  const [said, list] = [new Line(page, made, "the list opened: its title, and that it is read"), new Line(page, made, "the list opened in another language")];
  for (const [tag, other] of [["uk", "en"], ["en", "uk"], ["uk", "en"]]) {
    await muster.go("#/settings?on=2025-12-31");
    await until(page, choice("uk"));
    await line.step(chosen("uk", tag), `document.documentElement.lang === "${tag}" && ${choice("uk")}?.value === "${tag}"`);
    await list.step(asked(""), FIRST);
    await page.evaluate(`location.hash = "#/settings?on=2025-12-31"`);
    await until(page, choice("uk"));
    // Very many are read once it is said that they are.
    const title = `document.querySelector("h1").textContent`;
    await said.step(asked(""), `${title} !== ${JSON.stringify(await page.evaluate(title))}`, true);
    await until(page, FIRST);
    if ((await page.locator("html").getAttribute("lang")) === other) throw new Error(`The page is in ${other}.`);
  }
  line.tell("100", "the settings, in Ukrainian and English");
  said.tell("100", "its title");
  list.tell("", "its first rows");
}

async function measured(made) {
  await fresh("/", noteTasks, async (page, muster) => {
    page.setDefaultTimeout(WAIT.timeout);
    await muster.ready();
    const dialog = await muster.press("Import…", "Import");
    await dialog.field("File").setInputFiles(made.file);
    await dialog.root.getByRole("button", { name: "Import file" }).click();
    await page.locator("dl.figs [data-figure=pledged]").waitFor(WAIT);
    await muster.whole();
    await muster.go(LIST);
    await page.locator(`table.list[aria-rowcount="${made.records + 1}"]`).waitFor(WAIT);
    await page.waitForTimeout(10_000);
    for (const [name, part] of Object.entries(PARTS)) {
      if (only.length === 0 || only.includes(name)) await part(page, muster, made);
    }
  });
}

/** What is measured, in this order. */
const PARTS = {
  english: (page, _, made) => sorted(page, made, "en", "English"),
  columns: (page, _, made) => threeColumns(page, made),
  groups: (page, _, made) => groups(page, made),
  narrowed: (page, _, made) => narrowed(page, made),
  scrolled: (page, _, made) => scrolled(page, made),
  picked: (page, _, made) => picked(page, made),
  palette: (page, _, made) => palette(page, made),
  cells,
  languages,
  ukrainian: (page, _, made) => sorted(page, made, "uk", "Ukrainian"),
};

const { fresh, stop } = await start();
const [list, ...only] = process.argv.slice(2);
try {
  for (const line of (await readFile(list, "utf8")).trim().split("\n")) await measured(JSON.parse(line));
} finally {
  await stop();
}
