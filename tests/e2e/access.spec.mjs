// Every page for everybody: in each language and both themes, by keyboard alone, and on a screen that shows little.
import { readFile } from "node:fs/promises";
import { axe, axeColours, expect, test } from "./fixtures.mjs";
import { lost, walkAll } from "./walk.mjs";

const PAGES = [
  "",
  "members",
  "members/EE",
  "contributions",
  "contributions?group=giver",
  "meetings",
  "purchases",
  "purchases?view=needs",
  "purchases?view=roadmap",
  "purchases?view=proposal",
  "actions",
  "groups",
  "outreach",
  "figures",
  "sources",
  "charts",
  "charts?chart=time",
  "charts?chart=flow",
  "agreements",
  "contacts",
  "parties",
  "rates",
  "compare",
  "history",
  "registers",
  "settings",
  "help",
  "rescue",
  "nowhere",
];

/** Where colours meet words of every kind; in English axe.spec.mjs looks at all pages in both themes. */
const DARK = ["", "members/EE", "contributions?group=giver", "charts?chart=time", "settings"];

const address = (path) => `#/${path}${path.includes("?") ? "&" : "?"}r=example&on=2024-02-02`;

const LANGUAGES = { uk: "uk-UA", et: "et-EE", fr: "fr-FR", de: "de-DE" };

/** The texts of a language by their names. */
const texts = async (tag) => {
  const file = await readFile(new URL(`../../src/words/languages/${tag}.txt`, import.meta.url), "utf8");
  return Object.fromEntries(file.split("\n").slice(1).filter(Boolean).map((line) => line.split(" = ")));
};

const go = async (muster, page, path) => {
  await muster.go(address(path));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
};

for (const [tag, locale] of Object.entries(LANGUAGES)) {
  test.describe(`in a browser that speaks ${tag}`, () => {
    test.use({ locale });

    test("every page can be used by all, and fits a telephone", async ({ muster, page }) => {
      test.setTimeout(240_000);
      const said = await texts(tag);
      await muster.open();
      await muster.button(said["actions.EXAMPLE"]).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(said["shell.OVERVIEW"]);
      await muster.whole();
      await page.emulateMedia({ reducedMotion: "reduce" });
      for (const path of PAGES) {
        await go(muster, page, path);
        await axe(page, `${tag}: ${path || "overview"}`);
        if (DARK.includes(path)) {
          await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
          await axeColours(page, `${tag}: ${path || "overview"}, dark`);
          await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
        }
        // The words of other languages are longer.
        expect.soft(await lost(page), `${tag}: ${path || "overview"}`).toEqual([]);
        await page.setViewportSize({ width: 360, height: 740 });
        expect.soft(await lost(page), `${tag}: ${path || "overview"}, on a telephone`).toEqual([]);
        await page.setViewportSize({ width: 1280, height: 900 });
      }
    });

    test("the windows can be used by all", async ({ muster, page }) => {
      test.setTimeout(120_000);
      const said = await texts(tag);
      await muster.open();
      await muster.button(said["actions.EXAMPLE"]).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(said["shell.OVERVIEW"]);
      await muster.whole();
      await page.emulateMedia({ reducedMotion: "reduce" });
      for (const action of ["IMPORT", "EXPORT", "SHARE"]) {
        await muster.button(said[`actions.${action}`]).click();
        await expect(muster.dialog().root).toBeVisible();
        await axe(page, `${tag}: ${action}`);
        await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
        await axeColours(page, `${tag}: ${action}, dark`);
        await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
        await page.keyboard.press("Escape");
        await expect(muster.dialog().root).toHaveCount(0);
      }
      for (const key of ["?", "Control+k"]) {
        await page.keyboard.press(key);
        await expect(muster.dialog().root).toBeVisible();
        await axe(page, `${tag}: ${key}`);
        await page.keyboard.press("Escape");
        await expect(muster.dialog().root).toHaveCount(0);
      }
    });
  });
}

test("every page is walked by Tab, and each stop is seen", async ({ muster, page }) => {
  test.setTimeout(240_000);
  await muster.open();
  await muster.openExample();
  await muster.whole();
  for (const path of PAGES) {
    await go(muster, page, path);
    await walkAll(page, path || "overview");
  }
});

test("so is it on a telephone, where the bar at the foot covers none", async ({ muster, page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 360, height: 740 });
  await muster.open();
  await muster.openExample();
  await muster.whole();
  for (const path of ["", "members", "contributions", "meetings", "purchases", "settings"]) {
    await go(muster, page, path);
    await walkAll(page, path || "overview");
  }
});

test("a window holds the focus until it is closed, and gives it back", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  for (const name of ["Export…", "Import…", "Share…", "Search"]) {
    const button = muster.button(name);
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(muster.dialog().root).toBeVisible();
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press("Tab");
      const where = await page.evaluate(() => {
        const node = document.activeElement;
        return node === document.body || node.closest("dialog[open]") !== null;
      });
      expect(where, `${name}: the focus left the window`).toBe(true);
    }
    await page.keyboard.press("Escape");
    await expect(muster.dialog().root).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

for (const [what, size] of Object.entries({
  "at 400 % of 1280 × 1024": { width: 320, height: 256 },
  "at 200 % of 1280 × 900": { width: 640, height: 450 },
})) {
  test(`nothing is lost ${what}`, async ({ muster, page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize(size);
    await muster.open();
    await muster.openExample();
    await muster.whole();
    for (const path of PAGES) {
      await go(muster, page, path);
      expect.soft(await lost(page), path || "overview").toEqual([]);
    }
    for (const button of ["Export…", "Import…", "Share…"]) {
      await muster.button("More").click();
      await muster.dialog("More pages").button(button).click();
      await expect(muster.dialog("More pages").root).toHaveCount(0);
      await expect(muster.dialog().root).toBeVisible();
      expect.soft(await lost(page), button).toEqual([]);
      // Its last button can be brought into view and pressed.
      await muster.dialog().root.getByRole("button").last().click({ trial: true });
      await page.keyboard.press("Escape");
      await expect(muster.dialog().root).toHaveCount(0);
    }
  });
}

test("what happens is said aloud", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Said aloud");
  const form = await muster.press("Add member", "New membership");
  await form.choose("Party", "Estonia");
  await form.saveAndClose();
  await expect(muster.notice).toHaveText("Saved: Estonia.");
  await page.keyboard.press("Control+z");
  await expect(muster.notice).toHaveText(/^Undone/);
  await page.keyboard.press("Control+y");
  await expect(muster.notice).not.toHaveText(/^Undone/);
  await muster.go("#/members");
  await page.getByRole("searchbox").fill("zzz");
  await expect(page.locator(".count[aria-live]")).toHaveText(/^(0|none|no)/i);
});
