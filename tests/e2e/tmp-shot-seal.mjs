import { chromium } from "@playwright/test";
import { Site } from "./site.mjs";
import { Muster } from "./pages.mjs";
const site = new Site(); await site.start();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium" });
for (const [name, options] of Object.entries({ light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, phone: { viewport: { width: 360, height: 740 } } })) {
  const context = await browser.newContext({ baseURL: site.url, ...options });
  const page = await context.newPage();
  await page.addInitScript(() => { window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()); });
  const muster = new Muster(page);
  await muster.open(); await muster.start("IT coalition"); await muster.whole();
  const shot = async (what) => { await page.waitForTimeout(400); await page.screenshot({ path: `/tmp/w3/seal-shots/${what}-${name}.png` }); };
  await shot("overview");
  const { bytes } = await muster.exportFile().catch(() => ({}));
  await page.evaluate(() => { location.hash = "#/settings"; }); await page.waitForTimeout(500);
  await muster.button("Lock this register with a passphrase…").click();
  await page.getByText("What the lock protects against").click();
  await muster.form("Lock").root.scrollIntoViewIfNeeded();
  await page.getByRole("heading", { name: "Lock", exact: true }).scrollIntoViewIfNeeded();
  await shot("settings");
  const form = muster.form("Lock");
  const start = Date.now();
  await form.fillAll({ "New passphrase": "seven green bicycles", "The same again": "seven green bicycles" });
  await form.button("Lock").click();
  await page.getByText("This register is locked: what").waitFor();
  console.log(name, "locked after", Date.now() - start, "ms");
  await shot("locked-settings");
  await page.evaluate(() => { location.hash = "#/"; }); await page.waitForTimeout(300);
  if (bytes) {
    const dialog = await muster.offerFile({ name: "it.muster.json", mimeType: "application/json", buffer: bytes });
    await shot("import");
    await dialog.button("Cancel").click();
  }
  await page.evaluate(() => { location.hash = "#/settings"; }); await page.waitForTimeout(300);
  await page.getByRole("main").getByRole("button", { name: "Back up…" }).click();
  await page.getByText("Encrypt it with a passphrase").click();
  await shot("backup");
  await page.keyboard.press("Escape");
  await muster.button("Lock now").click();
  await shot("ask");
  const t = Date.now();
  await page.getByLabel("Passphrase", { exact: true }).fill("seven green bicycles");
  await muster.button("Open the register").click();
  await muster.heading("Settings").waitFor();
  console.log(name, "opened after", Date.now() - t, "ms");
  console.log(name, "overflow", await page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  await context.close();
}
await browser.close(); await site.stop();
