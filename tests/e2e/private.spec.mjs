// While others look on: no amount can be read, anywhere, and all is as it was afterwards.
import { axeInBoth, expect, test } from "./fixtures.mjs";

const LISTS = ["members", "contributions", "meetings", "purchases", "outreach", "figures", "sources", "actions", "groups", "agreements", "rates"];
const PAGES = [
  "", ...LISTS, "parties", "contacts", "purchases?view=needs", "purchases?view=roadmap", "purchases?view=proposal",
  "compare", "charts", "charts?chart=time", "charts?chart=flow", "charts?chart=coverage", "history", "registers", "settings", "releases",
];

/** A number in groups, or a sum with its sign: what nobody may read. Days, times and counts are neither. */
const AMOUNT = /[€£$]\s?\d|\d{1,3}([,.\u{a0}\u{202f}]\d{3})+(?!\d)|(?<![\w])\d{5,}(?![\w])|\d\s?(m|bn|k|million|billion|EUR|USD|GBP|DKK|NOK|SEK)\b/u;

/** Every text that can be seen, line by line, the title of the window and the fields included. */
async function seen(page) {
  return page.evaluate(() => {
    const hash = /[0-9a-f]{12,}/g;
    const fields = [...document.querySelectorAll("input, textarea")].filter((field) => {
      const { color, visibility } = getComputedStyle(field);
      return field.checkVisibility() && visibility === "visible" && !/rgba?\(.*, 0\)/.test(color);
    });
    const values = fields.filter((field) => field.type !== "date").map((field) => field.value);
    return [document.title, ...document.body.innerText.split("\n"), ...values].map((line) => line.replace(hash, ""));
  });
}

async function nothingIsRead(page, where) {
  const read = (await seen(page)).filter((line) => AMOUNT.test(line));
  expect.soft(read, `${where}: amounts that can be read`).toEqual([]);
}

const params = (path) => `#/${path}${path.includes("?") ? "&" : "?"}r=example`;

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.openExample();
  await muster.whole();
});

test("no amount can be read on any page", async ({ muster, page }) => {
  test.setTimeout(240_000);
  await page.keyboard.press("h");
  await expect(page.getByText("Amounts hidden")).toBeVisible();
  for (const path of PAGES) {
    await muster.go(params(path));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await nothingIsRead(page, path || "overview");
  }
});

test("nor on the page of a record", async ({ muster, page }) => {
  test.setTimeout(240_000);
  await page.keyboard.press("h");
  for (const list of LISTS) {
    await muster.go(params(list));
    const rows = await muster.rows().getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    for (const href of [...new Set(rows)].filter((href) => href?.startsWith("#/")).slice(0, 4)) {
      await muster.go(href);
      await nothingIsRead(page, href);
    }
  }
});

test("nor in a document", async ({ muster, page }) => {
  await page.keyboard.press("h");
  const meeting = await page.evaluate(() => document.querySelector('a[href*="#/meetings/"]')?.getAttribute("href"));
  const kinds = ["communique", "minutes", "pack"].map((kind) => `${meeting}&doc=${kind}`);
  for (const address of ["#/members?r=example&doc=sheet", "#/members/LU?r=example&doc=sheet", "#/members/EE?r=example&doc=became", ...kinds]) {
    await muster.go(address);
    await expect(page.locator("article.document"), address).toBeVisible();
    await nothingIsRead(page, address);
  }
});

test("nor in a window, where a figure is taken apart or a sum is edited", async ({ muster, page }) => {
  test.setTimeout(120_000);
  await muster.figureAt("pledged").click();
  await expect(muster.dialog().root).toContainText("12,203,626");
  await page.keyboard.press("Escape");
  await page.keyboard.press("h");
  for (const measure of ["pledged", "committed", "delivered"]) {
    await muster.figureAt(measure).click();
    await expect(muster.dialog().root).toContainText("•••");
    await nothingIsRead(page, `what ${measure} is made of`);
    await page.keyboard.press("Escape");
    await expect(muster.dialog().root).toHaveCount(0);
  }
  await muster.go("#/contributions?r=example");
  await muster.rows().first().getByRole("link").first().click();
  await muster.button("Edit").first().click();
  await muster.sign();
  await expect(muster.dialog().root).toBeVisible();
  await nothingIsRead(page, "a form");
});

test("all is back when amounts are shown, and nothing that is kept or given out has changed", async ({ muster, page }) => {
  const before = await seen(page);
  const whole = await muster.exportFile();
  await page.keyboard.press("h");
  await expect(muster.figureAt("pledged")).toContainText("•••");
  const hidden = await muster.exportFile();
  expect(hidden.bytes.equals(whole.bytes)).toBe(true);
  await muster.button("Amounts hidden").click();
  await expect(page.getByText("Amounts hidden")).toHaveCount(0);
  await expect(muster.figureAt("pledged")).not.toContainText("•••");
  const said = (lines) => lines.filter((line) => line.trim() !== "" && !line.startsWith("Exported"));
  expect(said(await seen(page))).toEqual(said(before));
});

test("a document is kept with its amounts", async ({ muster, page }) => {
  await muster.go("#/members?r=example&on=2024-02-02&doc=sheet");
  const document = page.locator("article.document");
  await expect(document).toContainText("32,703,626.22");
  await page.keyboard.press("h");
  await expect(document).toContainText("•••");
  await expect(document).not.toContainText("32,703,626.22");
  const kept = await muster.download(muster.button("Markdown"));
  const text = kept.bytes.toString("utf8");
  expect(text).not.toContain("•••");
  expect(text).toContain("32,703,626.22");
});

test("amounts stay hidden after a reload, and in another tab", async ({ muster, page, context }) => {
  const other = await context.newPage();
  await other.goto("./#/help/parts");
  await expect(other.locator('html[data-whole="true"]')).toBeAttached({ timeout: 30_000 });
  await page.keyboard.press("h");
  await expect(other.locator("[data-figure=pledged]").first()).toContainText("•••");
  await muster.reload();
  await expect(page.getByText("Amounts hidden")).toBeVisible();
  await expect(muster.figureAt("pledged")).toContainText("•••");
  await nothingIsRead(page, "after a reload");
});

test("the settings hide and show amounts, and the palette does", async ({ muster, page }) => {
  await muster.go("#/settings?r=example");
  await muster.button("Hide amounts").click();
  await expect(page.getByText("Amounts hidden")).toBeVisible();
  await axeInBoth(page, "amounts hidden");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("show amounts");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Amounts hidden")).toHaveCount(0);
});

test("a picture of a chart is not taken while it is hidden", async ({ muster, page }) => {
  await muster.go("#/charts?r=example");
  await expect(muster.button("Copy as SVG")).toBeEnabled();
  await page.keyboard.press("h");
  await expect(muster.button("Copy as SVG")).toBeDisabled();
  await expect(page.locator("svg.chart").first()).toBeHidden();
});
