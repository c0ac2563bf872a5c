// Documents from the register: written on the page, kept as files, each figure with its entries.
import { axeInBoth, expect, test } from "./fixtures.mjs";

const STATES = ["Estonia", "Luxembourg", "Belgium", "Denmark", "Iceland", "Italy", "Latvia", "Lithuania", "Netherlands"];

test("the communiqué of the first meeting says what the report of it said, and is kept as a file", async ({ muster, page, site }) => {
  await muster.open();
  await muster.openExample();
  await muster.nav("Meetings");
  await page.getByRole("table", { name: "Meetings" }).getByRole("link", { name: "First meeting of the steering group" }).click();
  await page.getByRole("link", { name: "Communiqué" }).click();
  const document = page.locator("article.document");
  await expect(document.getByRole("heading", { level: 1 })).toHaveText("First meeting of the steering group");
  for (const name of [...STATES, "United Kingdom", "Germany", "Poland", "United States", "Japan", "NATO", "European Union"]) {
    await expect(document, name).toContainText(name);
  }
  await expect(document).toContainText("more than 32 million euros");
  await expect(document).toContainText("more than 30 million euros");
  await expect(document).toContainText("against this register it holds");
  await expect(document).toContainText("differs by €2,703,626.22");
  await expect(document).toContainText("Compiled from public reports, not an official register");
  await axeInBoth(page, "communiqué");
  // The part behind the # is the page's own address: a footnote must not lead to another page.
  const address = page.url();
  await document.getByRole("link", { name: "Footnote 9" }).first().click();
  await expect(page.locator("#note-9")).toBeFocused();
  await expect(page.locator("#note-9")).toBeInViewport();
  expect(page.url()).toBe(address);
  await page.locator("#note-9").getByRole("link", { name: "Back to the text" }).click();
  await expect(page.locator("#mark-9")).toBeFocused();
  expect(page.url()).toBe(address);
  const file = await muster.download(muster.button("Markdown"));
  expect(file.name).toBe("first-meeting-of-the-steering-group.md");
  expect(file.bytes.toString("utf8")).toContain("more than 32 million euros");
  const exporting = await muster.press("Export…", "Export");
  const hash = await exporting.root.locator("code.digest").innerText();
  await exporting.cancel();
  expect(file.bytes.toString("utf8")).toMatch(new RegExp(`From the register as it stands with [\\d,]+ changes. Hash of its changes: ${hash}.\n$`));
  await expect(document.locator(".basis")).toContainText(hash);
  const own = await muster.download(muster.button("HTML"));
  expect(own.bytes.toString("utf8")).toMatch(/^<!doctype html>/i);
  expect(site.served.some(({ path }) => path.includes("formats-")), "what writes DOCX is fetched only now").toBe(false);
  const word = await muster.download(muster.button("DOCX"));
  expect(word.name).toBe("first-meeting-of-the-steering-group.docx");
  expect(word.bytes.subarray(0, 2).toString()).toBe("PK");
  expect(word.bytes.includes("word/document.xml")).toBe(true);
  await page.getByRole("link", { name: "Back to the page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "First meeting of the steering group" })).toBeVisible();
  await expect(document).toHaveCount(0);
});

test("the fact sheets of the coalition and of one member, the minutes and the pack", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  const document = page.locator("article.document");
  for (const [address, says] of [
    ["#/members?r=example&on=2024-02-02&doc=sheet", "32,703,626.22"],
    ["#/members/LU?r=example&on=2024-02-02&doc=sheet", "Luxembourg"],
  ]) {
    await muster.go(address);
    await expect(document, address).toContainText(says);
    await axeInBoth(page, address);
  }
  await muster.nav("Meetings");
  await page.getByRole("table", { name: "Meetings" }).getByRole("link", { name: "First meeting of the steering group" }).click();
  for (const kind of ["Minutes", "Meeting pack"]) {
    await page.getByRole("link", { name: kind }).click();
    await expect(document.getByRole("heading", { level: 1 })).toBeVisible();
    await axeInBoth(page, kind);
    await page.getByRole("link", { name: "Back to the page" }).click();
  }
});

test("a document is written in another language than the page, and so are its files", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await muster.nav("Meetings");
  await page.getByRole("table", { name: "Meetings" }).getByRole("link", { name: "First meeting of the steering group" }).click();
  await page.getByRole("link", { name: "Communiqué" }).click();
  const document = page.locator("article.document");
  await expect(document).toContainText("more than 32 million euros");
  await page.getByRole("combobox", { name: "Language", exact: true }).selectOption({ label: "Deutsch" });
  // The page around it stays as it is.
  await expect(document).toContainText("Mio. EUR");
  await expect(document).not.toContainText("more than");
  await expect(document).toHaveAttribute("lang", "de");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page).toHaveURL(/[?&]lang=de/);
  await expect(document.getByRole("link", { name: "Vereinigtes Königreich" }).or(document.getByText("Vereinigtes Königreich")).first()).toBeVisible();
  await axeInBoth(page, "a document in German");
  const own = await muster.download(muster.button("HTML"));
  expect(own.bytes.toString("utf8")).toContain('<html lang="de"');
  const text = await muster.download(muster.button("Markdown"));
  expect(text.bytes.toString("utf8")).toContain("Mio. EUR");
  const word = await muster.download(muster.button("DOCX"));
  expect(word.bytes.subarray(0, 2).toString()).toBe("PK");
  await page.getByRole("combobox", { name: "Language", exact: true }).selectOption({ label: "English" });
  await expect(document).toContainText("more than 32 million euros");
  expect(page.url()).not.toMatch(/lang=/);
});
