// The page of the parts: real ones, in their states, without a register as well as with one.
import { axeInBoth, expect, test } from "./fixtures.mjs";

test("the parts are shown without a register", async ({ muster, page }) => {
  await muster.open("#/help/parts");
  await expect(page.getByRole("heading", { level: 1, name: "Parts" })).toBeVisible();
  for (const name of ["Colours", "Measures", "Type", "Space and corners", "Buttons", "Fields", "Chips", "Figures", "Tables", "Chart", "Notices"]) {
    await expect(page.getByRole("heading", { level: 2, name, exact: true })).toBeVisible();
  }
  await axeInBoth(page, "parts");
});

test("a figure says what it is sure of", async ({ muster, page }) => {
  await muster.open("#/help/parts");
  const row = (state) => page.getByRole("region", { name: "Figures" }).getByRole("row", { name: new RegExp(`^${state} `) });
  await expect(row("Or more")).toContainText("€17,600,000 or more");
  await expect(row("About")).toContainText("~€17.6 m");
  await expect(row("Without a figure")).toContainText("two without a figure");
  await expect(row("Not converted")).toContainText("91,000,000 DKK not converted");
});

test("a faulty field says what is wrong", async ({ muster, page }) => {
  await muster.open("#/help/parts");
  const field = page.getByRole("textbox", { name: "Faulty" });
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/is not a whole number/);
});

test("a window opens over the parts, and a notice is said", async ({ muster, page }) => {
  await muster.open("#/help/parts");
  await muster.press("Open a window", "Keys");
  await page.keyboard.press("Escape");
  await expect(muster.dialog().root).toHaveCount(0);
  await muster.button("Show a notice").click();
  await expect(muster.notice).toHaveText("Said aloud, and gone after a while.");
});

test("nothing on a telephone has to be pushed sideways", async ({ muster, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await muster.open("#/help/parts");
  await expect(page.getByRole("heading", { level: 2, name: "Notices" })).toBeVisible();
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(beyond).toBe(0);
});

test("the help leads to the parts and back", async ({ muster, page }) => {
  await muster.open("#/help");
  await page.getByRole("link", { name: "the parts that pages are made of" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Parts" })).toBeFocused();
  await page.getByRole("link", { name: "Back to the help" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Help" })).toBeFocused();
});

test("the help is searched as one types", async ({ muster, page }) => {
  await muster.open("#/help");
  const contents = page.getByRole("navigation", { name: "Contents" });
  await expect(contents.getByRole("button")).toHaveCount(8);
  await page.getByRole("searchbox", { name: "Search the help" }).fill("lost passphrase");
  await expect(page.getByText("1 topic")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Files and links" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Measures" })).toBeHidden();
  await contents.getByRole("button", { name: "Files and links" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Files and links" })).toBeFocused();
});
