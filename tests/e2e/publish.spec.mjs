// A register is published: a release with frozen figures, files for any server, and followers who are told what changed.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Muster, Visit } from "./pages.mjs";
import { fileOf, openFile } from "./registers.mjs";

const gift = (purpose, amount) => ({
  contributors: { g: { party: "EE" } },
  purpose,
  entries: { e: { kind: "pledge", date: "2024-01-10", ...(amount ? { amount: { value: amount, currency: "EUR" } } : {}) } },
});

const OWN = fileOf("radio", {
  register: { self: { name: "Radio coalition", currency: "EUR" } },
  parties: { EE: { kind: "state", code: "EE" } },
  memberships: { m: { party: "EE", role: "member", from: "2023" } },
  contributions: {
    radios: gift("Radios", "1000.10"),
    boats: gift("Boats", "50"),
    hidden: { ...gift("Not for the public", "7"), internal: true },
  },
});

/** The same register in which somebody wrote this as well. */
const later = (number, body) => {
  const file = JSON.parse(OWN.buffer.toString("utf8"));
  file.changes.push({ schema: 1, replica: "other", number, stamp: `170406730${number}000.0`, at: "2024-01-01T00:01:40Z", author: "Somebody", body });
  return { ...OWN, buffer: Buffer.from(JSON.stringify(file)) };
};

const merge = async (muster, file) => {
  const dialog = await muster.offerFile(file);
  await dialog.button("Merge").click();
  await expect(muster.notice).toContainText("Merged");
};

/** Publishes what is open, and gives the two files. */
async function publish(muster, number) {
  await muster.go("#/releases");
  await muster.button("Publish…").first().click();
  const dialog = muster.dialog("Publish");
  await expect(dialog.root).toContainText(`Release ${number} freezes the public figures`);
  await dialog.button(`Publish release ${number}`).click();
  await expect(dialog.root.getByRole("status")).toHaveText(`Release ${number} stands in the register.`);
  const page = await muster.download(dialog.button("Save the page"));
  const register = await muster.download(dialog.button("Save the register"));
  return { dialog, page, register };
}

/** Serves what was published last. */
const host = (page, published) =>
  page.route("**/registers/radio-coalition.muster.json", (route) =>
    route.fulfill({ body: published.at(-1).register.bytes, contentType: "application/json" }));

test("a release is published, a later one lists what changed it, and a follower is told", async ({ muster, page, context }) => {
  await openFile(muster, expect, OWN);
  const published = [await publish(muster, 1)];
  expect(published[0].page.name).toBe("radio-coalition.html");
  expect(published[0].register.name).toBe("radio-coalition.muster.json");
  await axeInBoth(page, "a release");
  await published[0].dialog.button("Close").click();

  // The files hold nothing internal, and the page says its figures without a script.
  const [html, json] = [published[0].page.bytes.toString(), published[0].register.bytes.toString()];
  for (const text of [html, json]) expect(text).not.toMatch(/Not for the public|Fixture|1,?057/);
  expect(html).toContain("1,050.10");
  expect(html).not.toContain("<script");
  expect(html).toMatch(/<meta property="og:description" content="[^"]*pledged 1,050\.10 EUR[^"]*Release 1\."/);
  expect(html).toContain('href="./#/open?src=registers/radio-coalition.muster.json"');

  // A follower looks for the first time: which release it is, and nothing of changes.
  const other = await context.newPage();
  await host(other, published);
  const follower = new Muster(other);
  const visit = new Visit(follower);
  const HOSTED = "#/open?src=registers/radio-coalition.muster.json";
  await follower.open(HOSTED);
  await expect(visit.bar).toContainText(/Release 1 of \d{1,2} \w+ 20\d\d\. What stands here is what was released\./);
  await expect(visit.bar.locator("[data-news]")).toHaveCount(0);
  await other.close();

  // One sum is corrected, and a gift is new.
  await merge(muster, later(1, { contributions: { radios: { entries: { e: { amount: { value: "900", currency: "EUR" } } } }, tents: gift("Tents", "25.50") } }));
  published.push(await publish(muster, 2));
  await expect(published[1].dialog.root).toContainText("What changed since release 1");
  await published[1].dialog.button("Close").click();
  await muster.go("#/releases");
  const list = page.getByRole("table", { name: "Releases" });
  await expect(list.locator("tbody tr[data-id]")).toHaveCount(2);

  // What was released before says what it said.
  await list.locator("tbody tr[data-id]").nth(1).getByRole("link").first().click();
  await expect(page.getByRole("main")).toContainText("1,050.10");
  for (const name of ["Edit", "Remove", "Add figure", "Cite a source"]) await expect(muster.button(name)).toHaveCount(0);
  await axeInBoth(page, "a release of before");

  const again = await context.newPage();
  await host(again, published);
  const back = new Muster(again);
  const second = new Visit(back);
  await back.open(HOSTED);
  const news = second.bar.locator("[data-news]");
  await expect(second.bar).toContainText("Release 2 of");
  await expect(news).toContainText(/Changed since you last looked, on \d{1,2} \w+ 20\d\d/);
  await expect(news).toContainText("Pledged: 1,050.10 EUR, now 975.50 EUR");
  await expect(news).toContainText(/Pledged: .*Radios.*, 1,000.10 EUR before, 900 EUR now/);
  await expect(news).toContainText(/Pledged: .*Tents.*, – before, 25.50 EUR now/);
  await expect(news).not.toContainText("Boats");
  await axeInBoth(again, "what changed since one looked");
  await back.reload();
  await expect(news).toBeVisible();
});

test("what nobody changed is not released twice, and its files can be made again", async ({ muster }) => {
  await openFile(muster, expect, OWN);
  const first = await publish(muster, 1);
  await first.dialog.button("Close").click();
  const dialog = await muster.press("Publish…", "Publish");
  await expect(dialog.root).toContainText("Release 1 is what is public now");
  await dialog.button("Make its files again").click();
  const register = await muster.download(dialog.button("Save the register"));
  expect(register.bytes.equals(first.register.bytes)).toBe(true);
});

test("a published file that somebody altered says so", async ({ muster, page }) => {
  await openFile(muster, expect, OWN);
  const first = await publish(muster, 1);
  await first.dialog.button("Close").click();
  const text = first.register.bytes.toString();
  const altered = JSON.parse(text);
  const change = altered.changes.find((one) => one.body.contributions);
  const [record] = Object.values(change.body.contributions);
  Object.values(record.entries)[0].amount.value = "2000000";
  // Written as one whole change again, so that no chain tells.
  const whole = altered.changes.map((one, at) => ({ schema: 1, replica: "forger", number: at + 1, stamp: `${1704067200000 + at}.0`, at: one.at, body: one.body }));
  await page.route("**/registers/radio.muster.json", (route) =>
    route.fulfill({ body: JSON.stringify({ format: altered.format, version: altered.version, register: altered.register, changes: whole }), contentType: "application/json" }));
  await muster.go("#/open?src=registers/radio.muster.json");
  await expect(new Visit(muster).bar.locator(".error")).toHaveText("What stands here is not what was released: its hash is another one.");
});

test("a release is signed where its publisher has a key, and a figure that was altered afterwards is told", async ({ muster, page }) => {
  await openFile(muster, expect, OWN);
  await muster.go("#/releases");
  const dialog = await muster.press("Publish…", "Publish");
  await dialog.root.getByText("Sign it", { exact: true }).click();
  await dialog.root.getByLabel("Name on your signatures").fill("Kadri Tamm");
  await dialog.button("Make a key").click();
  await expect(dialog.root.getByLabel("Sign it as Kadri Tamm")).toBeChecked();
  await dialog.button("Publish release 1").click();
  await expect(dialog.root.getByRole("status")).toHaveText("Release 1 stands in the register.");
  const { bytes } = await muster.download(dialog.button("Save the register"));
  await dialog.button("Close").click();

  const served = { text: bytes.toString() };
  await page.route("**/registers/radio.muster.json", (route) => route.fulfill({ body: served.text, contentType: "application/json" }));
  const bar = new Visit(muster).bar;
  await muster.go("#/open?src=registers/radio.muster.json");
  await expect(bar).toContainText("What stands here is what was released.");
  await expect(bar).toContainText(/Signed by “Kadri Tamm” on \d{1,2} \w+ 20\d\d, unchanged since\./);
  await expect(bar).toContainText("It is the key of this browser.");

  // The frozen figure alone, which no total shows.
  const file = JSON.parse(served.text);
  const changes = file.changes.map((one, at) => ({ schema: 1, replica: "forger", number: at + 1, stamp: `${1704067200000 + at}.0`, at: one.at, body: one.body }));
  const { body } = changes.find((one) => one.body.releases);
  const [release] = Object.values(body.releases);
  Object.values(release.figures).find((one) => one.measure === "pledged").amount.value = "2000000";
  served.text = JSON.stringify({ format: file.format, version: file.version, register: file.register, changes });
  await muster.reload();
  await expect(bar).toContainText("What stands here is what was released.");
  await expect(bar.getByRole("alert")).toContainText("The signature does not fit: altered or forged.");
});
