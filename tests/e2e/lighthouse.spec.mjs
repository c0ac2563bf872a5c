// Lighthouse: accessibility and best practices are at their best; how fast it is on a slow telephone is reported.
import { chromium, test as base } from "@playwright/test";
import lighthouse from "lighthouse";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";
import { openFile } from "./registers.mjs";
import { Site } from "./site.mjs";

const EXAMPLE = fileURLToPath(new URL("../../src/app/example/it-coalition.muster.json", import.meta.url));

const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

/** A browser that Lighthouse can speak to, with the page's server. */
const test = base.extend({
  open: async ({ launchOptions }, use) => {
    const site = new Site();
    await site.start();
    const port = await freePort();
    const context = await chromium.launchPersistentContext("", {
      ...launchOptions,
      args: [...launchOptions.args, `--remote-debugging-port=${port}`],
      locale: "en-GB",
      serviceWorkers: "block",
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await use({ site, port, page });
    await context.close();
    await site.stop();
  },
});

const CATEGORIES = ["accessibility", "best-practices", "performance"];

async function marks(url, port) {
  const result = await lighthouse(url, {
    port,
    output: "json",
    logLevel: "error",
    onlyCategories: CATEGORIES,
    // The register that was opened stays.
    disableStorageReset: true,
  });
  const { categories, audits } = result.lhr;
  const score = (name) => Math.round((categories[name]?.score ?? 0) * 100);
  const failed = ["accessibility", "best-practices"].flatMap((name) =>
    categories[name].auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => `${id}: ${audits[id].title}`),
  );
  const shifts = audits["cumulative-layout-shift"]?.numericValue ?? 0;
  return { all: Object.fromEntries(CATEGORIES.map((name) => [name, score(name)])), failed, shifts };
}

for (const [name, hash] of Object.entries({
  "the first page": "",
  "the overview": "#/?on=2024-02-02",
  "a list": "#/contributions?on=2024-02-02",
  "a page of the help": "#/help",
})) {
  test(`${name} has the best marks`, async ({ open: { site, port, page } }, info) => {
    test.setTimeout(180_000);
    if (hash) {
      // A register that is kept: what Lighthouse opens is a page of its own.
      const muster = new Muster(page, site.url);
      await openFile(muster, expect, EXAMPLE);
      await muster.onDisk();
    }
    const { all, failed, shifts } = await marks(`${site.url}${hash}`, port);
    const said = `${name}: performance ${all.performance}, layout shift ${shifts.toFixed(3)}`;
    info.annotations.push({ type: "lighthouse", description: said });
    console.log(`Lighthouse, ${said}`);
    expect(failed).toEqual([]);
    expect(all).toMatchObject({ accessibility: 100, "best-practices": 100 });
    // What has been drawn stays where it is.
    expect(shifts).toBeLessThan(0.01);
  });
}
