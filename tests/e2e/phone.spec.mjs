// With a thumb, on a telephone of 360 by 740.
import { expect, test } from "./fixtures.mjs";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

/** What can be pressed and is smaller than 24 by 24, but for words in a sentence. */
const small = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
      .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest(".skip") && node.type !== "file")
      .filter((node) => {
        // A label is pressed for its box.
        const { width, height } = (node.closest("label") ?? node).getBoundingClientRect();
        if (width >= 24 && height >= 24) return false;
        // What stands in a line of text is as high as its line; so is what has room around it.
        return !["inline", "inline-block"].includes(getComputedStyle(node).display) && width > 0;
      })
      .map((node) => node.outerHTML.slice(0, 100)),
  );

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.openExample();
});

test("the bar at the foot leads to four pages, and to the others", async ({ muster, page }) => {
  const bar = page.getByRole("navigation", { name: "Main", exact: true });
  await expect(bar.getByRole("link")).toHaveText(["Overview", /^Contributions/, /^Meetings/, /^Purchases/]);
  for (const [link, title] of [["Contributions", "Contributions"], ["Meetings", "Meetings"], ["Purchases", "Purchases"], ["Overview", "Overview"]]) {
    await bar.getByRole("link", { name: link }).tap();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(bar.locator("[aria-current]")).toContainText(link);
    // It stays where the thumb is.
    const box = await bar.boundingBox();
    expect(Math.round(box.y + box.height)).toBe(740);
  }
  await muster.button("More").tap();
  const more = muster.dialog("More pages");
  await expect(more.root.getByRole("link")).toHaveText([
    "Members", "Outreach", "Figures", "Sources", "History", "Compare", "Charts", "Actions", "Working groups", "Settings", "Help",
  ]);
  await more.root.getByRole("link", { name: "Charts" }).tap();
  await expect(more.root).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("More leads to the search", async ({ muster, page }) => {
  await muster.button("More").tap();
  await muster.dialog("More pages").button("Search or command").tap();
  const palette = muster.dialog("Search or command");
  await palette.fill("Search or command", "estonia");
  await palette.root.getByRole("option").first().tap();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Estonia");
});

test("rows are cards that say what they are", async ({ muster, page }) => {
  await muster.go("#/contributions?r=example&on=2024-02-02");
  const card = muster.rows().first();
  const cells = card.locator("td:visible");
  expect(await cells.count()).toBeGreaterThan(2);
  const boxes = await cells.evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().top));
  expect(new Set(boxes).size, "each cell has a line of its own").toBe(boxes.length);
  const said = await cells.evaluateAll((all) => all.slice(1).map((cell) => getComputedStyle(cell, "::before").content));
  expect(said.filter((label) => label === "none" || label === '""')).toEqual([]);
  await card.getByRole("link").first().tap();
  await expect(page).toHaveURL(/#\/contributions\//);
});

test("everything that is pressed is large enough", async ({ muster, page }) => {
  for (const path of ["", "members", "contributions", "meetings", "purchases", "charts", "compare", "settings", "help"]) {
    await muster.go(`#/${path}?r=example`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect.soft(await small(page), path || "overview").toEqual([]);
  }
});

test("a contribution is added with the thumb alone", async ({ muster, page }) => {
  await muster.go("#/registers");
  await page.getByRole("button", { name: "Start a register" }).first().tap();
  await muster.sign();
  const start = muster.dialog("Start a register");
  await start.fill("Name of the coalition", "By thumb");
  await start.button("Save").tap();
  await expect(start.root).toHaveCount(0);
  await page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name: "Contributions" }).tap();
  await muster.button("Add contribution").first().tap();
  const form = muster.dialog("New contribution");
  // The window covers the screen's width, and its way out stays within reach.
  const box = await form.root.boundingBox();
  expect(Math.round(box.width)).toBe(360);
  await form.choose("Who gives", "Estonia");
  await form.fill("Step", "Pledge");
  await form.fill("Amount", "1.5 m EUR");
  await form.fill("Date", "2 February 2024");
  const save = form.button("Save");
  await expect(save).toBeInViewport();
  await save.tap();
  await expect(page.getByRole("heading", { level: 1, name: "Estonia" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("1,500,000 EUR");
});
