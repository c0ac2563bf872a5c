// Where the browser keeps nothing, or something damaged, the page opens and says so.
import { expect, test } from "./fixtures.mjs";
import { withoutDisk } from "./plants.mjs";

async function addAction(muster, text) {
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
  await expect(muster.heading(text)).toBeVisible();
}

test("with storage blocked the page works in memory and says so", async ({ muster, page }) => {
  await page.addInitScript(...withoutDisk);
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        configurable: true,
        get() {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        },
      });
    }
  });
  await muster.open();
  await muster.start("In memory");
  await addAction(muster, "Write it down elsewhere");
  await expect(muster.indicator).toHaveAttribute("data-saved", "memory");
  await expect(muster.indicator).toContainText("In memory only");

  await muster.button("Undo").click();
  await expect(muster.rows()).toHaveCount(0);
  await muster.button("Redo").click();

  // What is only in memory can still be taken out as a file.
  const { bytes } = await muster.exportFile();
  expect(bytes.toString("utf8")).toContain("Write it down elsewhere");
});

test("a browser that is full refuses an edit: it is shown, called unsaved, and saved with the next", async ({ muster, page }) => {
  await page.addInitScript(...withoutDisk);
  await page.addInitScript(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
      if (window.isFull && /\/c\//.test(key)) throw new DOMException("It is full.", "QuotaExceededError");
      return setItem.call(this, key, value);
    };
  });
  await muster.open();
  await muster.start("Full");
  await page.evaluate(() => {
    window.isFull = true;
  });
  await addAction(muster, "Refused at first");
  await expect(muster.indicator).toHaveAttribute("data-saved", "unsaved");
  await expect(muster.indicator).toContainText("Not saved");

  await page.evaluate(() => {
    window.isFull = false;
  });
  await addAction(muster, "Taken");
  await muster.kept();
  await muster.reload();
  await muster.go("#/actions");
  await expect(muster.rows()).toHaveCount(2);
});

test("a damaged key is set aside, left as it is, and the rest opens", async ({ muster, page }) => {
  await page.addInitScript(...withoutDisk);
  await muster.open();
  await muster.start("Damaged");
  await addAction(muster, "Kept whole");
  await addAction(muster, "To be damaged");
  const key = await page.evaluate(() => {
    const keys = Object.keys(localStorage).filter((key) => /\/c\//.test(key));
    const key = keys.find((key) => localStorage.getItem(key).includes("To be damaged"));
    localStorage.setItem(key, localStorage.getItem(key).replace("To be damaged", "Damaged"));
    return key;
  });
  const damaged = await page.evaluate((key) => localStorage.getItem(key), key);

  await muster.reload();
  await muster.go("#/actions");
  await expect(muster.rows()).toHaveCount(1);
  await expect(muster.rows()).toContainText("Kept whole");
  await muster.go("#/settings");
  await expect(muster.heading("Set aside")).toBeVisible();
  await expect(page.getByText(key)).toBeVisible();

  // It is neither repaired nor overwritten, and the register still takes edits.
  await addAction(muster, "Written after it");
  await muster.kept();
  await muster.reload();
  expect(await page.evaluate((key) => localStorage.getItem(key), key)).toBe(damaged);
  await muster.go("#/actions");
  await expect(muster.rows()).toHaveCount(2);
});
