// A register as a link: what goes into it, who can open it, and what a reader can do with it.
import { randomBytes } from "node:crypto";
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Muster, Visit } from "./pages.mjs";
import { FUNDING, fileOf, openFile } from "./registers.mjs";

/** The window, with the link that stands in it once it is made. */
const share = async (muster) => {
  const dialog = await muster.press("Share…", "Share");
  const at = dialog.root.locator("[data-share=link]");
  const link = async () => {
    await expect(at).toHaveValue(/#\/s\//);
    return at.inputValue();
  };
  return { dialog, link, says: (what) => dialog.root.locator(`[data-share=${what}]`) };
};

/** Another reader, who has nothing of this in the browser. */
const reader = async (browser, trouble) => {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels" });
  trouble.watch(context);
  return new Muster(await context.newPage());
};

const open = async (muster, link) => {
  await muster.page.goto(link);
  await muster.ready();
};

/** All that the browser keeps of Muster's registers, and what the tab does. */
const kept = (muster) =>
  muster.page.evaluate(() => ({
    browser: Object.keys(localStorage).filter((key) => key.startsWith("muster/")),
    tab: JSON.stringify({ ...sessionStorage }),
  }));

test("the public copy of the example is a link that opens elsewhere, counted anew, and is only read", async ({ browser, muster, trouble }) => {
  await muster.open();
  await muster.openExample();
  const pledged = await muster.figure("pledged");
  const { dialog, link, says } = await share(muster);
  await axeInBoth(muster.page);
  const first = await link();
  expect(first.length, "characters").toBeLessThan(10_000);
  await expect(says("goes")).toContainText("contributions");
  await dialog.root.getByText("Fields", { exact: true }).click();
  await dialog.field("Notes").uncheck();
  await expect(dialog.root.locator("[data-share=link]")).not.toHaveValue(first);
  const short = await link();
  expect(short.length, "characters without notes").toBeLessThan(8_000);
  console.log(`link of the example: ${first.length} characters, without notes ${short.length}`);

  const other = await reader(browser, trouble);
  await open(other, first);
  const on = `#/?on=${pledged.date}`;
  await expect(other.heading("Overview")).toBeVisible();
  expect(other.page.url(), "the payload leaves the address").toMatch(/#\/\?r=link\/[0-9a-f]{16}$/);
  await other.page.evaluate((on) => (location.hash = `${location.hash}&on=${on}`), pledged.date);
  await expect(other.figureAt("pledged"), on).toHaveAttribute("data-amount", pledged.amount);
  const visit = new Visit(other);
  await expect(visit.bar).toContainText("IT coalition: example from public sources");
  await expect(visit.bar).toContainText(/From a link\. A public copy that somebody made on \d{1,2} \w+ 20\d\d/);
  await axeInBoth(other.page);
  await other.nav("Contributions");
  await expect(other.button("Add contribution").first()).toBeDisabled();
  expect((await kept(other)).browser, "nothing is kept before it is asked for").toEqual([]);

  // Loaded again, the reader is where they were.
  await other.reload();
  await expect(other.heading("Contributions").first()).toBeVisible();
  await expect(visit.bar).toBeVisible();

  // The command does what the button does.
  await other.page.keyboard.press("Control+k");
  const palette = other.dialog("Search or command");
  await palette.root.getByRole("combobox").fill("keep a");
  await palette.root.getByRole("option", { name: "Keep a copy" }).click();
  await expect(other.notice).toContainText("is kept in this browser");
  await expect(visit.bar).toHaveCount(0);
  await other.kept();
  await other.nav("Contributions");
  await expect(other.button("Add contribution").first()).toBeEnabled();
  expect((await kept(other)).browser.length).toBeGreaterThan(0);
  await other.page.context().close();
});

test("a link holds what was chosen: the list as it is filtered, and what is internal only when asked for", async ({ browser, muster, trouble }) => {
  await openFile(muster, expect, FUNDING);
  await muster.nav("Contributions");
  const all = await muster.count("Contributions");
  await muster.page.getByRole("searchbox", { name: "Filter" }).fill("radios");
  await expect.poll(() => muster.count("Contributions")).toBeLessThan(all);
  const some = await muster.count("Contributions");
  const { dialog, link, says } = await share(muster);
  const whole = await link();
  await dialog.root.getByLabel(/^Only what this list shows/).check();
  await expect(says("stays")).toContainText(/not chosen/);
  await expect(dialog.root.locator("[data-share=link]")).not.toHaveValue(whole);
  const other = await reader(browser, trouble);
  await open(other, await link());
  await other.nav("Contributions");
  expect(await other.count("Contributions")).toBe(some);
  await other.page.context().close();
});

test("a link that is sealed opens with its key or its passphrase, and with nothing else", async ({ browser, muster, trouble }) => {
  await openFile(muster, expect, FUNDING);
  const { dialog, link } = await share(muster);
  const plain = await link();
  await dialog.root.getByLabel(/^Whoever has all of it/).check();
  await expect(dialog.root.locator("[data-share=link]")).toHaveValue(/\.[\w-]{43}$/);
  // Whoever can read it stays as chosen when something else is chosen anew.
  await dialog.root.getByText("Fields", { exact: true }).click();
  await dialog.field("Notes").uncheck();
  await expect(dialog.root.getByLabel(/^Whoever has all of it/)).toBeChecked();
  await expect(dialog.root.locator("[data-share=link]")).toHaveValue(/\.[\w-]{43}$/);
  const keyed = await link();
  await dialog.root.getByLabel(/^Whoever knows a passphrase/).check();
  await dialog.fill("Passphrase of the link", "seven quiet harbours");
  await dialog.fill("The same again", "seven quiet harbours");
  await dialog.button("Seal the link").click();
  await expect(dialog.root.locator("[data-share=link]")).not.toHaveValue(keyed, { timeout: 30_000 });
  const sealed = await link();

  const other = await reader(browser, trouble);
  await open(other, keyed.slice(0, keyed.lastIndexOf(".")));
  await expect(other.page.getByRole("alert")).toContainText("the key that stands after its last point is missing");
  await other.page.goto("about:blank");
  await open(other, keyed);
  await expect(other.heading("Overview")).toBeVisible();

  await other.page.goto("about:blank");
  await open(other, sealed);
  await other.page.getByLabel("Passphrase of the link").fill("seven loud harbours");
  await other.button("Open it").click();
  await expect(other.page.getByRole("alert")).toContainText("This passphrase does not open the link", { timeout: 30_000 });
  await other.page.getByLabel("Passphrase of the link").fill("seven quiet harbours");
  await other.button("Open it").click();
  await expect(other.heading("Overview")).toBeVisible({ timeout: 30_000 });
  expect(other.page.url()).not.toContain("#/s/");
  const visit = new Visit(other);
  await expect(visit.bar).toContainText("Funding coalition");
  await other.nav("Contributions");
  await expect(other.page.getByRole("main")).toContainText("Radios for the field");
  // In the tab it stands as it was received, and asks again.
  const payload = sealed.slice(sealed.indexOf("#/s/"));
  const stored = await other.page.evaluate(() => Object.entries(sessionStorage).filter(([, value]) => !value.startsWith("#/s/")));
  expect(stored.filter(([key]) => /visit|link/.test(key))).toEqual([]);
  const { tab } = await kept(other);
  expect(tab).toContain(JSON.stringify(payload));
  for (const text of ["Funding", "Radios", "seven quiet harbours"]) expect(tab).not.toContain(text);
  await other.reload();
  await expect(other.heading("This link is sealed")).toBeVisible();
  await axeInBoth(other.page, "a sealed link");
  await expect(other.page.getByLabel("Passphrase of the link")).toBeFocused();
  await other.page.getByLabel("Passphrase of the link").fill("seven quiet harbours");
  await other.button("Open it").click();
  await expect(other.heading("Contributions").first()).toBeVisible({ timeout: 30_000 });
  await expect(other.page.getByRole("main")).toContainText("Radios for the field");

  await other.page.goto("about:blank");
  await open(other, plain.slice(0, -20));
  await expect(other.page.getByRole("alert")).toContainText("The link was cut");
  await other.page.goto("about:blank");
  const at = plain.indexOf("#/s/") + 40;
  await open(other, `${plain.slice(0, at)}${plain[at] === "A" ? "B" : "A"}${plain.slice(at + 1)}`);
  await expect(other.page.getByRole("alert")).toContainText("The link was altered");
  await axeInBoth(other.page);
  expect((await kept(other)).browser).toEqual([]);
  await other.page.context().close();
});

/** Letters that nothing makes shorter. */
const noise = (count) => {
  const bytes = [...randomBytes(count)];
  return bytes.map((byte) => String.fromCharCode(35 + (byte % 88))).join("");
};

test("a long link asks first; a large record of it is kept in parts; what is not in it is said so", async ({ browser, muster, trouble }) => {
  const notes = Array.from({ length: 120 }, (_, at) => [`e${at}`, { kind: "pledge", date: "2024-01-10", note: `${at} ${noise(900)}`, sources: { c: { source: "letter" } } }]);
  const large = {
    register: { self: { name: "Large coalition", currency: "EUR" } },
    parties: { EE: { kind: "state", code: "EE" }, firm: { name: "A firm", internal: true } },
    sources: { letter: { title: "A secret letter", internal: true } },
    contributions: { a: { purpose: "Radios", contributors: { x: { party: "EE" }, y: { party: "firm" } }, entries: Object.fromEntries(notes) } },
  };
  await openFile(muster, expect, fileOf("large", large));
  const { link } = await share(muster);
  const text = await link();
  expect(text.length).toBeGreaterThan(66_000);

  const other = await reader(browser, trouble);
  await open(other, text);
  await expect(other.page.getByRole("main")).toContainText(/The link has \d{2,3},\d{3} characters/);
  await axeInBoth(other.page, "a long link");
  await other.button("Open it").click();
  const visit = new Visit(other);
  await expect(visit.bar).toContainText("without two internal records");
  await other.nav("Contributions");
  await other.page.getByRole("link", { name: "Estonia and a party not in this copy" }).click();
  await expect(other.page.getByRole("main")).toContainText("Source not in this copy");
  await expect(other.page.getByRole("main")).not.toContainText(/\b[ps]-1\b/);

  await visit.button("Keep a copy").click();
  await expect(other.notice).toContainText("is kept in this browser");
  await other.reload();
  await other.nav("Contributions");
  await other.page.getByRole("link", { name: "Estonia and a party not in this copy" }).click();
  await expect(other.page.getByRole("table", { name: "Entries" }).getByRole("row")).toHaveCount(121);
  const sizes = await other.page.evaluate(() =>
    Object.entries(localStorage).filter(([key]) => /^muster\/[^/]+\/c\//.test(key)).map(([, value]) => new Blob([value]).size),
  );
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.max(...sizes), "one key is a small write").toBeLessThan(65_536);
  await other.page.context().close();
});

test("a short link is a QR code too, and the copy is a file", async ({ muster }) => {
  await muster.open();
  await muster.start("Harbour coalition");
  const { dialog, link } = await share(muster);
  expect((await link()).length).toBeLessThan(1_273);
  await expect(dialog.root.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  const code = await muster.download(dialog.button("Save the QR code"));
  expect(code.name).toBe("harbour-coalition-link.svg");
  const file = await muster.download(dialog.button("Save the copy as a file"));
  expect(file.name).toBe("harbour-coalition-public.muster.json");
  const { changes } = JSON.parse(file.bytes.toString("utf8"));
  expect(changes.every((change) => !change.author)).toBe(true);
});
