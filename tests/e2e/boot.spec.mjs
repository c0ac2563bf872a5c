// What a person sees when the program itself cannot run.
import { axeInBoth, expect, openWithoutProgram, test } from "./fixtures.mjs";

test("a program that cannot be loaded is named, with a way out", async ({ page, trouble }) => {
  trouble.expect(/Failed to load resource.*404.*\.wasm/);
  trouble.expect(/uncaught: /);
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("./");
  const alert = page.getByRole("alert");
  await expect(alert.getByRole("heading", { name: "Muster could not start" })).toBeVisible();
  await expect(page.locator("#splash")).toHaveCount(0);
  await axeInBoth(page, "the program cannot be loaded");

  await page.unroute("**/*.wasm");
  await alert.getByRole("link", { name: "Open the rescue page" }).click();
  await page.locator('html[data-ready="true"]').waitFor({ state: "attached" });
  expect(new URL(page.url()).hash).toBe("#/rescue");
});

test("a program that stops says so", async ({ muster, page }) => {
  await muster.open();
  await page.evaluate(() => window.musterPanic("the reason"));
  const alert = page.getByRole("alert");
  await expect(alert.getByRole("heading", { name: "Muster has stopped" })).toBeVisible();
  await expect(alert.getByText("the reason")).toBeVisible();
});

test("it does so in the language that the page speaks by then", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  await muster.go("#/settings?r=example");
  await page.locator("select", { has: page.locator('option[lang="uk"]') }).selectOption({ label: "Deutsch" });
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.evaluate(() => window.musterPanic("der Grund"));
  await expect(page.getByRole("alert").getByRole("heading", { name: "Muster läuft nicht mehr" })).toBeVisible();
});

test("without JavaScript the page says what it needs", async ({ browser, site, trouble }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  trouble.watch(context);
  const page = await context.newPage();
  await page.goto(site.url);
  for (const tag of ["en", "uk", "et", "fr", "de"]) {
    const needs = page.locator(`noscript p[lang="${tag}"]`);
    await expect(needs).toBeVisible();
    await expect(needs).toContainText("JavaScript");
  }
  await context.close();
});

test.describe("a browser that asks for Ukrainian", () => {
  test.use({ locale: "uk-UA" });

  const html = (page) => page.locator("html");
  const ready = (page) => page.locator('html[data-ready="true"]').waitFor({ state: "attached" });

  for (const { chosen, tag, sentence, begin } of [
    { tag: "uk", sentence: "Реєстр відкривається. Введене тут залишається в цьому браузері.", begin: "Створити реєстр" },
    { chosen: "fr", tag: "fr", sentence: "Le registre s’ouvre. Ce qui est saisi ici reste dans ce navigateur.", begin: "Créer un registre" },
    { chosen: "en", tag: "en", sentence: "The register is being opened. What is entered here stays in this browser.", begin: "Start a register" },
  ]) {
    test(`waits for the program in ${tag}, where ${chosen ?? "nothing"} was chosen, and never shows another language`, async ({ page }) => {
      await page.addInitScript((chosen) => {
        if (chosen) localStorage.setItem("muster-language", chosen);
        // Each frame, before it is painted.
        window.painted = new Set();
        const look = () => {
          const shown = document.querySelector("#splash p");
          if (shown) window.painted.add(shown.textContent);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }, chosen);
      const go = await openWithoutProgram(page);
      await expect(page.locator("#splash p")).toHaveText(sentence);
      await expect(html(page)).toHaveAttribute("lang", tag);
      go();
      await ready(page);
      await expect(page.getByRole("button", { name: begin, exact: true })).toBeVisible();
      await expect(html(page)).toHaveAttribute("lang", tag);
      expect(await page.evaluate(() => [...window.painted])).toEqual([sentence]);
    });
  }

  test("is told in it that the program cannot be loaded", async ({ page, trouble }) => {
    trouble.expect(/Failed to load resource.*404.*\.wasm/);
    trouble.expect(/uncaught: /);
    await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto("./");
    const alert = page.getByRole("alert");
    await expect(alert.getByRole("heading", { name: "Не вдалося запустити Muster", exact: true })).toBeVisible();
    await expect(alert.getByRole("link", { name: "Завантажити все, що тут зберігається", exact: true })).toBeVisible();
    await expect(html(page)).toHaveAttribute("lang", "uk");
    await axeInBoth(page, "the program cannot be loaded, in Ukrainian");
    await page.unroute("**/*.wasm");
    await alert.getByRole("link", { name: "Відкрити «Порятунок даних»", exact: true }).click();
    await ready(page);
    await expect(page.getByRole("heading", { name: "Порятунок даних", exact: true })).toBeVisible();
  });

  test("is told in it that a script cannot be loaded", async ({ page, trouble }) => {
    trouble.expect(/Failed to load resource.*404.*\.js/);
    await page.route(/\/muster-[^/]*\.js$/, (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto("./");
    await expect(page.getByRole("alert").getByText("Не вдалося завантажити Muster.", { exact: true })).toBeVisible();
  });
});
