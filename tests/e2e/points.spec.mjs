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

test("the figures of the overview stand in one row or in even ones", async ({ muster, page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await muster.open();
  await muster.openExample();
  // A figure more or less comes with the day.
  for (const on of ["2023-12-01", "2024-02-02", "2024-04-03", "2024-07-31"]) {
    await muster.go(`#/?r=example&on=${on}`);
    await expect(muster.figureAt("pledged")).toHaveAttribute("data-date", on);
    const tops = await page.locator(".figs > div").evaluateAll((all) => all.map((cell) => Math.round(cell.getBoundingClientRect().top)));
    const rows = [...new Set(tops)].map((top) => tops.filter((other) => other === top).length);
    expect(rows.length, `${on}: ${tops.length} figures`).toBeLessThanOrEqual(2);
    expect(Math.max(...rows) - Math.min(...rows), `${on}: ${rows}`).toBeLessThanOrEqual(1);
  }
});

test("a list of one, of some and of none says so", async ({ muster }) => {
  await muster.open();
  await muster.openExample();
  for (const [page, words] of [
    ["rates", "One exchange rate is on record."],
    ["groups", "Three working groups are on record."],
    ["sources", "49 sources are on record."],
  ]) {
    await muster.go(`#/${page}?r=example`);
    await expect(muster.point).toHaveText(words);
  }
  await muster.go("#/registers?r=example");
  await muster.start("None", { signed: false });
  for (const [page, words] of [
    ["contributions", "No contributions are on record."],
    ["outreach", "No approaches are on record."],
  ]) {
    await muster.go(`#/${page}`);
    await expect(muster.point).toHaveText(words);
  }
});
