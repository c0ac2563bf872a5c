// How long the page takes to refuse what would fill the memory, and how much memory that takes: links and a hosted file
// of which little would become much. `node bombs.mjs` prints one line a measurement.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { deflateRaw, gzip } from "node:zlib";
import { chromium } from "../e2e/node_modules/@playwright/test/index.mjs";
import config from "../e2e/playwright.config.mjs";
import { Muster } from "../e2e/pages.mjs";
import { Site } from "../e2e/site.mjs";

const OFTEN = 7;
const MB = 1_000_000;

/** Milliseconds that are allowed for a link. */
const BUDGET = 100;

const REFUSAL = `document.querySelector("main [role=alert]")`;

const whole = (number) => Math.round(number).toLocaleString("en-GB");

/** A link of so many zeros, whose frame is whole: version, flags, length, what is packed, checksum. */
async function link(zeros) {
  const packed = await promisify(deflateRaw)(Buffer.alloc(zeros), { level: 9 });
  const head = [1, 0];
  let length = packed.length;
  for (; length > 127; length = Math.floor(length / 128)) head.push((length % 128) + 128);
  head.push(length);
  const said = Buffer.concat([Buffer.from(head), packed]);
  const sum = createHash("sha256").update(said).digest().subarray(0, 6);
  const text = Buffer.concat([said, sum]).toString("base64url");
  return { text: `#/s/${text}`, size: packed.length };
}

/** How large the memory of the program is. It never shrinks, so that this is the most that it ever took. */
async function ofProgram(page) {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const functionDeclaration = "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";
  const sum = await session.send("Runtime.callFunctionOn", { objectId: objects.objectId, functionDeclaration, returnByValue: true });
  await session.detach();
  return sum.result.value;
}

/** The most that the processes of pages took since they were asked to forget it; Linux says so. */
async function ofPages(forgets) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  let sum = 0;
  for (const { id } of processInfo.filter(({ type }) => type === "renderer")) {
    if (forgets) await writeFile(`/proc/${id}/clear_refs`, "5");
    const status = await readFile(`/proc/${id}/status`, "utf8");
    sum += Number(status.match(/VmHWM:\s+(\d+)/)[1]) * 1024;
  }
  return sum;
}

/** Runs a step in the page; the time until something stands there, from the step or, later, from its new address. */
const timed = (page, { act, until }) =>
  page.evaluate(
    async ([act, until]) => {
      const found = new Function(`return ${until}`);
      let begun = performance.now();
      addEventListener("hashchange", () => (begun = performance.now()), { capture: true, once: true });
      new Function(act)();
      while (!found()) await new Promise((next) => setTimeout(next));
      await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
      return performance.now() - begun;
    },
    [act, until],
  );

/** Refuses something often, each time in a page of its own; of the steps the last is told. */
async function refused(what, steps, sentence, beside = BUDGET) {
  const [times, program, pages] = [[], [], []];
  for (let n = 0; n < OFTEN; n += 1) {
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels" });
    const page = await context.newPage();
    await page.goto(site.origin);
    await new Muster(page).ready();
    // The parts of the program that read what comes from elsewhere are there, as after any such register.
    await timed(page, go("#/s/AQBroken"));
    await page.evaluate(() => void (location.hash = "#/"));
    await page.locator("main [role=alert]").waitFor({ state: "detached" });
    const before = [await ofProgram(page), await ofPages(true)];
    for (const step of steps.slice(0, -1)) await timed(page, step);
    times.push(await timed(page, steps.at(-1)));
    pages.push((await ofPages(false)) - before[1]);
    program.push((await ofProgram(page)) - before[0]);
    const said = await page.locator("main [role=alert]").innerText();
    if (!said.includes(sentence)) throw new Error(`${what}: “${said}”, not “${sentence}”`);
    await context.close();
  }
  const [middle, most] = [(all) => all.sort((a, b) => a - b)[Math.floor(OFTEN / 2)], (all) => Math.max(...all)];
  const megabytes = (bytes) => `${(bytes / MB).toFixed(1)} MB`;
  console.log([what, middle(times).toFixed(1), most(times).toFixed(1), beside, megabytes(most(program)), megabytes(most(pages))].join("\t"));
}

/** From when the browser has the new address, which it takes a while over where that is long. */
const go = (address) => ({ act: `location.hash = ${JSON.stringify(address)}`, until: REFUSAL });

const site = new Site();
await site.start();
const browser = await chromium.launch(config.use.launchOptions);
try {
  const small = await link(49 * MB);
  const name = (size, text, bytes) => `${whole(size / 1000)} kB in a link of ${whole(text.length)} characters, ${whole(bytes / MB)} MB unpacked`;
  await refused(name(small.size, small.text, 49 * MB), [go(small.text)], "takes more than");

  const opens = `[...document.querySelectorAll("main button")].find((one) => one.textContent === "Open it")`;
  const large = await link(765 * MB);
  await refused(`${name(large.size, large.text, 765 * MB)}, opened after asking`, [
    { act: `location.hash = ${JSON.stringify(large.text)}`, until: opens },
    { act: `${opens}.click()`, until: REFUSAL },
  ], "takes more than");

  const huge = await link(1_000 * MB);
  await refused(name(huge.size, huge.text, 1_000 * MB), [go(huge.text)], "at most 1000000 are taken");

  const body = await promisify(gzip)(Buffer.alloc(1_000 * MB, " "), { level: 9 });
  site.given.set("/registers/large.json", { headers: { "content-type": "application/json", "content-encoding": "gzip" }, body });
  await refused(`${whole(body.length / 1000)} kB in a file of the page's own server, 1,000 MB unpacked`, [go("#/open?src=registers/large.json")], "is larger than 64 MiB", "64 MiB are read");
} finally {
  await browser.close();
  await site.stop();
}
