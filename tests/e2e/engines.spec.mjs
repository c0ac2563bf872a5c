// The page in the other engines: a short journey, and two tabs that lose nothing. What a person does is done here by
// functions in the page, by the names of fields and buttons, since the drivers have little in common.
import { expect, test as base } from "@playwright/test";
import { Firefox, WebKit } from "./engines.mjs";
import { Site } from "./site.mjs";

const EDITS = 200;

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

const test = base.extend({
  site: async ({}, use) => {
    const site = new Site();
    await site.start();
    await use(site);
    await site.stop();
  },
});

/** A tab of the page. */
class Tab {
  constructor(engine, tab, site) {
    Object.assign(this, { engine, tab, site });
  }

  static async open(engine, site, hash = "#/") {
    const tab = new Tab(engine, await engine.open(`${site.origin}/${hash}`), site);
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
    await this.engine.goto(this.tab, `${this.site.origin}/${hash}`);
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

for (const Engine of [Firefox, WebKit]) {
  test.describe(Engine.title, () => {
    let engine;
    test.skip(Engine.missing !== undefined, `${Engine.missing}: nothing is tested in ${Engine.title}`);
    test.beforeEach(async () => {
      test.setTimeout(240_000);
      engine = new Engine();
      await engine.start();
    });
    test.afterEach(() => engine?.stop());

    test("a register is begun, entered, safe on the disk, there after a reload, and exported", async ({ site }) => {
      const tab = await Tab.open(engine, site);
      await tab.start("Engine coalition");
      await tab.addAction("Fog horns for the coast");
      await tab.run(() => hand.saved("disk"));
      await tab.reload("#/actions");
      await tab.run(() => hand.until(() => document.querySelector("table")?.innerText.includes("Fog horns"), "the action in the list"));
      const { changes, format } = JSON.parse(await tab.exported());
      expect(format).toBe("muster");
      const texts = changes.flatMap(({ body }) => Object.values(body.actions ?? {}).map(({ text }) => text));
      expect(texts).toContain("Fog horns for the coast");
      await tab.noErrors();
    });

    test("its storage has the room that the page's meter counts with", async ({ site }) => {
      const tab = await Tab.open(engine, site);
      const { vendor, ...room } = await tab.run(async () => {
        const LIMIT = 5_242_880;
        const fits = (letter, units) => {
          try {
            localStorage.setItem("k", letter.repeat(units - 1));
            return true;
          } catch {
            return false;
          } finally {
            localStorage.removeItem("k");
          }
        };
        localStorage.clear();
        return { vendor: navigator.vendor, latin: fits("x", LIMIT), more: fits("x", LIMIT + 1), half: fits("ж", LIMIT / 2), cyrillic: fits("ж", LIMIT) };
      });
      // By its vendor the page knows the engine that counts a letter beyond Latin-1 twice.
      const countsTwice = vendor.startsWith("Apple");
      expect(countsTwice).toBe(Engine === WebKit);
      expect(room).toEqual({ latin: true, more: false, half: true, cyrillic: !countsTwice });
    });

    test(`two tabs with ${EDITS} edits each keep all ${2 * EDITS}`, async ({ site }) => {
      const first = await Tab.open(engine, site);
      await first.start("Two desks");
      const second = await Tab.open(engine, site);
      const tabs = [first, second];
      for (const [place, tab] of tabs.entries()) await tab.addAction(`Begin ${place}`);
      for (const [place, tab] of tabs.entries()) await tab.beginRace(["first", "second"][place], EDITS);
      const kept = (await Promise.all([first.endRace(), second.endRace()])).flat();
      expect(new Set(kept).size).toBe(2 * EDITS);
      for (const tab of tabs) await tab.noErrors();
      await first.reload("#/actions");
      const text = await first.exported();
      await first.noErrors();
      expect(kept.filter((edit) => !text.includes(`"${edit}"`)), "acknowledged and lost").toEqual([]);
    });
  });
}
