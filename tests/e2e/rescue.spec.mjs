// Whatever happens to the program or to one key, what is kept can be taken out.
import { axeInBoth, expect, test } from "./fixtures.mjs";

async function addAction(muster, text) {
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
  await expect(muster.heading(text)).toBeVisible();
}

const kept = (page) => page.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith("muster"))));

/** Starts a register and waits until the page has asked the browser, as it does once at a gesture, to keep all of it. */
async function started(muster, page) {
  await muster.open();
  await muster.start("Rescued");
  await muster.onDisk();
  await page.keyboard.press("Shift");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("muster-asked-to-last"))).toBe("1");
}

test("without its program the page gives out all keys", async ({ muster, page, trouble }) => {
  await muster.open();
  await muster.start("Rescued");
  const before = await kept(page);
  trouble.expect(/Failed to load resource.*404.*\.wasm/);
  trouble.expect(/uncaught: /);
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await page.reload();
  const alert = page.getByRole("alert");
  await expect(alert.getByRole("heading", { name: "Muster could not start" })).toBeVisible();
  for (const key of Object.keys(before)) await expect(alert).toContainText(key);
  const file = await muster.download(alert.getByRole("link", { name: "Download what is kept here" }));
  expect(JSON.parse(file.bytes.toString("utf8"))).toEqual(before);
  await axeInBoth(page, "the keys without the program");
});

test("a program that has stopped gives out all keys", async ({ muster, page }) => {
  await started(muster, page);
  await page.evaluate(() => window.musterPanic("the reason"));
  const link = page.getByRole("alert").getByRole("link", { name: "Download what is kept here" });
  expect(JSON.parse((await muster.download(link)).bytes.toString("utf8"))).toEqual(await kept(page));
});

test("the rescue page says what each key is and gives out one or all", async ({ muster, page }) => {
  await started(muster, page);
  await muster.go("#/rescue");
  const all = await kept(page);
  expect(await muster.count("Keys")).toBe(Object.keys(all).length);
  const [key] = Object.keys(all).filter((key) => /\/c\//.test(key));
  await expect(muster.row(key)).toContainText("Change 1 of replica");
  await expect(page.getByText("Everything that is kept here can be read.")).toBeVisible();
  const one = await muster.download(muster.row(key).getByRole("button"));
  expect(one.bytes.toString("utf8")).toBe(all[key]);
  const file = await muster.download(muster.button("Download all keys"));
  expect(JSON.parse(file.bytes.toString("utf8"))).toEqual(all);
  await axeInBoth(page, "rescue");
});

test("any one key cut, altered, deleted or swapped leaves the others, and can be taken out", async ({ muster, page }) => {
  test.setTimeout(180_000);
  await muster.open();
  await muster.start("Damaged");
  await addAction(muster, "First");
  await addAction(muster, "Second");
  await muster.kept();
  const whole = await kept(page);
  const changes = Object.keys(whole).filter((key) => /\/c\//.test(key));
  const texts = Object.fromEntries(changes.map((key) => [key, ["First", "Second"].filter((text) => whole[key].includes(text))]));
  const harms = {
    cut: (value) => value.slice(0, value.length >> 1),
    altered: (value) => `${value.slice(0, -3)}~${value.slice(-2)}`,
    deleted: () => null,
    swapped: (_, key) => whole[changes.find((other) => other !== key)],
  };
  for (const key of Object.keys(whole).filter((key) => key.startsWith("muster/"))) {
    for (const [how, harm] of Object.entries(harms)) {
      await test.step(`${how}: ${key}`, async () => {
        const value = harm(whole[key], key);
        await page.evaluate(
          ([whole, key, value]) => {
            localStorage.clear();
            for (const [name, text] of Object.entries(whole)) localStorage.setItem(name, text);
            if (value === null) localStorage.removeItem(key);
            else localStorage.setItem(key, value);
          },
          [whole, key, value],
        );
        await muster.reload();
        await muster.go("#/actions");
        const others = changes.filter((other) => other !== key).flatMap((other) => texts[other]);
        const expected = changes.includes(key) ? others : ["First", "Second"];
        await expect(muster.rows()).toHaveCount(expected.length);
        for (const text of expected) await expect(muster.rows().filter({ hasText: text })).toHaveCount(1);
        if (changes.includes(key) && value !== null) {
          await muster.go("#/rescue");
          const row = page.getByRole("table", { name: "Set aside" }).locator("tr").filter({ hasText: key });
          await expect(row).toHaveCount(1);
          expect((await muster.download(row.getByRole("button"))).bytes.toString("utf8")).toBe(value);
        }
      });
    }
  }
});
