// How long the page takes over a table of somebody else's, and how long it does not answer meanwhile: read, compared,
// taken in, undone. `node table.mjs <rows>…` prints one line a measurement.
import { expect } from "../e2e/node_modules/@playwright/test/index.mjs";
import { chromium } from "../e2e/node_modules/@playwright/test/index.mjs";
import config from "../e2e/playwright.config.mjs";
import { ByRecord, Muster } from "../e2e/pages.mjs";
import { FUNDING, openFile } from "../e2e/registers.mjs";
import { Site } from "../e2e/site.mjs";

const WAIT = { timeout: 600_000 };

const GIVERS = ["Estonia", "Latvia", "Norway", "Poland", "Sweden", "Finland", "Denmark"];
const WORDS = ["radios", "laptops", "навчання", "licences", "сервери", "cables", "укриття", "spares"];

/** A table of so many pledges. */
function table(rows) {
  const lines = ["Reference;Giver;Purpose;Step;Date;Amount"];
  for (let n = 0; n < rows; n += 1) {
    const words = [n, n * 7 + 3, n * 13 + 5].map((place) => WORDS[place % WORDS.length]).join(" ");
    const day = `202${2 + (n % 4)}-${String(1 + (n % 12)).padStart(2, "0")}-${String(1 + (n % 28)).padStart(2, "0")}`;
    lines.push(`R${n};${GIVERS[n % GIVERS.length]};${words} ${n};pledge;${day};${1000 + n}.50 EUR`);
  }
  return Buffer.from(lines.join("\n"));
}

const whole = (number) => number.toLocaleString("en-GB");

/** Notes how long the page does not answer. */
function noteStalls() {
  window.stalls = [];
  new PerformanceObserver((list) => window.stalls.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
}

async function measured(rows) {
  const context = await browser.newContext({ baseURL: `${site.origin}/`, locale: "en-GB", timezoneId: "Europe/Brussels", viewport: { width: 1280, height: 900 } });
  await context.addInitScript(noteStalls);
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`page: ${error.stack}`));
  const muster = new Muster(page);
  const count = whole(rows);
  /** Does something, and tells how long until it stands and what was the longest that the page did not answer. */
  const step = async (what, act, stands) => {
    await page.waitForTimeout(300);
    await page.evaluate(() => (window.stalls.length = 0));
    const begun = Date.now();
    await act();
    await stands();
    const took = Date.now() - begun;
    await page.waitForTimeout(300);
    const longest = await page.evaluate(() => Math.max(0, ...window.stalls));
    console.log([`${count} rows: ${what}`, took.toFixed(0), longest.toFixed(0)].join("\t"));
  };
  try {
    await openFile(muster, expect, FUNDING);
    await muster.whole();
    const file = { name: "gifts.csv", mimeType: "text/csv", buffer: table(rows) };
    const dialog = await muster.press("Import…", "Import");
    const window = dialog.root;
    const goOn = window.getByRole("button", { name: /^Go on with/ });
    await step("read", () => dialog.field("File").setInputFiles(file), () => goOn.and(window.locator(":enabled")).waitFor(WAIT));
    const found = new ByRecord(window);
    const take = window.getByRole("button", { name: /^Take in/ }).and(window.locator(":enabled"));
    await step("compared, and its effect counted", () => goOn.click(), () => take.waitFor(WAIT));
    await step("another rule, counted anew", () => found.rule("Theirs where both differ").click(), () => take.waitFor(WAIT));
    await page.getByLabel("Your name").fill("Kadri Tamm");
    await step("taken in and kept", () => take.click(), () => muster.notice.getByText("Taken in:").waitFor(WAIT));
    await step("the list of contributions", () => muster.go("#/contributions"), () => page.locator("table.list tbody tr[data-id]").first().waitFor(WAIT));
    const held = Number(await page.locator("table.list").getAttribute("aria-rowcount")) - 1;
    if (held < rows) throw new Error(`${held} contributions after ${rows} rows.`);
    await step("the history", () => muster.go("#/history"), () => page.locator("main tbody tr").filter({ hasText: "Kadri Tamm" }).first().waitFor(WAIT));
    await step("opened again", async () => {
      await page.reload();
    }, () => page.locator("main tbody tr").filter({ hasText: "Kadri Tamm" }).first().waitFor(WAIT));
    await muster.go("#/contributions");
    await page.locator("table.list tbody tr[data-id]").first().waitFor(WAIT);
    const rowsIs = (number) => page.locator(`table.list[aria-rowcount="${number}"]`).waitFor(WAIT);
    const again = await muster.press("Import…", "Import");
    await step("read again", () => again.field("File").setInputFiles(file), () => goOn.and(window.locator(":enabled")).waitFor(WAIT));
    await step("compared with itself", () => goOn.click(), () => window.getByText("Nothing in it is new").waitFor(WAIT));
    await again.cancel();
    await step("undone", () => muster.button("Undo").click(), () => rowsIs(held - rows + 1));
    // The step, what undid it and what would do it again: of the most rows the browser's storage does not hold three such.
    const isFull = muster.notice.getByText("The storage of this browser is full");
    await step("done again, or refused where the storage is full", () => muster.button("Redo").click(), () => Promise.race([rowsIs(held + 1), isFull.waitFor(WAIT)]));
  } finally {
    await context.close();
  }
}

const site = new Site();
await site.start();
const browser = await chromium.launch(config.use.launchOptions);
try {
  for (const rows of process.argv.slice(2)) await measured(Number(rows));
} finally {
  await browser.close();
  await site.stop();
}
