// A tab of another engine, as the specs use it: what a person does is done here by functions in the page, by the names
// of fields and buttons, since the drivers have little in common.
import { expect } from "@playwright/test";

/** In the page: `hand` does what a person does. */
const prepare = async () => {
  const until = async (find, what) => {
    for (const begun = Date.now(); Date.now() - begun < 30_000; ) {
      const found = find();
      if (found) return found;
      await new Promise((next) => setTimeout(next, 20));
    }
    throw new Error(`waited in vain for ${what}; the page says: ${document.body.innerText.slice(0, 400)}`);
  };
  const top = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const named = (selector, name) => [...top().querySelectorAll(selector)].find((one) => one.textContent.trim().startsWith(name));
  const field = (name) => named("label", name)?.control ?? top().querySelector(`[aria-label="${name}"]`);
  window.caught ??= [];
  window.addEventListener("error", ({ message }) => window.caught.push(message));
  window.addEventListener("unhandledrejection", ({ reason }) => window.caught.push(String(reason)));
  window.hand = {
    until,
    ready: () => until(() => document.documentElement.dataset.ready === "true", "the page"),
    press: async (name) => (await until(() => named("button, a", name), `the button “${name}”`)).click(),
    fill: async (name, text) => {
      const control = await until(() => field(name), `the field “${name}”`);
      control.focus();
      control.value = text;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
      control.blur();
    },
    closed: () => until(() => !document.querySelector("dialog[open]"), "the window to close"),
    go: (hash) => {
      location.hash = hash;
    },
    title: (title) => until(() => document.querySelector("main h1")?.textContent.startsWith(title), `the title “${title}”`),
    saved: (...states) => until(() => states.includes(document.querySelector("[data-saved]")?.dataset.saved), `“${states}”`),
    written: () => Number(document.querySelector("[data-saved]").dataset.written),
  };
  await window.hand.ready();
};

/** A tab of the page. */
export class Tab {
  constructor(engine, tab, site) {
    Object.assign(this, { engine, tab, site });
  }

  static async open(engine, site, hash = "#/") {
    const tab = new Tab(engine, await engine.open(`${site.url}${hash}`), site);
    await tab.run(prepare);
    return tab;
  }

  run(work, argument) {
    return this.engine.run(this.tab, work, argument);
  }

  /** Loads it anew. */
  async reload(hash = "#/") {
    // What was caught goes with the page.
    await this.noErrors();
    await this.engine.goto(this.tab, "about:blank");
    await this.engine.goto(this.tab, `${this.site.url}${hash}`);
    await this.run(prepare);
  }

  async start(name) {
    await this.run(async (name) => {
      localStorage.setItem("muster-identity", JSON.stringify({ name: "Kadri Tamm", party: "EE" }));
      await hand.press("Start a register");
      await hand.fill("Name of the coalition", name);
      await hand.press("Save");
      await hand.closed();
      await hand.saved("browser", "disk");
    }, name);
  }

  async addAction(text) {
    await this.run(async (text) => {
      hand.go("#/actions");
      await hand.press("Add action");
      await hand.fill("Action", text);
      await hand.press("Save");
      await hand.closed();
      await hand.title(text);
    }, text);
  }

  /** The text of the register's file as the page exports it. */
  exported() {
    return this.run(async () => {
      const { createObjectURL } = URL;
      let file;
      URL.createObjectURL = (blob) => {
        file = blob;
        return createObjectURL.call(URL, blob);
      };
      await hand.press("Export…");
      await hand.press("Export file");
      await hand.until(() => file, "the file");
      URL.createObjectURL = createObjectURL;
      return file.text();
    });
  }

  /** Begins to edit the text of the action that is open so many times. */
  beginRace(name, count) {
    return this.run(
      async ({ name, count }) => {
        await hand.press("Edit");
        const before = hand.written();
        window.race = { kept: [] };
        (async () => {
          for (let number = 1; number <= count; number += 1) {
            const text = `${name} ${number} of ${count}`;
            await hand.fill("Action", text);
            await hand.until(() => hand.written() === before + number, `edit ${number}`);
            await hand.saved("browser", "disk");
            window.race.kept.push(text);
          }
        })().then(
          () => (window.race.done = true),
          (error) => (window.race.failed = String(error)),
        );
      },
      { name, count },
    );
  }

  async endRace() {
    for (;;) {
      const { kept, done, failed } = await this.run(async () => window.race);
      if (failed) throw new Error(failed);
      if (done) return kept;
      await new Promise((next) => setTimeout(next, 250));
    }
  }

  async noErrors() {
    expect(await this.run(async () => window.caught), "what the page did not catch").toEqual([]);
    expect(this.engine.errors, "errors in the console").toEqual([]);
  }
}
