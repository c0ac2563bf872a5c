// Muster as a person finds it: by the names of docs and buttons, never by the shape of the markup.
import { expect } from "@playwright/test";

/** A form, or a dialog with one: fields by their labels. */
export class Form {
  constructor(root) {
    this.root = root;
  }

  field(label) {
    return this.root.getByLabel(label, { exact: true });
  }

  button(name) {
    return this.root.getByRole("button", { name, exact: true });
  }

  /** Gives a field its value, whatever kind it is: text, a choice by its words, or a tick by true and false. */
  async fill(label, value) {
    const field = this.field(label);
    if (typeof value === "boolean") {
      await field.setChecked(value);
    } else if ((await field.evaluate((node) => node.localName)) === "select") {
      await field.selectOption({ label: value });
    } else {
      await field.fill(value);
    }
  }

  /** Gives several fields their values, in the order of the object. */
  async fillAll(values) {
    for (const [label, value] of Object.entries(values)) await this.fill(label, value);
  }

  async save() {
    await this.button("Save").click();
  }

  async cancel() {
    await this.button("Cancel").click();
  }
}

export class Muster {
  constructor(page) {
    this.page = page;
  }

  /** Loads the page at a hash address, `#/members` for example, and waits until it takes input. */
  async open(hash = "#/") {
    await this.page.goto(`./${hash}`);
    await this.ready();
  }

  /** Goes to a hash address inside the loaded page, as a typed address does. */
  async go(hash) {
    await this.page.evaluate((to) => {
      location.hash = to;
    }, hash);
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  async ready() {
    await this.page.locator('html[data-ready="true"]').waitFor({ state: "attached", timeout: 30_000 });
  }

  /** Follows a link of the main navigation. */
  async nav(name) {
    await this.page
      .getByRole("navigation", { name: "Main", exact: true })
      .getByRole("link", { name, exact: true })
      .click();
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
