// What was said in public, held against the register: verdicts with their reasons, and a pasted sentence.
import { axeInBoth, expect, test } from "./fixtures.mjs";

test("every reported figure of the example has its verdict, and its reasons lead to records", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await muster.nav("Figures");
  await expect(muster.heading("Reported figures").first()).toBeVisible();
  const table = page.getByRole("table", { name: "Reported figures" });
  const verdict = (stated, said) => table.getByRole("row").filter({ hasText: stated }).filter({ hasText: said }).first();
  await expect(verdict("almost 30,000,000 EUR", "Differs")).toContainText("€2,703,626.22");
  await expect(verdict("over 36,000,000 EUR", "Cannot be told")).toContainText("€3,296,373.78");
  await expect(verdict("58,000,000 EUR", "Cannot be told")).toContainText("€3,296,373.78");
  await expect(verdict("over 38,000,000 EUR", "Differs")).toContainText("pledged");
  await expect(table.getByRole("row").filter({ hasText: "Not kept here" }).first()).toBeVisible();
  await axeInBoth(page, "reported figures");

  await verdict("58,000,000 EUR", "Cannot be told").getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Against the register" })).toBeVisible();
  const reasons = page.locator(".verdict li");
  await expect(reasons.filter({ hasText: "has no figure" })).toHaveCount(2);
  await axeInBoth(page, "a verdict");
  await reasons.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page).toHaveURL(/#\/contributions\//);
});

test("a pasted sentence is checked", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await muster.nav("Figures");
  await page.getByText("Check a sentence").click();
  const checker = page.locator(".checker");
  await checker.getByLabel("Said on").fill("2024-05-31");
  await checker.getByLabel("Sentence").fill("EUR 58 m raised, 12 members");
  await expect(checker.getByRole("status")).toContainText("58,000,000 EUR");
  await expect(checker.getByRole("status")).toContainText("Cannot be told");
  await expect(checker.getByRole("status")).toContainText("Twelve members");
  await expect(checker.getByRole("status")).toContainText("Holds for another");
  await checker.getByLabel("Sentence").fill("fine words");
  await expect(checker.getByRole("status")).toContainText("No sum and no number of members");
  await axeInBoth(page, "the checker");
});
