// A register from elsewhere: read in this tab, and kept only when somebody asks for it.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { axeInBoth, expect, test, Trouble } from "./fixtures.mjs";
import { Muster, Visit } from "./pages.mjs";
import { FUNDING, fileOf, openFile } from "./registers.mjs";

const HOSTED = "#/open?src=registers/it-coalition.muster.json";
const DAY = "on=2024-05-31";

/** Serves a register beside the page. */
const beside = (page, name, file) => page.route(`**/registers/${name}`, (route) => route.fulfill({ body: file.buffer, contentType: file.mimeType }));

/** The names of all that stays in this browser. */
const kept = (page) =>
  page.evaluate(async () => {
    const disks = await indexedDB.databases();
    const keysOf = (name) =>
      new Promise((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = async () => {
          const stores = [...asked.result.objectStoreNames];
          const all = stores.map((store) => new Promise((done) => {
            const keys = asked.result.transaction(store).objectStore(store).getAllKeys();
            keys.onsuccess = () => done(keys.result.map((key) => `${store}: ${key}`));
          }));
          resolve((await Promise.all(all)).flat());
          asked.result.close();
        };
      });
    const onDisk = (await Promise.all(disks.map(({ name }) => keysOf(name)))).flat();
    return [...Object.keys(localStorage), ...onDisk].sort();
  });

/** The same register in which somebody wrote this as well. */
const copyWith = (body) => {
  const file = JSON.parse(FUNDING.buffer.toString("utf8"));
  file.changes.push({ schema: 1, replica: "other", number: 1, stamp: "1704067300000.0", at: "2024-01-01T00:01:40Z", author: "Somebody else", body });
  return { ...FUNDING, buffer: Buffer.from(JSON.stringify(file)) };
};

test("a register beside the page opens to be read, again after a reload, and nothing of it is kept", async ({ muster, page }) => {
  const visit = new Visit(muster);
  await muster.open();
  const before = await kept(page);
  await muster.open(HOSTED);
  await expect(visit.bar).toContainText("IT coalition: example from public sources");
  await expect(visit.bar).toContainText("From “registers/it-coalition.muster.json” on the server of this page.");
  await expect(visit.bar).toContainText(/Last changed on \d{1,2} \w+ 20\d\d\./);
  await expect(visit.bar).toContainText("Read-only");
  await expect(page).toHaveURL(/#\/\?src=registers\/it-coalition\.muster\.json$/);
  await axeInBoth(page, "a visited register");

  await muster.go(`#/?src=registers/it-coalition.muster.json&${DAY}`);
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-amount", "54703626.22");
  await muster.nav("Members");
  await expect(visit.bar).toBeVisible();
  await expect(page).toHaveURL(/src=registers/);
  await muster.reload();
  await expect(visit.bar).toBeVisible();
  await expect(muster.heading("Members")).toBeVisible();
  await expect(muster.button("Undo")).toBeDisabled();
  await expect(muster.button("Add member").first()).toBeDisabled();
  const { bytes } = await muster.exportFile();
  expect(JSON.parse(bytes.toString()).register).not.toContain("/");
  expect(await kept(page)).toEqual(before);

  await visit.leave();
  await expect(muster.heading("Registers")).toBeVisible();
  await expect(visit.bar).toHaveCount(0);
});

test("a copy is kept when asked for, beside the others, and can be edited", async ({ muster, page }) => {
  const visit = new Visit(muster);
  await openFile(muster, expect, fileOf("own", { register: { self: { name: "My own coalition" } } }));
  await beside(page, "funding.json", FUNDING);
  await muster.go("#/open?src=registers/funding.json");
  await expect(visit.bar).toContainText("Funding coalition");
  await visit.button("Keep a copy").click();
  await expect(page).toHaveTitle(/Funding coalition \(copy of/);
  await expect(visit.bar).toHaveCount(0);
  await expect(page).not.toHaveURL(/src=/);
  await muster.go("#/meetings");
  await muster.button("Add meeting").first().click();
  await muster.sign();
  const form = muster.dialog("New meeting");
  await form.fill("Title", "After the copy");
  await form.saveAndClose();
  await muster.reload();
  await expect(page.getByText("After the copy").first()).toBeVisible();
  await muster.go("#/registers");
  await expect(muster.rows()).toHaveCount(2);
});

test("from what does not open the reader goes on to what is kept here", async ({ muster, page }) => {
  await openFile(muster, expect, fileOf("own", { register: { self: { name: "My own coalition" } } }));
  await muster.go("#/s/AQBroken");
  await expect(muster.heading("This register could not be opened")).toBeVisible();
  await expect(muster.button("Try again")).toHaveCount(0);
  await muster.nav("Members");
  await expect(page).toHaveTitle("Members · My own coalition · Muster");
  await muster.go("#/?r=link/0123456789abcdef");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This tab no longer has the link.");
  await muster.button("Back to my registers").click();
  await expect(muster.rows()).toHaveCount(1);
});

test("it is merged into the register that it is of, after the preview, and beside another it is compared record by record", async ({ muster, page }) => {
  const visit = new Visit(muster);
  await openFile(muster, expect, FUNDING);
  await muster.go("#/registers");
  await openFile(muster, expect, fileOf("own", { register: { self: { name: "My own coalition" } } }));
  const amount = { value: "1100.10", currency: "EUR" };
  await beside(page, "funding.json", copyWith({ contributions: { radios: { entries: { l0: { amount } } } } }));
  await muster.go("#/open?src=registers/funding.json");
  await visit.button("Merge into…").click();
  const dialog = muster.dialog("Merge into a register");
  const said = dialog.root.getByRole("status").first();
  await expect(said).toContainText("1 of its 2 changes are new here");
  await expect(said).toContainText("Pledged: €1,560.30 or more becomes €1,660.30 or more");
  await dialog.fill("Into", "My own coalition");
  await expect(said).toContainText("That is another register");
  await expect(dialog.button("Merge")).toHaveCount(0);
  await expect(dialog.button("keep a copy")).toBeVisible();
  await expect(dialog.root.getByRole("heading", { name: "“Funding coalition” beside “My own coalition”, record by record" })).toBeVisible();
  await dialog.fill("Into", "Funding coalition");
  await axeInBoth(page, "the window for merging");
  await dialog.button("Merge").click();
  await expect(muster.notice).toHaveText("Merged: 1 change was new.");
  await expect(page).toHaveTitle(/Funding coalition/);
  await expect(visit.bar).toHaveCount(0);
  await expect(page.locator("dl.figs [data-figure=pledged]")).toHaveAttribute("data-amount", "1660.30");
  await muster.reload();
  await expect(page.locator("dl.figs [data-figure=pledged]")).toHaveAttribute("data-amount", "1660.30");
});

test("nothing is fetched from another origin, whatever the address says", async ({ muster, page, site }) => {
  await muster.open();
  await muster.whole();
  const asked = site.served.length;
  for (const src of ["https://example.org/a.json", "//example.org/a.json", "javascript:alert(1)", "data:application/json,{}", "\\\\example.org\\a", "../../a.json"]) {
    await muster.go(`#/open?src=${encodeURIComponent(src)}`);
    await expect(muster.heading("This register could not be opened")).toBeVisible();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(`“${src}”`);
  }
  await muster.go("#/open");
  await expect(page.getByRole("main")).toContainText("The address names no register.");
  await axeInBoth(page, "an address without a register");
  expect(site.served.slice(asked).filter(({ path }) => path.includes("a.json"))).toEqual([]);
});

test("a file that is not there, or is no register, is named; while the server is away the tab has its own", async ({ muster, page, trouble }) => {
  const visit = new Visit(muster);
  trouble.expect(/404/);
  trouble.expect(/ERR_FAILED/);
  await muster.open("#/open?src=registers/none.json");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("There is no file “registers/none.json” on the server of this page.");
  await page.route("**/registers/picture.json", (route) => route.fulfill({ body: Buffer.from("%PDF-1.4 "), contentType: "application/json" }));
  await muster.go("#/open?src=registers/picture.json");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("The file is a PDF document, not a register.");

  await beside(page, "large.json", { mimeType: "application/json", buffer: Buffer.alloc((64 << 20) + 1, " ") });
  await muster.go("#/open?src=registers/large.json");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("“registers/large.json” is larger than 64 MiB");

  await beside(page, "funding.json", FUNDING);
  await muster.go("#/open?src=registers/funding.json");
  await expect(visit.bar).toContainText("Funding coalition");
  await page.route("**/registers/funding.json", (route) => route.abort());
  await muster.reload();
  await expect(visit.bar).toContainText("as this tab had it before. The server of this page cannot be reached.");
  await expect(page.locator("dl.figs [data-figure=pledged]")).toHaveAttribute("data-amount", "1560.30");
});

test("what stands in a visited register stays text", async ({ muster, page }) => {
  const visit = new Visit(muster);
  const hostile = '</script><img src=x onerror="alert(1)"><!-- ${1} {{1}}';
  await beside(page, "odd.json", fileOf("odd", { register: { self: { name: hostile } }, actions: { a: { text: hostile, state: "open" } } }));
  await muster.open("#/open?src=registers/odd.json");
  await expect(visit.bar).toContainText(hostile);
  await muster.nav("Overview");
  await muster.go("#/actions?src=registers/odd.json");
  await expect(page.getByRole("main")).toContainText(hostile);
  await expect(page.locator("main img")).toHaveCount(0);
});

test.describe("a page with a register inside", () => {
  const NAME = 'Inside </script><script>alert("x")</script><!-- coalition';
  const inside = fileOf("inside", {
    ...JSON.parse(FUNDING.buffer.toString("utf8")).changes[0].body,
    register: { self: { name: NAME, currency: "EUR" } },
  });

  /** Opens a saved page from disk, and gives it to `look`. */
  const opened = async ({ browser, folder, bytes }, look) => {
    const path = join(folder, "saved.html");
    await writeFile(path, bytes);
    const home = pathToFileURL(path).href;
    const context = await browser.newContext();
    const trouble = new Trouble((url) => url.href.split("#")[0] === home);
    trouble.watch(context);
    const page = await context.newPage();
    const muster = new Muster(page, home);
    await muster.open("");
    const result = await look({ muster, page });
    trouble.check();
    await context.close();
    return result;
  };

  const saveAs = async (muster, { isWhole = true, mayEdit = false } = {}) => {
    const dialog = await muster.press("Export…", "Export");
    await dialog.root.getByText("As a page that shows itself").click();
    await expect(dialog.root.getByRole("radio", { name: /^A public copy/ })).toBeChecked();
    await expect(dialog.root.locator("[data-share=goes]")).toContainText("contributions");
    if (isWhole) {
      await dialog.root.getByRole("radio", { name: /^The whole register/ }).check();
      await expect(dialog.root).toContainText("All of it goes: one change, with authors and times.");
    }
    if (mayEdit) await dialog.root.getByRole("radio", { name: /^Edit it/ }).check();
    return muster.download(dialog.button("Save as a page"));
  };

  test("it is saved from the hosted page, opens from disk with the same total, and is passed on from there", async ({ browser, muster, page }) => {
    test.setTimeout(120_000);
    const folder = await mkdtemp(join(tmpdir(), "muster visit "));
    await openFile(muster, expect, inside);
    const pledged = "dl.figs [data-figure=pledged]";
    await expect(page.locator(pledged)).toHaveAttribute("data-amount", "1560.30");
    const first = await saveAs(muster);
    expect(first.name).toMatch(/^inside-script-script-alert-x-script-coalition-\d{4}-\d\d-\d\d\.html$/);

    const second = await opened({ browser, folder, bytes: first.bytes }, async ({ muster, page }) => {
      const visit = new Visit(muster);
      await expect(visit.bar).toContainText(NAME);
      await expect(visit.bar).toContainText("From inside this page.");
      await expect(visit.button("Edit here")).toHaveCount(0);
      await expect(page.locator(pledged)).toHaveAttribute("data-amount", "1560.30");
      expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("muster/")))).toEqual([]);
      await muster.reload();
      await expect(visit.bar).toContainText(NAME);
      return saveAs(muster, { mayEdit: true });
    });

    await opened({ browser, folder, bytes: second.bytes }, async ({ muster, page }) => {
      const visit = new Visit(muster);
      await expect(page.locator(pledged)).toHaveAttribute("data-amount", "1560.30");
      await visit.button("Edit here").click();
      await expect(visit.bar).toHaveCount(0);
      await muster.go("#/actions");
      await muster.button("Add action").first().click();
      await muster.sign();
      const form = muster.dialog("New action");
      await form.fill("Action", "Edited from the stick");
      await form.saveAndClose();
      const { bytes } = await muster.exportFile();
      expect(JSON.parse(bytes.toString()).register).toBe("inside");
    });
    await rm(folder, { recursive: true, force: true });
  });

  test("a public copy is the default: nothing internal is in its bytes, and its reader is told what is not in it", async ({ browser, muster, page }) => {
    test.setTimeout(120_000);
    const folder = await mkdtemp(join(tmpdir(), "muster visit "));
    const [{ body }] = JSON.parse(FUNDING.buffer.toString("utf8")).changes;
    const secret = {
      contributions: { ...body.contributions, hidden: { purpose: "Whispered plans", internal: true } },
      contacts: { person: { name: "Quiet Person" } },
    };
    await openFile(muster, expect, fileOf("inside", { ...body, ...secret }));
    const dialog = await muster.press("Export…", "Export");
    await dialog.root.getByText("As a page that shows itself").click();
    await expect(dialog.root.locator("[data-share=stays]")).toHaveText("one internal record and one contact");
    await axeInBoth(page, "the window for export");
    await dialog.root.getByRole("radio", { name: /^Edit it/ }).check();
    const { name, bytes } = await muster.download(dialog.button("Save as a page"));
    expect(name).toMatch(/^funding-coalition-public-\d{4}-\d\d-\d\d\.html$/);
    const text = bytes.toString("utf8");
    for (const word of ["Whispered plans", "Quiet Person", '"author"', "Fixture"]) expect(text).not.toContain(word);
    expect(text).toContain("Radios for the field");

    await opened({ browser, folder, bytes }, async ({ muster, page }) => {
      const visit = new Visit(muster);
      await expect(visit.bar).toContainText(/From inside this page\. A public copy that somebody made on .*, without one internal record and one contact\./);
      await expect(page.locator("dl.figs [data-figure=pledged]")).toHaveAttribute("data-amount", "1560.30");
      await visit.button("Edit here").click();
      await expect(visit.bar).toHaveCount(0);
      await muster.nav("Members");
      await expect(muster.button("Add member").first()).toBeEnabled();
    });
    await rm(folder, { recursive: true, force: true });
  });
});
