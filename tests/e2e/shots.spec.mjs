// Pictures of every page for those who look at them, and the one thing about them that can be told without eyes: on a
// telephone nothing has to be pushed sideways.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.mjs";

const FOLDER = fileURLToPath(new URL("results/shots", import.meta.url));
const README = fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url));

const LISTS = ["members", "contributions", "meetings", "purchases", "outreach", "figures", "sources"];
const OTHERS = ["actions", "groups", "agreements", "contacts", "parties", "rates", "history", "registers", "settings", "help", "help/parts"];
const PAGES = ["", ...LISTS, ...OTHERS];

const SIZES = {
  light: { colorScheme: "light", width: 1280, height: 900 },
  dark: { colorScheme: "dark", width: 1280, height: 900 },
  phone: { colorScheme: "light", width: 360, height: 740 },
};

async function picture(page, name) {
  for (const [look, { colorScheme, width, height }] of Object.entries(SIZES)) {
    // Without motion: a colour on its way from one theme to the other is neither.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(FOLDER, `${name}-${look}.png`), fullPage: look === "phone" });
    const wide = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      const reach = document.documentElement.scrollWidth;
      const beyond = [...document.querySelectorAll("main *, dialog[open] *")].filter(
        (node) => node.getBoundingClientRect().right > limit + 1,
      );
      // A table may reach beyond its page without reaching beyond the screen; those that are scrolled by themselves say so.
      const main = document.querySelector("main");
      const edge = main.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(main).paddingRight);
      const tables = [...main.querySelectorAll("table:not(.scroll[tabindex] *)")].filter((table) => table.getBoundingClientRect().right > edge + 1);
      if (tables.length > 0) return tables.map((table) => `table ${table.ariaLabel}`);
      return reach > limit ? beyond.slice(0, 5).map((node) => `${node.localName}.${node.className}`) : [];
    });
    expect.soft(wide, `${name}, ${look}: reaches beyond the screen`).toEqual([]);
  }
}

async function pages(muster, page, name, params) {
  await muster.whole();
  for (const path of PAGES) {
    await muster.go(`#/${path}${params}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await picture(page, `${name}-${path || "overview"}`);
  }
}

test("empty", async ({ muster, page }) => {
  test.setTimeout(180_000);
  await muster.open();
  await picture(page, "welcome");
  await muster.start("Empty");
  await pages(muster, page, "empty", "");
});

test("the example", async ({ muster, page }) => {
  test.setTimeout(240_000);
  await muster.open();
  await muster.openExample();
  await pages(muster, page, "example", "?r=example");
  for (const list of LISTS) {
    await muster.go(`#/${list}?r=example`);
    await muster.rows().first().getByRole("link").first().click();
    await expect(page).toHaveURL(new RegExp(`#/${list}/`));
    await picture(page, `example-one-of-${list}`);
  }
});

test("the windows", async ({ muster, page }) => {
  test.setTimeout(180_000);
  await muster.open();
  await muster.button("Start a register").click();
  await picture(page, "window-identity");
  await muster.sign();
  await picture(page, "window-start");
  const start = muster.dialog("Start a register");
  await start.fill("Name of the coalition", "Windows");
  await start.saveAndClose();
  for (const [at, button, dialog] of [
    ["members", "Add member", "New membership"],
    ["contributions", "Add contribution", "New contribution"],
    ["meetings", "Add meeting", "New meeting"],
    ["purchases", "Add purchase", "New purchase"],
  ]) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await muster.go(`#/${at}`);
    const form = await muster.press(button, dialog);
    await picture(page, `window-${at}`);
    await form.more();
    await picture(page, `window-${at}-more`);
    await form.cancel();
    await expect(form.root).toHaveCount(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await muster.go("#/");
  for (const [button, dialog] of [
    ["Import…", "Import"],
    ["Export…", "Export"],
    ["Search", "Search or command"],
  ]) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await muster.press(button, dialog);
    await picture(page, `window-${dialog.split(" ")[0].toLowerCase()}`);
    await page.keyboard.press("Escape");
    await expect(muster.dialog().root).toHaveCount(0);
  }
});

test("the picture of the readme", async ({ muster, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
  await muster.open();
  await muster.openExample();
  await muster.go("#/?r=example&on=2024-02-02");
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-date", "2024-02-02");
  await page.evaluate(() => document.activeElement?.blur());
  const taken = await page.screenshot({ path: join(FOLDER, "readme.png") });
  // The committed picture changes only where somebody asks for it.
  if (process.env.MUSTER_SCREENSHOT === "1") await writeFile(README, taken);
});
