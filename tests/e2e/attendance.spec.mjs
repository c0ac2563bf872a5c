// The quick entry of attendance knows the capacity of each party from its role on the day of the meeting.
import { expect, test } from "./fixtures.mjs";
import { Form } from "./pages.mjs";

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.start("Roles");
  await muster.nav("Members");
  for (const [party, role, from] of [
    ["Estonia", "Lead", "19 September 2023"],
    ["Latvia", "Member", "19 September 2023"],
    ["Ukraine", "Beneficiary", "19 September 2023"],
    ["NATO", "Observer", "1 February 2024"],
    ["Poland", "Member", "1 June 2024"],
  ]) {
    const form = await muster.press("Add member", "New membership");
    await form.choose("Party", party);
    await form.fillAll({ Role: role, From: from });
    await form.saveAndClose();
  }
  await muster.nav("Meetings");
});

/** The capacities on record, by party, as the attendance of the meeting's page lists them. */
const capacities = async (page) => {
  const rows = page.getByRole("table", { name: "Attendance", exact: true }).locator("tbody tr");
  const texts = await rows.evaluateAll((all) => all.map((row) => [...row.cells].slice(0, 2).map((cell) => cell.innerText.trim())));
  return Object.fromEntries(texts);
};

test("each party is entered by its role on the day, and one choice holds for all", async ({ muster, page }) => {
  const form = await muster.press("Add meeting", "New meeting");
  const quick = new Form(form.root.locator(".quick-attendance"));
  const capacity = quick.field("Capacity");
  await form.fillAll({ Title: "Steering group", Date: "1 February 2024" });

  await form.choose("Parties present", "Estonia");
  await expect(capacity, "one party: its capacity is chosen").toHaveValue("lead");
  for (const party of ["Latvia", "Ukraine", "NATO", "Poland"]) await form.choose("Parties present", party);
  await expect(capacity, "several capacities: none of them is chosen").toHaveValue("");
  await expect(quick.about("Capacity")).toContainText("Lead: Estonia.");
  await expect(quick.about("Capacity")).toContainText("Guest: Poland.");
  await form.button("Add to attendance").click();

  // Who has no role is a guest; the person may know better.
  await form.choose("Parties present", "Japan");
  await expect(capacity).toHaveValue("guest");
  await quick.fill("Capacity", "Observer");
  await form.button("Add to attendance").click();
  // The choice was for those, not for the next.
  await form.choose("Parties present", "Germany");
  await expect(capacity).toHaveValue("guest");
  await form.saveAndClose();

  await expect(muster.heading("Steering group")).toBeVisible();
  expect(await capacities(page)).toEqual({
    Estonia: "Lead",
    Latvia: "Member",
    Ukraine: "Beneficiary",
    NATO: "Observer",
    Poland: "Guest",
    Japan: "Observer",
    Germany: "Guest",
  });
});

test("another day, another role; without a day the capacity stays open", async ({ muster, page }) => {
  const form = await muster.press("Add meeting", "New meeting");
  const quick = new Form(form.root.locator(".quick-attendance"));
  await form.fill("Title", "Some day");
  await form.choose("Parties present", "Poland");
  await expect(quick.field("Capacity")).toHaveValue("");
  await expect(quick.about("Capacity")).toContainText("the meeting has no date");
  await form.fill("Date", "3 June 2024");
  await form.field("Date").blur();
  await expect(quick.field("Capacity")).toHaveValue("member");
  await form.fill("Date", "2023-12-01");
  await form.field("Date").blur();
  await expect(quick.field("Capacity")).toHaveValue("guest");
  await form.fill("Date", "");
  await form.field("Date").blur();
  await expect(quick.field("Capacity")).toHaveValue("");
  await form.saveAndClose();
  await expect(muster.heading("Some day")).toBeVisible();
  await expect(page.getByRole("table", { name: "Attendance", exact: true })).toContainText("Poland");
});
