// What every browser test starts from: its own server, its own page, and no error that goes unseen.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";
import { Muster } from "./pages.mjs";
import { DIST, Site } from "./site.mjs";

export { expect };

/**
 * Everything that went wrong in the pages of a test. A test that means to break something says so beforehand with
 * `expect(pattern)`; what was expected must then also happen.
 */
export class Trouble {
  seen = [];
  #expected = [];
  #isHome;

  /** `isHome` says whether an address is the page's own. */
  constructor(isHome) {
    this.#isHome = isHome;
  }

  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** Watches all pages of a context, those opened later too. Needed only for contexts that a test makes itself. */
  watch(context) {
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      const at = message.location().url;
      this.seen.push(`console error: ${message.text()}${at ? ` (${at})` : ""}`);
    });
    context.on("weberror", (event) => {
      const error = event.error();
      this.seen.push(`uncaught: ${error?.stack ?? error?.message ?? String(error)}`);
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      const local = ["data:", "blob:", "about:"].includes(url.protocol);
      if (!local && !this.#isHome(url)) this.seen.push(`request to another origin: ${request.url()}`);
    });
  }

  check() {
    const unexpected = this.seen.filter((line) => !this.#expected.some((pattern) => pattern.test(line)));
    expect(unexpected, "errors in the console, uncaught errors, foreign requests").toEqual([]);
    const missing = this.#expected.filter((pattern) => !this.seen.some((line) => pattern.test(line)));
    expect(missing.map(String), "errors that the test announced and that did not come").toEqual([]);
  }
}

export const test = base.extend({
  /** The folder of the server in which the page stands, with a slash at both ends. */
  sitePrefix: ["/", { option: true }],
  /** The built page that is tested. */
  dist: [DIST, { option: true }],

  /** The server of this test: `url`, `origin`, `served`, `stop()`, `start()`. */
  site: async ({ sitePrefix, dist }, use) => {
    const site = new Site({ folder: dist, prefix: sitePrefix });
    await site.start();
    await use(site);
    await site.stop();
  },

  // `page.goto("./#/members")` goes to this test's own server.
  baseURL: async ({ site }, use) => use(site.url),

  trouble: [
    async ({ context, site }, use) => {
      const trouble = new Trouble((url) => url.origin === site.origin);
      trouble.watch(context);
      await use(trouble);
      trouble.check();
    },
    { auto: true },
  ],

  /** The page as a person uses it; not yet opened. */
  muster: async ({ page }, use) => use(new Muster(page)),
});

/** Loads the page without its program, which comes when the answer is called. */
export async function openWithoutProgram(page) {
  let go = () => undefined;
  const held = new Promise((let_go) => {
    go = let_go;
  });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./", { waitUntil: "commit" });
  return go;
}

/** Only what is wrong is asked for; pages have no frames of others, for which alone axe needs a page of its own. */
const axeOf = (page) => new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);

/** Asserts that axe finds nothing to mend on the page as it stands. `label` names the state in the report. */
export async function axe(page, label) {
  report(await axeOf(page).analyze(), label);
}

/** Of what changes with the theme alone. */
export async function axeColours(page, label) {
  report(await axeOf(page).withRules(["color-contrast", "link-in-text-block"]).analyze(), label);
}

function report({ violations }, label) {
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
  expect(found, `axe: ${label}`).toEqual([]);
}

/** The same in light and in dark. */
export async function axeInBoth(page, label) {
  for (const colorScheme of ["light", "dark"]) {
    // Without motion: a colour on its way from one theme to the other is neither.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await axe(page, `${label}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
