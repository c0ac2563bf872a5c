// Two people in two browsers pass a register to and fro, and in the end both have the same.
import { expect, test, Trouble } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";
import { FUNDING, openFile } from "./registers.mjs";

const ROUNDS = 20;

/** Somebody with a browser of their own. */
async function person(browser, site, name, party) {
  const context = await browser.newContext({ baseURL: site.url, serviceWorkers: "block", locale: "en-GB", timezoneId: "Europe/Brussels" });
  const trouble = new Trouble((url) => url.origin === site.origin);
  trouble.watch(context);
  const muster = new Muster(await context.newPage());
  await openFile(muster, expect, FUNDING);
  return { muster, context, trouble, name, party, isSigned: false };
}

/** One more action, and another word in the field that both write to. */
async function edit(who, round) {
  const { muster, name, party } = who;
  await muster.go("#/actions");
  await muster.button("Add action").first().click();
  if (!who.isSigned) await muster.sign(name, party);
  who.isSigned = true;
  const form = muster.dialog("New action");
  await form.fill("Action", `${name}, round ${round}`);
  await form.saveAndClose();
  await muster.go("#/settings");
  const own = await muster.press("Edit the register", "Funding coalition");
  await own.fill("What it is for", `As ${name} says in round ${round}`);
  await own.saveAndClose();
  await muster.kept();
}

async function take({ muster }, file) {
  const dialog = await muster.offerFile({ name: file.name, mimeType: "application/json", buffer: file.bytes });
  await dialog.button("Merge").click();
  await expect(muster.notice).toHaveText(/^Merged: \d+ changes were new\.$/);
  await muster.kept();
}

test(`after ${ROUNDS} rounds of edits on both sides, two browsers hold the same bytes`, async ({ browser, site }) => {
  test.setTimeout(400_000);
  const [mari, jean] = [await person(browser, site, "Mari", "EE"), await person(browser, site, "Jean", "LU")];
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Both write before they hear of each other, and each sends what it has by then.
    await Promise.all([mari, jean].map((who) => edit(who, round)));
    const [first, second] = [await mari.muster.exportFile(), await jean.muster.exportFile()];
    await Promise.all([take(mari, second), take(jean, first)]);
  }
  const [one, other] = [await mari.muster.exportFile(), await jean.muster.exportFile()];
  expect(one.bytes.equals(other.bytes)).toBe(true);
  expect(JSON.parse(one.bytes.toString()).changes).toHaveLength(1 + ROUNDS * 4);
  for (const { muster, trouble, context } of [mari, jean]) {
    await muster.go("#/actions");
    expect(await muster.count("Actions")).toBe(ROUNDS * 2);
    trouble.check();
    await context.close();
  }
});
