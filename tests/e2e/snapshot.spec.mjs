// A large register opens from its snapshot, which is never an authority: what is kept has the last word.
import { expect, test } from "./fixtures.mjs";
import { bringIn, manyActions } from "./many.mjs";

// A trace takes a picture of each of many rows.
test.use({ trace: "off" });

const COUNT = 2_400;
const ID = "large";
const SEVENTH = `#/actions/${ID}.7`;

/** In the page, `inSnapshots` does something with the list of snapshots. */
const prepare = (page) =>
  page.addInitScript(() => {
    window.inSnapshots = async (mode, work) => {
      // Opened before the page has made it, it would be made without its list.
      const made = await indexedDB.databases();
      if (!made.some(({ name }) => name === "muster-snapshots")) return [];
      const wait = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await wait(indexedDB.open("muster-snapshots", 1));
      try {
        return await work(database.transaction("lines", mode).objectStore("lines"), wait);
      } finally {
        database.close();
      }
    };
  });

const held = (page) => page.evaluate(() => window.inSnapshots("readonly", (list, wait) => wait(list.getAllKeys())));

async function made(page) {
  await expect.poll(() => held(page), { timeout: 60_000 }).toEqual([ID]);
}

/** Exchanges some letters of the snapshot for others, as many of them; gives how often. */
const alter = (page, from, to) =>
  page.evaluate(
    ({ id, from, to }) =>
      window.inSnapshots("readwrite", async (list, wait) => {
        const letters = (text) => [...text].map((letter) => letter.charCodeAt(0));
        const [said, ...pieces] = await wait(list.get(id));
        let found = 0;
        for (const piece of pieces) {
          for (let at = 0; at + from.length <= piece.length; at += 1) {
            if (letters(from).every((letter, n) => piece[at + n] === letter)) {
              piece.set(letters(to), at);
              found += 1;
            }
          }
        }
        await wait(list.put([said, ...pieces], id));
        return found;
      }),
    { id: ID, from, to },
  );

/** Puts something else in the place of the snapshot. */
const spoil = (page, how) =>
  page.evaluate(
    ({ id, how }) =>
      window.inSnapshots("readwrite", async (list, wait) => {
        const [said, ...pieces] = await wait(list.get(id));
        const spoilt = { cut: [said, pieces[0].slice(0, 4_000)], "of another version": ["{}", ...pieces], "no list": "none" };
        await wait(list.put(spoilt[how], id));
      }),
    { id: ID, how },
  );

/** Every name of the register that the page showed, from the first one on. */
const watchName = (page) =>
  page.addInitScript(() => {
    window.names = [];
    new MutationObserver(() => {
      const name = document.querySelector(".side .reg a")?.textContent;
      if (name && name !== window.names.at(-1)) window.names.push(name);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });

test.beforeEach(async ({ muster, page }) => {
  test.setTimeout(120_000);
  await prepare(page);
  await bringIn(muster, manyActions(ID, COUNT));
  await made(page);
});

test("what stands in the snapshot is shown first, and put right by what is kept", async ({ muster, page }) => {
  expect(await alter(page, "Many actions", "Mani actions")).toBe(1);
  await watchName(page);
  await page.goto("about:blank");
  await muster.open("#/history");
  await expect.poll(() => page.evaluate(() => window.names)).toEqual(["Mani actions", "Many actions"]);
  await expect(page.getByText(`${COUNT.toLocaleString("en-GB")} changes`).first()).toBeVisible();
});

for (const how of ["cut", "of another version", "no list"]) {
  test(`a snapshot that is ${how} is passed by`, async ({ muster, page }) => {
    await spoil(page, how);
    await page.goto("about:blank");
    await muster.open(SEVENTH);
    await expect(muster.heading(`Action 7 of ${COUNT}, to be done`)).toBeVisible();
  });
}

test("what is written right after the opening stands beside the snapshot, now and later", async ({ muster, page }) => {
  for (const text of ["Written at once", "Written at once again"]) {
    await page.goto("about:blank");
    await muster.open(SEVENTH);
    await muster.button("Edit").first().click();
    const form = muster.dialog();
    await form.fill("Action", text);
    await form.saveAndClose();
    await expect(muster.heading(text)).toBeVisible();
    await muster.onDisk();
  }
  await muster.reload();
  await expect(muster.heading("Written at once again")).toBeVisible();
  await muster.go("#/history");
  await expect(page.getByText(`${(COUNT + 2).toLocaleString("en-GB")} changes`).first()).toBeVisible();
});

test("a lock takes the snapshot with it", async ({ muster, page }) => {
  await muster.go("#/settings");
  await muster.button("Lock this register with a passphrase…").click();
  const form = muster.form("Lock");
  await form.fillAll({ "New passphrase": "seven green bicycles", "The same again": "seven green bicycles" });
  await form.button("Lock").click();
  await expect(page.getByText("This register is locked: what this browser keeps")).toBeVisible();
  await expect.poll(() => held(page)).toEqual([]);
});
