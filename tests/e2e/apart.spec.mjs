// Two copies of one register that went on apart: what both changed is settled field by field or by a rule, a part of it is
// taken, and one undo takes back what was merged.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { ByRecord } from "./pages.mjs";
import { FUNDING, openFile } from "./registers.mjs";

const copy = (...steps) => {
  const file = JSON.parse(FUNDING.buffer.toString("utf8"));
  steps.forEach(([stamp, at, author, body], number) => {
    file.changes.push({ schema: 1, replica: "other", number: number + 1, stamp: `${stamp}.0`, at, author, body });
  });
  return { ...FUNDING, buffer: Buffer.from(JSON.stringify(file)) };
};

const amount = (value) => ({ value, currency: "EUR" });
const radios = (line, value) => ({ contributions: { radios: { entries: { [line]: { amount: amount(value) } } } } });

/** Written in the other copy: a sum and words that are written here as well, words that are not, and something new. */
const THEIRS = copy(
  [1704067300000, "2024-01-01T00:01:40Z", "Mari Maasikas", radios("l0", "1100.10")],
  [1704067400000, "2024-01-01T00:03:20Z", "Mari Maasikas", { contributions: { radios: { purpose: "Radios for the rear" }, open: { purpose: "Money for anything" } } }],
  [1704067500000, "2024-01-01T00:05:00Z", "Mari Maasikas", { memberships: { pl: { party: "PL", role: "member", from: "2024-01-01" } }, parties: { PL: { kind: "state", code: "PL" } } }],
);

/** Opens the register and writes another purpose in it, after the other copy did. */
const written = async (muster) => {
  await openFile(muster, expect, FUNDING);
  await muster.go("#/contributions/radios");
  await muster.button("Edit").first().click();
  await muster.sign("Kadri Tamm", "EE");
  const form = muster.dialog();
  await form.fill("Purpose", "Radios for the front");
  await form.saveAndClose();
  await muster.kept();
};

const choosing = async (muster) => {
  const dialog = await muster.offerFile(THEIRS);
  await dialog.root.getByRole("radio", { name: "Choose what comes, record by record…" }).check();
  await dialog.button("Compare by record").click();
  return new ByRecord(dialog.root);
};

const RULES = {
  ours: "What only they changed; where both did, ours stands",
  later: "All that they changed; where both did, the later stands",
  theirs: "All that they changed; where both did, theirs stands",
};

test("what both changed says who wrote what and when, and is settled by a rule or one by one", async ({ muster, page }) => {
  await written(muster);
  const found = await choosing(muster);
  await expect(found.root.getByRole("heading", { level: 3 }).first()).toHaveText("A copy of “Funding coalition” that went on apart, record by record");
  await expect(found.root).toContainText("One field was changed on both sides.");
  const both = found.record("contributions/radios").locator("[data-path=purpose]");
  await expect(both).toContainText("Radios for the front → Radios for the rear");
  await expect(both).toContainText("Both changed it");
  await expect(both).toContainText(/Here by Kadri Tamm, EE, .*; there by Mari Maasikas, 1 Jan 2024.*; ours is later/);
  await axeInBoth(page, "two copies that went on apart");
  const purpose = found.tick("contributions/radios", /Purpose/);
  const sum = found.tick("contributions/radios", /Amount/);
  await expect(found.rule(RULES.ours)).toBeChecked();
  await expect(purpose).not.toBeChecked();
  await expect(sum).toBeChecked();
  await found.rule(RULES.theirs).check();
  await expect(purpose).toBeChecked();
  await found.rule(RULES.later).check();
  await expect(purpose).not.toBeChecked();
  await expect(found.effect).toHaveText(/^Members: 0 becomes 1; Pledged: €1,560.30 or more becomes €1,660.30 or more/);

  // In part: the purpose of theirs, and not the member.
  await purpose.check();
  await found.record("memberships/pl").getByRole("checkbox").first().uncheck();
  await found.record("parties/PL").getByRole("checkbox").first().uncheck();
  await expect(found.effect).not.toContainText("Members");
  await found.take.click();
  await expect(muster.notice).toContainText("Taken in: 3 fields of 2 records.");
  await expect(page.getByText("Radios for the rear").first()).toBeVisible();

  // The rest is offered again, and nothing else.
  const again = await choosing(muster);
  await expect(again.records()).toHaveCount(2);
  await again.cancel();

  // One undo takes all of it back.
  await muster.button("Undo").click();
  await expect(page.getByText("Radios for the front").first()).toBeVisible();
  await muster.nav("Overview");
  await expect(page.locator("dl.figs [data-figure=pledged]")).toHaveAttribute("data-amount", "1560.30");
});

test("a merge of all is taken back by one undo, and then what was written before it", async ({ muster, page }) => {
  await written(muster);
  const pledged = page.locator("dl.figs [data-figure=pledged]");
  const dialog = await muster.offerFile(THEIRS);
  await dialog.button("Merge").click();
  await expect(muster.notice).toHaveText("Merged: 3 changes were new.");
  await muster.nav("Overview");
  await expect(pledged).toHaveAttribute("data-amount", "1660.30");
  await muster.button("Undo").click();
  await expect(muster.notice).toHaveText("What was merged is taken back.");
  await expect(pledged).toHaveAttribute("data-amount", "1560.30");
  await muster.go("#/contributions/radios");
  await expect(page.getByText("Radios for the front").first()).toBeVisible();
  // That was a step as any other: it is undone by the next.
  await muster.button("Undo").click();
  await muster.nav("Overview");
  await expect(pledged).toHaveAttribute("data-amount", "1660.30");
  await muster.button("Undo").click();
  await muster.go("#/contributions/radios");
  await expect(page.getByText("Radios for the rear").first()).toBeVisible();
});
