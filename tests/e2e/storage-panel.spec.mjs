// The settings say what is kept where, how much, for how long, and what other tabs there are.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";
import { withoutDisk } from "./plants.mjs";

const kept = (page, what) => page.locator(`[data-kept="${what}"]`);

test("the panel says what is where, in words", async ({ context, muster, page }) => {
  await muster.open();
  await muster.start("Panel");
  await muster.onDisk();
  await muster.go("#/settings");
  await expect(muster.heading("What is kept, and where")).toBeVisible();
  await expect(kept(page, "browser")).toContainText(/All registers: [\d,]+ of 5,242,880 characters, 0 %\./);
  await expect(kept(page, "disk")).toContainText("outlives a crash");
  await expect(kept(page, "disk")).toContainText(/The page uses about [\d,]+ [kM]B there/);
  await expect(kept(page, "version")).toHaveText("None: the server has the version that is open.");
  await expect(kept(page, "tabs")).toHaveText("None has Muster open.");
  const other = new Muster(await context.newPage());
  await other.open();
  await other.whole();
  await expect(kept(page, "tabs")).toContainText("One other has Muster open");
  await other.page.close();
  await expect(kept(page, "tabs")).toHaveText("None has Muster open.");
  await axeInBoth(page, "settings with the panel of storage");
});

test("the browser is asked once, at a gesture after the first edit, and the panel shows its answer", async ({ muster, page }) => {
  await page.addInitScript(() => {
    window.asked = [];
    window.answer = false;
    StorageManager.prototype.persisted = async () => window.answer;
    StorageManager.prototype.persist = async () => {
      window.asked.push(navigator.userActivation.isActive);
      return window.answer;
    };
  });
  const asked = () => page.evaluate(() => window.asked);
  await muster.open();
  await muster.whole();
  await muster.button("Start a register").hover();
  expect(await asked()).toEqual([]);
  await muster.start("Lasting");
  await muster.onDisk();
  await page.getByRole("heading", { level: 1 }).click();
  await expect.poll(asked).toEqual([true]);
  await muster.nav("Members");
  await muster.nav("Overview");
  expect(await asked()).toEqual([true]);

  await muster.go("#/settings");
  await expect(kept(page, "lasting")).toContainText("The browser may clear it");
  await page.evaluate(() => {
    window.answer = true;
  });
  await kept(page, "lasting").getByRole("button", { name: "Ask the browser to keep it" }).click();
  await expect(kept(page, "lasting")).toHaveText("The browser keeps it until you remove it.");
  await muster.reload();
  await page.getByRole("heading", { level: 1 }).click();
  expect(await asked()).toEqual([]);
});

test("where there is no database the panel says so", async ({ muster, page }) => {
  await page.addInitScript(...withoutDisk);
  await muster.open();
  await muster.start("No disk");
  await muster.go("#/settings");
  await expect(kept(page, "disk")).toContainText("Not all of it: Access is denied for this document.");
});

test("when the server has another version the panel says so, and when it is away", async ({ muster, page, site, trouble }) => {
  trouble.expect(/ERR_CONNECTION_REFUSED|Failed to fetch|ERR_CONNECTION_RESET/);
  await muster.open();
  await muster.start("Versions");
  await muster.whole();
  await page.route(site.url, (route) => route.fulfill({ contentType: "text/html", body: "<script src='./muster-newer.js'></script>" }));
  await muster.go("#/settings");
  await expect(kept(page, "version")).toContainText("The server has another version than the one that is open.");
  await page.unroute(site.url);
  await muster.nav("Overview");
  await site.stop();
  await muster.go("#/settings");
  await expect(kept(page, "version")).toHaveText("Not known: the server cannot be asked now.");
});
