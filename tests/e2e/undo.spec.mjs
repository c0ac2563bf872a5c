// Undo takes back the last change of this author, through reloads, and names what it leaves alone.
import { expect, test } from "./fixtures.mjs";

async function withAction(muster) {
  await muster.open();
  await muster.start("Undo");
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", "Order radios");
  await form.fill("Due", "2024-03-01");
  await form.saveAndClose();
  await expect(muster.heading("Order radios")).toBeVisible();
}

async function change(muster, values) {
  await muster.button("Edit").first().click();
  const form = muster.dialog();
  await form.fillAll(values);
  await form.saveAndClose();
}

test("an edit is undone and done again", async ({ muster }) => {
  await withAction(muster);
  await change(muster, { Action: "Order laptops" });
  await expect(muster.heading("Order laptops")).toBeVisible();

  await muster.button("Undo").click();
  await expect(muster.heading("Order radios")).toBeVisible();
  await expect(muster.notice).toContainText("Undone");

  await muster.button("Redo").click();
  await expect(muster.heading("Order laptops")).toBeVisible();
  await expect(muster.button("Redo")).toBeDisabled();
  await muster.kept();
});

test("the keys undo and redo", async ({ muster, page }) => {
  await withAction(muster);
  await change(muster, { Action: "Order laptops" });
  await page.keyboard.press("Control+z");
  await expect(muster.heading("Order radios")).toBeVisible();
  await page.keyboard.press("Control+y");
  await expect(muster.heading("Order laptops")).toBeVisible();
});

test("a removal is undone", async ({ muster }) => {
  await withAction(muster);
  await muster.button("Remove").click();
  await expect(muster.notice).toHaveText("Removed. Undo brings it back.");
  await expect(muster.rows()).toHaveCount(0);
  await muster.button("Undo").click();
  await expect(muster.rows()).toHaveCount(1);
  await expect(muster.rows()).toContainText("Order radios");
});

test("undo goes on after loading the page again", async ({ muster }) => {
  await withAction(muster);
  await change(muster, { Action: "Order laptops" });
  await muster.reload();
  await expect(muster.heading("Order laptops")).toBeVisible();
  await muster.button("Undo").click();
  await expect(muster.heading("Order radios")).toBeVisible();
  await muster.reload();
  await expect(muster.heading("Order radios")).toBeVisible();
  await muster.button("Redo").click();
  await expect(muster.heading("Order laptops")).toBeVisible();
});

test("Cancel takes back what the form changed, in one step", async ({ muster }) => {
  await withAction(muster);
  const before = await muster.changes();
  await muster.page.goBack();
  await muster.button("Edit").first().click();
  const form = muster.dialog();
  await form.fillAll({ Action: "Order laptops", Due: "2024-04-01" });
  await form.field("Due").blur();
  await form.cancel();
  await expect(muster.heading("Order radios")).toBeVisible();
  await expect(muster.page.getByRole("main")).toContainText("1 Mar 2024");
  // Two edits and the one step that took both back.
  expect(await muster.changes()).toBe(before + 3);
});

test("what somebody else wrote later stays, and is named", async ({ muster }) => {
  await withAction(muster);
  await change(muster, { Due: "2024-04-01" });

  const sign = async (name, party) => {
    await muster.go("#/settings");
    await muster.button("Set your name and party").click();
    await muster.sign(name, party);
    await muster.page.goBack();
    await expect(muster.heading("Order radios")).toBeVisible();
  };
  await sign("Marc Weber", "LU");
  await change(muster, { Due: "2024-05-01" });
  await sign("Kadri Tamm", "EE");

  await muster.button("Undo").click();
  await expect(muster.notice).toContainText("stays as it is");
  await expect(muster.notice).toContainText("Due");
  await expect(muster.page.getByRole("main")).toContainText("1 May 2024");
});
