// What a person sees when the program itself cannot run.
import { axeInBoth, expect, test } from "./fixtures.mjs";

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

test("without JavaScript the page says what it needs", async ({ browser, site, trouble }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  trouble.watch(context);
  const page = await context.newPage();
  await page.goto(site.url);
  await expect(page.locator("noscript p")).toBeVisible();
  await context.close();
});
