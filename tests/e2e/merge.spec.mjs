// Two copies of a register become one: what that changes is said before, and stands afterwards.
import { expect, test } from "./fixtures.mjs";
import { FUNDING, openFile } from "./registers.mjs";

/** The file of the same register in which somebody wrote this as well. */
const copyWith = (body) => {
  const file = JSON.parse(FUNDING.buffer.toString("utf8"));
  file.changes.push({ schema: 1, replica: "other", number: 1, stamp: "1704067300000.0", at: "2024-01-01T00:01:40Z", author: "Somebody else", body });
  return { ...FUNDING, buffer: Buffer.from(JSON.stringify(file)) };
};

test("a merge says which totals it changes, and the overview shows them", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  const pledged = page.locator("dl.figs [data-figure=pledged]");
  await expect(pledged).toHaveAttribute("data-amount", "1560.30");
  const amount = { value: "1100.10", currency: "EUR" };
  const dialog = await muster.offerFile(copyWith({ contributions: { radios: { entries: { l0: { amount } } } } }));
  const said = dialog.root.getByRole("status");
  await expect(said).toContainText("1 of its 2 changes are new here");
  await expect(said).toContainText("Contribution “Estonia, 1,000.10 EUR: Radios for the field”: 1 field written");
  await expect(said).toContainText("Pledged: €1,560.30 or more becomes €1,660.30 or more");
  await expect(said).not.toContainText("Delivered");
  await dialog.button("Merge").click();
  await expect(muster.notice).toHaveText("Merged: 1 change was new.");
  await expect(pledged).toHaveAttribute("data-amount", "1660.30");
  await expect(muster.indicator).toHaveAttribute("data-saved", /browser|disk/);
  await muster.reload();
  await expect(pledged).toHaveAttribute("data-amount", "1660.30");
});

test("a merge of words alone changes no total, and goes to the register that it is of", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  const file = copyWith({ contributions: { radios: { note: "By road." } } });
  const dialog = await muster.offerFile(file);
  await expect(dialog.root.getByRole("status")).toContainText("No total of the overview changes");
  await dialog.button("Cancel").click();

  // Another register is open: the file still goes to its own.
  await muster.go("#/registers");
  await muster.start("Another coalition");
  const again = await muster.offerFile(file);
  await expect(again.root.getByRole("status")).toContainText("“Funding coalition”, which is here already");
  await again.button("Merge").click();
  await expect(muster.notice).toHaveText("Merged: 1 change was new.");
  await expect(page).toHaveTitle(/Funding coalition/);
});
