// Every text of the catalogue is in letters of its own, Ukrainian with what is Latin in it replaced, so that what is left in plain
// ones on a page is a word of the register, a name that is the same everywhere, or a text that was forgotten.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.mjs";

const EXAMPLE = new URL("../../src/app/example/it-coalition.muster.json", import.meta.url);
const FILE = new URL("../../src/words/languages/uk.txt", import.meta.url);

/** Names that are the same in every language: of the program, of formats, of keys on a keyboard, of what is typed as it stands. */
const NAMES = `Muster CSV XLSX ODS JSON IATI OCDS SVG PNG DOCX HTML Markdown QR PDF TSV ZIP iCalendar ICS hledger beancount XML UTF Excel
  LibreOffice Writer Word Web Tabular Data Package Open Contracting Ctrl Shift Enter Escape Tab Space Home End Page Delete muster json
  http https www org com html SHA Ed25519 Argon2id AES GCM MiB GiB KiB NATO UN EU UDCG IndexedDB localStorage Outlook Slack Teams Signal WhatsApp eurofxref hist nowhere`.split(/\s+/);

/** The words of a text in plain letters; a fingerprint is none. */
const letters = (text) => text.replace(/\b(?=[a-f]*\d)[0-9a-f]{12,}\b/g, "").match(/[A-Za-zÀ-ž]{3,}/g) ?? [];

/** The catalogue with the letters of all texts replaced; what braces name stays. */
const other = (file) => {
  const [head, ...lines] = file.split("\n");
  const changed = lines.map((line) => {
    const [key, ...rest] = line.split(" = ");
    if (rest.length === 0) return line;
    const text = rest.join(" = ").replace(/\{[^}|]*(\|[^}]*)?\}|[^{}]+/g, (part) => {
      const veil = (words) => words.replace(/[A-Za-zÀ-ž]/g, "ж");
      if (!part.startsWith("{")) return veil(part);
      const [name, ...forms] = part.slice(1, -1).split("|");
      return `{${[name, ...forms.map(veil)].join("|")}}`;
    });
    return `${key} = ${text}`;
  });
  return [head, ...changed].join("\n");
};

/** Words of a register, as values, not as names of fields. */
const words = (value, into) => {
  if (typeof value === "string") for (const word of letters(value)) into.add(word.toLowerCase());
  else if (value && typeof value === "object") for (const part of Object.values(value)) words(part, into);
  return into;
};

/** What is read and heard in the page: its words, and the names and hints of what has them. */
const said = (page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility() && !node.closest("code, kbd, pre, .tokens"));
    const own = shown.flatMap((node) => [...node.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map((text) => text.data));
    const named = shown.flatMap((node) => ["aria-label", "title", "placeholder", "alt", "aria-description"].map((name) => node.getAttribute(name) ?? ""));
    return [...own, ...named].map((text) => text.trim()).filter(Boolean);
  });

const PAGES = [
  "", "members", "members/EE", "contributions", "contributions?group=giver", "contributions?cells=on", "meetings", "purchases",
  "purchases?view=needs", "purchases?view=roadmap", "purchases?view=proposal", "actions", "groups", "outreach", "figures", "sources",
  "charts", "charts?chart=time", "charts?chart=attendance", "charts?chart=coverage", "charts?chart=flow", "agreements", "contacts", "parties",
  "rates", "compare", "compare?from=2023-09-19", "history", "registers", "settings", "help", "help/parts", "rescue", "nowhere",
];

test.use({ locale: "uk-UA" });

test.beforeEach(async ({ page }) => {
  const body = other(await readFile(FILE, "utf8"));
  await page.route("**/words/uk.txt", (route) => route.fulfill({ status: 200, contentType: "text/plain; charset=utf-8", body }));
});

/** Opens the example where nothing can be read: its button is the second of the first page. */
const open = async (muster, page) => {
  await muster.open();
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await page.locator(".welcome button").nth(1).click();
  await expect(page.locator("nav a[aria-current]")).toBeVisible();
  await muster.whole();
};

const check = async (page, known, label) => {
  const plain = (await said(page)).filter((text) => letters(text).some((word) => !known.has(word.toLowerCase())));
  expect.soft([...new Set(plain)], label).toEqual([]);
};

const all = async () => {
  const known = words(JSON.parse(await readFile(EXAMPLE, "utf8")), new Set(NAMES.map((name) => name.toLowerCase())));
  // Codes of currencies stand as codes.
  for (const code of ["EUR", "USD", "GBP", "DKK", "SEK", "NOK", "UAH", "ISK"]) known.add(code.toLowerCase());
  // Each language is named in itself.
  for (const name of ["English", "Eesti", "Français", "Deutsch"]) known.add(name.toLowerCase());
  return known;
};

test("every page says texts of the catalogue alone", async ({ muster, page }) => {
  test.setTimeout(180_000);
  const known = await all();
  await muster.open();
  await check(page, known, "welcome");
  await open(muster, page);
  for (const path of PAGES) {
    await muster.go(`#/${path}${path.includes("?") ? "&" : "?"}r=example&on=2024-05-31`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await check(page, known, path || "overview");
  }
});

test("so does the page of a record of each kind, and its documents", async ({ muster, page }) => {
  test.setTimeout(180_000);
  const known = await all();
  await open(muster, page);
  for (const list of ["members", "contributions", "meetings", "purchases", "actions", "groups", "outreach", "figures", "sources", "agreements", "rates"]) {
    await muster.go(`#/${list}?r=example&on=2024-05-31`);
    const first = muster.rows().first();
    if ((await first.count()) === 0) continue;
    await first.getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await check(page, known, `one of ${list}`);
  }
});

test("and every window", async ({ muster, page }) => {
  test.setTimeout(180_000);
  const known = await all();
  await open(muster, page);
  for (const key of ["?", "Control+k"]) {
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toBeVisible();
    await check(page, known, `window of ${key}`);
    await page.keyboard.press("Escape");
  }
  const tools = page.locator(".bar button:not([disabled])");
  for (let at = 0; at < (await tools.count()); at += 1) {
    await tools.nth(at).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await check(page, known, `window of tool ${at}`);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  for (const list of ["members", "contributions", "meetings", "purchases", "outreach", "figures", "sources", "actions", "groups", "agreements", "contacts", "parties", "rates"]) {
    await muster.go(`#/${list}?r=example&on=2024-05-31`);
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    for (const more of await dialog.locator("summary").all()) await more.click();
    await check(page, known, `new on ${list}`);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  }
});
