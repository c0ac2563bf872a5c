// Lists as tables: orders by several columns, columns as they are wanted, groups, and rows that are chosen.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { List } from "./pages.mjs";
import { FUNDING, fileOf, openFile } from "./registers.mjs";

const contributions = async (muster, params = "") => {
  await muster.go(`#/contributions?r=funding${params}`);
  const list = new List(muster, "Contributions");
  await expect(list.table).toBeVisible();
  return list;
};

/** The value of a parameter of the address. */
const param = (page, name) => new URLSearchParams(page.url().split("?").at(-1)).get(name);

test.beforeEach(async ({ muster }) => openFile(muster, expect, FUNDING));

test("a press on a head sorts, with Shift by one column more", async ({ muster, page }) => {
  const list = await contributions(muster);
  await list.sort("Contributor");
  expect(param(page, "sort")).toBe("who");
  await list.sort("EUR", { asWell: true });
  await expect.poll(() => param(page, "sort")).toBe("who,-sum");
  const rows = [await list.cells("Contributor"), await list.cells("EUR")];
  const pairs = rows[0].map((who, at) => [who, Number(rows[1][at].replace(/[^\d.]/g, "") || -1)]);
  const sorted = [...pairs].sort(([a, x], [b, y]) => a.localeCompare(b) || y - x);
  expect(pairs).toEqual(sorted);
  await expect(list.head("Contributor")).toHaveAttribute("aria-sort", "ascending");
  await expect(list.head("EUR")).not.toHaveAttribute("aria-sort");
  await expect(list.head("EUR")).toHaveAccessibleName(/sorted descending as number 2/);
  await list.head("Date").getByRole("button").press("Shift+Enter");
  await expect.poll(() => param(page, "sort")).toBe("who,-sum,-date");
  await list.head("EUR").getByRole("button").press("Shift+Enter");
  await expect.poll(() => param(page, "sort")).toBe("who,sum,-date");
  const before = await list.cells("For");
  await muster.reload();
  await expect(list.table).toBeVisible();
  expect(await list.cells("For")).toEqual(before);
  await list.sort("Contributor");
  await expect.poll(() => param(page, "sort")).toBe("who");
});

test("what an address says wrongly is passed over", async ({ muster }) => {
  const list = await contributions(muster);
  const order = await list.cells("For");
  await contributions(muster, "&sort=nothing,-sum&cols=never,:,date:wide&group=nobody");
  await expect.poll(() => list.columns()).toEqual(["Contributor", "Date"]);
  await contributions(muster, "&sort=nothing&cols=never&group=");
  await expect.poll(() => list.cells("For")).toEqual(order);
});

test("columns are hidden, moved and sized, and stay so", async ({ muster, page }) => {
  const list = await contributions(muster);
  const panel = await list.choose();
  await expect(panel.field("Contributor")).toBeDisabled();
  await panel.fill("For", false);
  await panel.button("Move Date left").press("Enter");
  await expect(panel.button("Move Date left")).toBeFocused();
  await panel.field("Width of Date in pixels").fill("200");
  await panel.field("Width of Date in pixels").press("Tab");
  await expect.poll(() => param(page, "cols")).toBe("who,date:200,area,stated,sum,reached,sources");
  await muster.reload();
  await expect(list.table).toBeVisible();
  expect(await list.columns()).toEqual(["Contributor", "Date", "Area", "As stated", "EUR", "Reached", "Sources"]);
  expect(await list.head("Date").evaluate((head) => Math.round(head.getBoundingClientRect().width))).toBeGreaterThanOrEqual(200);
  await (await list.choose()).button("As they were").click();
  await expect.poll(() => param(page, "cols")).toBe(null);
  await expect.poll(() => list.columns()).toContain("For");
});

test("the edge of a head is dragged", async ({ muster, page }) => {
  const list = await contributions(muster);
  const before = await list.head("Date").boundingBox();
  await page.mouse.move(before.x + before.width - 4, before.y + before.height / 2);
  await page.mouse.down();
  await page.mouse.move(before.x + before.width + 36, before.y + before.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => param(page, "cols")).toMatch(/^who,for,area,date:\d+,stated,sum,reached,sources$/);
  const width = Number(param(page, "cols").match(/date:(\d+)/)[1]);
  expect(Math.abs(width - before.width - 40)).toBeLessThan(3);
  await expect.poll(async () => Math.round((await list.head("Date").boundingBox()).width)).toBeGreaterThanOrEqual(width);
});

test("groups add up to the total, and fold", async ({ muster, page }) => {
  const list = await contributions(muster);
  const rows = await muster.rows().count();
  for (const by of ["By giver", "By area", "By form", "By step", "By year"]) {
    await list.group(by);
    await expect.poll(() => list.groups().count(), by).toBeGreaterThan(0);
    expect(await list.subtotals(), by).toBe(await list.total());
    expect(await muster.rows().count(), by).toBe(rows);
  }
  await list.group("By giver");
  await expect(list.fold("Luxembourg and Netherlands")).toBeVisible();
  const fold = list.fold("Estonia");
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  const all = await muster.count("Contributions");
  await fold.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await expect(fold).toBeFocused();
  expect(await muster.count("Contributions")).toBeLessThan(all);
  expect(await list.subtotals()).toBe(await list.total());
  await muster.reload();
  await expect(list.fold("Estonia")).toBeVisible();
  expect(param(page, "group")).toBe("giver");
});

test("money of purchases stands beside the groups, so that they still add up", async ({ muster, page }) => {
  const list = await contributions(muster, "&group=giver");
  for (const measure of ["committed", "spent", "delivered"]) {
    await page.getByRole("combobox", { name: "Measure" }).selectOption(measure);
    await expect(list.table.locator(`tfoot [data-figure=${measure}]`)).toBeVisible();
    await expect.poll(() => list.subtotals(), measure).toBe(await list.total());
  }
});

test("rows are chosen by a range and copied", async ({ muster, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const list = await contributions(muster, "&cols=who,for,sum");
  await muster.button("Select").click();
  const ticks = list.table.getByRole("checkbox", { name: /^Select (?!all)/ });
  await ticks.nth(0).check();
  await ticks.nth(2).click({ modifiers: ["Shift"] });
  await expect(list.chosen).toHaveText("3 selected");
  await muster.button("Copy").click();
  await expect(muster.notice).toHaveText(/rows are copied/);
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split("\n").map((line) => line.split("\t"));
  expect(lines[0]).toEqual(["Contributor", "For", "EUR"]);
  expect(lines).toHaveLength(4);
  expect(lines[1][2]).toBe("1000.10");
});

test("all of it by keyboard, under a filter", async ({ muster, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const list = await contributions(muster);
  await muster.rows().first().focus();
  await page.keyboard.press("Space");
  await expect(list.chosen).toHaveText("1 selected");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(muster.rows().nth(1)).toBeFocused();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(list.chosen).toHaveText("3 selected");
  await page.keyboard.press("Control+a");
  await expect(list.chosen).toHaveText(`${await muster.count("Contributions")} selected`);
  await page.getByRole("searchbox", { name: "Filter" }).fill("radios");
  await expect(list.chosen).toHaveText("1 selected");
  await muster.rows().first().focus();
  await page.keyboard.press("Control+c");
  await expect(muster.notice).toHaveText(/row is copied/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("1000.10");
  await page.keyboard.press("Escape");
  await expect(list.chosen).toHaveText("0 selected");
  await page.keyboard.press("Escape");
  await expect(list.chosen).toHaveCount(0);
});

test("rows are edited together in one step, and one undo takes it back", async ({ muster, page }) => {
  const list = await contributions(muster);
  await muster.button("Select").click();
  await list.tick("all shown").check();
  await muster.button("Edit…").click();
  await muster.sign();
  const dialog = muster.dialog("Edit 7 records");
  await dialog.fill("Field", "Form");
  await dialog.fill("Form", "Services");
  // One of them has that form already.
  await expect(dialog.root.locator("[data-changes]")).toHaveText("Six of seven records would change.");
  await dialog.saveAndClose();
  await expect(muster.notice).toHaveText(/^Six records are changed/);
  await expect(list.chosen).toHaveText("7 selected");
  await list.group("By form");
  await expect(list.groups()).toHaveCount(1);
  await muster.button("Undo").click();
  await expect(list.groups()).toHaveCount(2);
  await expect(list.groups().first()).toContainText("Services");
});

test("a state of a list is named and come back to", async ({ muster, page }) => {
  const list = await contributions(muster, "&group=giver&sort=who,-sum&q=e");
  const panel = await list.choose();
  await panel.fill("Name of this view", "By giver");
  await panel.button("Keep this view").click();
  const view = page.getByRole("combobox", { name: "View", exact: true });
  await expect(view.locator("option:checked")).toHaveText("By giver");
  await muster.nav("Contributions");
  await expect(view.locator("option:checked")).toHaveText("No view");
  await muster.reload();
  await view.selectOption("By giver");
  await expect.poll(() => [param(page, "group"), param(page, "sort"), param(page, "q")]).toEqual(["giver", "who,-sum", "e"]);
  await (await list.choose()).button("Forget “By giver”").click();
  await expect(view).toHaveCount(0);
});

test("its tools, groups and ticks can be used by all", async ({ muster, page }) => {
  const list = await contributions(muster, "&group=giver&sort=who,-sum");
  await list.choose();
  await muster.button("Select").click();
  await list.table.getByRole("checkbox", { name: "Select all shown" }).check();
  await axeInBoth(page, "a list with groups, columns and ticks");
  await page.setViewportSize({ width: 360, height: 740 });
  await axeInBoth(page, "the same on a phone");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

/** Opens a register of 1,500 gifts and those of the other one. */
const openMany = async (muster) => {
  const parties = ["EE", "LU", "NL", "UA"];
  const body = JSON.parse(FUNDING.buffer.toString("utf8")).changes[0].body;
  const many = Object.fromEntries(
    Array.from({ length: 1_500 }, (_, at) => [
      `many${at}`,
      {
        purpose: `Gift ${at}`,
        contributors: { g: { party: parties[at % 4] } },
        entries: { e: { kind: "pledge", date: "2024-01-10", amount: { value: `${at}.10`, currency: "EUR" } } },
      },
    ]),
  );
  await openFile(muster, expect, fileOf("many", { ...body, contributions: { ...body.contributions, ...many } }));
};

test("the columns of a long list stay as wide as they are while it scrolls", async ({ muster, page }) => {
  await openMany(muster);
  await muster.go("#/contributions?r=many&sort=sum");
  const heads = page.locator("table.list thead th");
  const widths = () => heads.evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().width));
  await expect(page.locator("tr.sizer")).toBeAttached();
  const before = await widths();
  for (const part of [0.3, 0.7, 1]) {
    await page.evaluate((part) => window.scrollTo(0, part * document.documentElement.scrollHeight), part);
    await expect.poll(() => page.evaluate(() => !!document.elementFromPoint(600, 400)?.closest("tr[data-id]"))).toBe(true);
    const now = await widths();
    expect(Math.max(...now.map((width, at) => Math.abs(width - before[at]))), `${part}: ${now}, before ${before}`).toBeLessThan(1);
  }
});

test("a long list is grouped, folded and chosen whole", async ({ muster, page }) => {
  await openMany(muster);
  await muster.go("#/contributions?r=many&group=giver");
  const list = new List(muster, "Contributions");
  await expect(list.fold("Estonia")).toBeVisible();
  for (const name of ["Estonia", "Luxembourg", "Luxembourg and Netherlands", "Netherlands", "Ukraine"]) {
    await list.fold(name).click();
    await expect(list.fold(name)).toHaveAttribute("aria-expanded", "false");
  }
  expect(await list.subtotals()).toBe(await list.total());
  await muster.button("Select").click();
  await page.keyboard.press("Control+a");
  await expect(list.chosen).toHaveText("1,507 selected");
});

test("a very long list says that it is being read", async ({ muster, page }) => {
  const one = { entries: { e: { kind: "pledge", date: "2024-01-10", amount: { value: "1", currency: "EUR" } } } };
  const contributions = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`many${at}`, one]));
  await openFile(muster, expect, fileOf("many", { register: { self: { name: "Many", currency: "EUR" } }, contributions }));
  await muster.go("#/meetings?r=many");
  await page.evaluate(() => {
    window.said = [];
    const look = () => window.said.push(document.querySelector("main [role=status]")?.textContent);
    new MutationObserver(look).observe(document.querySelector("main"), { childList: true, subtree: true });
  });
  await muster.go("#/contributions?r=many");
  await expect(page.getByText("20,000 rows")).toBeVisible();
  expect(await page.evaluate(() => window.said)).toContain("The list is being read.");
});
