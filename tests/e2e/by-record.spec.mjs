// Another register beside one's own, record by record: what it holds, what it is here, and what taking it in does.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { ByRecord, Muster, Visit } from "./pages.mjs";
import { FUNDING, fileOf, openFile } from "./registers.mjs";

const eur = (value) => ({ value, currency: "EUR" });

const gift = (party, purpose, entries, more = {}) => ({
  purpose,
  contributors: { g: { party } },
  entries: Object.fromEntries(entries.map(([kind, date, amount], at) => [`e${at}`, { kind, date, amount: eur(amount) }])),
  ...more,
});

/** Another coalition with money that is here, too, and a member and a gift that are not. */
const OTHER = fileOf("other", {
  register: { self: { name: "Other coalition", currency: "EUR" } },
  parties: { EE: { kind: "state", code: "EE" }, LU: { kind: "state", code: "LU" }, PL: { kind: "state", code: "PL" } },
  memberships: { m: { party: "PL", role: "member", from: "2024-01-01" } },
  contributions: {
    a: gift("EE", "Radios for the field", [["pledge", "2024-01-10", "1000.10"], ["commitment", "2024-02-10", "1000.10"]]),
    b: gift("LU", "Medical kits", [["pledge", "2024-02-02", "250"]]),
  },
});

/** The same money with other sums. */
const CORRECTED = fileOf("corrected", {
  register: { self: { name: "Corrected coalition", currency: "EUR" } },
  contributions: {
    a: gift("EE", "Radios for the field", [["pledge", "2024-01-10", "1000.10"], ["commitment", "2024-02-10", "1200.10"]]),
    b: gift("NL", "Untied money", [["commitment", "2024-03-01", "750.30"]]),
  },
});

const figure = (page, measure) => page.locator(`dl.figs [data-figure=${measure}]`);

/** The link of a register, made in another browser. */
const linkOf = async (browser, trouble, file) => {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels" });
  trouble.watch(context);
  const muster = new Muster(await context.newPage());
  await openFile(muster, expect, file);
  const dialog = await muster.press("Share…", "Share");
  const at = dialog.root.locator("[data-share=link]");
  await expect(at).toHaveValue(/#\/s\//);
  const link = await at.inputValue();
  await context.close();
  return link;
};

/** Opens the window in which a file is held beside the register on the desk. */
const beside = async (muster, file, name) => {
  const dialog = await muster.offerFile(file);
  await dialog.root.getByRole("radio", { name: `Bring records into “${name}”…` }).check();
  await dialog.button("Compare by record").click();
  return new ByRecord(dialog.root);
};

test("a link of another register brings what is new once, changes totals as announced, and one undo takes all back", async ({ browser, muster, page, trouble }) => {
  const link = await linkOf(browser, trouble, OTHER);
  await openFile(muster, expect, FUNDING);
  await expect(figure(page, "pledged")).toHaveAttribute("data-amount", "1560.30");
  const visit = new Visit(muster);
  const merge = async () => {
    await page.goto(link);
    await muster.ready();
    await visit.button("Merge into…").click();
    return new ByRecord(muster.dialog("Merge into a register").root);
  };
  const found = await merge();
  await expect(found.root.getByRole("heading", { level: 3 }).first()).toHaveText("“Other coalition” beside “Funding coalition”, record by record");
  await expect(found.records()).toHaveCount(3);
  await expect(found.root).toContainText("Three records are not here.");
  await expect(found.effect).toHaveText("Members: 0 becomes 1; Pledged: €1,560.30 or more becomes €1,810.30 or more; Raised: €2,361.76 or more becomes €2,611.76 or more");
  await axeInBoth(page, "the preview by record");
  await found.rule("Nothing; I choose one by one").check();
  await expect(found.take).toBeDisabled();
  await found.rule("Only what is missing here").check();
  await page.getByLabel("Your name").fill("Kadri Tamm");
  await found.take.click();
  await expect(muster.notice).toContainText(/^Taken in: \d+ fields of 3 records\./);
  await expect(page).toHaveTitle(/Funding coalition/);
  await expect(visit.bar).toHaveCount(0);
  await expect(figure(page, "pledged")).toHaveAttribute("data-amount", "1810.30");
  await expect(muster.figureAt("members")).toHaveAttribute("data-amount", "1");

  // The same again: nothing is doubled.
  const again = await merge();
  await expect(again.root).toContainText("Nothing in it is new.");
  await expect(again.take).toBeDisabled();
  await again.cancel();
  await muster.go("#/?r=funding");
  await expect(figure(page, "pledged")).toHaveAttribute("data-amount", "1810.30");
  await muster.nav("History");
  await expect(page.getByRole("table", { name: "Changes" }).getByText("Taken over").first()).toBeVisible();
  await muster.button("Undo").click();
  await muster.nav("Overview");
  await expect(figure(page, "pledged")).toHaveAttribute("data-amount", "1560.30");
});

test("of a file one changed amount is accepted, and the other stays", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  const found = await beside(muster, CORRECTED, "Funding coalition");
  await expect(found.records()).toHaveCount(2);
  await expect(found.take).toBeDisabled();
  await expect(found.record("contributions/a")).toContainText("probably (same giver, same purpose, same step with its day and sum)");
  const amount = found.tick("contributions/a", /Amount: 1,000.10 EUR → 1,200.10 EUR/);
  await amount.check();
  await expect(found.effect).toContainText("Committed: €1,801.56 becomes €2,001.56");
  await expect(found.take).toHaveText("Take in 1 field of 1 record");
  await found.rule("Theirs where both differ").check();
  // No rule takes what may be another record; a person may.
  await expect(found.record("contributions/b")).toContainText("To be decided");
  await expect(found.take).toHaveText("Take in 1 field of 1 record");
  const other = found.record("contributions/b").getByRole("checkbox").first();
  await other.check();
  await expect(found.effect).toContainText("Committed: €1,801.56 becomes €2,051.56");
  await other.uncheck();
  await expect(found.take).toHaveText("Take in 1 field of 1 record");
  await page.getByLabel("Your name").fill("Kadri Tamm");
  await found.take.click();
  await expect(figure(page, "committed")).toHaveAttribute("data-amount", "2001.56");
  const next = await beside(muster, CORRECTED, "Funding coalition");
  await expect(next.records()).toHaveCount(1);
  await expect(next.record("contributions/b")).toContainText("700.30 EUR → 750.30 EUR");
});

test("which of two alike is meant is settled by hand, by keyboard as well", async ({ muster, page }) => {
  const boats = gift("EE", "Boats", [["pledge", "2024-02-01", "500"]]);
  const own = { register: { self: { name: "My coalition" } }, contributions: { one: boats, two: boats } };
  await openFile(muster, expect, fileOf("own", own));
  const theirs = { register: { self: { name: "Theirs" } }, contributions: { x: { ...boats, note: "By sea." } } };
  const found = await beside(muster, fileOf("theirs", theirs), "My coalition");
  const record = found.record("contributions/x");
  await expect(record).toContainText("To be decided");
  await expect(found.take).toBeDisabled();
  const answers = record.getByRole("group", { name: "Which of yours is it?" }).getByRole("radio");
  await expect(answers).toHaveCount(3);
  await answers.nth(0).focus();
  await page.keyboard.press("Space");
  await expect(found.record("contributions/x")).not.toContainText("To be decided");
  await expect(answers.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(answers.nth(2)).toBeFocused();
  await expect(record).toContainText("New");
  await expect(found.effect).toContainText("Pledged: €1,000 becomes €1,500");
  await answers.nth(1).check();
  await expect(found.take).toHaveText("Take in 1 field of 1 record");
  await expect(found.effect).toHaveText("No total of the overview changes");
  await axeInBoth(page, "a pair settled by hand");
  await page.getByLabel("Your name").fill("Kadri Tamm");
  await found.take.focus();
  await page.keyboard.press("Enter");
  await expect(muster.notice).toContainText("Taken in: 1 field of 1 record.");
});
