// The first load keeps to its budget, asks nobody else, and works wherever the files are put.
import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { expect, openWithoutProgram, test } from "./fixtures.mjs";

const LIMIT = { requests: 8, bytes: 300_000 };

const compressed = async (file) =>
  brotliCompressSync(await readFile(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** The bytes of what a server gave, as a table too. */
const weigh = async (served) => {
  expect(served.filter(({ status }) => status !== 200), "requests that found nothing").toEqual([]);
  const sizes = [];
  for (const { path, file } of served) sizes.push({ path, bytes: await compressed(file) });
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const table = sizes.map(({ path, bytes }) => `${String(bytes).padStart(8)}  ${path}`).join("\n");
  return { total, report: `${table}\n${String(total).padStart(8)}  in ${served.length} requests, brotli 11\n` };
};

/** Holds what was served until two seconds after the page took input against the budget. */
const withinBudget = async (page, site, info, name) => {
  // Not a wait for something: what is loaded late counts too.
  await page.waitForTimeout(2_000);
  const loaded = [...site.served];
  const { total, report } = await weigh(loaded);
  await info.attach(name, { body: report, contentType: "text/plain" });
  console.log(`${name}\n${report}`);
  expect(loaded.length, "requests").toBeLessThanOrEqual(LIMIT.requests);
  expect(total, "bytes").toBeLessThanOrEqual(LIMIT.bytes);
};

test("the first load is small, in few requests, and stays at home", async ({ muster, page, site }, info) => {
  await muster.open();
  await withinBudget(page, site, info, "first load");
});

test("so is the load that opens a register at its overview", async ({ muster, page, site }, info) => {
  await muster.open();
  await muster.start("IT coalition");
  await muster.kept();
  site.served.length = 0;
  await muster.reload();
  await expect(muster.heading("Overview")).toBeVisible();
  await withinBudget(page, site, info, "load with a register");
});

test("the page says that it is being opened before the program is there, in the first 14 kB", async ({ page, site }) => {
  const go = await openWithoutProgram(page);
  const splash = page.getByText("The register is being opened.");
  await expect(splash).toBeVisible();
  await expect.poll(() => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length), "painted").toBe(1);
  // What it takes is the page, its style and what runs before the program; packed as any server packs.
  const needed = site.served.filter(({ path }) => /\/$|\.html$|\.css$|\/boot[^/]*\.js$/.test(path));
  expect(needed.length).toBe(3);
  let bytes = 0;
  for (const { file } of needed) bytes += gzipSync(await readFile(file)).length;
  expect(bytes).toBeLessThanOrEqual(14_000);
  go();
  await expect(splash).toHaveCount(0);
});

test("the rest of the program comes by itself, once", async ({ muster, page, site }, info) => {
  await muster.open();
  await page.waitForTimeout(2_000);
  const first = site.served.length;
  await muster.whole();
  const { report } = await weigh(site.served.slice(first));
  await info.attach("the rest", { body: report, contentType: "text/plain" });
  console.log(`the rest\n${report}`);
  const all = site.served.length;
  expect(all, "something is left for later").toBeGreaterThan(first);
  await site.stop();
  await muster.start("IT coalition");
  for (const name of ["Members", "Meetings", "History"]) {
    await muster.nav(name);
    await expect(muster.heading(name).first()).toBeVisible();
  }
  expect(site.served.length, "asked for nothing more").toBe(all);
});

test("a part that cannot be fetched says so, and comes when it is asked for again", async ({ muster, page, site, trouble }) => {
  trouble.expect(/ERR_CONNECTION_REFUSED|Failed to fetch|ERR_CONNECTION_RESET/);
  await muster.open();
  await site.stop();
  await muster.button("Start a register").click();
  const dialog = muster.dialog();
  await expect(dialog.root.getByRole("alert")).toContainText("could not be fetched");
  await site.start();
  await dialog.button("Try again").click();
  await expect(dialog.field("Your name")).toBeVisible();
});

test.describe("in a folder of a server", () => {
  test.use({ sitePrefix: "/a/folder/" });

  test("the page works there too, all of it", async ({ muster, page }) => {
    await muster.open();
    await expect(page.locator("#splash")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await muster.start("IT coalition");
    await muster.nav("Members");
    await expect(muster.heading("Members").first()).toBeVisible();
  });
});
