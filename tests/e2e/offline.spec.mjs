// The page without its server: the server is really stopped. What is kept for that, when, and how a newer version comes.
import { brotliCompressSync, constants } from "node:zlib";
import { Build, sha256 } from "./builds.mjs";
import { Firefox } from "./engines.mjs";
import { axeInBoth, expect, test as base } from "./fixtures.mjs";
import { Muster, Offline } from "./pages.mjs";
import { DIST } from "./site.mjs";
import { Tab } from "./tab.mjs";

const test = base.extend({
  /** A build of this test alone. */
  build: async ({}, use) => {
    const build = await Build.copyOf(DIST);
    await use(build);
    await build.discard();
  },
  dist: async ({ build }, use) => use(build.folder),
  standby: async ({ muster }, use) => use(new Offline(muster)),
});
test.use({ serviceWorkers: "allow" });

const add = async (muster, text) => {
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
  await muster.kept();
  await muster.go("#/actions");
};

/** A register with one action, kept together with the page. */
const begin = async (muster, standby) => {
  await muster.open();
  await muster.start("Harbour coalition");
  await add(muster, "Fog horns for the coast");
  await standby.kept();
};

/** All that was entered is here, and the program too. */
const isWhole = async (muster) => {
  await expect(muster.heading("Actions").first()).toBeVisible();
  await expect(muster.page.getByRole("table").first()).toContainText("Fog horns for the coast");
  for (const name of ["Members", "Contributions", "History"]) {
    await muster.nav(name);
    await expect(muster.heading(name).first()).toBeVisible();
  }
  await muster.go("#/charts");
  await expect(muster.heading("Charts").first()).toBeVisible();
};

for (const sitePrefix of ["/", "/x/y/"]) {
  test.describe(`at ${sitePrefix}`, () => {
    test.use({ sitePrefix });

    test("the page is there without its server: loaded again, and in a new tab", async ({ context, muster, standby, page, site }) => {
      await begin(muster, standby);
      await site.stop();
      await muster.reload();
      await isWhole(muster);

      const cold = new Muster(await context.newPage());
      await page.close();
      await cold.page.goto(`${site.url}?from=elsewhere#/actions`);
      await cold.ready();
      await isWhole(cold);
      await add(cold, "Written without a server");
      await cold.reload();
      await expect(cold.page.getByRole("table").first()).toContainText("Written without a server");
      // What comes on demand was kept as well: the example and the bank's rates.
      await cold.go("#/?r=example");
      await cold.reload();
      await expect(cold.figureAt("pledged")).toHaveAttribute("data-amount", /^\d/);
    });
  });
}

test("the worker comes after the first load, and what it keeps is told", async ({ build, muster, standby, page, site }, info) => {
  await muster.open();
  await page.waitForTimeout(3_000);
  const asked = () => site.served.some(({ path }) => path.endsWith("/sw.js"));
  expect(asked(), "the worker within three seconds").toBe(false);
  await standby.kept();
  expect(asked()).toBe(true);
  const { core, extras } = await build.worker();
  const sizes = async (list) => {
    const files = await Promise.all(Object.keys(list).map((path) => build.read(path === "./" ? "index.html" : path)));
    const packed = files.map((bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length);
    const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
    return `${files.length} files, ${sum(files.map(({ length }) => length))} bytes, brotli 11 ${sum(packed)}`;
  };
  const report = `core: ${await sizes(core)}\nextras: ${await sizes(extras)}\n`;
  await info.attach("precache", { body: report, contentType: "text/plain" });
  console.log(`precache\n${report}`);
});

test("the lists name every file of the build with the hash of its bytes, and the page names the build", async ({ build, muster, standby }) => {
  const { build: name, core, extras } = await build.worker();
  expect(name).toMatch(/^[0-9a-f]{12}$/);
  const listed = { ...core, ...extras };
  const files = (await build.files()).filter((path) => !["sw.js", "muster.html"].includes(path));
  expect(Object.keys(listed).map((path) => (path === "./" ? "index.html" : path)).sort()).toEqual(files);
  for (const path of files) expect(listed[path === "index.html" ? "./" : path], path).toBe(sha256(await build.read(path)));
  await begin(muster, standby);
  expect(await standby.build()).toBe(name);
  await muster.go("#/settings");
  await expect(standby.fact("build")).toHaveText(name);
  await expect(standby.fact("offline")).toHaveText("Yes: all of the page is kept in this browser.");
  await expect(standby.fact("version")).toHaveText("None: the server has the version that is open.");
});

test("the page can be installed", async ({ build, muster, standby, page }) => {
  await begin(muster, standby);
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector("link[rel=manifest]").href)).json());
  expect(manifest).toMatchObject({ display: "standalone", scope: "./", start_url: "./" });
  for (const { sizes, src } of manifest.icons) {
    const png = await build.read(src);
    // The head of a PNG file says how wide and how high it is.
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
  }
  expect(manifest.icons.map(({ purpose, sizes }) => `${sizes} ${purpose}`)).toEqual(["192x192 any", "512x512 any", "512x512 maskable"]);
});

test("a file that the page can miss may be missing", async ({ build, muster, standby, site }) => {
  await build.remove("rates/ecb-rates.bin");
  await begin(muster, standby);
  await muster.go("#/settings");
  await expect(standby.fact("offline")).toContainText(/^Yes, but for (one|1) file that the server did not give/);
  await site.stop();
  await muster.go("#/actions");
  await muster.reload();
  await isWhole(muster);
});

for (const [what, spoil, reason] of [
  ["missing", (build) => build.remove("vault.js"), "“vault.js” could not be kept: the server answered 404."],
  ["of another build", (build) => build.write("vault.js", "// half copied"), "“vault.js” could not be kept: it is not the one of this version."],
]) {
  test(`while a file that the page needs is ${what}, nothing is kept, and the page does not say otherwise`, async ({ build, muster, standby }) => {
    await spoil(build);
    await muster.open();
    await muster.start("Harbour coalition");
    await muster.go("#/settings");
    await expect(standby.fact("offline")).toHaveText(`No: it could not be kept. ${reason}`, { timeout: 20_000 });
    await expect(standby.offer).toHaveCount(0);
    expect(await standby.left()).toEqual({ workers: [], caches: [] });
  });
}

test("a newer version waits, is named, spares what is typed, and comes when it is asked for", async ({ build, context, muster, standby, page, site }) => {
  await begin(muster, standby);
  const before = await standby.build();
  const other = new Muster(await context.newPage());
  await other.open("#/figures");
  const newer = await build.renew();
  site.served.length = 0;
  await page.evaluate(() => {
    window.isTheSame = true;
  });
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", "Half typed");
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(standby.offer).toContainText(`A newer version is ready (${newer.build}).`);
  expect(site.served.map(({ path }) => path.slice(1)).sort()).toEqual(newer.changed.sort());
  await expect(form.field("Action")).toHaveValue("Half typed");
  await form.cancel();
  await axeInBoth(page, "a newer version is offered");

  await muster.go("#/settings");
  await expect(standby.fact("version")).toContainText(`Ready: ${newer.build}.`);
  await expect(standby.fact("build")).toHaveText(before);

  await muster.go("#/figures");
  await page.locator("summary").filter({ hasText: "Check a sentence" }).click();
  await page.getByLabel("Sentence").fill("EUR 58 m raised");
  await standby.offer.getByRole("button", { name: "Use it" }).click();
  await expect(standby.offer).toContainText("Something is typed here that is not saved.");
  await expect(page.getByLabel("Sentence")).toHaveValue("EUR 58 m raised");
  expect(await page.evaluate(() => window.isTheSame)).toBe(true);
  await muster.reload();
  expect(await standby.build(), "loading alone brings what was there").toBe(before);

  await standby.offer.getByRole("button", { name: "Use it" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-build", newer.build);
  await muster.ready();
  await muster.go("#/actions");
  await expect(page.getByRole("table").first()).toContainText("Fog horns for the coast");
  await expect.poll(async () => (await standby.left()).caches).toEqual([`muster ${site.url} ${newer.build}`]);

  // The other tab was not loaded behind anybody's back.
  const beside = new Offline(other);
  await expect(beside.offer).toContainText("A newer version is in use; this tab still runs the one before.");
  expect(await beside.build()).toBe(before);
  await beside.offer.getByRole("button", { name: "Use it" }).click();
  await expect(other.page.locator("html")).toHaveAttribute("data-build", newer.build);
});

test("?nosw switches it off and takes all of it away", async ({ muster, standby, page, site }) => {
  await begin(muster, standby);
  await page.goto("./?nosw#/settings");
  await muster.ready();
  await expect(standby.fact("offline")).toContainText("No: the address switches it off (nosw).");
  await expect.poll(() => standby.left()).toEqual({ workers: [], caches: [] });
  await muster.whole();
  await page.waitForTimeout(2_500);
  expect(await standby.left()).toEqual({ workers: [], caches: [] });
  await muster.go("#/actions");
  await expect(page.getByRole("table").first()).toContainText("Fog horns for the coast");

  await muster.open("#/actions");
  await standby.kept();
  await site.stop();
  await muster.reload();
  await expect(page.getByRole("table").first()).toContainText("Fog horns for the coast");
});

test("what else lies in the folder is left to the server, and without it the page stands in at its own address", async ({ muster, standby, page, site }) => {
  await begin(muster, standby);
  const response = await page.goto("./muster.html");
  expect(await response.text()).toContain("data-edition=file");
  await site.stop();
  await page.goto("./some/where");
  await muster.ready();
  expect(page.url().split("#")[0]).toBe(site.url);
});

test.describe("in Firefox", () => {
  test.skip(Firefox.missing !== undefined, `${Firefox.missing}: nothing is tested in Firefox`);

  test("the page is there without its server", async ({ site }) => {
    test.setTimeout(120_000);
    const engine = new Firefox();
    await engine.start();
    try {
      const tab = await Tab.open(engine, site);
      await tab.start("Harbour coalition");
      await tab.addAction("Fog horns for the coast");
      await tab.run(() => hand.until(() => navigator.serviceWorker.controller?.state === "activated", "the worker"));
      await site.stop();
      await tab.reload("#/actions");
      await tab.run(() => hand.until(() => document.querySelector("table")?.innerText.includes("Fog horns"), "the action in the list"));
      await tab.noErrors();
    } finally {
      await engine.stop();
    }
  });
});
