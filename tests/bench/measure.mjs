// What the benchmarks of the page have in common: a page of a fresh profile, steps that are timed, and what stops them.
import { chromium } from "../e2e/node_modules/@playwright/test/index.mjs";
import config from "../e2e/playwright.config.mjs";
import { Muster } from "../e2e/pages.mjs";
import { Site } from "../e2e/site.mjs";

/** So long something may take before the benchmark stops. */
export const WAIT = { timeout: 300_000 };

export const whole = (number) => number.toLocaleString("en-GB");

/** Stops where something that was read or shown is not what the generator made. */
export function same(what, found, expected) {
  if (String(found) !== String(expected)) throw new Error(`${what}: ${found}, and the generator made ${expected}`);
}

/** Median and worst, as they are told. */
export function times(all) {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted.length > 0 ? [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((time) => time.toFixed(1)) : ["–", "–"];
}

/** Runs a step in the page; the time until `is` holds, and until the page is painted and free again. */
export const timed = (page, act, is) =>
  page.evaluate(
    async ([act, is, most]) => {
      const holds = new Function(`return ${is}`);
      const begun = performance.now();
      new Function(act)();
      while (!holds()) {
        if (performance.now() - begun > most) throw new Error(`after ${act} never ${is}`);
        await new Promise((next) => setTimeout(next));
      }
      const held = performance.now() - begun;
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      return [held, performance.now() - begun];
    },
    [act, is, WAIT.timeout],
  );

/** Waits until something holds in the page. */
export const until = (page, is) => timed(page, "", is);

/** The page's server and a browser; `fresh` gives a page of a fresh profile, in which `script` runs before the page's own. */
export async function start() {
  const site = new Site();
  await site.start();
  const browser = await chromium.launch(config.use.launchOptions);
  const fresh = async (address, script, run) => {
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels", viewport: { width: 1280, height: 900 } });
    await context.addInitScript(script);
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(`page: ${error.stack}`));
    try {
      await page.goto(site.origin + address);
      await run(page, new Muster(page, `${site.origin}/`));
    } finally {
      await context.close();
    }
  };
  const stop = async () => {
    await browser.close();
    await site.stop();
  };
  return { site, fresh, stop };
}
