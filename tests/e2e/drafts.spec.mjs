// What is half typed is kept, not counted, and offered again.
import { expect, test } from "./fixtures.mjs";
import { Muster } from "./pages.mjs";

async function halfTyped(muster) {
  await muster.open();
  await muster.start("Drafts");
  const form = await muster.press("Add contribution", "New contribution");
  await form.choose("Who gives", "Estonia");
  await form.fill("Step", "Pledge");
  await form.fill("Amount", "500 0");
  await form.fill("Purpose", "Radios, to be checked with");
  return form;
}

test("a half-typed contribution outlives its tab and is offered", async ({ context, muster, page }) => {
  await halfTyped(muster);
  await page.close();

  const next = new Muster(await context.newPage());
  await next.open("#/contributions");
  await expect(next.rows()).toHaveCount(0);
  const form = await next.press("Add contribution", "New contribution");
  await expect(form.root).toContainText("Something was left unfinished here.");
  await form.button("Go on with it").click();
  await expect(form.root.getByText("Estonia")).toBeVisible();
  await expect(form.field("Step")).toHaveValue("pledge");
  await expect(form.field("Amount")).toHaveValue("500 0");
  await expect(form.field("Purpose")).toHaveValue("Radios, to be checked with");

  await form.fill("Amount", "500 000");
  await form.saveAndClose();
  await expect(next.heading(/Estonia/).first()).toBeVisible();
  await next.nav("Contributions");
  await expect(next.rows()).toHaveCount(1);
});

test("Cancel and Save leave no draft", async ({ muster, page }) => {
  const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => /^muster\/[^/]+\/d\//.test(key)));
  const form = await halfTyped(muster);
  await expect.poll(drafts).not.toEqual([]);
  await form.cancel();
  await expect.poll(drafts).toEqual([]);

  const again = await muster.press("Add contribution", "New contribution");
  await expect(again.root).not.toContainText("left unfinished");
  await again.choose("Who gives", "Latvia");
  await again.fill("Step", "Pledge");
  await again.saveAndClose();
  await expect.poll(drafts).toEqual([]);
});

test("a new tab beside it may start afresh", async ({ context, muster, page }) => {
  await halfTyped(muster);
  await page.close();
  const next = new Muster(await context.newPage());
  await next.open("#/contributions");
  const form = await next.press("Add contribution", "New contribution");
  await form.button("Start afresh").click();
  await expect(form.root).not.toContainText("left unfinished");
  await expect(form.field("Purpose")).toHaveValue("");
});
