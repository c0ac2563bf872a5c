// Several registers side by side in one browser.
import { expect, test } from "./fixtures.mjs";

async function two(muster) {
  await muster.open();
  await muster.start("IT coalition");
  await muster.go("#/registers");
  await muster.start("Drone coalition", { signed: true });
}

const asked = (page) => new URLSearchParams(new URL(page.url()).hash.split("?")[1]).get("r");

test("two registers stand side by side, and the address says which is open", async ({ muster, page }) => {
  await muster.open();
  await muster.start("IT coalition");
  expect(asked(page), "one register needs no name in the address").toBeNull();
  await muster.go("#/registers");
  await muster.start("Drone coalition", { signed: true });
  await expect(page).toHaveTitle(/Drone coalition/);
  await expect.poll(() => asked(page)).not.toBeNull();
  const drones = asked(page);

  await muster.go(`#/registers?r=${drones}`);
  await expect(muster.rows()).toHaveCount(2);
  await page.getByRole("main").getByRole("button", { name: "IT coalition", exact: true }).click();
  await expect(page).toHaveTitle(/IT coalition/);
  await expect.poll(() => asked(page)).not.toBe(drones);
  const it = asked(page);

  // Links lead on within the same register.
  await muster.nav("Members");
  expect(asked(page)).toBe(it);

  // An address opens its register, in a new page and in the loaded one.
  await muster.go(`#/members?r=${drones}`);
  await expect(page).toHaveTitle(/Drone coalition/);
  await page.goBack();
  await expect(page).toHaveTitle(/IT coalition/);
  await muster.reload();
  await expect(page).toHaveTitle(/IT coalition/);
});

test("what is written in one is not in the other", async ({ muster, page }) => {
  await two(muster);
  const drones = asked(page);
  await muster.go(`#/actions?r=${drones}`);
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", "Only here");
  await form.saveAndClose();
  await muster.go(`#/registers?r=${drones}`);
  await page.getByRole("main").getByRole("button", { name: "IT coalition", exact: true }).click();
  await expect(page).toHaveTitle(/IT coalition/);
  await muster.go(`#/actions?r=${asked(page)}`);
  await expect(page.getByText("No actions yet")).toBeVisible();
});

test("removing one asks for a word and leaves the other", async ({ muster, page }) => {
  await two(muster);
  const drones = asked(page);
  await muster.go(`#/registers?r=${drones}`);
  await muster.row(drones).getByRole("button", { name: "Remove…" }).click();
  const remove = muster.button("Remove from this browser");
  await expect(remove).toBeDisabled();
  await page.getByLabel(/type “remove” to go on/).fill("remove");
  await remove.click();
  await expect(muster.row(drones)).toHaveCount(0);
  await expect(muster.notice).toContainText("removed");
  const left = await page.evaluate(
    (id) => Object.keys(localStorage).filter((key) => key.startsWith(`muster/${id}/`) || key === `muster/index/${id}`),
    drones,
  );
  expect(left).toEqual([`muster/${drones}/removed`]);

  await muster.reload();
  await expect(muster.rows()).toHaveCount(1);
  await expect(muster.rows()).toContainText("IT coalition");
});

test("the list is made again from the registers themselves", async ({ muster, page }) => {
  await two(muster);
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("muster/index/")) localStorage.removeItem(key);
    }
  });
  await muster.open("#/registers");
  await expect(muster.rows()).toHaveCount(2);
  await expect(page.getByRole("main")).toContainText("IT coalition");
  await expect(page.getByRole("main")).toContainText("Drone coalition");
});

test("an address with an unknown register says what to do", async ({ muster, page }) => {
  await two(muster);
  await muster.open("#/members?r=nowhere");
  await expect(muster.notice).toContainText("not in this browser");
  await expect(page.getByRole("main")).not.toContainText("No members yet");
});
