// Paper: the page without its controls, its lists whole, and a head and a foot on every sheet.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.mjs";

const FOLDER = fileURLToPath(new URL("results/shots", import.meta.url));

/** How many sheets a PDF has. */
const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;

/** Says that the page is on its way to paper, as a browser does, and looks at it. */
async function onPaper(page) {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
}

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.openExample();
  await muster.whole();
});

test("no controls stand on paper", async ({ muster, page }) => {
  for (const path of ["", "members", "contributions", "charts", "compare", "settings", "history"]) {
    await muster.go(`#/${path}?r=example`);
    await onPaper(page);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
    const left = await page.locator("input, select, textarea, main button:not(.fig, .link, .list thead button)").evaluateAll((all) =>
      all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80)),
    );
    expect(left, path).toEqual([]);
    await page.emulateMedia({ media: null });
  }
});

test("the margins say which register, which page, which day and which state", async ({ muster, page }) => {
  await muster.go("#/members?r=example&on=2024-02-02");
  await onPaper(page);
  const rules = await page.evaluate(() =>
    [...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).filter((text) => text.startsWith("@page")).join("\n"),
  );
  expect(rules).toContain("Members");
  expect(rules).toContain("Valid on 2 February 2024");
  expect(rules).toMatch(/Hash of all changes: [0-9a-f]{64}/);
});

test("a list stands on paper whole, and is windowed again afterwards", async ({ muster, page }) => {
  await muster.go("#/history?r=example");
  const all = await muster.count("Changes");
  await onPaper(page);
  await expect(muster.rows()).toHaveCount(Math.min(all, 1000));
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(page.getByText(/^The first 1,000 of/)).toHaveCount(0);
});

test("every kind of page fits A4 and Letter", async ({ muster, page }) => {
  test.setTimeout(180_000);
  await mkdir(FOLDER, { recursive: true });
  const paths = ["", "members", "contributions", "purchases", "charts", "charts?chart=attendance", "compare", "history", "help", "members?doc=sheet"];
  for (const path of paths) {
    const mark = path.includes("?") ? "&" : "?";
    await muster.go(`#/${path}${mark}r=example`);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    for (const format of ["A4", "Letter"]) {
      const pdf = await page.pdf({ format, preferCSSPageSize: true });
      const name = path.replaceAll(/\W+/g, "-") || "overview";
      await writeFile(join(FOLDER, `paper-${name}-${format}.pdf`), pdf);
      expect(sheets(pdf), `${name}, ${format}`).toBeGreaterThan(0);
    }
  }
});
