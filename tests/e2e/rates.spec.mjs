// Exchange rates: the bank's come when a sum needs one, and a change of rule shows what it does before it is made.
import { expect, test } from "./fixtures.mjs";

const pledge = async (muster, { who, amount, date }) => {
  await muster.nav("Contributions");
  const form = await muster.press("Add contribution", "New contribution");
  await form.choose("Who gives", who);
  await form.fill("Step", "Pledge");
  await form.fill("Amount", amount);
  await form.fill("Date", date);
  await form.fill("Source", "https://example.org/pledge");
  await form.saveAndClose();
};

test("a sum in another currency is converted at the bank's rate of its day, which is shown", async ({ muster, site }) => {
  await muster.open();
  await muster.start("IT coalition");
  await muster.whole();
  expect(site.served.some(({ path }) => path.includes("ecb-rates"))).toBe(false);
  await pledge(muster, { who: "Denmark", amount: "91 million DKK", date: "24 Jan 2024" });
  await muster.go("#/?on=2024-02-02");
  const pledged = muster.figureAt("pledged");
  await expect(pledged).toHaveAttribute("data-amount", "12203626.22");
  await expect(pledged).not.toHaveAttribute("data-unconverted");
  expect(site.served.filter(({ path }) => path.includes("ecb-rates"))).toHaveLength(1);
  await pledged.click();
  const made = muster.dialog();
  await expect(made.root).toContainText("1 EUR = 7.4568 DKK");
  await expect(made.root).toContainText("European Central Bank");
});

test("the register records up to which day its figures use the bank's rates", async ({ muster, page }) => {
  await muster.open();
  await muster.start("IT coalition");
  await muster.whole();
  await pledge(muster, { who: "Denmark", amount: "91 million DKK", date: "24 Jan 2024" });
  await muster.nav("Overview");
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-amount", "12203626.22");
  // The rates came with that sum; the next change says so.
  await pledge(muster, { who: "Luxembourg", amount: "10 million EUR", date: "24 Jan 2024" });
  await muster.go("#/settings");
  await expect(page.getByText(/^Figures use the reference rates .* up to \d+ \w+ \d{4}; they are here up to/)).toBeVisible();
  await muster.button("Undo").click();
  await muster.nav("Overview");
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-amount", "12203626.22");
});

test("another rule shows what it does to each giver, and is undone in one step", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await muster.go("#/settings?r=example&on=2024-02-02");
  const effect = page.getByRole("region", { name: "Effect of the change" });
  await page.getByRole("combobox", { name: "Rate policy" }).selectOption({ label: "One fixed day for all" });
  await page.getByLabel("Day", { exact: true }).fill("2024-05-31");
  await expect(effect.getByRole("row", { name: /Denmark/ })).toContainText("12,203,626.22");
  await expect(effect.getByRole("row", { name: /Luxembourg/ })).toContainText("10,000,000.00");
  await expect(effect).toContainText("One giver’s sum would change");
  await effect.getByRole("button", { name: "Keep as it is" }).click();
  await expect(effect).toHaveCount(0);

  await page.getByRole("combobox", { name: "Rate policy" }).selectOption({ label: "One fixed day for all" });
  await page.getByLabel("Day", { exact: true }).fill("2024-05-31");
  const whole = effect.getByRole("row", { name: /Whole/ }).getByRole("cell").nth(1);
  // A rule that needs other rates than those on record asks the bank's, which come a moment later.
  await expect(whole).not.toContainText("not converted");
  const then = await whole.innerText();
  await effect.getByRole("button", { name: "Apply" }).click();
  await expect(effect).toHaveCount(0);
  await muster.nav("Overview");
  const expected = then.replaceAll(",", "").trim();
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-amount", expected);
  expect(expected).not.toBe("32703626.22");
  await muster.button("Undo").click();
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-amount", "32703626.22");
});

test("a table that is not the bank's is refused by name, and nothing changes", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await muster.go("#/settings?r=example&on=2024-02-02");
  await muster.button("Fetch the reference rates").click();
  await expect(page.getByText(/are here up to \d+ \w+ \d{4}/)).toBeVisible();
  const before = await page.getByText(/are here up to/).innerText();
  const input = page.getByLabel(/Newer table/);
  for (const [name, text, says] of [
    ["empty.csv", "", /empty/i],
    ["other.csv", "Day,Dollar\n2024-01-02,1.1\n", /header|first line|column/i],
    ["gap.csv", "Date,USD,\n2030-01-02,1.1,\n", /gap|missing|reach/i],
    ["wrong.csv", "Date,USD,\n2030-13-02,1.1,\n", /line 2/i],
    ["negative.csv", "Date,USD,\n2024-01-24,-1.1,\n", /line 2, column 2 \(USD\): “-1\.1” is not a rate/i],
    ["absurd.csv", "Date,USD,\n2024-01-24,1000000,\n", /line 2, column 2 \(USD\)/i],
  ]) {
    await input.setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    await expect(page.locator(".error").filter({ hasText: `“${name}”` }), name).toContainText(says);
  }
  await expect(page.getByText(/are here up to/)).toHaveText(before);
});
