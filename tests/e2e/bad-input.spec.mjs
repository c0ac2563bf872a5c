// Registers that say what cannot be right: it is found and named, counted once or not at all, and nothing breaks.
import { expect, test } from "./fixtures.mjs";
import { fileOf, openFile } from "./registers.mjs";

const ON = "?on=2024-12-31";
const eur = (value) => ({ value, currency: "EUR" });
const pledge = (value) => ({ kind: "pledge", date: "2024-01-10", amount: eur(value) });
const gift = (party, entries, more = {}) => ({
  contributors: { g: { party } },
  entries: Object.fromEntries(entries.map((entry, at) => [`l${at}`, entry])),
  ...more,
});
const register = (id, body) =>
  fileOf(id, {
    register: { self: { name: "Odd coalition", currency: "EUR" } },
    parties: Object.fromEntries(["EE", "LU", "NL"].map((code) => [code, { kind: "state", code }])),
    ...body,
  });

test("a pledge that was taken back whole is zero, which opens into both entries", async ({ muster }) => {
  await openFile(muster, expect, register("zero", { contributions: { a: gift("EE", [pledge("250.50"), pledge("-250.50")]) } }));
  await muster.go(`#/${ON}`);
  const pledged = muster.figureAt("pledged");
  await expect(pledged).toHaveAttribute("data-amount", "0.00");
  await expect(pledged).not.toHaveAttribute("data-unvalued");
  await pledged.click();
  const made = muster.dialog();
  await expect(made.root).toContainText("250.50");
  await expect(made.root).toContainText(/[-−]250\.50/);
});

test("a sum of 28 digits is kept to the last, and what is too much to add stands beside by name", async ({ muster, page }) => {
  const huge = "9999999999999999999999999999";
  // Seven of them are still a number of 29 digits; the eighth is not.
  const contributions = Object.fromEntries([..."abcdefgh"].map((id) => [id, gift("EE", [pledge(huge)], { purpose: `Gift ${id}` })]));
  await openFile(muster, expect, register("huge", { contributions }));
  await muster.go(`#/contributions/a${ON}`);
  await expect(page.getByRole("main")).toContainText("9,999,999,999,999,999,999,999,999,999");
  await muster.go(`#/${ON}`);
  const pledged = muster.figureAt("pledged");
  await expect(pledged).toHaveAttribute("data-amount", /^69999999999999999999999999993(\.00)?$/);
  await pledged.click();
  await expect(muster.dialog().root).toContainText("more digits than can be kept");
});

test("a part of itself, and a circle of two, are found, named and counted once", async ({ muster, page }) => {
  const part = (to) => ({ relations: { r: { kind: "part-of", to } } });
  const contributions = {
    own: gift("EE", [pledge("100")], { purpose: "Lies in itself", ...part("own") }),
    one: gift("LU", [pledge("10")], { purpose: "First of two", ...part("two") }),
    two: gift("NL", [pledge("1")], { purpose: "Second of two", ...part("one") }),
  };
  await openFile(muster, expect, register("circle", { contributions }));
  await muster.go(`#/${ON}`);
  await expect(muster.figureAt("pledged")).toHaveAttribute("data-amount", "111.00");
  const found = page.locator(".finding", { hasText: "circle" });
  await expect(found.first()).toContainText(/Lies in itself|First of two/);
  await expect(page.locator(".finding .chip.bad").first()).toBeVisible();
});

test("a claim that holds only for other members than the report names says so", async ({ muster, page }) => {
  const member = (party) => ({ party, role: "member", from: "2024-01-01" });
  await openFile(muster, expect, register("others", {
    memberships: { a: member("EE"), b: member("LU") },
    reported: {
      c: { measure: "members", count: 2, date: "2024-06-01", whose: "named", parties: { p1: { party: "EE" }, p2: { party: "NL" } }, by: "A press office" },
    },
  }));
  await muster.go(`#/figures${ON}`);
  const row = page.getByRole("table", { name: "Reported figures" }).getByRole("row").filter({ hasText: "A press office" });
  await expect(row).toContainText("Same number, other members");
});
