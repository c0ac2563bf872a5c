// Two days side by side, as tables and as text; and what was new at a meeting, on its page.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Compare, cents } from "./pages.mjs";

const FEBRUARY = "since=2024-02-02&on=2024-05-31";
const SECOND = "example.50";
const THIRD = "example.52";

const minor = (amount) => BigInt(amount.replace(".", ""));

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.openExample();
});

test("February to May: the control figures, and rows that add up to each change", async ({ muster }) => {
  const compare = new Compare(muster);
  await compare.open(FEBRUARY);
  await expect(muster.point).toHaveText(
    /^Since 2 February 2024, in 119 days up to 31 May 2024: €22,000,000.* new, raised by Belgium, Estonia, Iceland and Luxembourg together; no member joined or left; three purchases moved; one action was closed\.$/,
  );
  for (const measure of ["pledged", "raised"]) {
    await expect(compare.figure(measure, 0)).toHaveAttribute("data-amount", "32703626.22");
    await expect(compare.figure(measure, 0)).toHaveAttribute("data-date", "2024-02-02");
    await expect(compare.figure(measure, 1)).toHaveAttribute("data-amount", "54703626.22");
    await expect(compare.figure(measure, 1)).toHaveAttribute("data-date", "2024-05-31");
    await expect(compare.change(measure)).toHaveAttribute("data-amount", "22000000.00");
  }
  await expect(compare.figure("committed", 1)).toHaveAttribute("data-unvalued", "1");
  let opened = 0;
  for (const change of await compare.table("Money on both days").locator("[data-change]").all()) {
    const { change: measure, amount } = await change.evaluate((node) => ({ ...node.dataset }));
    await change.click();
    await expect(change).toHaveAttribute("aria-expanded", "true");
    await expect(compare.records().first()).toBeVisible();
    expect(await cents(compare.records()), measure).toBe(minor(amount));
    const [before, after] = await Promise.all([0, 1].map((at) => compare.figure(measure, at).getAttribute("data-amount")));
    expect(minor(after) - minor(before), measure).toBe(minor(amount));
    opened += 1;
  }
  expect(opened, "measures that changed").toBeGreaterThan(4);
});

test("a figure opens under its own day, and a record of a change leads to its page", async ({ muster, page }) => {
  const compare = new Compare(muster);
  await compare.open(FEBRUARY);
  await compare.figure("raised", 0).click();
  const dialog = muster.dialog("Raised: what the figure is made of");
  await expect(dialog.root).toContainText("32,703,626.22");
  await expect(dialog.root).toContainText("valid on 2 February 2024");
  await page.keyboard.press("Escape");
  await page.locator('main [data-figure="members"]').first().click();
  await expect(muster.dialog("Members: what the figure is made of").root).toContainText("valid on 2 February 2024");
  await page.keyboard.press("Escape");
  await muster.point.getByRole("button").click();
  await expect(page).toHaveURL(/open=raised/);
  await expect(compare.change("raised")).toBeFocused();
  await compare.records().getByRole("link").first().click();
  await expect(page).toHaveURL(/#\/contributions\/example\.8/);
});

test("every split adds up to both figures and to the change", async ({ muster, page }) => {
  const compare = new Compare(muster);
  await compare.open("since=2024-01-01&on=2024-05-31");
  const change = minor(await compare.change("raised").getAttribute("data-amount"));
  for (const split of ["By giver", "By area", "By form", "By year"]) {
    await page.getByLabel("Split").selectOption({ label: split });
    const table = compare.table(`Raised, ${split.toLowerCase()}`);
    await expect(table).toBeVisible();
    expect(await cents(table.locator("tbody tr")), split).toBe(change);
  }
  await expect(page).toHaveURL(/by=year/);
});

test("who came, what moved, what was done and who met, as the facts say", async ({ muster, page }) => {
  const compare = new Compare(muster);
  await compare.open("since=2024-01-01&on=2024-02-29");
  const members = compare.table("Members that came and went");
  const row = (name) => members.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  await expect(row("Joined").getByRole("link")).toHaveText(["Italy", "Netherlands"]);
  await expect(row("Disputed now").getByRole("link")).toHaveText(["United Kingdom"]);
  const [before, after] = await page.locator('main [data-figure="members"]').evaluateAll((all) => all.map((one) => Number(one.dataset.amount)));
  expect(after - before).toBe(2);
  const actions = compare.table("Actions opened and closed").getByRole("row").filter({ hasText: "Release the first purchase orders" });
  await expect(actions).toHaveCount(2);
  await expect(actions.filter({ hasText: "Opened" })).toContainText("First meeting of the steering group");
  await expect(actions.filter({ hasText: "Done" })).toContainText("19th UDCG meeting");
  await expect(compare.table("Meetings held").locator("tr[data-id]")).toHaveCount(4);

  await compare.open(FEBRUARY);
  const moved = compare.table("Purchases that moved").locator("tr[data-id]");
  await expect(moved).toHaveCount(3);
  await expect(moved.filter({ hasText: "Further orders" })).toContainText(/Nothing on record.*Ordered/);
  await moved.getByRole("link").first().click();
  await expect(page).toHaveURL(/#\/purchases\//);
});

test("without a first day it is the last meeting of the steering group, and that can be changed", async ({ muster, page }) => {
  const compare = new Compare(muster);
  await compare.open("on=2024-05-31");
  await expect(muster.point).toContainText("Second meeting of the steering group");
  await expect(muster.point).toContainText("in 58 days");
  const since = page.getByRole("combobox", { name: "Since", exact: true });
  await expect(since).toHaveValue(SECOND);
  await since.selectOption({ label: "20 May 2024: UDCG meeting" });
  await expect(page).toHaveURL(/since=example\.51/);
  await expect(muster.point).toContainText("in eleven days");
  await page.getByLabel("Since, another day").fill("2024-05-31");
  await expect(muster.point).toContainText("31 May 2024 is not before 31 May 2024");
  await page.getByLabel("Since, another day").fill("2024-01-25");
  await expect(page).toHaveURL(/since=2024-01-25/);
  await expect(compare.figure("raised", 0)).toHaveAttribute("data-date", "2024-01-25");
  await page.getByLabel("Up to, another day").fill("2024-05-30");
  await expect(compare.figure("raised", 1)).toHaveAttribute("data-amount", "32703626.22");
  await compare.open("since=nonsense&on=2024-05-31");
  await expect(muster.point).toContainText("“nonsense” is neither a meeting with a date nor a day");
});

test("the keyboard moves a day and a meeting", async ({ muster, page }) => {
  const compare = new Compare(muster);
  await compare.open(FEBRUARY);
  const slider = page.getByRole("slider", { name: "Since" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/since=2024-02-03/);
  await page.keyboard.press("PageDown");
  await expect(page).toHaveURL(/since=2024-02-12/);
  await expect(slider).toBeFocused();
  await compare.change("pledged").focus();
  await page.keyboard.press("Enter");
  await expect(compare.records().first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(compare.records()).toHaveCount(0);
  await expect(compare.change("pledged")).toBeFocused();
});

test("published on, known on and the currency hold for both days", async ({ muster, page }) => {
  const compare = new Compare(muster);
  await compare.open(`${FEBRUARY}&pub=2024-05-01`);
  await expect(muster.point).toContainText("no new sum was raised; no member joined or left; no purchase moved");
  await expect(compare.figure("raised", 1)).toHaveAttribute("data-amount", "32703626.22");
  // Italy was named in December already, the Netherlands only in January.
  await compare.open("since=2024-01-01&on=2024-02-29&pub=2023-12-31");
  const joined = compare.table("Members that came and went").getByRole("row").filter({ hasText: "Joined" });
  await expect(joined.getByRole("link")).toHaveText(["Italy"]);
  // By then the gift of 31 May and the purchases had not been written down.
  await compare.open(`${FEBRUARY}&known=2026-11-22T12:00:47Z`);
  await expect(muster.point).toContainText("no new sum was raised");
  await expect(muster.point).toContainText("no purchase moved; one action was closed");
  await compare.open(`${FEBRUARY}&cur=DKK`);
  await expect(compare.figure("raised", 1)).toHaveAttribute("data-currency", "DKK");
  await expect(compare.change("raised")).not.toHaveAttribute("data-amount", "22000000.00");
  await expect(page.getByLabel("Reporting currency")).toHaveValue("DKK");
});

test("the comparison as text, to read, to copy and to keep", async ({ context, muster, page }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const compare = new Compare(muster);
  await compare.open(FEBRUARY);
  await muster.button("Copy as text").click();
  await expect(muster.notice).toHaveText("Copied as text.");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("# New since 2 February 2024");
  expect(copied).toContain("Raised: 22 million euros[^1] more, now more than 54 million euros");
  expect(copied).toContain("[^1]: New since 2 February 2024");
  await page.getByRole("link", { name: "As text" }).click();
  const document = page.locator("article.document");
  await expect(document.getByRole("heading", { level: 1 })).toHaveText("New since 2 February 2024");
  await expect(document).toContainText("Belgium, Estonia, Iceland and Luxembourg together");
  await axeInBoth(page, "the comparison as text");
  const file = await muster.download(muster.button("Markdown"));
  expect(file.bytes.toString("utf8")).toBe(copied);
  await page.getByRole("link", { name: "Back to the page" }).click();
  await expect(compare.change("raised")).toBeVisible();
});

test("new at the meeting of 31 May, with the records and the way to all that is new", async ({ muster, page }) => {
  await muster.go(`#/meetings/${THIRD}?r=example`);
  const figure = muster.figureAt("new-at-meeting");
  await expect(figure).toHaveAttribute("data-amount", "22000000.00");
  await expect(figure).toHaveAttribute("data-currency", "EUR");
  await expect(figure).toHaveAttribute("data-date", "2024-05-31");
  await figure.click();
  const table = page.getByRole("table", { name: "New at this meeting" });
  await expect(table).toContainText("Belgium, Estonia, Iceland and Luxembourg together");
  expect(await cents(table.locator("tbody tr"))).toBe(2_200_000_000n);
  await axeInBoth(page, "new at a meeting");
  await table.getByRole("link").first().click();
  await expect(page).toHaveURL(/#\/contributions\/example\.8/);
  await page.goBack();
  await page.getByRole("link", { name: "Since the last meeting" }).click();
  await expect(page).toHaveURL(new RegExp(`since=${SECOND.replace(".", "\\.")}`));
  await expect(new Compare(muster).figure("raised", 1)).toHaveAttribute("data-date", "2024-05-31");
  // What was only confirmed is not new.
  await muster.go("#/meetings/example.45?r=example");
  await expect(figure).toHaveAttribute("data-amount", "0.00");
  await page.getByText("Six contributions named here").click();
  await expect(page.locator(".new-at details").getByRole("link")).toHaveCount(6);
});

test("a first figure is new money, and said apart from what nobody had heard of", async ({ muster, page }) => {
  await muster.go("#/meetings?r=example");
  await muster.button("Add meeting").first().click();
  await muster.sign();
  const meeting = muster.dialog("New meeting");
  await meeting.fillAll({ Title: "Talks in July", Date: "30 July 2024" });
  await meeting.saveAndClose();
  // Latvia announced something in January without a figure.
  await muster.go("#/contributions/example.6?r=example");
  await muster.button("Add entry").click();
  const form = muster.dialog();
  const entry = await form.addLine("entry");
  await entry.fill("Step", "Pledge");
  await entry.fill("Amount", "3,000,000 EUR");
  await entry.fill("Date", "29 July 2024");
  await entry.choose("Meeting", "Talks in July");
  await entry.done();
  await form.saveAndClose();
  await muster.nav("Meetings");
  await page.getByRole("table", { name: "Meetings" }).getByRole("link", { name: "Talks in July" }).click();
  const figure = muster.figureAt("new-at-meeting");
  await expect(figure).toHaveAttribute("data-amount", "3000000.00");
  await expect(figure).toHaveAttribute("data-date", "2024-07-29");
  await expect(page.locator(".new-at")).toContainText("€3,000,000 of it had been announced before without a figure");
  await figure.click();
  await expect(page.getByRole("table", { name: "New at this meeting" }).getByRole("row").filter({ hasText: "Latvia" })).toContainText(
    "announced before without a figure",
  );
});

test("the way there from every page, and nothing that keeps people with aids out", async ({ muster, page }) => {
  await page.getByRole("complementary").getByRole("link", { name: "Compare" }).click();
  await expect(muster.heading("Two days side by side")).toBeFocused();
  const compare = new Compare(muster);
  await compare.open(`${FEBRUARY}&open=raised`);
  await axeInBoth(page, "two days");
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await axeInBoth(page, "two days on a telephone");
});
