// Cells that are edited in place, as in a spreadsheet: moved through by keys, written over, emptied, pasted into.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Cells } from "./pages.mjs";
import { FUNDING, fileOf, openFile } from "./registers.mjs";

/** The contributions with their cells open to edits, one row a line below the other by contributor. */
const editing = async (muster, params = "&sort=for") => {
  await muster.go(`#/contributions?r=funding${params}`);
  const cells = new Cells(muster, "Contributions");
  await muster.button("Edit cells").click();
  await muster.sign();
  await expect(cells.grid).toBeVisible();
  return cells;
};

const undo = (muster) => muster.button("Undo").click();

test.beforeEach(async ({ muster }) => openFile(muster, expect, FUNDING));

test("the mode stands in the address, is off by default, and has a key", async ({ muster, page }) => {
  await muster.go("#/contributions?r=funding");
  const cells = new Cells(muster, "Contributions");
  await expect(cells.table).toBeVisible();
  await expect(muster.button("Edit cells")).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("e");
  await muster.sign();
  await expect(page).toHaveURL(/[?&]cells=on/);
  await expect(cells.grid).toBeVisible();
  await muster.reload();
  await expect(cells.grid).toBeVisible();
  await muster.button("Edit cells").click();
  await expect(cells.table).toBeVisible();
  await expect(page).not.toHaveURL(/cells=/);
  // Rows open again.
  await muster.row("cyber").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/contributions\/cyber/);
});

test("keys move one focus through the cells", async ({ muster, page }) => {
  const cells = await editing(muster);
  const rows = await muster.rows().evaluateAll((all) => all.map((row) => row.dataset.id));
  const columns = await cells.columns();
  const last = { row: rows.at(-1), column: columns.at(-1) };
  await cells.cell(rows[0], "Contributor").focus();
  const at = (row, column) => expect(cells.cell(row, column), `${row} ${column}`).toBeFocused();
  for (const [key, row, column] of [
    ["ArrowRight", rows[0], "For"],
    ["ArrowDown", rows[1], "For"],
    ["ArrowLeft", rows[1], "Contributor"],
    ["ArrowLeft", rows[1], "Contributor"],
    ["End", rows[1], last.column],
    ["Home", rows[1], "Contributor"],
    ["Control+End", last.row, last.column],
    ["ArrowDown", last.row, last.column],
    ["Control+Home", rows[0], "Contributor"],
    ["ArrowUp", rows[0], "Contributor"],
    ["PageDown", last.row, "Contributor"],
    ["PageUp", rows[0], "Contributor"],
  ]) {
    await page.keyboard.press(key);
    await at(row, column);
  }
  // One stop for Tab.
  await expect(cells.grid.locator('[role="gridcell"][tabindex="0"]')).toHaveCount(1);
  await expect(cells.cell(rows[0], "Contributor")).toHaveAttribute("tabindex", "0");
});

test("Enter opens a cell, keeps it and goes down; one undo takes it back", async ({ muster, page }) => {
  const cells = await editing(muster);
  await cells.cell("cyber", "For").focus();
  await page.keyboard.press("Enter");
  await expect(cells.field("For")).toBeFocused();
  await expect(cells.field("For")).toHaveValue("Cyber money");
  await page.keyboard.type(", second part");
  await page.keyboard.press("Enter");
  await expect(cells.cell("cyber", "For")).toContainText("Cyber money, second part");
  await expect(cells.cell("kind", "For")).toBeFocused();
  await muster.kept();
  await undo(muster);
  await expect(cells.cell("cyber", "For")).toHaveText(/Cyber money$/);
});

test("an edit draws its own row anew, and the others stay as they are, ticks and all", async ({ muster, page }) => {
  const cells = await editing(muster);
  await muster.button("Select").click();
  const ids = await muster.rows().evaluateAll((all) => all.map((row) => row.dataset.id));
  const [one, other] = ids.filter((id) => id !== "cyber");
  const tick = (id) => muster.row(id).getByRole("checkbox");
  await tick(one).click();
  await muster.rows().evaluateAll((all) => all.forEach((row) => (row.isOfBefore = true)));
  await cells.cell("cyber", "For").dblclick();
  await page.keyboard.type(", once more");
  await page.keyboard.press("Enter");
  await expect(cells.cell("cyber", "For")).toContainText("once more");
  const anew = await muster.rows().evaluateAll((all) => all.filter((row) => !row.isOfBefore).map((row) => row.dataset.id));
  expect(anew).toEqual(["cyber"]);
  await expect(tick(one)).toBeChecked();
  await tick(other).click();
  await expect(tick(other)).toBeChecked();
  await expect(page.locator("[data-selected]")).toHaveAttribute("data-selected", "2");
});

test("typing writes over a cell, Tab keeps it and goes right, Shift+Tab left", async ({ muster, page }) => {
  const cells = await editing(muster);
  await cells.cell("radios", "For").focus();
  await page.keyboard.type("Sets for all");
  await expect(cells.field("For")).toHaveValue("Sets for all");
  await page.keyboard.press("Tab");
  await expect(cells.cell("radios", "For")).toContainText("Sets for all");
  await expect(cells.cell("radios", "Area")).toBeFocused();
  await page.keyboard.press("F2");
  await cells.field("Area").selectOption({ label: "IT" });
  await cells.field("Area").press("Shift+Tab");
  await expect(cells.cell("radios", "Area")).toHaveText("IT");
  await expect(cells.cell("radios", "For")).toBeFocused();
});

test("Escape leaves a cell as it was", async ({ muster, page }) => {
  const cells = await editing(muster);
  await cells.cell("cyber", "For").focus();
  await page.keyboard.type("Nothing of it");
  await expect(cells.field("For")).toHaveValue("Nothing of it");
  await page.keyboard.press("Escape");
  await expect(cells.editor).toHaveCount(0);
  await expect(cells.cell("cyber", "For")).toBeFocused();
  await expect(cells.cell("cyber", "For")).toContainText("Cyber money");
  await expect(muster.button("Undo")).toBeDisabled();
});

test("what is not understood is said at the cell, stays, and is not written", async ({ muster, page }) => {
  const cells = await editing(muster);
  await cells.cell("cyber", "Date").focus();
  await page.keyboard.type("someday");
  await page.keyboard.press("Enter");
  await expect(cells.editor.locator(".error")).toBeVisible();
  await expect(cells.field("Date")).toHaveValue("someday");
  await expect(cells.field("Date")).toHaveAttribute("aria-invalid", "true");
  await expect(cells.field("Date")).toBeFocused();
  await cells.field("Date").fill("2024-03-09");
  await page.keyboard.press("Enter");
  await expect(cells.editor).toHaveCount(0);
  await expect(cells.cell("cyber", "Date")).toContainText("9");
  await undo(muster);
  await expect(cells.cell("cyber", "Date")).toContainText("5");
});

test("a sum is read as in the form, and counts", async ({ muster, page }) => {
  const cells = await editing(muster, "&sort=for&measure=committed");
  await expect(cells.cell("cyber", "EUR")).toHaveText("90.05");
  await cells.cell("cyber", "As stated").focus();
  await page.keyboard.type("91.05");
  await page.keyboard.press("Enter");
  await expect(cells.cell("cyber", "EUR")).toHaveText("91.05");
});

test("Delete empties what may be empty, and says why where it may not", async ({ muster, page }) => {
  const cells = await editing(muster);
  await cells.cell("cyber", "Area").focus();
  await page.keyboard.press("Delete");
  await expect(cells.cell("cyber", "Area")).toHaveText("");
  await expect(cells.cell("cyber", "Area")).toBeFocused();
  await undo(muster);
  await expect(cells.cell("cyber", "Area")).toHaveText("Cyber");

  await muster.go("#/purchases?r=funding&cells=on&sort=title");
  const purchases = new Cells(muster, "Purchases");
  await purchases.cell("cables", "Purchase").focus();
  await page.keyboard.press("Delete");
  await expect(purchases.editor.locator(".error")).toHaveText("Say what is bought.");
  await page.keyboard.press("Escape");
  await expect(purchases.cell("cables", "Purchase")).toContainText("Cables");
});

test("what is worked out is read and not edited, and says why", async ({ muster, page }) => {
  const cells = await editing(muster);
  const worked = cells.cell("radios", "EUR");
  await expect(worked).toHaveAttribute("aria-readonly", "true");
  await worked.focus();
  await page.keyboard.press("Enter");
  await expect(cells.editor).toHaveCount(0);
  await expect(muster.notice).toHaveText("It is worked out from other facts, so that it is not typed here.");
  // Two entries: which of them is meant is said on its page.
  await expect(cells.cell("radios", "Date")).toHaveAccessibleDescription(/several entries/);
  await expect(cells.cell("cyber", "Date")).not.toHaveAttribute("aria-readonly", "true");
});

test("going to another cell with the mouse keeps what was typed", async ({ muster, page }) => {
  const cells = await editing(muster);
  await cells.cell("cyber", "For").focus();
  await page.keyboard.type("Kept by a click");
  await expect(cells.field("For")).toHaveValue("Kept by a click");
  await cells.cell("open", "Contributor").click();
  await expect(cells.editor).toHaveCount(0);
  await expect(cells.cell("cyber", "For")).toContainText("Kept by a click");
  await expect(cells.cell("open", "Contributor")).toBeFocused();
});

test("a block is pasted after a preview, as one step with one undo", async ({ muster }) => {
  const cells = await editing(muster, "&sort=for&cols=who,for,area,date");
  const [first, second] = await muster.rows().evaluateAll((rows) => rows.map((row) => row.dataset.id));
  const before = [await cells.cell(first, "For").innerText(), await cells.cell(second, "For").innerText()];
  await cells.paste(first, "For", 'One\tCyber\n"Two\nlines"\tIT\n');
  const dialog = muster.dialog("Paste into the list");
  await expect(dialog.root.locator("[data-changes]")).toHaveText(/would change, in two rows\.$/);
  const rows = dialog.root.getByRole("table").getByRole("row");
  await expect(rows.filter({ hasText: "One" })).toContainText(before[0]);
  await dialog.saveAndClose();
  await expect(muster.notice).toHaveText(/are changed\. Undo takes it back\.$/);
  await expect(cells.cell(first, "For")).toContainText("One");
  await expect(cells.cell(second, "For")).toContainText("Two");
  await expect(cells.cell(second, "Area")).toHaveText("IT");
  await undo(muster);
  await expect(cells.cell(first, "For")).toContainText(before[0]);
  await expect(cells.cell(second, "For")).toContainText(before[1]);
  await expect(muster.button("Undo")).toBeDisabled();
});

test("a block with a wrong cell changes nothing until that is left out", async ({ muster }) => {
  const cells = await editing(muster, "&sort=for&cols=who,for,area,date");
  await cells.paste("cyber", "For", "Still cyber\tNowhere\tnever");
  const dialog = muster.dialog("Paste into the list");
  await expect(dialog.root.locator("tr[data-wrong]")).toHaveCount(2);
  await expect(dialog.root).toContainText("“Nowhere” is none of these: Cyber and IT.");
  await dialog.save();
  await expect(dialog.root.getByRole("alert")).toContainText("Two cells cannot be taken as they stand");
  await expect(cells.cell("cyber", "For")).toContainText("Cyber money");
  await dialog.fill("Leave out what cannot be taken", true);
  await dialog.saveAndClose();
  await expect(cells.cell("cyber", "For")).toContainText("Still cyber");
  await expect(cells.cell("cyber", "Area")).toHaveText("Cyber");
});

test("what lies beyond the list is counted, and heads are passed over", async ({ muster }) => {
  const cells = await editing(muster, "&sort=for&cols=who,for&q=radios");
  await cells.paste("radios", "For", "For\nSets\nbeyond\nbeyond");
  const dialog = muster.dialog("Paste into the list");
  await expect(dialog.root).toContainText("The first line has the heads of the columns and is passed over.");
  await expect(dialog.root).toContainText("Two rows beyond the end of the list are left out");
  await expect(dialog.root.locator("[data-changes]")).toHaveAttribute("data-changes", "1");
  await dialog.cancel();
  await expect(dialog.root).toHaveCount(0);
  await expect(cells.cell("radios", "For")).toContainText("Radios for the field");
});

test("what was copied here and is pasted back changes nothing", async ({ muster, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const cells = await editing(muster);
  const first = await muster.rows().first().getAttribute("data-id");
  await muster.button("Select").click();
  await page.getByRole("checkbox", { name: "Select all shown" }).check();
  await muster.button("Copy").click();
  await expect(muster.notice).toHaveText(/rows are copied/);
  await cells.paste(first, "Contributor", await page.evaluate(() => navigator.clipboard.readText()));
  await expect(muster.dialog("Paste into the list").root.locator("[data-changes]")).toHaveText("Nothing would change.");
});

test("a long list is walked from end to end, and edited there", async ({ muster, page }) => {
  const body = JSON.parse(FUNDING.buffer.toString("utf8")).changes[0].body;
  const many = Object.fromEntries(
    Array.from({ length: 1_500 }, (_, at) => [
      `many${String(at).padStart(4, "0")}`,
      {
        purpose: `Gift ${String(at).padStart(4, "0")}`,
        contributors: { g: { party: "EE" } },
        entries: { e: { kind: "pledge", date: "2024-01-10", amount: { value: "1", currency: "EUR" } } },
      },
    ]),
  );
  await openFile(muster, expect, fileOf("many", { ...body, contributions: many }));
  await muster.go("#/contributions?r=many&sort=for");
  const cells = new Cells(muster, "Contributions");
  await muster.button("Edit cells").click();
  await muster.sign();
  await cells.cell("many0000", "For").focus();
  // Nobody waits for what is drawn: keys that are faster than the focus go where it is to be.
  for (const key of ["Control+End", "Home", "ArrowRight"]) await page.keyboard.press(key);
  await page.keyboard.type("Last gift");
  await page.keyboard.press("Tab");
  await expect(cells.cell("many1499", "For")).toContainText("Last gift");
  await expect(cells.grid.locator('tr[data-id="many1499"] td:focus')).toHaveCount(1);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await expect(cells.cell("many0000", "For")).toBeFocused();
  // In the midst of it a row is edited, and stays under the focus.
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("PageDown");
  await cells.rest();
  const row = page.locator("tr[data-id]:has(td:focus)");
  await expect(row).toHaveCount(1);
  const id = await row.getAttribute("data-id");
  await page.keyboard.press("F2");
  await expect(cells.grid.locator("textarea:focus")).toHaveCount(1);
  await page.keyboard.press("End");
  await page.keyboard.type(" and more");
  await page.keyboard.press("Tab");
  await expect(cells.cell(id, "For")).toContainText("and more");
  await expect(row).toHaveAttribute("data-id", id);
});

test("whoever points elsewhere has the keys of the page again", async ({ muster, page }) => {
  const cells = await editing(muster);
  await cells.cell("cyber", "For").focus();
  await page.keyboard.press("ArrowDown");
  await page.locator("p.point").click({ position: { x: 2, y: 2 } });
  await page.keyboard.press("/");
  await expect(page.locator("[data-search]")).toBeFocused();
  await expect(cells.editor).toHaveCount(0);
});

test("a group says “or more” where a row of it has no figure", async ({ muster, page }) => {
  await muster.go("#/contributions?r=funding&group=giver");
  const cells = new Cells(muster, "Contributions");
  const group = (name) => cells.groups().filter({ has: page.getByRole("button", { name, exact: true }) }).locator("[data-subtotal]");
  await expect(group("Estonia")).toHaveText(/ or more$/);
  await expect(group("Estonia")).toHaveAttribute("data-open", "above");
  await expect(group("Luxembourg and Netherlands")).toHaveText("500.20");
});

test("cells and the preview can be used by all", async ({ muster, page }) => {
  const cells = await editing(muster);
  await cells.cell("cyber", "For").focus();
  await page.keyboard.press("Enter");
  await expect(cells.field("For")).toBeFocused();
  await axeInBoth(page, "a list whose cells are edited");
  await page.keyboard.press("Escape");
  await cells.paste("cyber", "For", "Still cyber\tNowhere");
  await expect(muster.dialog("Paste into the list").root).toBeVisible();
  await axeInBoth(page, "the preview of what is pasted");
});
