// A register as a link: what goes into it, who can open it, and what a reader can do with it.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";
import { FUNDING, openFile } from "./registers.mjs";

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

const READ_ONLY = /It is only read here; keep a copy to edit it\./;

test("the public copy of the example is a link that opens elsewhere, counted anew, and is only read", async ({ browser, muster, trouble }) => {
  await muster.open();
  await muster.openExample();
  const pledged = await muster.figure("pledged");
  const { dialog, link, says } = await share(muster);
  await axeInBoth(muster.page);
  const first = await link();
  expect(first.length, "characters").toBeLessThan(10_000);
  await expect(says("goes")).toContainText("contributions");
  await dialog.field("Notes").uncheck();
  await expect(dialog.root.locator("[data-share=link]")).not.toHaveValue(first);
  const short = await link();
  expect(short.length, "characters without notes").toBeLessThan(8_000);
  console.log(`link of the example: ${first.length} characters, without notes ${short.length}`);

  const other = await reader(browser, trouble);
  await open(other, first);
  const on = `#/?on=${pledged.date}`;
  await expect(other.heading("Overview")).toBeVisible();
  expect(other.page.url(), "the payload leaves the address").toMatch(/#\/\?r=shared-[0-9a-f]{16}$/);
  await other.page.evaluate((on) => (location.hash = `${location.hash}&on=${on}`), pledged.date);
  await expect(other.figureAt("pledged"), on).toHaveAttribute("data-amount", pledged.amount);
  await expect(other.page.getByText(READ_ONLY)).toBeVisible();
  await axeInBoth(other.page);
  await other.nav("Contributions");
  await expect(other.button("Add contribution").first()).toBeDisabled();
  expect((await kept(other)).browser, "nothing is kept before it is asked for").toEqual([]);

  // Loaded again, the reader is where they were.
  await other.reload();
  await expect(other.heading("Contributions").first()).toBeVisible();
  await expect(other.page.getByText(READ_ONLY)).toBeVisible();

  const keep = await other.press("Keep a copy", "Keep a copy");
  await keep.button("Keep a copy").click();
  await expect(other.notice).toContainText("is kept in this browser");
  await expect(other.page.getByText(READ_ONLY)).toHaveCount(0);
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
  const { tab } = await kept(other);
  expect(tab, "in the tab it stands as it was received").not.toContain("Danish");
  await other.reload();
  await expect(other.page.getByLabel("Passphrase of the link")).toBeVisible();

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
