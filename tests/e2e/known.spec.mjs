// The register as it was known at an earlier time is read and not edited.
import { expect, test } from "./fixtures.mjs";

async function withMember(muster) {
  await muster.open();
  await muster.start("Known");
  await muster.nav("Members");
  const form = await muster.press("Add member", "New membership");
  await form.choose("Party", "Estonia");
  await form.fill("Role", "Lead");
  await form.saveAndClose();
}

test("with known on set nothing can be edited, and the page says why", async ({ muster, page }) => {
  await withMember(muster);
  await muster.go("#/members?known=2099-01-01T00:00Z");
  await expect(page.getByText(/as it was known at an earlier time/)).toBeVisible();
  await expect(muster.row("EE")).toBeVisible();
  await expect(muster.button("Add member")).toBeDisabled();
  await expect(muster.button("Undo")).toBeDisabled();

  await page.keyboard.press("n");
  await expect(muster.dialog().root).toHaveCount(0);

  await muster.row("EE").getByRole("link").click();
  for (const button of await page.getByRole("main").getByRole("button", { name: /^(Edit|Remove|Add)/ }).all()) {
    await expect(button).toBeDisabled();
  }

  await muster.button("Show all").click();
  await expect(muster.button("Undo")).toBeEnabled();
  await expect(page.getByText(/as it was known at an earlier time/)).toHaveCount(0);
});

test("before its first change a register says so", async ({ muster, page }) => {
  await withMember(muster);
  await muster.go("#/?known=2020-01-01T00:00Z");
  await expect(page.getByText("Nothing was written in this register by that time")).toBeVisible();
  await expect(page.getByText("Nothing is on record yet")).toHaveCount(0);
});
