// Two tabs at one field: what the other tab writes does not come under the cursor, and neither text is lost.
import { expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";

/** The same action open in the forms of two tabs. */
async function twoForms(context, muster) {
  await muster.open();
  await muster.start("One field");
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", "Draft");
  await form.saveAndClose();
  await muster.kept();
  const address = await muster.page.evaluate(() => location.hash);
  const other = new Muster(await context.newPage());
  await other.open(address);
  const forms = [];
  for (const tab of [muster, other]) {
    await tab.button("Edit").first().click();
    forms.push(tab.dialog());
  }
  return { other, mine: forms[0], theirs: forms[1] };
}

const write = async (form, text) => {
  await form.fill("Action", text);
  await form.field("Action").blur();
};

const note = (form, text) => form.root.getByText(`Changed in another tab to “${text}”.`, { exact: true });

test("a field with the focus keeps its text, and what is typed is not appended to the other's", async ({ context, muster }) => {
  const { mine, theirs } = await twoForms(context, muster);
  const field = mine.field("Action");
  await field.focus();
  await field.press("End");
  await write(theirs, "Circulate");
  await expect(note(mine, "Circulate")).toBeVisible();
  await expect(field).toHaveValue("Draft");

  await field.pressSequentially(" it");
  await expect(field).toHaveValue("Draft it");
  await expect(note(mine, "Circulate"), "it is still offered while one types").toBeVisible();
  await field.press("Tab");
  await expect(theirs.field("Action"), "the last one to write stands in both").toHaveValue("Draft it");

  // Also after it was written over; the focus is on the button already.
  await expect(mine.button("Take it")).toBeFocused();
  await muster.page.keyboard.press("Enter");
  await expect(field).toHaveValue("Circulate");
  await expect(note(mine, "Circulate")).toHaveCount(0);
  await expect(theirs.field("Action")).toHaveValue("Circulate");
});

test("what was typed and not written gives way only when asked", async ({ context, muster }) => {
  const { other, mine, theirs } = await twoForms(context, muster);
  const field = mine.field("Action");
  await field.fill("Draft by Friday");
  await write(theirs, "Circulate");
  await expect(field).toHaveValue("Draft by Friday");
  await mine.button("Take it").click();
  await expect(field).toHaveValue("Circulate");
  await expect(field).toBeFocused();
  await field.press("End");
  await field.pressSequentially(" today");
  await field.blur();
  await expect(theirs.field("Action")).toHaveValue("Circulate today");
  await mine.saveAndClose();
  await theirs.saveAndClose();
  await expect(other.heading("Circulate today")).toBeVisible();
  await expect(muster.heading("Circulate today")).toBeVisible();
});

test("a field left untouched shows what the other tab wrote", async ({ context, muster }) => {
  const { mine, theirs } = await twoForms(context, muster);
  const field = mine.field("Action");
  await field.focus();
  await write(theirs, "Circulate");
  await expect(note(mine, "Circulate")).toBeVisible();
  await mine.field("Due").focus();
  await expect(field).toHaveValue("Circulate");
  await expect(note(mine, "Circulate")).toHaveCount(0);
  // A window that goes to the back and comes again has not left its field.
  await field.focus();
  await write(theirs, "Circulate soon");
  await field.evaluate((node) => {
    node.dispatchEvent(new FocusEvent("blur"));
    node.dispatchEvent(new FocusEvent("focus"));
  });
  await expect(field).toHaveValue("Circulate");
  await expect(note(mine, "Circulate soon")).toBeVisible();
  await mine.button("Take it").click();
  await expect(field).toHaveValue("Circulate soon");
  // Left by the mouse it is left as well.
  await mine.field("Due").click();
  await write(theirs, "Circulate now");
  await expect(field).toHaveValue("Circulate now");
});

test("a field that searches keeps what it shows as well", async ({ context, muster }) => {
  const { mine, theirs } = await twoForms(context, muster);
  await mine.choose("Owner", "Estonia");
  await expect(theirs.field("Owner")).toHaveValue("Estonia");
  const field = mine.field("Owner");
  await field.focus();
  await theirs.choose("Owner", "Latvia");
  await expect(note(mine, "Latvia")).toBeVisible();
  await expect(field).toHaveValue("Estonia");
  await mine.button("Take it").click();
  await expect(field).toHaveValue("Latvia");
});
