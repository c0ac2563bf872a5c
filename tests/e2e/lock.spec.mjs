// A register under a lock: nothing of it can be read in what the browser keeps, and nothing of it is lost.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";
import { withoutDisk } from "./plants.mjs";

const WORD = "seven green bicycles";
const SECRETS = ["Silent coalition", "Estonia", "Kadri", "Fog horns", "fog-horns", "half typ", "members/", "actions/"];

/** Everything that the browser hands out of what it keeps for this page, as text. */
const everything = (page) =>
  page.evaluate(async () => {
    const found = [];
    for (const store of [localStorage, sessionStorage]) {
      for (const key of Object.keys(store)) found.push(`${key} = ${store.getItem(key)}`);
    }
    for (const { name } of await indexedDB.databases()) {
      const open = indexedDB.open(name);
      const base = await new Promise((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      for (const table of base.objectStoreNames) {
        const all = base.transaction(table).objectStore(table);
        const read = (request) =>
          new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
        const [keys, values] = [await read(all.getAllKeys()), await read(all.getAll())];
        keys.forEach((key, at) => found.push(`${name}/${table}/${JSON.stringify(key)} = ${JSON.stringify(values[at])}`));
      }
      base.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (/\.(js|css|wasm|bin|html|json)$|\/$/.test(new URL(request.url).pathname)) continue;
        found.push(`${request.url} = ${await (await cache.match(request)).text()}`);
      }
    }
    return found;
  });

/** What of the register stands there in plain; the name on the changes is the browser's own choice and stays. */
const plain = async (page) => {
  const all = (await everything(page)).filter((line) => !/muster-identity/.test(line));
  expect(all.length, "something is kept").toBeGreaterThan(3);
  return all.filter((line) => SECRETS.some((secret) => line.includes(secret)));
};

async function fill(muster) {
  await muster.open();
  await muster.start("Silent coalition");
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", "Fog horns");
  await form.saveAndClose();
  await muster.kept();
}

async function lock(muster, word = WORD) {
  await muster.go("#/settings");
  await muster.button("Lock this register with a passphrase…").click();
  const form = muster.form("Lock");
  await form.fillAll({ "New passphrase": word, "The same again": word });
  await form.button("Lock").click();
  await expect(muster.page.getByText("This register is locked: what this browser keeps")).toBeVisible();
}

async function enter(muster, word = WORD) {
  await expect(muster.heading("This register is locked")).toBeVisible();
  await muster.page.getByLabel("Passphrase", { exact: true }).fill(word);
  await muster.button("Open the register").click();
}

test("a locked register asks for its passphrase, and works under it", async ({ muster, page }) => {
  await fill(muster);
  expect(await plain(page), "before").not.toEqual([]);
  await lock(muster);
  await expect.poll(() => plain(page)).toEqual([]);

  await muster.reload();
  await enter(muster, "seven green tricycles");
  await expect(page.getByRole("alert").filter({ hasText: "does not fit" })).toBeVisible();
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeFocused();
  await axeInBoth(page, "a locked register");
  await enter(muster);
  await expect(muster.heading("Settings")).toBeVisible();
  await expect(page).toHaveTitle("Settings · Muster");

  // It goes on under the lock: an edit, and one that is only half typed.
  await muster.go("#/actions");
  await expect(page.getByRole("link", { name: "Fog horns" })).toBeVisible();
  let form = await muster.press("Add action", "New action");
  await form.fill("Action", "Fog horns again");
  await form.saveAndClose();
  await muster.kept();
  await muster.go("#/actions");
  form = await muster.press("Add action", "New action");
  await form.fill("Action", "half typed");
  await expect.poll(async () => (await everything(page)).filter((line) => /\/e\/\w+\/d\//.test(line)).length).toBe(1);
  expect(await plain(page)).toEqual([]);

  await muster.reload();
  await enter(muster);
  await expect(page.getByRole("link", { name: "Fog horns again" })).toBeVisible();
  form = await muster.press("Add action", "New action");
  await form.button("Go on with it").click();
  await expect(form.field("Action")).toHaveValue("half typed");
  await form.cancel();

  await muster.go("#/settings");
  await muster.button("Lock now").click();
  await expect(muster.heading("This register is locked")).toBeVisible();
  expect(await plain(page)).toEqual([]);
});

test("the passphrase is changed, and the lock removed", async ({ muster, page }) => {
  await fill(muster);
  await lock(muster);
  const sealed = async () => (await everything(page)).filter((line) => /^muster\/\w+\/e\/\w+\/c\//.test(line)).sort();
  const before = await sealed();

  await muster.button("Change the passphrase…").click();
  let form = muster.form("Change");
  await form.fillAll({ "Present passphrase": "not this one", "New passphrase": "eight red bicycles", "The same again": "eight red bicycles" });
  await form.button("Change").click();
  await expect(form.root.getByRole("alert")).toContainText("does not fit");
  await form.fill("Present passphrase", WORD);
  await form.button("Change").click();
  await expect(muster.notice).toContainText("The passphrase is changed");
  expect(await sealed(), "no value was sealed anew").toEqual(before);
  await muster.reload();
  await enter(muster, WORD);
  await expect(page.getByRole("alert").filter({ hasText: "does not fit" })).toBeVisible();
  await enter(muster, "eight red bicycles");

  await muster.button("Remove the lock…").click();
  form = muster.form("Remove the lock");
  await form.fill("Present passphrase", "eight red bicycles");
  await form.button("Remove the lock").click();
  await expect(page.getByText("This register is not locked")).toBeVisible();
  expect((await everything(page)).filter((line) => /^muster\/\w+\/(e\/|k\/|lock\b)/.test(line))).toEqual([]);
  await muster.reload();
  await muster.go("#/actions");
  await expect(page.getByRole("link", { name: "Fog horns" })).toBeVisible();
});

test("a passphrase that is short or mistyped is refused at its field", async ({ muster, page }) => {
  await fill(muster);
  await muster.go("#/settings");
  await muster.button("Lock this register with a passphrase…").click();
  const form = muster.form("Lock");
  await form.fillAll({ "New passphrase": "short", "The same again": "short" });
  await form.button("Lock").click();
  await expect(form.root.getByRole("alert")).toContainText("at least 10 characters");
  await form.fillAll({ "New passphrase": WORD, "The same again": `${WORD}!` });
  await form.button("Lock").click();
  await expect(form.root.getByRole("alert")).toContainText("do not agree");
  await axeInBoth(page, "the lock in the settings");
  expect((await everything(page)).filter((line) => /\/(e|k|lock)\b/.test(line))).toEqual([]);
});

test("another tab that has the register open hears of the lock", async ({ muster, page, context }) => {
  await fill(muster);
  await muster.go("#/actions");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("link", { name: "Fog horns" })).toBeVisible();
  await lock(muster);
  await expect(other.getByRole("heading", { name: "This register is locked" })).toBeVisible();
  await other.getByLabel("Passphrase", { exact: true }).fill(WORD);
  await other.getByRole("button", { name: "Open the register" }).click();
  await expect(other.getByRole("link", { name: "Fog horns" })).toBeVisible();

  // Both work under the lock, and hear of each other.
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", "Seen in both");
  await form.saveAndClose();
  await expect(other.getByRole("link", { name: "Seen in both" })).toBeVisible();
  expect(await plain(page)).toEqual([]);
});

test("what a tab left in plain beside the lock is taken in at the next opening", async ({ muster, page }) => {
  await fill(muster);
  const lines = await page.evaluate(() => Object.entries({ ...localStorage }).filter(([key]) => /\/c\//.test(key)));
  await lock(muster);
  await page.evaluate((all) => all.forEach(([key, value]) => localStorage.setItem(key, value)), lines);
  expect(await plain(page)).not.toEqual([]);
  await muster.reload();
  await enter(muster);
  await expect(muster.heading("Settings")).toBeVisible();
  await expect.poll(() => plain(page)).toEqual([]);
  await muster.go("#/actions");
  await expect(page.getByRole("link", { name: "Fog horns" })).toBeVisible();
});

test("a register that nobody touches locks itself", async ({ muster, page }) => {
  await page.clock.install();
  await fill(muster);
  await muster.go("#/settings");
  await lock(muster);
  await page.getByLabel("Lock when nobody has touched the page, in any tab, for").selectOption("5");
  await page.clock.fastForward("04:00");
  await expect(muster.heading("Settings")).toBeVisible();
  await page.clock.fastForward("02:00");
  await expect(muster.heading("This register is locked")).toBeVisible();
});

/** A second tab at the list of actions of the locked register, which is open in both. */
async function second(muster, context, prepare = async () => {}) {
  const other = new Muster(await context.newPage());
  await prepare(other.page);
  await other.open("#/actions");
  await enter(other);
  await expect(other.page.getByRole("link", { name: "Fog horns" })).toBeVisible();
  return other;
}

const isLocked = (muster) => expect(muster.heading("This register is locked")).toBeVisible();

test("“Lock now” locks every tab at once, and keeps what is half typed in another", async ({ muster, page, context }) => {
  await fill(muster);
  await lock(muster);
  const other = await second(muster, context);
  let form = await other.press("Add action", "New action");
  await form.fill("Action", "half typed");

  await muster.button("Lock now").click();
  await isLocked(muster);
  await isLocked(other);
  await expect(form.root).toHaveCount(0);
  expect(await plain(page)).toEqual([]);

  await enter(other);
  form = await other.press("Add action", "New action");
  await form.button("Go on with it").click();
  await expect(form.field("Action")).toHaveValue("half typed");
  await form.cancel();
  await isLocked(muster);
});

/** From the time that its tab says so, the storage takes no change, as if it were full. */
const fullOnDemand = (page) =>
  page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
      if (window.isFull && /\/c\//.test(key)) throw new DOMException("It is full.", "QuotaExceededError");
      return setItem.call(this, key, value);
    };
  });

async function addWhenFull(muster, text) {
  await muster.page.evaluate(() => {
    window.isFull = true;
  });
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
}

test("a tab with changes that are not saved stays open, and says so", async ({ muster, page, context }) => {
  await fill(muster);
  await lock(muster);
  const other = await second(muster, context, async (tab) => {
    await fullOnDemand(tab);
    await tab.addInitScript(...withoutDisk);
  });
  await addWhenFull(other, "Saved nowhere");
  await expect(other.indicator).toHaveAttribute("data-saved", "unsaved");

  await muster.button("Lock now").click();
  await isLocked(muster);
  await expect(other.notice).toContainText("not locked in this tab");
  await expect(muster.notice).toContainText("Another tab stays open");
  await expect(other.heading("Saved nowhere")).toBeVisible();

  // So it does when it is locked in that tab itself; with room, nothing is lost.
  await other.go("#/settings");
  await other.button("Lock now").click();
  await expect(other.notice).toContainText("one change is not saved yet");
  await expect(other.heading("Settings")).toBeVisible();
  await other.page.evaluate(() => {
    window.isFull = false;
  });
  await other.button("Lock now").click();
  await isLocked(other);
  await enter(muster);
  await muster.go("#/actions");
  await expect(page.getByRole("link", { name: "Saved nowhere" })).toBeVisible();
});

test("what only the disk has taken is there again when the tab is opened after “Lock now”", async ({ muster, context }) => {
  await fill(muster);
  await lock(muster);
  const other = await second(muster, context, fullOnDemand);
  await addWhenFull(other, "On the disk alone");
  await expect(other.indicator).toHaveAttribute("data-saved", "disk");
  await muster.button("Lock now").click();
  await isLocked(other);
  await enter(other);
  await other.go("#/actions");
  await expect(other.page.getByRole("link", { name: "On the disk alone" })).toBeVisible();
});

test("the time in which nobody touches the page is counted over all tabs", async ({ muster, page, context }) => {
  await page.clock.install();
  await fill(muster);
  await lock(muster);
  await page.getByLabel("Lock when nobody has touched the page, in any tab, for").selectOption("5");
  const other = await second(muster, context);
  await page.clock.fastForward("04:00");
  await other.page.keyboard.press("Shift");
  await page.clock.fastForward("04:00");
  await expect(muster.heading("Settings")).toBeVisible();
  await expect(other.page.getByRole("link", { name: "Fog horns" })).toBeVisible();
  await page.clock.fastForward("02:00");
  await isLocked(muster);
  await isLocked(other);
});

test("a locked register has no name in the list, and can be removed without its passphrase", async ({ muster, page }) => {
  await fill(muster);
  await lock(muster);
  await muster.reload();
  await expect(muster.heading("This register is locked")).toBeVisible();
  await page.getByRole("link", { name: "Other registers" }).click();
  await expect(muster.rows()).toHaveCount(1);
  await expect(muster.rows().first()).toContainText("Locked");
  await muster.button("Remove…").click();
  await page.getByLabel(/type “remove”/).fill("remove");
  await muster.button("Remove from this browser").click();
  await expect(muster.rows()).toHaveCount(0);
  const left = (await everything(page)).filter((line) => /^muster\/\w{10,}/.test(line));
  expect(left.every((line) => /\/removed = /.test(line)), left.join("\n")).toBe(true);
});

/** The browser's storage as it is, to be put back as after a crash that lost what was written last. */
const snapshot = (page) => page.evaluate(() => ({ ...localStorage }));
const rollBack = (page, before) =>
  page.evaluate((lines) => {
    localStorage.clear();
    for (const [key, line] of Object.entries(lines)) localStorage.setItem(key, line);
  }, before);

test("a crash that loses the lock in one of the two stores does not lose it", async ({ muster, page }) => {
  await fill(muster);
  await expect(muster.indicator).toHaveAttribute("data-saved", "disk");
  const before = await snapshot(page);
  await lock(muster);
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", "Fog horns again");
  await form.saveAndClose();
  await expect(muster.indicator).toHaveAttribute("data-saved", "disk");
  await rollBack(page, before);
  await muster.reload();
  await enter(muster);
  await muster.go("#/actions");
  await expect(page.getByRole("link", { name: "Fog horns again" })).toBeVisible();
  await expect.poll(() => plain(page)).toEqual([]);
});

test("a crash that brings a removed lock back in one of the two stores does not lock the register", async ({ muster, page }) => {
  await fill(muster);
  await lock(muster);
  await expect.poll(() => plain(page)).toEqual([]);
  const before = await snapshot(page);
  await muster.button("Remove the lock…").click();
  const form = muster.form("Remove the lock");
  await form.fill("Present passphrase", WORD);
  await form.button("Remove the lock").click();
  await expect(page.getByText("This register is not locked")).toBeVisible();
  await expect.poll(async () => (await everything(page)).some((line) => /lines\/.*\/u\//.test(line))).toBe(true);
  await rollBack(page, before);
  await muster.reload();
  await muster.whole();
  await muster.go("#/actions");
  await expect(page.getByRole("link", { name: "Fog horns" })).toBeVisible();
  await expect.poll(async () => (await everything(page)).filter((line) => /muster\/\w+\/(e\/|k\/|lock\b)/.test(line))).toEqual([]);
});
