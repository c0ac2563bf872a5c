// Parties are found by their names in the languages of the reader's browser, by those of the page and by code;
// organisations are added.
import { expect, test } from "./fixtures.mjs";

// The page does not speak Latvian, and its reader does.
test.describe("for a reader of Latvian", () => {
  test.use({ locale: "lv-LV" });

  test("a state is found by its Latvian name, its English name and its code", async ({ muster }) => {
    await muster.open();
    await muster.start("Vārdi");
    const form = await muster.press("Add member", "New membership");
    for (const typed of ["Igaunija", "Estonia", "EE", "igau"]) {
      await form.field("Party").fill(typed);
      await expect(form.root.getByRole("option").first(), typed).toHaveText(/^Estonia\s+EE$/);
    }
    await form.root.getByRole("option").first().click();
    await expect(form.field("Party")).toHaveValue("Estonia");
    await form.fill("Role", "Lead");
    await form.saveAndClose();
    await muster.nav("Members");
    await expect(muster.row("EE")).toContainText("Estonia");
  });
});

test("the name or the code in full counts without choosing; half a name does not", async ({ muster }) => {
  await muster.open();
  await muster.start("Names");
  await muster.nav("Members");
  const form = await muster.press("Add member", "New membership");
  await form.fill("Party", "Luxem");
  await form.save();
  await expect(form.field("Party")).toHaveAttribute("aria-invalid", "true");
  await expect(form.field("Party")).toHaveValue("Luxem");
  await expect(form.about("Party")).toContainText("“Luxem” is no party that is known here");
  await form.fill("Party", "lu");
  await form.fill("Role", "Member");
  await form.saveAndClose();
  await expect(muster.row("LU")).toContainText("Luxembourg");
});

test("an organisation is added from where it is named", async ({ muster }) => {
  await muster.open();
  await muster.start("Names");
  await muster.nav("Members");
  const form = await muster.press("Add member", "New membership");
  await form.choose("Party", "Tallinn Mechanism", "Add organisation “Tallinn Mechanism”");
  await form.fill("Role", "Partner organisation");
  await form.saveAndClose();
  await expect(muster.rows()).toContainText("Tallinn Mechanism");

  // From now on it is offered by name, and NATO is without ever having been entered.
  const next = await muster.press("Add member", "New membership");
  await next.field("Party").fill("tallinn");
  await expect(next.root.getByRole("option").first()).toHaveText(/^Tallinn Mechanism/);
  await next.field("Party").fill("nato");
  await expect(next.root.getByRole("option").first()).toHaveText(/^NATO/);
});
