// Amounts and dates as people write them: what was understood is shown, what could mean two things is asked about.
import { expect, test } from "./fixtures.mjs";

async function contribution(muster) {
  await muster.open();
  await muster.start("Amounts");
  return muster.press("Add contribution", "New contribution");
}

test("an amount is understood however it is written, and shown as understood", async ({ muster }) => {
  const form = await contribution(muster);
  for (const [typed, understood] of [
    ["1 234,50", "1,234.50 EUR"],
    ["1.234,50", "1,234.50 EUR"],
    ["1,234.50", "1,234.50 EUR"],
    ["1'234.50", "1,234.50 EUR"],
    ["16.99*1.1", "18.689 EUR"],
    ["91 million DKK", "91,000,000 DKK"],
    ["over 30 million", "over 30,000,000 EUR"],
    ["-500", "-500 EUR"],
  ]) {
    await form.fill("Amount", typed);
    const said = form.about("Amount").getByText("Understood:");
    await expect(said, typed).toHaveText(new RegExp(`Understood: ${understood.replaceAll(".", "\\.").replace("-", "[-−]")}$`));
  }
});

test("what could be a thousand or one and a bit is asked about", async ({ muster }) => {
  const form = await contribution(muster);
  await form.choose("Who gives", "Estonia");
  await form.fill("Step", "Pledge");
  await form.fill("Amount", "1.234");
  const about = form.about("Amount");
  await expect(about).toContainText("“1.234” can mean");

  // Saved it is not before an answer.
  await form.save();
  await expect(form.root).toBeVisible();
  await expect(form.field("Amount")).toBeFocused();
  await expect(form.field("Amount")).toHaveAttribute("aria-invalid", "true");

  await about.getByRole("button", { name: "1,234 EUR", exact: true }).click();
  await expect(about).toContainText("Understood: 1,234 EUR");
  await form.saveAndClose();
  await expect(muster.page.getByRole("table", { name: "Entries" })).toContainText("1,234 EUR");
});

test("what is no amount is kept as it was typed, with what to do", async ({ muster }) => {
  const form = await contribution(muster);
  await form.choose("Who gives", "Estonia");
  await form.fill("Step", "Pledge");
  await form.fill("Amount", "a lot");
  await form.save();
  await expect(form.field("Amount")).toHaveValue("a lot");
  await expect(form.field("Amount")).toHaveAttribute("aria-invalid", "true");
  await expect(form.about("Amount").locator(".error")).toContainText("a lot");
});

test("the currency beside the amount and the source's own word for it", async ({ muster }) => {
  const form = await contribution(muster);
  await form.choose("Who gives", "Denmark");
  await form.fill("Step", "Pledge");
  await form.fill("Currency", "DKK");
  await form.fill("Amount", "91 000 000");
  await form.fill("Qualifier", "About");
  await expect(form.about("Amount")).toContainText("Understood: about 91,000,000 DKK");
  await form.fill("Date", "24 Jan 2024");
  await form.saveAndClose();
  await expect(muster.page.getByRole("table", { name: "Entries" })).toContainText("about 91,000,000 DKK");
});

test("dates in words, in EDTF and from the calendar", async ({ muster }) => {
  const form = await contribution(muster);
  const about = form.about("Date");
  for (const [typed, understood] of [
    ["2024-02-01", "1 February 2024"],
    ["1 Feb 2024", "1 February 2024"],
    ["February 2024", "February 2024"],
    ["2024", "2024"],
    ["[2024-02-01,2024-02-02]", "1 or 2 February 2024"],
    ["about May 2024", "about May 2024"],
    ["[2024-04-03..2024-05-20]", /3 April.*20 May 2024/],
  ]) {
    await form.fill("Date", typed);
    await expect(about, typed).toContainText(understood);
    await expect(about, typed).toContainText("Understood:");
  }
  await form.fill("Date", "1.2.2024");
  await expect(about).toContainText("“1.2.2024” can mean 1 February 2024 or 2 January 2024");
  await about.getByRole("button", { name: "2 January 2024" }).click();
  await expect(form.field("Date")).toHaveValue("2024-01-02");

  await form.field("Calendar for “Date”").fill("2024-03-19");
  await expect(form.field("Date")).toHaveValue("2024-03-19");
  await expect(about).toContainText("19 March 2024");

  await form.fill("Date", "31 February 2024");
  await form.save();
  await expect(form.field("Date")).toHaveAttribute("aria-invalid", "true");
});
