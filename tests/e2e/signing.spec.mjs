// Signatures: a key that is kept here, links signed with it, and what their readers are told.
import { createHash } from "node:crypto";
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Muster, Visit } from "./pages.mjs";
import { FUNDING, openFile } from "./registers.mjs";

const WORD = "seven green bicycles";
const DIGITS = /^([0-9a-f]{4} ){5}[0-9a-f]{4}$/;

/** Somebody else, who has nothing of this in the browser. */
const another = async (browser, trouble) => {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels" });
  trouble.watch(context);
  return new Muster(await context.newPage());
};

/** Opens a link in a page that had none. */
const visit = async (muster, link) => {
  await muster.page.goto("about:blank");
  await muster.page.goto(link);
  await muster.ready();
  await expect(muster.heading("Overview")).toBeVisible();
  return new Visit(muster).bar;
};

/** Goes to the settings, of whatever register is open. */
const settings = async (muster) => {
  const query = muster.page.url().match(/#[^?]*(\?.*)?$/)?.[1] ?? "";
  await muster.go(`#/settings${query}`);
  await expect(muster.heading("Signing")).toBeVisible();
};

/** Makes a key in the settings; gives its digits. */
const makeKey = async (muster, name) => {
  await settings(muster);
  const part = muster.page.locator("#signing");
  await part.getByLabel("Name on your signatures").fill(name);
  await part.getByRole("button", { name: "Make a key" }).click();
  const key = part.locator("[data-signing=key]");
  await expect(key).toHaveText(DIGITS);
  return key.innerText();
};

/** A link of the open register, signed where `name` is given. */
const share = async (muster, name) => {
  const dialog = await muster.press("Share…", "Share");
  const at = dialog.root.locator("[data-share=link]");
  await expect(at).toHaveValue(/#\/s\//);
  const plain = await at.inputValue();
  if (name) {
    await dialog.root.getByLabel(`Sign it as ${name}`).check();
    await expect(at).not.toHaveValue(plain);
    await expect(at).toHaveValue(/#\/s\//);
  }
  const link = await at.inputValue();
  await dialog.button("Close").click();
  return link;
};

/** The body of a link as docs/format.md has it; and a link of such a body, with its checksum. */
const apart = (link) => {
  const bytes = Buffer.from(link.slice(link.indexOf("#/s/") + 4), "base64url");
  let at = 2;
  while (bytes[at] & 0x80) at += 1;
  return { address: link.slice(0, link.indexOf("#/s/") + 4), flags: bytes[1], body: bytes.subarray(at + 1, -6) };
};
const together = ({ address, flags, body }) => {
  const length = [];
  for (let rest = body.length; ; rest = Math.floor(rest / 128)) {
    length.push((rest % 128) + (rest >= 128 ? 128 : 0));
    if (rest < 128) break;
  }
  const said = Buffer.concat([Buffer.from([1, flags, ...length]), body]);
  const sum = createHash("sha256").update(said).digest().subarray(0, 6);
  return address + Buffer.concat([said, sum]).toString("base64url");
};

/** How many bytes of a body its signature takes: key, signature, time and name. */
const signatureOf = (body) => {
  const time = 96;
  const name = time + 1 + body[time];
  return name + 1 + body[name];
};

test("a signed link says who signed, when, and that nothing was changed; an altered one says so loudly", async ({ browser, muster, trouble }) => {
  test.setTimeout(120_000);
  await openFile(muster, expect, FUNDING);
  await settings(muster);
  await axeInBoth(muster.page, "settings without a key");
  await muster.page.locator("#signing").getByRole("button", { name: "Make a key" }).click();
  await expect(muster.page.locator("#signing").getByRole("alert").first()).toContainText("Type the name");
  const key = await makeKey(muster, "Kadri Tamm");
  await axeInBoth(muster.page, "settings with a key");
  const plain = await share(muster);
  const signed = await share(muster, "Kadri Tamm");
  expect(apart(signed).flags).toBe(8);

  const other = await another(browser, trouble);
  const bar = await visit(other, signed);
  await expect(bar).toContainText(/Signed by “Kadri Tamm” on \d{1,2} \w+ 20\d\d, unchanged since\./);
  await expect(bar).toContainText(`Key ${key}.`);
  await expect(bar).toContainText("A key that was not seen before");
  await expect(bar.locator(".chip.good")).toHaveText("Signed, unchanged");
  await axeInBoth(other.page, "a signed link");
  // A visit leaves nothing behind, and a reload verifies again.
  const left = () =>
    other.page.evaluate(async () => [
      ...Object.keys(localStorage).filter((key) => key.startsWith("muster")),
      ...(await indexedDB.databases()).map(({ name }) => name).filter((name) => name === "muster-signing"),
    ]);
  expect(await left()).toEqual([]);
  await other.reload();
  await expect(bar).toContainText("unchanged since");
  await other.button("Remember this key").click();
  await expect(bar).toContainText(/The same key as on \d{1,2} \w+ 20\d\d/);
  await expect(other.button("Remember this key")).toHaveCount(0);
  expect(await left()).toEqual(["muster-signers"]);
  await visit(other, signed);
  await expect(bar).toContainText("The same key as on");

  const parts = apart(signed);
  const size = signatureOf(parts.body);
  const flipped = Buffer.from(parts.body);
  flipped[40] ^= 1;
  const renamed = Buffer.from(parts.body);
  renamed[size - 1] ^= 1;
  const edited = Buffer.concat([parts.body.subarray(0, size), apart(await shareWithoutNotes(muster)).body]);
  for (const [what, body] of Object.entries({ "another signature": flipped, "another name": renamed, "another content": edited })) {
    await visit(other, together({ ...parts, body }));
    await expect(bar.getByRole("alert"), what).toContainText("The signature does not fit: altered or forged.");
    await expect(bar.locator(".chip.bad")).toHaveText("Signature does not fit");
    await expect(bar).toContainText("Read-only");
    await expect(other.button("Remember this key")).toHaveCount(0);
  }
  await axeInBoth(other.page, "a forged link");
  await other.reload();
  await expect(bar.getByRole("alert").first()).toContainText("The signature does not fit");

  await visit(other, plain);
  await expect(bar).not.toContainText(/sign/i);
  // Whoever has the key is told that it is theirs.
  await visit(muster, signed);
  await expect(new Visit(muster).bar).toContainText("It is the key of this browser.");
  await other.page.context().close();
});

const shareWithoutNotes = async (muster) => {
  const dialog = await muster.press("Share…", "Share");
  const at = dialog.root.locator("[data-share=link]");
  await expect(at).toHaveValue(/#\/s\//);
  const all = await at.inputValue();
  await dialog.root.getByLabel("Dated from").fill("2024-02-01");
  await dialog.root.getByLabel("Dated from").blur();
  await expect(at).not.toHaveValue(all);
  await expect(at).toHaveValue(/#\/s\//);
  const link = await at.inputValue();
  await dialog.button("Close").click();
  return link;
};

test("another key under a name that is known is told loudly, and what is remembered can be forgotten", async ({ browser, muster, trouble }) => {
  test.setTimeout(120_000);
  await openFile(muster, expect, FUNDING);
  const key = await makeKey(muster, "Kadri Tamm");
  const first = await share(muster, "Kadri Tamm");

  // Somebody who calls themselves the same makes a key from within the window.
  const forger = await another(browser, trouble);
  await forger.page.goto(muster.page.url().replace(/#.*/, ""));
  await forger.ready();
  await openFile(forger, expect, FUNDING);
  const dialog = await forger.press("Share…", "Share");
  const at = dialog.root.locator("[data-share=link]");
  await expect(at).toHaveValue(/#\/s\//);
  await dialog.root.getByText("Sign it", { exact: true }).click();
  await dialog.fill("Name on your signatures", "kadri  tamm");
  await axeInBoth(forger.page, "a key from within the window");
  await dialog.button("Make a key").click();
  await expect(dialog.root.getByLabel(/^Sign it as kadri/)).toBeChecked();
  await expect(at).toHaveValue(/#\/s\/AQ[g-j]/);
  const second = await at.inputValue();
  await dialog.root.getByLabel(/^Whoever has all of it/).check();
  await expect(at).toHaveValue(/\.[\w-]{43}$/);
  const sealed = await at.inputValue();
  await axeInBoth(forger.page, "a signed link is made");

  const other = await another(browser, trouble);
  const bar = await visit(other, first);
  await other.button("Remember this key").click();
  for (const link of [second, sealed]) {
    await visit(other, link);
    await expect(bar.getByRole("alert").first()).toContainText("Another key under a known name.");
    await expect(bar.getByRole("alert").first()).toContainText(key);
    await expect(bar.locator(".chip.bad")).toHaveText("Signed with another key");
  }
  await axeInBoth(other.page, "another key");
  await visit(muster, second);
  await expect(new Visit(muster).bar).toContainText("Your name, but not the key of this browser.");

  await visit(other, first);
  await settings(other);
  const known = other.page.locator("[data-signing=known]");
  await expect(known).toContainText(key);
  await axeInBoth(other.page, "settings with a remembered key");
  await other.button("Forget the key of Kadri Tamm").click();
  await expect(known).toHaveCount(0);
  expect(await other.page.evaluate(() => localStorage.getItem("muster-signers"))).toBe(null);
  await visit(other, second);
  await expect(bar).toContainText("A key that was not seen before");
  await forger.page.context().close();
  await other.page.context().close();
});

test("a key is saved under a passphrase, removed, and brought in again", async ({ muster }) => {
  test.setTimeout(120_000);
  await openFile(muster, expect, FUNDING);
  const key = await makeKey(muster, "Kadri Tamm");
  const part = muster.page.locator("#signing");
  await muster.button("Save the key as a file…").click();
  const save = muster.form("Save the key");
  await save.fillAll({ "New passphrase": WORD, "The same again": "seven green" });
  await save.button("Save the key").click();
  await expect(save.root.getByRole("alert")).toContainText("do not agree");
  await axeInBoth(muster.page, "a key is saved");
  await save.fill("The same again", WORD);
  const file = await muster.download(save.button("Save the key"));
  expect(file.name).toBe("kadri-tamm.muster-key");
  expect(file.bytes.toString("latin1")).not.toMatch(/Kadri|seed/);
  await expect(muster.notice).toContainText("Saved: kadri-tamm.muster-key");

  // It is there after a reload.
  await muster.reload();
  await expect(part.locator("[data-signing=key]")).toHaveText(key);
  await muster.button("Remove the key…").click();
  const remove = muster.form("Remove the key");
  await expect(remove.root).toContainText("nobody can sign with this key");
  await axeInBoth(muster.page, "a key is removed");
  await remove.button("Remove the key").click();
  await expect(part).toContainText("There is no key in this browser");
  await muster.reload();
  await expect(part).toContainText("There is no key in this browser");

  await muster.button("Bring in a key from a file…").click();
  const bring = muster.form("Bring in the key");
  await bring.button("Bring in the key").click();
  await expect(bring.root.getByRole("alert")).toContainText("Choose the file");
  await bring.field("File of the key").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("no key") });
  await bring.button("Bring in the key").click();
  await expect(bring.root.getByRole("alert")).toContainText("This is no file of a key");
  await bring.field("File of the key").setInputFiles({ name: file.name, mimeType: "application/octet-stream", buffer: file.bytes });
  await expect(bring.root).toContainText("Chosen: kadri-tamm.muster-key.");
  await bring.fill("Passphrase of the file", "seven red bicycles");
  await bring.button("Bring in the key").click();
  await expect(bring.root.getByRole("alert")).toContainText("passphrase", { timeout: 30_000 });
  await axeInBoth(muster.page, "a wrong passphrase");
  await bring.fill("Passphrase of the file", WORD);
  await bring.button("Bring in the key").click();
  await expect(part.locator("[data-signing=key]")).toHaveText(key, { timeout: 30_000 });
  // It signs as before.
  const link = await share(muster, "Kadri Tamm");
  const bar = await visit(muster, link);
  await expect(bar).toContainText("It is the key of this browser.");
});

test("a browser without Ed25519 says so, and everything else works", async ({ browser, muster, trouble }) => {
  await openFile(muster, expect, FUNDING);
  await makeKey(muster, "Kadri Tamm");
  const link = await share(muster, "Kadri Tamm");
  const other = await another(browser, trouble);
  await other.page.addInitScript(() => {
    // A blank page has none.
    if (!globalThis.SubtleCrypto) return;
    const lacks = () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
    for (const name of ["importKey", "generateKey"]) SubtleCrypto.prototype[name] = lacks;
  });
  const bar = await visit(other, link);
  await expect(bar).toContainText("which is not verified: it may be altered or forged. This browser can neither sign nor verify");
  await expect(bar.locator(".chip.w")).toHaveText("Signature not verified");
  await axeInBoth(other.page, "not verified");
  await settings(other);
  await expect(other.page.locator("#signing")).toContainText("This browser can neither sign nor verify");
  await expect(other.page.locator("#signing").getByRole("button")).toHaveCount(0);
  await new Visit(other).button("Keep a copy").click();
  await expect(other.notice).toContainText("is kept in this browser");
  const dialog = await other.press("Share…", "Share");
  await expect(dialog.root).toContainText("This browser cannot sign links.");
  await expect(dialog.root.locator("[data-share=link]")).toHaveValue(/#\/s\//);
  await other.page.context().close();
});
