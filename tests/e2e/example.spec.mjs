// The example adds up to the control figures, and says on every page what it is.
import { expect, test } from "./fixtures.mjs";

const NOTE = "Compiled from public reports, not an official register";

test.beforeEach(async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await expect(page).toHaveTitle(/IT coalition: example from public sources to 31 July 2024/);
});

async function on(muster, day) {
  await muster.go(`#/?on=${day}&r=example`);
  await expect(muster.figureAt("members")).toHaveAttribute("data-date", day);
}

// Two of the four announcements without a figure may be part of what was given on 31 May, and are left out from then on.
for (const [day, amount, unvalued] of [
  ["2024-02-02", "32703626.22", "2"],
  ["2024-03-19", "32703626.22", "2"],
  ["2024-04-03", "32703626.22", "4"],
  ["2024-05-31", "54703626.22", "2"],
]) {
  test(`pledged and raised on ${day}`, async ({ muster }) => {
    await on(muster, day);
    for (const measure of ["pledged", "raised"]) {
      const figure = muster.figureAt(measure);
      await expect(figure).toHaveAttribute("data-amount", amount);
      await expect(figure).toHaveAttribute("data-currency", "EUR");
      await expect(figure).toHaveAttribute("data-date", day);
      await expect(figure).toHaveAttribute("data-open", "above");
      await expect(figure).toHaveAttribute("data-unvalued", unvalued);
    }
  });
}

test("committed: the Dutch letter, and what Belgium added without a figure", async ({ muster }) => {
  const committed = muster.figureAt("committed");
  await on(muster, "2024-01-28");
  await expect(committed).toHaveAttribute("data-amount", "0.00");
  await on(muster, "2024-01-29");
  await expect(committed).toHaveAttribute("data-amount", "10000000.00");
  await expect(committed).not.toHaveAttribute("data-open");
  await on(muster, "2024-05-17");
  await expect(committed).toHaveAttribute("data-amount", "10000000.00");
  await expect(committed).toHaveAttribute("data-open", "above");
});

test("delivered on 31 May 2024", async ({ muster }) => {
  await on(muster, "2024-05-31");
  const delivered = muster.figureAt("delivered");
  await expect(delivered).toHaveAttribute("data-amount", "900000.00");
  await expect(delivered).toHaveAttribute("data-open", "above");
});

test("members on 2 February 2024: ten, and two disputed beside them", async ({ muster, page }) => {
  await on(muster, "2024-02-02");
  const members = muster.figureAt("members");
  await expect(members).toHaveAttribute("data-amount", "10");
  await expect(members).toHaveAttribute("data-disputed", "2");
  await expect(muster.point).toContainText("Japan");
  await expect(muster.point).toContainText("United Kingdom");

  await members.click();
  await expect(page.getByRole("dialog")).toContainText("Japan");
});

test("without a day the figures stand at the day to which it is complete", async ({ muster }) => {
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-date", "2024-07-31");
});

test("a figure opens into its entries with rate and sources, and the rows add up to it", async ({ muster, page }) => {
  await on(muster, "2024-02-02");
  await muster.figureAt("pledged").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 EUR = 7.4568 DKK");
  await expect(dialog).toContainText("91,000,000 DKK");
  await expect(dialog).toContainText("12,203,626.22");
  const cells = await dialog.getByRole("table", { name: "Entries in the figure" }).locator('tbody td[data-label="EUR"]').allInnerTexts();
  const cents = cells.reduce((sum, text) => sum + BigInt(text.replaceAll(/[^0-9]/g, "")), 0n);
  expect(cents).toBe(3_270_362_622n);
});

test("the standing note is on every page and in the file", async ({ muster, page }) => {
  const lists = ["", "members", "contributions", "meetings", "purchases", "actions", "groups", "outreach", "figures", "sources"];
  for (const path of [...lists, "history", "settings", "members/EE"]) {
    await muster.go(`#/${path}?r=example`);
    await expect(page.getByText(NOTE).first(), path).toBeVisible();
  }
  const { bytes } = await muster.exportFile();
  expect(bytes.toString("utf8")).toContain(NOTE);
});

test("the example is away from real registers and goes with its tab", async ({ context, muster, page }) => {
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("/c/")));
  expect(kept).toEqual([]);
  await muster.reload();
  await expect(page).toHaveTitle(/IT coalition: example/);
  const other = await context.newPage();
  await other.goto("./");
  await expect(other.getByRole("button", { name: "Open the example" })).toBeVisible();
});
