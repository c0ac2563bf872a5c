// Muster as a person finds it: by the names of docs and buttons, never by the shape of the markup.
import { expect } from "@playwright/test";

/** A form, or a dialog with one: fields by their labels. */
export class Form {
  constructor(root) {
    this.root = root;
  }

  field(label) {
    // A label around a choice has the words of the choice in its own text; its role has not.
    const choice = this.root.getByRole("combobox", { name: label, exact: true });
    return this.root.getByLabel(label, { exact: true }).or(choice);
  }

  button(name) {
    return this.root.getByRole("button", { name, exact: true });
  }

  /** Gives a field its value, whatever kind it is: text, a choice by its words, or a tick by true and false. */
  async fill(label, value) {
    const field = this.field(label);
    const kind = await field.evaluate((node) => node.getAttribute("role") ?? node.localName);
    if (typeof value === "boolean") {
      await field.setChecked(value);
    } else if (kind === "select") {
      await field.selectOption({ label: value });
    } else {
      await field.fill(value);
      // The offers of a field that searches stand over what follows until it is left.
      if (kind === "combobox") await field.press("Tab");
    }
  }

  /** Gives several fields their values, in the order of the object. */
  async fillAll(values) {
    for (const [label, value] of Object.entries(values)) await this.fill(label, value);
  }

  /** Chooses from the offers of a field that searches: what is typed, and the beginning of the offer to take. */
  async choose(label, typed, offer = typed) {
    const field = this.field(label);
    await field.fill(typed);
    const list = this.root.getByRole("listbox", { name: `Offers for “${label}”`, exact: true });
    const begins = new RegExp(`^${offer.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
    await list.getByRole("option").filter({ hasText: begins }).first().click();
  }

  /** What stands at a field beside its control: the hint, what was understood, what is wrong. */
  about(label) {
    const field = this.root.page().getByLabel(label, { exact: true });
    return this.root.locator(".field").filter({ has: field }).locator(".about").last();
  }

  /** Opens what stands under “More” in this form, not that of its lines. */
  async more() {
    const summary = await this.root.locator("summary").filter({ hasText: /^More$/ }).last().elementHandle();
    await summary.click();
    // What is under it is drawn once the browser tells that it was opened, which is after the click.
    await this.root.page().waitForFunction((opened) => opened.nextElementSibling, summary);
  }

  /** Begins a line, by the words of the button that adds it; gives its fields. */
  async addLine(what) {
    await this.button(`Add ${what}`).last().click();
    return this.line(what);
  }

  /** The fields of the line of this kind that is open, the last of them if there are several. */
  line(what) {
    const name = what.charAt(0).toUpperCase() + what.slice(1);
    return new Form(this.root.getByRole("group", { name, exact: true }).last());
  }

  /** Puts an open line in. */
  async done() {
    await this.button("Done").last().click();
  }

  /** Picks several parties at once for the attendance of a meeting. */
  async attend(parties, capacity, presence = "Present") {
    for (const party of parties) await this.choose("Parties present", party);
    const quick = new Form(this.root.locator(".quick-attendance"));
    await quick.fill("Capacity", capacity);
    await quick.fill("Presence", presence);
    await this.button("Add to attendance").click();
  }

  async save() {
    await this.button("Save").click();
  }

  async cancel() {
    await this.button("Cancel").click();
  }

  /** Saves, and waits until the window is gone. */
  async saveAndClose() {
    await this.save();
    await expect(this.root).toHaveCount(0);
  }
}

export class Muster {
  /** `home` is the address of the page, to which the server's own is put. */
  constructor(page, home = "./") {
    this.page = page;
    this.home = home;
    // What cannot be pressed after so long will not be pressed at all.
    page.setDefaultTimeout(15_000);
  }

  /** Loads the page at a hash address, `#/members` for example, and waits until it takes input. */
  async open(hash = "#/") {
    await this.page.goto(`${this.home}${hash}`);
    await this.ready();
  }

  /** Goes to a hash address inside the loaded page, as a typed address does. */
  async go(hash) {
    await this.page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await this.#drawn();
  }

  /** Waits, as a person does, for a part of the program that is being fetched. */
  async #drawn() {
    await this.page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 60)));
    await expect(this.page.getByText("This part of Muster is being fetched.")).toHaveCount(0);
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  async ready() {
    await this.page.locator('html[data-ready="true"]').waitFor({ state: "attached", timeout: 30_000 });
  }

  /** Waits until all of the program is here, so that the page works without its server. */
  async whole() {
    await this.page.locator('html[data-whole="true"]').waitFor({ state: "attached", timeout: 30_000 });
  }

  /** Follows a link of the main navigation. */
  async nav(name) {
    await this.page
      .getByRole("navigation", { name: "Main", exact: true })
      .getByRole("link", { name, exact: true })
      .click();
    await this.#drawn();
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  heading(name) {
    return this.page.getByRole("heading", { name });
  }

  /** The form of this name, in the page. */
  form(name) {
    return new Form(this.page.getByRole("form", { name, exact: true }));
  }

  /** The dialog of this name, or the only one that is open. */
  dialog(name) {
    return new Form(this.page.getByRole("dialog", name ? { name, exact: true } : {}));
  }

  /** A table row by the id of its record. */
  row(id) {
    return this.page.locator(`tr[data-id="${id}"]`);
  }

  /** All rows of records that are in the page. */
  rows() {
    return this.page.locator("tr[data-id]");
  }

  /** Where a figure stands, for `expect(…).toHaveAttribute("data-amount", …)`, which waits. */
  figureAt(measure) {
    return this.page.locator(`[data-figure="${measure}"]`).first();
  }

  /** What a figure says now: `{ amount, currency, date, open, unvalued, …, text }`; what it lacks is absent. */
  async figure(measure) {
    const at = this.figureAt(measure);
    const data = await at.evaluate((node) => ({ ...node.dataset }));
    const { figure: _, ...rest } = data;
    return { ...rest, text: (await at.innerText()).trim() };
  }

  /** What the indicator of saving says of the last edit: `memory`, `browser`, `disk` or `unsaved`. */
  async saved() {
    return this.page.locator("[data-saved]").first().getAttribute("data-saved");
  }

  /** Waits until the last edit is announced as kept. */
  async kept() {
    await expect(this.page.locator("[data-saved]").first()).toHaveAttribute("data-saved", /^(browser|disk)$/);
  }

  /** Waits until the edit of this number in this tab is announced as kept: in the browser's storage, or further on. */
  async keptAs(number) {
    const announced = ["browser", "disk"].map((state) => `[data-saved="${state}"][data-written="${number}"]`);
    await this.page.locator(announced.join(", ")).waitFor({ state: "attached", timeout: 10_000 });
  }

  /** Waits until the last edit is announced as safe on the disk. */
  async onDisk() {
    await expect(this.indicator).toHaveAttribute("data-saved", "disk", { timeout: 30_000 });
  }

  /** Answers the question whose name stands on changes, which comes once, before the first edit. */
  async sign(name = "Kadri Tamm", party = "EE") {
    const dialog = this.dialog("Whose name stands on changes?");
    await dialog.fillAll({ "Your name": name, "Your party": party });
    await dialog.button("Continue").click();
    await expect(dialog.root).toHaveCount(0);
  }

  /** Starts a register as the first thing that is done in this browser. */
  async start(name, { signed = false } = {}) {
    await this.button("Start a register").click();
    if (!signed) await this.sign();
    const dialog = this.dialog("Start a register");
    await dialog.fill("Name of the coalition", name);
    await dialog.saveAndClose();
    await expect(this.page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  }

  /** Opens the example from the first page. */
  async openExample() {
    await this.button("Open the example").click();
    await expect(this.page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  }

  /** Presses a button of the page that opens a window, and gives the window. */
  async press(button, dialog) {
    await this.button(button).first().click();
    const opened = this.dialog(dialog);
    await expect(opened.root).toBeVisible();
    return opened;
  }

  /** What was said last, aloud: saved, undone, refused. */
  get notice() {
    return this.page.locator("p.notice");
  }

  /** The one sentence under the title that says the point. */
  get point() {
    return this.page.locator("main .point").first();
  }

  /** The indicator of saving. */
  get indicator() {
    return this.page.locator("[data-saved]").first();
  }

  /** How many rows a list has, those out of sight too. */
  async count(table) {
    const rows = this.page.getByRole("table", { name: table, exact: true });
    return Number(await rows.getAttribute("aria-rowcount")) - 1;
  }

  /** How many changes the register has, as its history says. */
  async changes() {
    await this.nav("History");
    await expect(this.heading("History")).toBeVisible();
    return this.count("Changes");
  }

  /** The register's file: `{ name, bytes }`. */
  async exportFile() {
    const dialog = await this.press("Export…", "Export");
    const file = await this.download(dialog.button("Export file"));
    await expect(dialog.root).toHaveCount(0);
    return file;
  }

  /** Opens the window for a file and gives it one; what it would do is then said in the window. */
  async offerFile(file) {
    const dialog = await this.press("Import…", "Import");
    await dialog.field("File").setInputFiles(file);
    await expect(dialog.root.getByRole("status")).not.toBeEmpty();
    return dialog;
  }

  /** Leaves nothing of this page in the browser. Takes effect with the next load. */
  async emptyStorage() {
    await this.page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
      return new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase("muster");
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
    });
  }

  /** Presses a button that gives a file, and reads the file: `{ name, bytes }`. */
  async download(button) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), button.click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }

  /** Presses a button that asks for a file, and gives it one. `file` is a path or `{ name, mimeType, buffer }`. */
  async upload(button, file) {
    const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), button.click()]);
    await chooser.setFiles(file);
  }
}

/** A list: a table with its tools over it. */
export class List {
  constructor(muster, name) {
    this.muster = muster;
    this.page = muster.page;
    this.table = this.page.getByRole("table", { name, exact: true });
  }

  /** The head of a column, by what it begins with. */
  head(label) {
    return this.table.getByRole("columnheader", { name: new RegExp(`^${label}`) });
  }

  /** Presses the head of a column, with Shift to sort by it as well. */
  async sort(label, { asWell = false } = {}) {
    await this.head(label).getByRole("button").click({ modifiers: asWell ? ["Shift"] : [] });
  }

  /** What the columns are called, in their order. */
  async columns() {
    return (await this.table.getByRole("columnheader").allInnerTexts()).map((text) => text.replace(/[\s↑↓]+\d*$/, ""));
  }

  /** What the rows in the page say in one column. */
  async cells(label) {
    return (await this.table.locator(`tr[data-id] td[data-label="${label}"]`).allInnerTexts()).map((text) => text.trim());
  }

  /** The choice of columns. */
  async choose() {
    await this.muster.button("Columns").click();
    const panel = this.page.getByRole("region", { name: "Columns", exact: true });
    await expect(panel).toBeVisible();
    return new Form(panel);
  }

  async group(label) {
    await this.page.getByRole("combobox", { name: "Group by", exact: true }).selectOption({ label });
  }

  /** The heads of the groups. */
  groups() {
    return this.table.locator("tr[data-group]");
  }

  /** The button that folds a group. */
  fold(name) {
    return this.table.getByRole("button", { name, exact: true });
  }

  /** What all groups come to, in the smallest unit of the currency. */
  async subtotals() {
    const amounts = await this.groups().locator("[data-subtotal]").evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.subtotal)));
    return amounts.reduce((sum, amount) => sum + BigInt(Math.round(amount * 100)), 0n);
  }

  /** What the row of totals says, likewise. */
  async total() {
    const amount = await this.table.locator("tfoot [data-figure]").getAttribute("data-amount");
    return BigInt(Math.round(Number(amount) * 100));
  }

  tick(name) {
    return this.table.getByRole("checkbox", { name: `Select ${name}` });
  }

  /** How many rows are chosen. */
  get chosen() {
    return this.page.locator("[data-selected]");
  }
}

/** A list whose cells are edited in place. */
export class Cells extends List {
  constructor(muster, name) {
    super(muster, name);
    this.grid = this.page.getByRole("grid", { name, exact: true });
  }

  /** Whoever has gone far looks where they are before they go on: a cell has the focus, and the rows stay as they are. */
  async rest() {
    let before;
    const stands = () =>
      this.page.evaluate(() => {
        const rows = [...document.querySelectorAll("tr[data-id]")].map((row) => row.dataset.id);
        return [document.activeElement.dataset.cell ?? "", rows.length, rows[0], scrollY].join(" ");
      });
    await expect
      .poll(
        async () => {
          const now = await stands();
          const isAtRest = now === before && !now.startsWith(" ");
          before = now;
          return isAtRest;
        },
        { intervals: [200] },
      )
      .toBe(true);
  }

  /** A cell, by the id of its record and what its column is called. */
  cell(id, label) {
    return this.page.locator(`tr[data-id="${id}"] td[data-label="${label}"]`);
  }

  /** What the columns are called, in their order. */
  async columns() {
    return (await this.grid.getByRole("columnheader").allInnerTexts()).map((text) => text.replace(/[\s↑↓]+\d*$/, ""));
  }

  /** The editor that is open. */
  get editor() {
    return this.page.locator(".cell-editor");
  }

  /** The field in it. */
  field(label) {
    return this.editor.getByLabel(label, { exact: true });
  }

  /** Pastes what a spreadsheet would have copied, from a cell on. */
  async paste(id, label, text) {
    const cell = this.cell(id, label);
    await cell.focus();
    await cell.evaluate((node, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  }
}

/** A register from elsewhere: the bar above its pages. */
export class Visit {
  constructor(muster) {
    this.muster = muster;
    this.bar = muster.page.getByRole("region", { name: "Shared register", exact: true });
  }

  button(name) {
    return this.bar.getByRole("button", { name, exact: true });
  }

  async leave() {
    await this.button("Back to my registers").click();
  }
}

/** Two registers beside each other, record by record, in the window of that name. */
export class ByRecord extends Form {
  /** A record of theirs, by its address: `contributions/radios`. */
  record(address) {
    return this.root.locator(`[data-theirs="${address}"]`);
  }

  /** All records of theirs that are drawn. */
  records() {
    return this.root.locator("[data-theirs]");
  }

  /** The tick of a leaf or line of a record, by how its words begin. */
  tick(address, words) {
    return this.record(address).getByRole("checkbox", { name: words });
  }

  rule(label) {
    return this.root.getByRole("radio", { name: label, exact: true });
  }

  /** What the choice does to members and totals. */
  get effect() {
    return this.root.locator("[data-effect]");
  }

  /** The button that takes in what is chosen, which says how much that is. */
  get take() {
    return this.root.getByRole("button", { name: /^(Take in|Nothing is chosen)/ });
  }
}

/** The page without its server: what keeps it, and what it says of that. */
export class Offline {
  constructor(muster) {
    this.page = muster.page;
  }

  /** Waits until the page is kept, and would be loaded from there. */
  async kept() {
    await expect
      .poll(() => this.page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 30_000 })
      .toBe("activated");
  }

  /** The name of the build that the page is. */
  build() {
    return this.page.locator("html").getAttribute("data-build");
  }

  /** The scopes of the workers, and the names of the caches. */
  left() {
    return this.page.evaluate(async () => {
      const workers = await navigator.serviceWorker.getRegistrations();
      return { workers: workers.map(({ scope }) => scope), caches: await caches.keys() };
    });
  }

  /** The offer to take a newer version into use. */
  get offer() {
    return this.page.locator('[data-offer="version"]');
  }

  /** What the settings say of `build`, `offline` or `version`. */
  fact(name) {
    return this.page.locator(`[data-kept="${name}"]`);
  }
}

/** Two days side by side. */
export class Compare {
  constructor(muster) {
    this.muster = muster;
    this.page = muster.page;
  }

  async open(params) {
    await this.muster.go(`#/compare?r=example&${params}`);
    await expect(this.muster.heading("Two days side by side")).toBeVisible();
  }

  table(name) {
    return this.page.getByRole("table", { name, exact: true });
  }

  /** The row of a measure in the table of money. */
  measure(word) {
    return this.table("Money on both days").locator(`tr[data-measured="${word}"]`);
  }

  /** The figure of a measure before (0) or after (1). */
  figure(word, place) {
    return this.measure(word).locator(`[data-figure="${word}"]`).nth(place);
  }

  /** The change of a measure, which opens into its records. */
  change(word) {
    return this.measure(word).locator("[data-change]");
  }

  /** The records of the change that is open. */
  records() {
    return this.table("Money on both days").locator("tr.part");
  }
}

/** What several elements have as `data-amount`, together, in the smallest unit of the currency. */
export async function cents(rows) {
  const amounts = await rows.evaluateAll((nodes) => nodes.map((node) => node.dataset.amount ?? "0"));
  return amounts.reduce((sum, amount) => sum + BigInt(amount.replace(".", "")), 0n);
}
