// The one-file edition, opened from disk: all of the page in one file, and no request but for that file.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test as plain } from "@playwright/test";
import { Firefox } from "./engines.mjs";
import { axeInBoth, expect, Trouble } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";
import { DIST } from "./site.mjs";
import { Tab } from "./tab.mjs";

const test = plain.extend({
  /** The address of the file, in a folder where nothing else is. */
  home: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "muster stick "));
    await cp(join(DIST, "muster.html"), join(folder, "muster.html"));
    await use(pathToFileURL(join(folder, "muster.html")).href);
    await rm(folder, { recursive: true, force: true });
  },
  trouble: [
    async ({ context, home }, use) => {
      const trouble = new Trouble((url) => url.href.split("#")[0] === home);
      trouble.watch(context);
      await use(trouble);
      trouble.check();
    },
    { auto: true },
  ],
  muster: async ({ home, page }, use) => use(new Muster(page, home)),
});

const offer = (page) => page.locator('[data-offer="lock"]');

test("a register is begun and filled, and is there after a reload", async ({ muster, page }) => {
  await muster.open();
  await expect(page.locator("[data-edition=file].hint")).toContainText("every other HTML file that is opened from disk can read it");
  await axeInBoth(page, "the first page of the one-file edition");
  await muster.start("Stick coalition");
  await muster.go("#/contributions");
  const form = await muster.press("Add contribution", "New contribution");
  await form.choose("Who gives", "Estonia");
  await form.fillAll({ Step: "Pledge", Amount: "1,200,000 EUR", Date: "2 February 2024", Source: "A stick" });
  await form.saveAndClose();
  await muster.onDisk();
  await muster.reload();
  await muster.nav("Overview");
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-amount", "1200000.00");
  await muster.whole();
  await muster.go("#/settings");
  await expect(page.locator('[data-kept="build"]')).toHaveText(/^[0-9a-f]{12}$/);
  await expect(page.locator('[data-kept="offline"]')).toContainText("This page is one file and has no server.");
  const { bytes } = await muster.exportFile();
  const { changes, format } = JSON.parse(bytes.toString());
  expect(format).toBe("muster");
  expect(changes.length).toBeGreaterThan(1);
});

test("the example, its rates, the charts and the window for files are inside", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-amount", /^\d+\.\d\d$/);
  await muster.go("#/?r=example&on=2024-05-31&cur=USD");
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-currency", "USD");
  await expect(muster.figureAt("pledged")).not.toHaveAttribute("data-unconverted");
  await muster.go("#/charts?r=example");
  await expect(page.locator(".plot svg [data-mark]").first()).toBeVisible();
  const { bytes } = await muster.exportFile();
  const dialog = await muster.offerFile({ name: "example.muster.json", mimeType: "application/json", buffer: bytes });
  await dialog.cancel();
});

test("a lock is offered at the first save, put on, asked for and taken away", async ({ muster, page }) => {
  const WORD = "seven green bicycles";
  await muster.open();
  await muster.start("Silent coalition");
  await expect(offer(page)).toContainText("A lock encrypts it.");
  await axeInBoth(page, "a lock is offered");
  await offer(page).getByRole("button", { name: "Lock this register…" }).click();
  await expect(page.locator("#lock")).toBeInViewport();
  await expect(offer(page)).toHaveCount(0);
  await muster.button("Lock this register with a passphrase…").click();
  const put = muster.form("Lock");
  await put.fillAll({ "New passphrase": WORD, "The same again": WORD });
  await put.button("Lock").click();
  await expect(page.locator("#lock")).toContainText("This register is locked", { timeout: 60_000 });
  await muster.reload();
  await expect(muster.heading("This register is locked")).toBeVisible();
  await page.getByLabel("Passphrase", { exact: true }).fill(WORD);
  await muster.button("Open the register").click();
  await expect(page).toHaveTitle(/Muster/);
  await muster.go("#/settings");
  await muster.button("Remove the lock…").click();
  const take = muster.form("Remove the lock");
  await take.fill("Present passphrase", WORD);
  await take.button("Remove the lock").click();
  await expect(page.locator("#lock")).toContainText("This register is not locked", { timeout: 60_000 });
  await expect(offer(page)).toHaveCount(0);
});

test("a document is written as DOCX by the part for heavy formats", async ({ muster }) => {
  await muster.open();
  await muster.openExample();
  await muster.go("#/members?r=example&on=2024-02-02&doc=sheet");
  const file = await muster.download(muster.button("DOCX"));
  expect(file.bytes.subarray(0, 2).toString()).toBe("PK");
});

test.describe("in Ukrainian", () => {
  test.use({ locale: "uk-UA" });

  test("it speaks it, and what is passed on of it does not", async ({ home, page }) => {
    await page.goto(home);
    await page.locator('html[data-ready="true"]').waitFor({ state: "attached" });
    await expect(page.locator("html")).toHaveAttribute("lang", "uk");
    const passed = await page.evaluate(() => window.musterPage());
    expect(passed.slice(0, passed.indexOf("<head>"))).toContain('lang="en"');
    expect(passed).toContain("<h1>Muster</h1><p></p>");
  });
});

test.describe("in Firefox", () => {
  test.skip(Firefox.missing !== undefined, `${Firefox.missing}: nothing is tested in Firefox`);

  test("it opens, keeps what is entered, and exports", async ({ home }) => {
    test.setTimeout(120_000);
    const engine = new Firefox();
    await engine.start();
    try {
      const tab = await Tab.open(engine, { url: home });
      await tab.start("Stick coalition");
      await tab.addAction("Fog horns for the coast");
      await tab.run(() => hand.saved("disk"));
      await tab.reload("#/actions");
      await tab.run(() => hand.until(() => document.querySelector("table")?.innerText.includes("Fog horns"), "the action in the list"));
      expect(await tab.exported()).toContain("Fog horns for the coast");
      await tab.noErrors();
    } finally {
      await engine.stop();
    }
  });
});
