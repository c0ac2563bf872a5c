// The page in the other engines: a short journey, and two tabs that lose nothing.
import { expect, test as base } from "@playwright/test";
import { Firefox, WebKit } from "./engines.mjs";
import { Site } from "./site.mjs";
import { Tab } from "./tab.mjs";

const EDITS = 200;

const test = base.extend({
  site: async ({}, use) => {
    const site = new Site();
    await site.start();
    await use(site);
    await site.stop();
  },
});

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
