// A backup counts when it was read back; and it brings everything back, in the way that was chosen.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";

const WORD = "seven green bicycles";

/** A folder that the browser gives without asking: the page's own part of the disk, which has the same interface. */
const withFolder = (page, make = "(folder) => folder") =>
  page.addInitScript((source) => {
    const dress = eval(source); // The page of the test alone.
    window.showDirectoryPicker = async () => {
      const root = await navigator.storage.getDirectory();
      return dress(await root.getDirectoryHandle("backups", { create: true }));
    };
  }, make);

const files = (page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("backups", { create: true });
    const found = {};
    for await (const [name, handle] of folder.entries()) found[name] = await (await handle.getFile()).text();
    return found;
  });

const badge = (page) => page.locator("[data-backup]");

async function note(muster, text) {
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
  await muster.kept();
}

async function begin(muster) {
  await muster.open();
  await muster.start("Backed coalition");
  await note(muster, "Fog horns");
  await muster.whole();
}

test("a download is verified when it is shown to the page, and only then counts", async ({ muster, page }) => {
  await page.addInitScript(() => {
    delete window.showDirectoryPicker;
  });
  await begin(muster);
  await expect(badge(page)).toContainText("No verified backup yet");
  const dialog = await muster.press("Back up…", "Back up");
  await axeInBoth(page, "a backup");
  const made = await muster.download(dialog.button("Download"));
  expect(made.name).toMatch(/^backed-coalition\.\w{8}\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.muster\.json$/);
  await expect(dialog.root.getByText("Not verified yet.")).toBeVisible();
  await expect(badge(page)).toContainText("No verified backup yet");

  const saved = dialog.field("The file that was saved");
  const as = (buffer) => ({ name: made.name, mimeType: "application/json", buffer });
  await saved.setInputFiles(as(made.bytes.subarray(0, made.bytes.length - 40)));
  await expect(dialog.root.getByRole("alert")).toContainText("Not verified. The file ends too early");
  await saved.setInputFiles(as(Buffer.from(made.bytes.toString("utf8").replace("Fog horns", "Fog horn?"))));
  await expect(dialog.root.getByRole("alert")).toContainText("does not hold what was backed up");
  await saved.setInputFiles(as(made.bytes));
  await expect(muster.notice).toContainText("Verified");
  await expect(badge(page)).toContainText("Backed up");

  // The badge tells what came since, and outlives a reload.
  await note(muster, "Later");
  await expect(badge(page)).toContainText("one change since");
  await muster.reload();
  await muster.whole();
  await expect(badge(page)).toContainText("one change since");
});

test("after a week with something new the badge says that it is time, until there is a backup", async ({ muster, page }) => {
  await withFolder(page);
  await begin(muster);
  const backUp = async (button) => {
    const dialog = await muster.press("Back up…", "Back up");
    await dialog.button(button).click();
    await expect(muster.notice).toContainText("Backed up and verified");
  };
  await backUp("Choose a folder…");
  await note(muster, "Later");
  await expect(badge(page)).toHaveAttribute("data-backup", "calm");
  await page.clock.setSystemTime(Date.now() + 8 * 24 * 3600 * 1000);
  await note(muster, "Much later");
  await expect(badge(page)).toHaveAttribute("data-backup", "due");
  await expect(badge(page)).toContainText("time for another");
  await backUp("Back up to “backups”");
  await expect(badge(page)).toHaveAttribute("data-backup", "calm");
});

test("a folder gets a verified backup, and old ones go", async ({ muster, page }) => {
  await withFolder(page);
  await begin(muster);
  const dialog = await muster.press("Back up…", "Back up");
  await dialog.button("Choose a folder…").click();
  await expect(muster.notice).toContainText("Backed up and verified");
  await expect(badge(page)).toContainText("Backed up");
  const [name, text] = Object.entries(await files(page))[0];
  const { bytes } = await muster.exportFile();
  expect(text, "the very bytes of an export").toBe(bytes.toString("utf8"));

  const old = [1, 2, 3].map((hour) => name.replace(/\d{4}-\d\d-\d\dT\d\d/, `2020-05-05T0${hour}`));
  const others = ["notes.txt", "other.abcdefgh.2020-05-05T01-00-00.muster.json"];
  await page.evaluate(async (names) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("backups");
    for (const one of names) {
      const stream = await (await folder.getFileHandle(one, { create: true })).createWritable();
      await stream.write("old");
      await stream.close();
    }
  }, [...old, ...others]);
  await note(muster, "Later");
  const again = await muster.press("Back up…", "Back up");
  await again.button("Back up to “backups”").click();
  await expect(muster.notice).toContainText("Backed up and verified");
  const left = Object.keys(await files(page));
  expect(left).toEqual(expect.arrayContaining([name, old[2], ...others]));
  expect(left).toHaveLength(5);
});

test("the folder is remembered in other tabs and after a reload", async ({ muster, page, context }) => {
  await withFolder(page);
  await begin(muster);
  let dialog = await muster.press("Back up…", "Back up");
  await dialog.button("Choose a folder…").click();
  await expect(muster.notice).toContainText("Backed up and verified");
  await expect(muster.notice).not.toContainText("does not remember");

  await muster.reload();
  await note(muster, "After the reload");
  dialog = await muster.press("Back up…", "Back up");
  await axeInBoth(page, "a backup to the folder of before");
  await dialog.button("Back up to “backups”").click();
  await expect(muster.notice).toContainText("Backed up and verified");

  const other = new Muster(await context.newPage());
  await other.open();
  await note(other, "In the other tab");
  dialog = await other.press("Back up…", "Back up");
  await expect(dialog.button("Choose another folder…")).toBeVisible();
  await dialog.button("Back up to “backups”").click();
  await expect(other.notice).toContainText("Backed up and verified");
  expect(Object.keys(await files(page)).length).toBeGreaterThan(1);
});

test("the page says that the browser asks again, and what was answered", async ({ muster, page }) => {
  await withFolder(page);
  await page.addInitScript(() => {
    window.answers = [];
    window.permission = sessionStorage.getItem("permission") ?? "granted";
    FileSystemHandle.prototype.queryPermission = async () => window.permission;
    FileSystemHandle.prototype.requestPermission = async () => {
      window.wasPressed = navigator.userActivation.isActive;
      window.permission = window.answers.shift() ?? window.permission;
      return window.permission;
    };
  });
  await begin(muster);
  let dialog = await muster.press("Back up…", "Back up");
  await dialog.button("Choose a folder…").click();
  await expect(muster.notice).toContainText("Backed up and verified");

  await page.evaluate(() => sessionStorage.setItem("permission", "prompt"));
  await muster.reload();
  await note(muster, "Later");
  dialog = await muster.press("Back up…", "Back up");
  await expect(dialog.root.getByText("The browser will ask whether this page may still write to “backups”.")).toBeVisible();
  await page.evaluate(() => window.answers.push("prompt", "granted"));
  await dialog.button("Back up to “backups”").click();
  await expect(dialog.root.getByRole("alert")).toContainText("does not let this page write to the folder “backups”");
  expect(await page.evaluate(() => window.wasPressed), "asked right after the press").toBe(true);
  await dialog.button("Back up to “backups”").click();
  await expect(muster.notice).toContainText("Backed up and verified");
});

test("a folder that is gone is said to be gone, and another one can be chosen", async ({ muster, page }) => {
  await withFolder(page);
  await begin(muster);
  let dialog = await muster.press("Back up…", "Back up");
  await dialog.button("Choose a folder…").click();
  await expect(muster.notice).toContainText("Backed up and verified");
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry("backups", { recursive: true }));
  await muster.reload();
  await note(muster, "Later");
  dialog = await muster.press("Back up…", "Back up");
  await dialog.button("Back up to “backups”").click();
  await expect(dialog.root.getByRole("alert")).toContainText("The folder “backups” is not there any more.");
  await expect(badge(page)).toContainText("one change since");
  await dialog.button("Choose another folder…").click();
  await expect(muster.notice).toContainText("Backed up and verified");
});

test("a folder that gives back something else leaves no verified backup", async ({ muster, page }) => {
  await withFolder(
    page,
    `(folder) => ({
      name: folder.name,
      keys: () => folder.keys(),
      removeEntry: (name) => folder.removeEntry(name),
      getFileHandle: async (name, options) => {
        const handle = await folder.getFileHandle(name, options);
        return {
          createWritable: () => handle.createWritable(),
          getFile: async () => new Blob([(await (await handle.getFile()).text()).replace("Fog horns", "Fog horn?")]),
        };
      },
    })`,
  );
  await begin(muster);
  const dialog = await muster.press("Back up…", "Back up");
  await dialog.button("Choose a folder…").click();
  await expect(dialog.root.getByRole("alert")).toContainText("does not hold what was backed up");
  await expect(badge(page)).toContainText("No verified backup yet");
});

test("an encrypted backup says nothing, and opens with its passphrase alone", async ({ muster, page }) => {
  await withFolder(page);
  await begin(muster);
  const changes = await muster.changes();
  const dialog = await muster.press("Back up…", "Back up");
  await dialog.root.getByText("Encrypt it with a passphrase").click();
  await dialog.fillAll({ "Passphrase of the backup": WORD, "The same again": WORD });
  await dialog.button("Choose a folder…").click();
  await expect(muster.notice).toContainText("Backed up and verified");
  const [[name, text]] = Object.entries(await files(page));
  expect(name).toMatch(/\.muster\.sealed$/);
  expect(text).toMatch(/^muster-vault 1 argon2id m=65536 t=3 p=1 /);
  expect(text).not.toContain("Fog horns");
  const bytes = Buffer.from(
    await page.evaluate(async (file) => {
      const root = await navigator.storage.getDirectory();
      const handle = await (await root.getDirectoryHandle("backups")).getFileHandle(file);
      return [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
    }, name),
  );

  await muster.go("#/registers");
  await muster.button("Remove…").click();
  await page.getByLabel(/type “remove”/).fill("remove");
  await muster.button("Remove from this browser").click();
  const again = await muster.press("Import…", "Import");
  await again.field("File").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
  await again.fill("Passphrase of the backup", "not this one");
  await again.button("Open the file").click();
  await expect(again.root.getByRole("alert")).toContainText("does not fit");
  await again.fill("Passphrase of the backup", WORD);
  await again.button("Open the file").click();
  await expect(again.root.getByRole("status")).toContainText("Backed coalition");
  await again.button("Import file").click();
  await expect(muster.heading("Overview")).toBeVisible();
  expect(await muster.changes()).toBe(changes);
});

test("a file opens as a copy under a new id, beside the register that it is of", async ({ muster, page }) => {
  await begin(muster);
  const { bytes } = await muster.exportFile();
  await note(muster, "Later");
  const dialog = await muster.offerFile({ name: "it.muster.json", mimeType: "application/json", buffer: bytes });
  await expect(dialog.root.getByRole("radio", { name: /Add what is missing/ })).toBeChecked();
  await dialog.root.getByRole("radio", { name: /Open it as a copy/ }).check();
  await axeInBoth(page, "the ways to take in a file");
  await dialog.button("Open as a copy").click();
  await expect(page).toHaveTitle(/Backed coalition \(copy of /);
  await muster.nav("History");
  await muster.go(`#/actions?${new URL(page.url()).hash.split("?")[1]}`);
  await expect(page.getByRole("link", { name: "Fog horns" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Later" })).toHaveCount(0);
  await muster.go("#/registers");
  await expect(muster.rows()).toHaveCount(2);
});

test("a register returns to the state of a file by one step, which can be undone", async ({ muster, page }) => {
  await begin(muster);
  const { bytes } = await muster.exportFile();
  await note(muster, "Later");
  await muster.go("#/actions");
  await page.getByRole("link", { name: "Fog horns" }).click();
  let form = await muster.press("Edit", "Fog horns");
  await form.fill("Action", "Fog lights");
  await form.saveAndClose();
  const before = await muster.changes();

  const dialog = await muster.offerFile({ name: "it.muster.json", mimeType: "application/json", buffer: bytes });
  await dialog.root.getByRole("radio", { name: /Return to that state/ }).check();
  await expect(dialog.root.getByText("2 fields of 2 records are written back")).toBeVisible();
  await dialog.button("Return to that state").click();
  await expect(muster.notice).toContainText("2 fields of 2 records were written back");
  await muster.go("#/actions");
  await expect(page.getByRole("link", { name: "Fog horns" })).toBeVisible();
  await expect(muster.rows()).toHaveCount(1);
  expect(await muster.changes(), "one step").toBe(before + 1);
  await muster.button("Undo").click();
  await muster.go("#/actions");
  await expect(muster.rows()).toHaveCount(2);
  await expect(page.getByRole("link", { name: "Fog lights" })).toBeVisible();
});
