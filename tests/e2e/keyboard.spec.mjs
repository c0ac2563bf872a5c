// All of it without a mouse.
import { expect, test } from "./fixtures.mjs";

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.openExample();
});

test("the palette finds a record and opens it", async ({ muster, page }) => {
  await page.keyboard.press("Control+k");
  const dialog = muster.dialog("Search or command");
  await expect(dialog.field("Search or command")).toBeFocused();
  await page.keyboard.type("First meeting of the steering");
  await expect(dialog.root.getByRole("option", { selected: true })).toContainText("First meeting of the steering group");
  await page.keyboard.press("Enter");
  await expect(dialog.root).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: /First meeting of the steering group/ })).toBeVisible();
});

test("the palette runs a command", async ({ muster, page }) => {
  await page.keyboard.press("Control+k");
  await expect(muster.dialog("Search or command").field("Search or command")).toBeFocused();
  await page.keyboard.type("go to sources");
  await page.keyboard.press("Enter");
  await expect(muster.heading("Sources").first()).toBeVisible();
});

test("Escape closes, and the focus returns to where it was", async ({ muster, page }) => {
  const button = muster.button("Export…");
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(muster.dialog("Export").root).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(muster.dialog().root).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("the keys are listed, and each that is listed works", async ({ muster, page }) => {
  await page.keyboard.press("?");
  const dialog = muster.dialog("Keys");
  await expect(dialog.root).toContainText("Ctrl+K");
  await page.keyboard.press("Escape");
  await expect(dialog.root).toHaveCount(0);
  for (const [key, heading] of [
    ["m", "Members"],
    ["c", "Contributions"],
    ["e", "Meetings"],
    ["p", "Purchases"],
    ["a", "Actions"],
    ["r", "Outreach"],
    ["f", "Reported figures"],
    ["s", "Sources"],
    ["h", "History"],
    ["o", "Overview"],
  ]) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await expect(page.getByRole("heading", { level: 1, name: heading, exact: true }), `g ${key}`).toBeVisible();
  }
});

test("after moving to another page the focus is on its title", async ({ page }) => {
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeFocused();
});

test("n asks for what the page lists", async ({ muster, page }) => {
  await muster.nav("Members");
  await expect(muster.heading("Members").first()).toBeFocused();
  await page.keyboard.press("n");
  await muster.sign();
  await expect(muster.dialog("New membership").root).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(muster.dialog().root).toHaveCount(0);
  // The name is asked for once.
  await page.keyboard.press("n");
  await expect(muster.dialog("New membership").root).toBeVisible();
});

test("letters typed into a field are letters", async ({ muster, page }) => {
  await muster.nav("Members");
  const filter = page.getByRole("searchbox", { name: "Filter" });
  await expect(filter).toBeVisible();
  await page.keyboard.press("/");
  await expect(filter).toBeFocused();
  await page.keyboard.type("gmn?");
  await expect(filter).toHaveValue("gmn?");
  await expect(muster.dialog().root).toHaveCount(0);
  await expect(muster.heading("Members").first()).toBeVisible();
});

test("the arrows move between rows, Enter opens", async ({ muster, page }) => {
  await muster.nav("Contributions");
  const rows = muster.rows();
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  const id = await rows.nth(1).getAttribute("data-id");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`#/contributions/${id.replaceAll(".", "\\.")}`));
});

test("the first Tab leads past the navigation", async ({ page }) => {
  await page.reload();
  await page.locator('html[data-ready="true"]').waitFor({ state: "attached" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});
