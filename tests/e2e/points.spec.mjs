// The sentence under a title says the point, and says nothing that is not so.
import { expect, test } from "./fixtures.mjs";

test("who leads is not called a member as well", async ({ muster }) => {
  await muster.open();
  await muster.openExample();
  await muster.go("#/members/EE?r=example&on=2024-02-02");
  await expect(muster.point).toHaveText("Lead on 2 February 2024.");
});

test("a step dated too loosely for the day is named", async ({ muster }) => {
  await muster.open();
  await muster.start("Loose");
  await muster.nav("Purchases");
  const form = await muster.press("Add purchase", "New purchase");
  await form.fill("Title", "Terminals");
  const step = await form.addLine("step");
  await step.fillAll({ Step: "Delivered", Date: "2024" });
  await step.done();
  await form.saveAndClose();
  await expect(muster.heading("Terminals")).toBeVisible();
  const hash = await muster.page.evaluate(() => location.hash.replace(/\?.*/, ""));
  for (const [on, words] of [
    ["2023-12-31", "Nothing has happened by 31 December 2023;"],
    ["2024-06-01", "No step is certain by 1 June 2024: “Delivered” (2024) is dated too loosely;"],
    ["2024-12-31", "Delivered by 31 December 2024;"],
  ]) {
    await muster.go(`${hash}?on=${on}`);
    await expect(muster.point).toContainText(words);
  }
});
