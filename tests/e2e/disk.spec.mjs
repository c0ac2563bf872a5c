// What is called safe on the disk is there after the worst, and each of the two stores makes the other whole.
import { OwnChromium } from "./chromium.mjs";
import { expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";
import { withoutDisk } from "./plants.mjs";

// A trace takes a picture of the page at each of many edits.
test.use({ trace: "off" });

const BROWSER_KILLS = Number(process.env.MUSTER_BROWSER_KILLS ?? 20);
const TAB_KILLS = Number(process.env.MUSTER_TAB_KILLS ?? 200);

/** An action with this text, open on its page. */
async function addAction(muster, text) {
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
  await expect(muster.heading(text)).toBeVisible();
  return muster.page.evaluate(() => location.hash);
}

/** The lines of changes in the browser's database. */
const onDisk = (page) =>
  page.evaluate(async () => {
    const wait = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await wait(indexedDB.open("muster"));
    if (!database.objectStoreNames.contains("lines")) return {};
    const lines = database.transaction("lines").objectStore("lines");
    const [keys, values] = await Promise.all([wait(lines.getAllKeys()), wait(lines.getAll())]);
    database.close();
    return Object.fromEntries(keys.map((key, at) => [key, values[at]]));
  });

const inBrowser = (page) =>
  page.evaluate(() => {
    const isInBoth = (key) => /^muster\/|^muster-(identity|look)$/.test(key) && !/^muster\/[^/]+\/[dx]\//.test(key);
    return Object.fromEntries(Object.entries(localStorage).filter(([key]) => isInBoth(key)));
  });

const changes = (lines) => Object.fromEntries(Object.entries(lines).filter(([key]) => /\/c\//.test(key)));

test("an edit is in this browser first and on the disk at once, and both hold the same", async ({ muster, page }) => {
  await page.addInitScript(() => {
    window.states = [];
    addEventListener("DOMContentLoaded", () => {
      new MutationObserver(() => {
        const now = document.querySelector("[data-saved]")?.dataset.saved;
        if (now && window.states.at(-1) !== now) window.states.push(now);
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-saved"] });
    });
  });
  await muster.open();
  await muster.start("On disk");
  await muster.onDisk();
  await expect(muster.indicator).toHaveText("Safe on disk");
  await addAction(muster, "Keep it twice");
  await muster.onDisk();
  const states = await page.evaluate(() => window.states);
  expect(states[0]).toBe("browser");
  expect(states.at(-1)).toBe("disk");
  expect(await onDisk(page)).toEqual(await inBrowser(page));
});

test("what is on the disk outlives a browser that is killed", async ({ site, trouble }) => {
  test.skip(!OwnChromium.possible(), "it needs the processes of Linux");
  test.setTimeout(60_000 + BROWSER_KILLS * 15_000);
  const browser = new OwnChromium();
  try {
    const muster = async () => {
      const context = await browser.start();
      trouble.watch(context);
      const page = context.pages()[0] ?? (await context.newPage());
      const muster = new Muster(page);
      muster.url = (hash) => page.goto(`${site.url}${hash}`).then(() => muster.ready());
      return muster;
    };
    let tab = await muster();
    await tab.url("#/");
    await tab.start("Killed");
    const address = await addAction(tab, "Edit 0");
    await tab.onDisk();
    for (let number = 1; number <= BROWSER_KILLS; number += 1) {
      await browser.kill();
      tab = await muster();
      await tab.url(address);
      await expect(tab.heading(`Edit ${number - 1}`), `edit ${number - 1} of ${BROWSER_KILLS}`).toBeVisible({ timeout: 30_000 });
      await tab.button("Edit").first().click();
      const field = tab.dialog().field("Action");
      await field.fill(`Edit ${number}`);
      await field.blur();
      await tab.page.locator('[data-saved="disk"][data-written="1"]').waitFor({ state: "attached" });
    }
    await browser.kill();
    tab = await muster();
    await tab.url(address);
    await expect(tab.heading(`Edit ${BROWSER_KILLS}`)).toBeVisible({ timeout: 30_000 });
    const held = Object.values(await onDisk(tab.page)).join("\n");
    for (let number = 0; number <= BROWSER_KILLS; number += 1) expect(held).toContain(`"Edit ${number}"`);
  } finally {
    await browser.remove();
  }
});

test("a tab that is killed while it writes loses nothing it called kept", async ({ context, muster, page }) => {
  test.setTimeout(60_000 + TAB_KILLS * 10_000);
  const seed = Number(process.env.MUSTER_SEED ?? Date.now() % 1_000_000);
  console.log(`killed tabs: MUSTER_SEED=${seed}`);
  let state = seed;
  const random = (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  await muster.open();
  await muster.start("Killed tabs");
  const address = await addAction(muster, "Edit 0");
  await muster.onDisk();
  const acknowledged = ["Edit 0"];
  let tab = muster;
  for (let life = 1; life <= TAB_KILLS; life += 1) {
    await tab.button("Edit").first().click();
    const field = tab.dialog().field("Action");
    await field.waitFor();
    const devtools = await context.newCDPSession(tab.page);
    const crashed = tab.page.waitForEvent("crash");
    const before = Number(await tab.indicator.getAttribute("data-written"));
    const writing = (async () => {
      for (let number = before + 1; ; number += 1) {
        const text = `Edit ${life}.${number}`;
        await field.fill(text);
        await field.blur();
        await tab.keptAs(number);
        acknowledged.push(text);
      }
    })().catch(() => {});
    await new Promise((pass) => setTimeout(pass, random(1_000)));
    devtools.send("Page.crash").catch(() => {});
    await crashed;
    await writing;
    const dead = tab.page;
    tab = new Muster(await context.newPage());
    await tab.open(address);
    await dead.close();
  }
  await tab.onDisk();
  console.log(`killed tabs: ${TAB_KILLS}, edits called kept: ${acknowledged.length}`);
  expect(acknowledged.length).toBeGreaterThan(TAB_KILLS / 2);
  const texts = (lines) => new Set(Object.values(lines).flatMap((line) => line.match(/Edit [0-9.]+/g) ?? []));
  for (const [name, lines] of [["disk", await onDisk(tab.page)], ["browser", await inBrowser(tab.page)]]) {
    const held = texts(lines);
    expect(acknowledged.filter((text) => !held.has(text)), `acknowledged and lost, ${name}, seed ${seed}`).toEqual([]);
  }
  expect(page.isClosed()).toBe(true);
});

test("storage that was cleared is filled from the disk", async ({ muster, page }) => {
  await muster.open();
  await muster.start("First");
  const address = await addAction(muster, "Kept on the disk");
  await muster.go("#/registers");
  await muster.start("Second", { signed: true });
  await addAction(muster, "In the other register");
  await muster.onDisk();
  const before = await inBrowser(page);
  await page.evaluate(() => localStorage.clear());
  await muster.go("#/registers");
  await muster.reload();
  await expect(page.getByRole("main")).toContainText("First", { timeout: 30_000 });
  await expect(page.getByRole("main")).toContainText("Second");
  await muster.onDisk();
  expect(Object.keys(await inBrowser(page))).toEqual(expect.arrayContaining(Object.keys(before)));
  const [, first] = Object.keys(before).find((key) => before[key].includes("Kept on the disk")).split("/");
  await muster.go(`${address.split("?")[0]}?r=${first}`);
  await expect(muster.heading("Kept on the disk")).toBeVisible();
});

/** Notes every title that the page shows, from its first moment. */
const noteTitles = (page) =>
  page.addInitScript(() => {
    window.titles = new Set();
    new MutationObserver(() => {
      for (const title of document.querySelectorAll("#app h1")) window.titles.add(title.textContent);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
const titles = (page) => page.evaluate(() => [...window.titles]);

test("a register that only the disk has comes back before anything else is shown", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Comes back");
  await muster.onDisk();
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  await noteTitles(page);
  await muster.open();
  await expect(muster.heading("Overview")).toBeVisible({ timeout: 1_000 });
  await expect(page).toHaveTitle(/Comes back/);
  expect(await titles(page), "no teaching page before it").toEqual(["Overview"]);
});

test("so does the one that the address asks for, and only what no store has is called missing", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Asked for");
  await muster.onDisk();
  const id = await page.evaluate(() => Object.keys(localStorage).find((key) => key.startsWith("muster/index/")).split("/")[2]);
  await muster.go("#/registers");
  await muster.start("Another", { signed: true });
  await muster.onDisk();
  await page.evaluate(() => localStorage.clear());
  await page.goto("about:blank");
  await noteTitles(page);
  await muster.open(`#/?r=${id}`);
  await expect(page).toHaveTitle(/Asked for/);
  expect(await titles(page)).toEqual(["Overview"]);
  await muster.onDisk();

  await page.goto("about:blank");
  await muster.open("#/?r=abcdefghijklmnop");
  await expect(muster.notice).toContainText("The register abcdefghijklmnop is not in this browser.");
});

test("a disk that does not answer is not waited for", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Does not answer");
  await muster.onDisk();
  await page.evaluate(() => localStorage.clear());
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget();
  });
  await page.goto("about:blank");
  await page.goto("./");
  await expect(page.getByText("Muster looks on the disk for what is kept here.")).toBeVisible();
  await muster.ready();
  await expect(muster.heading("Muster")).toBeVisible();
});

test("an open page takes in what only the disk has", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Rolled back");
  await addAction(muster, "Written before");
  const lost = await addAction(muster, "Lost by the storage");
  await muster.onDisk();
  const before = await inBrowser(page);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (localStorage.getItem(key).includes("Lost by the storage")) localStorage.removeItem(key);
    }
  });
  await muster.reload();
  await muster.go(lost);
  await muster.whole();
  await expect(muster.heading("Lost by the storage")).toBeVisible();
  await muster.onDisk();
  expect(Object.keys(await inBrowser(page))).toEqual(expect.arrayContaining(Object.keys(before)));
});

test("a database that was cleared is written again", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Cleared");
  await addAction(muster, "Kept in the storage");
  await muster.onDisk();
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase("muster");
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  );
  // The page that lost it writes on.
  await addAction(muster, "Written after it");
  await muster.onDisk();
  await muster.reload();
  await muster.whole();
  await muster.onDisk();
  expect(await onDisk(page)).toEqual(await inBrowser(page));
});

test("a damaged line is mended from the disk, and a copy of the damage stays", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Mended");
  const address = await addAction(muster, "To be damaged");
  await muster.onDisk();
  const before = await inBrowser(page);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage).filter((key) => /\/c\//.test(key))) {
      localStorage.setItem(key, localStorage.getItem(key).replace("To be damaged", "Damaged"));
    }
  });
  await muster.reload();
  await muster.go(address);
  await muster.whole();
  await expect(muster.heading("To be damaged")).toBeVisible();
  await muster.onDisk();
  await expect.poll(async () => changes(await inBrowser(page))).toEqual(changes(before));
  const copies = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => /^muster\/[^/]+\/x\//.test(key)));
  expect(copies.map(([, line]) => line).join()).toContain("Damaged");
});

test("a register that is removed goes from both, and stays away", async ({ muster, page }) => {
  await muster.open();
  await muster.start("To be removed");
  await addAction(muster, "Goes with it");
  await muster.onDisk();
  const before = await onDisk(page);
  const [id] = Object.keys(before).flatMap((key) => key.match(/^muster\/index\/(.+)$/)?.[1] ?? []);
  await muster.go("#/registers");
  await muster.row(id).getByRole("button", { name: "Remove…" }).click();
  await page.getByLabel(/type “remove” to go on/).fill("remove");
  await muster.button("Remove from this browser").click();
  await expect(muster.row(id)).toHaveCount(0);
  const ours = (lines) => Object.keys(lines).filter((key) => key.includes(id));
  await expect.poll(async () => ours(await onDisk(page))).toEqual([`muster/${id}/removed`]);
  // The storage forgets the removal, and all that it had comes back: the disk knows better.
  await page.evaluate((lines) => {
    localStorage.clear();
    for (const [key, line] of Object.entries(lines)) localStorage.setItem(key, line);
  }, before);
  await muster.reload();
  await expect.poll(async () => ours(await inBrowser(page)), { timeout: 30_000 }).toEqual([`muster/${id}/removed`]);
  await muster.open("#/registers");
  await expect(page.getByRole("main")).not.toContainText("To be removed");
});

/** From the time that the page says so, the disk writes and does not say that it is done. */
const slowDisk = [
  () => {
    const { transaction } = IDBDatabase.prototype;
    window.held = [];
    window.isSlow = false;
    IDBDatabase.prototype.transaction = function (...arguments_) {
      const made = transaction.apply(this, arguments_);
      if (!window.isSlow || arguments_[1] !== "readwrite") return made;
      Object.defineProperty(made, "oncomplete", {
        // What only completes after the disk is quick again is not held.
        set: (call) => made.addEventListener("complete", (event) => (window.isSlow ? window.held.push(() => call(event)) : call(event))),
      });
      return made;
    };
  },
];

/** Removes the only register that the page shows in its list. */
async function removeIt(muster) {
  await muster.go("#/registers");
  await muster.button("Remove…").click();
  await muster.page.getByLabel(/type “remove” to go on/).fill("remove");
  await muster.button("Remove from this browser").click();
}

test("a register is called removed when the disk has its mark", async ({ muster, page }) => {
  await page.addInitScript(...slowDisk);
  await muster.open();
  await muster.start("To be removed");
  await muster.onDisk();
  await page.evaluate(() => {
    window.isSlow = true;
  });
  await removeIt(muster);
  await expect(muster.notice).toContainText("is being removed");
  await expect.poll(() => page.evaluate(() => window.held.length)).toBeGreaterThan(0);
  await expect(muster.notice).not.toContainText("was removed");
  await page.evaluate(() => {
    window.isSlow = false;
    for (const call of window.held) call();
  });
  await expect(muster.notice).toContainText("The register was removed from this browser.");
});

test("a disk that refuses the mark of a removed register is named", async ({ muster, page }) => {
  await page.addInitScript(...withoutDisk);
  await muster.open();
  await muster.start("To be removed");
  await removeIt(muster);
  await expect(muster.notice).toContainText("The register is removed here, but the disk has not taken note of it: Access is denied for this document.");
  await expect(muster.rows()).toHaveCount(0);
});

test("a register that was removed stays away from a browser that is killed at once", async ({ site, trouble }) => {
  test.skip(!OwnChromium.possible(), "it needs the processes of Linux");
  const browser = new OwnChromium();
  try {
    const tab = async () => {
      const context = await browser.start();
      trouble.watch(context);
      const muster = new Muster(context.pages()[0] ?? (await context.newPage()));
      await muster.page.goto(`${site.url}#/registers`);
      await muster.ready();
      return muster;
    };
    let muster = await tab();
    await muster.start("Removed and killed");
    await addAction(muster, "Goes with it");
    await muster.onDisk();
    // So that the browser's storage has it too, and is the one that forgets the removal.
    await muster.page.waitForTimeout(6_000);
    await removeIt(muster);
    await expect(muster.notice).toContainText("was removed from this browser");
    await browser.kill();
    muster = await tab();
    await muster.whole();
    await expect(muster.rows()).toHaveCount(0, { timeout: 30_000 });
    const held = [await onDisk(muster.page), await inBrowser(muster.page)].flatMap((lines) => Object.keys(lines));
    expect(held.filter((key) => /\/(c|index)\//.test(key))).toEqual([]);
    expect(held.some((key) => key.endsWith("/removed"))).toBe(true);
  } finally {
    await browser.remove();
  }
});

test("without a database the page works, and says why it stays behind", async ({ muster, page }) => {
  await page.addInitScript(...withoutDisk);
  await muster.open();
  await muster.start("No disk");
  await addAction(muster, "In the storage alone");
  await expect(muster.indicator).toHaveText("Saved in this browser. It is not on the disk: Access is denied for this document.");
  await expect(muster.indicator).toHaveAttribute("data-saved", "browser");
});

test("a database that does not answer is called late, and the edit is safe once it does", async ({ muster, page }) => {
  await page.addInitScript(...slowDisk);
  await muster.open();
  await muster.start("Slow");
  await muster.onDisk();
  await page.evaluate(() => {
    window.isSlow = true;
  });
  await addAction(muster, "Waits for the disk");
  await expect(muster.indicator).toHaveText("Saved in this browser. The disk has not answered yet.");
  await page.evaluate(() => {
    window.isSlow = false;
    for (const call of window.held) call();
  });
  await muster.onDisk();
});

test("with the storage full an edit is safe on the disk alone, and comes back", async ({ muster, page }) => {
  await page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
      if (sessionStorage.getItem("full") && /\/[chx]/.test(key)) throw new DOMException("It is full.", "QuotaExceededError");
      return setItem.call(this, key, value);
    };
  });
  await muster.open();
  await muster.start("Full");
  await muster.onDisk();
  await page.evaluate(() => sessionStorage.setItem("full", "1"));
  const address = await addAction(muster, "On the disk alone");
  await muster.onDisk();
  await expect(muster.indicator).toContainText("Safe on disk. The storage of this browser is full.");
  await muster.reload();
  await muster.go(address);
  await muster.whole();
  await expect(muster.heading("On the disk alone")).toBeVisible();
  // Room again: it goes where it belongs.
  await page.evaluate(() => sessionStorage.removeItem("full"));
  await muster.reload();
  await muster.whole();
  await muster.onDisk();
  expect(Object.values(await inBrowser(page)).join()).toContain("On the disk alone");
});

test("with the storage blocked the disk alone keeps the register", async ({ muster, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      configurable: true,
      get() {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  });
  await muster.open();
  await muster.start("Disk alone");
  const address = await addAction(muster, "Kept without the storage");
  await muster.onDisk();
  await expect(muster.indicator).toContainText("Access is denied for this document.");
  await muster.reload();
  await muster.whole();
  await muster.go(address);
  await expect(muster.heading("Kept without the storage")).toBeVisible();
});
