// The page in the reader's language: the browser's to begin with, another one when it is chosen, without loading the page
// again; and the rules of numbers that stand in the program are those of the browser.
import { readFile } from "node:fs/promises";
import { axeInBoth, expect, test } from "./fixtures.mjs";

const LANGUAGES = {
  uk: { name: "Українська", digits: "32 703 626,22" },
  et: { name: "Eesti", digits: "32 703 626,22" },
  fr: { name: "Français", digits: "32 703 626,22" },
  de: { name: "Deutsch", digits: "32.703.626,22" },
};

/** The texts of a language by their names. */
const texts = async (tag) => {
  const file = await readFile(new URL(`../../src/words/languages/${tag}.txt`, import.meta.url), "utf8");
  return Object.fromEntries(file.split("\n").slice(1).filter(Boolean).map((line) => line.split(" = ")));
};

const choose = (page, name) => page.locator("select", { has: page.locator('option[lang="uk"]') }).selectOption({ label: name });

for (const [tag, { name, digits }] of Object.entries(LANGUAGES)) {
  test(`a choice of ${name} holds at once and from then on, and English comes back`, async ({ muster, page }) => {
    const said = await texts(tag);
    await muster.open();
    await muster.openExample();
    await muster.go("#/settings?r=example");
    await choose(page, name);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said["pages.SETTINGS"]);
    await expect(page.locator("html")).toHaveAttribute("lang", tag);
    await muster.go("#/?on=2024-02-02&r=example");
    const main = page.getByRole("navigation", { name: said["shell.MAIN"], exact: true });
    await expect(main.getByRole("link", { name: said["shell.PURCHASES"] })).toBeVisible();
    await expect(page.getByRole("heading", { name: said["overview.BY_MEMBER"], exact: true })).toBeVisible();
    // Digits are grouped as the language groups them, and none is lost.
    const pledged = page.locator('.point [data-figure="pledged"]');
    await expect(pledged).toHaveAttribute("data-amount", "32703626.22");
    expect((await pledged.textContent()).replaceAll(/[\u00a0\u202f]/g, " ")).toContain(digits);
    await axeInBoth(page, `the overview in ${name}`);

    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said["shell.OVERVIEW"]);
    await muster.go("#/settings?r=example");
    await choose(page, "English");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
}

/** The first cells of the rows in the page, in their order. */
const firsts = (page) => page.locator("table.list tbody tr[data-id]").evaluateAll((all) => all.map((row) => row.cells[0].innerText.trim()));

for (const [tag, { name }] of Object.entries(LANGUAGES)) {
  test(`a list stands in the order of ${name}, upwards and downwards`, async ({ muster, page }) => {
    await muster.open();
    await muster.openExample();
    await muster.go("#/settings?r=example");
    await choose(page, name);
    await expect(page.locator("html")).toHaveAttribute("lang", tag);
    await muster.go("#/members?r=example&sort=who");
    await expect(page.locator("table.list")).toBeVisible();
    const found = await firsts(page);
    const sorted = await page.evaluate(([names, tag]) => [...names].sort(new Intl.Collator(tag).compare), [found, tag]);
    expect(found.length).toBeGreaterThan(5);
    expect(found).toEqual(sorted);
    // Letters by their numbers would be another order where a language has letters of its own.
    const plain = found.map((name) => name.toLowerCase()).sort();
    if (tag === "uk") expect(found.map((name) => name.toLowerCase())).not.toEqual(plain);
    await muster.go("#/members?r=example&sort=-who");
    await expect.poll(() => firsts(page)).toEqual(sorted.reverse());
  });
}

test("what is being looked at stays through a change of language", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await muster.go("#/settings?on=2024-02-02&cur=USD&r=example");
  await choose(page, "Deutsch");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  expect(new URL(page.url()).hash).toBe("#/settings?on=2024-02-02&cur=USD&r=example");
  const said = await texts("de");
  await expect(page.getByLabel(said["shell.REPORTING_CURRENCY"], { exact: true })).toHaveValue("USD");
});

test.describe("a browser that asks for another language", () => {
  test.use({ locale: "et-EE" });

  test("is answered in it, and a file that cannot be had leaves the page in English", async ({ muster, page, site }) => {
    const said = await texts("et");
    await page.goto(`${site.origin}/`);
    await expect(page.getByRole("button", { name: said["actions.START"], exact: true })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "et");
    await page.route("**/words/et.txt", (route) => route.fulfill({ status: 200, body: "Muster texts et 00000000\n" }));
    await page.reload();
    await expect(page.getByRole("button", { name: "Start a register", exact: true })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
});

test("the forms of words beside numbers are those of the browser", async ({ muster, page }) => {
  await muster.open();
  /** What the browser calls the forms, in the order in which they stand in a text. */
  const names = { uk: ["one", "few", "many"] };
  // What the program says of each number from 0, held against the program by tests/languages.rs.
  const file = await readFile(new URL("../fixtures/forms.txt", import.meta.url), "utf8");
  const lines = file.trim().split("\n").map((line) => line.split(" "));
  expect(lines.map(([tag]) => tag)).toEqual(["en", "uk", "et", "fr", "de"]);
  for (const [tag, forms] of lines) {
    const said = await page.evaluate(([tag, count]) => {
      const rules = new Intl.PluralRules(tag);
      return Array.from({ length: count }, (_, number) => rules.select(number));
    }, [tag, forms.length]);
    expect([...forms].map((form) => (names[tag] ?? ["one", "other"])[form]), tag).toEqual(said);
  }
});
