// Cells of the lists whose rows are single records or nearly so, and rows that are pasted beyond the end of one.
import { expect, test } from "./fixtures.mjs";
import { Cells } from "./pages.mjs";
import { fileOf, openFile } from "./registers.mjs";

/** A list of each kind whose rows are single records, or nearly so. */
const LISTS = fileOf("lists", {
  register: { self: { name: "Lists coalition", currency: "EUR" } },
  parties: { EE: { kind: "state", code: "EE" }, LV: { kind: "state", code: "LV" } },
  memberships: {
    one: { party: "EE", role: "member", from: "2024-02-01" },
    two: { party: "LV", role: "member", from: "2024-02-01" },
    three: { party: "LV", role: "partner", from: "2024-03-01" },
  },
  meetings: { spring: { title: "Spring meeting", date: "2024-04-15", series: "Steering", place: { name: "Riga", country: "LV" } } },
  actions: { letter: { text: "Write the letter" }, radios: { text: "Buy radios", owner: "EE", due: "2024-05-01", priority: 2 } },
  groups: { it: { name: "IT group", purpose: "Networks" } },
  reported: {
    count: { measure: "members", count: 12, date: "2024-03-01" },
    money: { word: "Raised so far", amount: { value: "10", currency: "EUR" }, date: "2024-03-01", by: "A minister" },
  },
});

/** The list of an address in that register with its cells open to edits. */
const lists = async (muster, address, name, { signed = false } = {}) => {
  if (!signed) await openFile(muster, expect, LISTS);
  await muster.go(`#/${address}${address.includes("?") ? "&" : "?"}r=lists`);
  const cells = new Cells(muster, name);
  await muster.button("Edit cells").click();
  if (!signed) await muster.sign();
  await expect(cells.grid).toBeVisible();
  return cells;
};

const undo = (muster) => muster.button("Undo").click();

test("members are edited as far as a row is one membership", async ({ muster, page }) => {
  const cells = await lists(muster, "members", "Members");
  await cells.cell("EE", "Since").focus();
  await page.keyboard.type("2024-02-13");
  await page.keyboard.press("Enter");
  await expect(cells.cell("EE", "Since")).toContainText("13");
  await cells.cell("EE", "Role").focus();
  await page.keyboard.press("F2");
  await cells.field("Role").selectOption({ label: "Observer" });
  await cells.field("Role").press("Tab");
  await expect(cells.cell("EE", "Role")).toContainText("Observer");
  for (const column of ["Party", "Role", "Since"]) {
    await expect(cells.cell("LV", column)).toHaveAccessibleDescription(/several roles/);
  }
  await expect(cells.cell("EE", "Contributions")).toHaveAttribute("aria-readonly", "true");
});

test("meetings are edited by the fields of their form", async ({ muster, page }) => {
  const cells = await lists(muster, "meetings", "Meetings");
  await cells.cell("spring", "Series").focus();
  await page.keyboard.press("F2");
  await expect(cells.field("Series")).toHaveValue("Steering");
  await expect(cells.field("Series")).toHaveAttribute("list", /./);
  await cells.field("Series").fill("Spring series");
  await page.keyboard.press("Tab");
  await expect(cells.cell("spring", "Series")).toHaveText("Spring series");
  // A place has a state beside its name, to which Tab leads.
  await cells.cell("spring", "Place").focus();
  await page.keyboard.press("F2");
  await expect(cells.field("Place")).toHaveValue("Riga");
  await cells.field("Place").fill("Ventspils");
  await page.keyboard.press("Tab");
  await expect(cells.field("State")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(cells.cell("spring", "Place")).toHaveText("Ventspils, Latvia");
  await expect(cells.cell("spring", "Minutes")).toHaveAccessibleDescription(/buttons on the page/);
  await expect(cells.cell("spring", "Attendance")).toHaveAccessibleDescription(/several fields/);
});

test("actions, working groups and reported figures are edited in place", async ({ muster, page }) => {
  const actions = await lists(muster, "actions", "Actions");
  await actions.cell("radios", "State").focus();
  await page.keyboard.press("F2");
  await actions.field("State").selectOption({ label: "Done" });
  await actions.field("State").press("Tab");
  await expect(actions.cell("radios", "State")).toHaveText("Done");
  await actions.cell("letter", "Action").focus();
  await page.keyboard.press("Delete");
  await expect(actions.editor.locator(".error")).toHaveText("Say what is to be done.");
  await page.keyboard.press("Escape");

  const groups = await lists(muster, "groups", "Working groups", { signed: true });
  await groups.cell("it", "Working group").focus();
  await page.keyboard.type("Networks group");
  await page.keyboard.press("Enter");
  await expect(groups.cell("it", "Working group")).toHaveText("Networks group");
  await expect(groups.cell("it", "Members")).toHaveAttribute("aria-readonly", "true");

  const figures = await lists(muster, "figures", "Reported figures", { signed: true });
  for (const [id, typed] of [
    ["money", "12.50"],
    ["count", "25"],
  ]) {
    await figures.cell(id, "Stated").focus();
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
    await expect(figures.cell(id, "Stated")).toContainText(typed);
  }
  await expect(figures.cell("money", "Against the register")).toHaveAttribute("aria-readonly", "true");
});

test("rows pasted beyond the end become new records, in the same step", async ({ muster }) => {
  const cells = await lists(muster, "actions?sort=text&cols=text,owner,due,priority", "Actions");
  await cells.paste("letter", "Action", "Write the letter\tEstonia\nCall Riga\tLatvia\t2024-06-01");
  const dialog = muster.dialog("Paste into the list");
  const said = /^One cell would change, in one row\. One new record would be made\.$/;
  await expect(dialog.root.locator("[data-changes]")).toHaveText(said);
  await expect(dialog.root.locator("tr[data-new]")).toHaveCount(3);
  await expect(dialog.root.locator("tr[data-new]").first()).toContainText("New: Call Riga");
  await dialog.saveAndClose();
  await expect(muster.notice).toHaveText(/one new record is made\. Undo takes all of it back\.$/);
  await expect(muster.rows()).toHaveCount(3);
  const made = muster.rows().filter({ hasText: "Call Riga" });
  await expect(made.locator('td[data-label="Owner"]')).toHaveText("Latvia");
  await expect(cells.cell("letter", "Owner")).toHaveText("Estonia");
  await undo(muster);
  await expect(muster.rows()).toHaveCount(2);
  await expect(cells.cell("letter", "Owner")).toHaveText("");
  await expect(muster.button("Undo")).toBeDisabled();
});

test("a new record that lacks something is wrong at its cells, or left out", async ({ muster }) => {
  const cells = await lists(muster, "actions?sort=text&cols=text,owner,due", "Actions");
  const dialog = muster.dialog("Paste into the list");
  await cells.paste("letter", "Action", "Write the letter\n\tLatvia\nCall Riga\t\tnever");
  await expect(dialog.root.locator("tr[data-new][data-wrong]")).toHaveCount(2);
  await expect(dialog.root).toContainText("Say what is to be done.");
  await dialog.save();
  await expect(dialog.root.getByRole("alert")).toContainText("Two cells cannot be taken as they stand");
  await dialog.fill("Leave out what cannot be taken", true);
  await dialog.saveAndClose();
  await expect(muster.notice).toHaveText("One new record is made. Undo takes it back.");
  await expect(muster.rows()).toHaveCount(3);
  // Where what it cannot be without is not pasted, the rows are left out.
  const last = await muster.rows().last().getAttribute("data-id");
  await cells.paste(last, "Owner", "Estonia\nLatvia");
  await expect(dialog.root).toContainText("One row beyond the end of the list is left out");
  await expect(dialog.root.locator("tr[data-new]")).toHaveCount(0);
});
