// A member is sent its own part, corrects it in its own browser, and the coalition accepts line by line.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { ByRecord, Muster, Visit } from "./pages.mjs";
import { FUNDING, openFile } from "./registers.mjs";

const asFile = ({ name, bytes }) => ({ name, mimeType: "application/json", buffer: bytes });

test("a member corrects its part, and each line of it is accepted or offered again", async ({ browser, muster, page, trouble }) => {
  await openFile(muster, expect, FUNDING);
  await muster.go("#/members/EE");
  const ask = await muster.press("Ask for corrections…", "Ask for corrections");
  await expect(ask.root.locator("[data-share=goes]")).toContainText("1 party and 3 contributions");
  await axeInBoth(page, "asking a member");
  const asked = await muster.download(ask.button("Save the file"));
  expect(asked.name).toMatch(/^funding-coalition-ask-EE-20\d\d-\d\d-\d\d\.muster\.json$/);
  expect(asked.bytes.toString()).not.toContain("Untied money");

  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels" });
  trouble.watch(context);
  const member = new Muster(await context.newPage());
  await member.open();
  const dialog = await member.offerFile(asFile(asked));
  await expect(dialog.root.getByRole("status")).toContainText("is the part of Estonia in “Funding coalition”");
  await dialog.button("Import file").click();
  await expect(dialog.root).toHaveCount(0);
  await member.whole();
  const part = member.page.getByRole("region", { name: "Part of a register", exact: true });
  await expect(part).toContainText("Your part of “Funding coalition”");
  await axeInBoth(member.page, "a part to be corrected");
  await member.go("#/contributions/radios");
  await member.row("l1").getByRole("button", { name: /^Edit/ }).click();
  await member.sign("Mari Maasikas", "EE");
  const form = member.dialog();
  const entry = form.line("entry");
  await entry.fill("Amount", "1,200.10 EUR");
  await entry.done();
  const paid = await form.addLine("entry");
  await paid.fillAll({ Step: "Paid", Amount: "300 EUR", Date: "1 May 2024" });
  await paid.done();
  await form.saveAndClose();
  await member.kept();
  await part.getByRole("button", { name: "Send back…" }).click();
  const sending = member.dialog("Export");
  const sent = await member.download(sending.button("Export file"));
  expect(sent.name).toMatch(/^funding-coalition-return-EE-20\d\d-\d\d-\d\d\.muster\.json$/);
  await context.close();

  const offer = async () => {
    const dialog = await muster.offerFile(asFile(sent));
    await expect(dialog.root.getByRole("radio", { name: "Bring records into “Funding coalition”…" })).toBeChecked();
    await dialog.button("Compare by record").click();
    return new ByRecord(dialog.root);
  };
  const lines = (found) => found.root.locator("[data-path]");
  const committed = page.locator("dl.figs [data-figure=committed]");
  await muster.nav("Overview");
  await expect(committed).toHaveAttribute("data-amount", "1801.56");
  const found = await offer();
  await expect(found.root.getByRole("heading", { level: 3 }).first()).toHaveText("Returned by Estonia, for “Funding coalition”");
  await expect(found.records()).toHaveCount(1);
  await expect(lines(found)).toHaveCount(2);
  await expect(found.take).toBeDisabled();
  const amount = found.tick("contributions/radios", /Amount: 1,000.10 EUR → 1,200.10 EUR/);
  await expect(lines(found).filter({ hasText: /there by Mari Maasikas, EE, /i })).toHaveCount(2);
  await expect(lines(found).filter({ hasText: "Entry: Paid, 1 May 2024, 300 EUR" })).toContainText("There by Mari Maasikas, EE, ");
  await amount.check();
  await expect(found.effect).toContainText("Committed: €1,801.56 becomes €2,001.56");
  await axeInBoth(page, "what a member sends back");
  await page.getByLabel("Your name").fill("Kadri Tamm");
  await found.take.click();
  await expect(muster.notice).toContainText("Taken in: 1 field of 1 record.");
  await expect(committed).toHaveAttribute("data-amount", "2001.56");

  // What was not accepted is offered again.
  const again = await offer();
  await expect(lines(again)).toHaveCount(1);
  await expect(lines(again)).toContainText("Entry: Paid, 1 May 2024, 300 EUR");
  await again.cancel();
  await muster.nav("History");
  await expect(page.getByRole("table", { name: "Changes" })).toContainText("Kadri Tamm");
  await expect(page.getByRole("table", { name: "Changes" }).getByText("Taken over").first()).toBeVisible();
});

test("a member is asked by a link as well, keeps its part, and sends it back", async ({ browser, muster, page, trouble }) => {
  await openFile(muster, expect, FUNDING);
  await muster.go("#/members/EE");
  const ask = await muster.press("Ask for corrections…", "Ask for corrections");
  await ask.button("As a link…").click();
  const at = ask.root.locator("[data-share=link]");
  await expect(at).toHaveValue(/#\/s\//);
  await axeInBoth(page, "asking a member by a link");
  const link = await at.inputValue();
  expect(link.length).toBeLessThan(2_000);
  await ask.button("Cancel").click();

  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels" });
  trouble.watch(context);
  const member = new Muster(await context.newPage());
  await member.page.goto(link);
  await member.ready();
  const visit = new Visit(member);
  await expect(visit.bar).toContainText("Funding coalition");
  expect(await member.page.evaluate(() => location.hash), "the payload leaves the address").not.toContain("/s/");
  await visit.button("Edit here").click();
  await member.whole();
  const part = member.page.getByRole("region", { name: "Part of a register", exact: true });
  await expect(part).toContainText("Your part of “Funding coalition”");
  await member.go("#/contributions/radios");
  await member.button("Edit").first().click();
  await member.sign("Mari Maasikas", "EE");
  const form = member.dialog();
  await form.fill("Purpose", "Radios, and their batteries");
  await form.saveAndClose();
  await member.kept();
  await part.getByRole("button", { name: "Send back…" }).click();
  const sent = await member.download(member.dialog("Export").button("Export file"));
  await context.close();

  const dialog = await muster.offerFile(asFile(sent));
  await dialog.button("Compare by record").click();
  const found = new ByRecord(dialog.root);
  await expect(found.root.getByRole("heading", { level: 3 }).first()).toHaveText("Returned by Estonia, for “Funding coalition”");
  await expect(found.root.locator("[data-path]")).toHaveCount(1);
  await expect(found.tick("contributions/radios", /Purpose: Radios for the field → Radios, and their batteries/)).not.toBeChecked();
});
