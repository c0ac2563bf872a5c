// Purchases and whose money pays for them: walked both ways, added up, planned, proposed and undone.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { FUNDING, fileOf, openFile } from "./registers.mjs";

const ON = "?on=2024-09-30";

const cents = (text) => Math.round(Number(text.replaceAll(",", "")) * 100);

const section = (page, name) => page.getByRole("region", { name, exact: true });

const title = (page, name) => expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();

/** The sums of a row or of the foot of a table of needs: value, funded, to fund, delivered; null without a number. */
const sums = async (row) => {
  const cells = await row.locator("td.n[data-label]:not([data-label=Priority])").all();
  const texts = await Promise.all(cells.map((cell) => cell.evaluate((node) => (node.innerText.match(/-?[\d,]+\.\d\d/) ?? [])[0])));
  return texts.map((text) => (text === undefined ? null : cents(text)));
};

test("from a decision of a meeting to the delivery, and from the contribution to the delivery and back", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.go(`#/meetings/steering${ON}`);
  const decided = section(page, "What its decisions became");
  const row = decided.getByRole("row").filter({ hasText: "Handsets" });
  await expect(row).toContainText("“Buy the handsets.”");
  await expect(decided.getByRole("row").filter({ hasText: "Cables" })).toContainText("“Cables as well.”");
  await axeInBoth(page, "what the decisions of a meeting became");
  await row.getByRole("link", { name: "20 June 2024: €400.02" }).click();

  // Down to the delivery, which is marked, with its receipt.
  await title(page, "Handsets");
  const chain = section(page, "Chain");
  await expect(chain.locator("li[aria-current]")).toContainText("€400.02");
  await expect(chain.locator("li[aria-current]")).toContainText("receipt confirmed");
  await expect(chain).toContainText("Luxembourg and Netherlands together: €200.07");
  await expect(chain.locator("[data-figure=to-fund]")).toHaveAttribute("data-amount", "100.15");
  await axeInBoth(page, "the chain of a purchase");

  // Up to the money it came from, and down again.
  await chain.getByRole("link", { name: "Radios for the field" }).click();
  await expect(page).toHaveURL(/#\/contributions\/radios/);
  const became = section(page, "What it became");
  await expect(became.getByRole("row").filter({ hasText: "Handsets" })).toContainText("€600.11");
  await expect(became.locator("[data-figure=free]")).toHaveAttribute("data-amount", "339.89");
  await axeInBoth(page, "what a contribution became");
  // Its part of the delivery: 600.11 of 800.18 of 400.02.
  await became.getByRole("link", { name: "20 June 2024: €300" }).click();
  await title(page, "Handsets");
  await expect(chain.locator("li[aria-current]")).toContainText("20 June 2024");

  // And up to the decision.
  await chain.getByRole("link", { name: "Steering group of April" }).click();
  await title(page, "Steering group of April");
});

test("what is not stated is said so: the funder, the split, the sum", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.go(`#/purchases/unknown${ON}`);
  const chain = section(page, "Chain");
  await expect(chain).toContainText("funder not stated: sum not stated");
  await expect(chain).toContainText("split not published");
  await expect(chain).toContainText("Not known: its value is not stated.");
  await muster.go(`#/contributions/kind${ON}`);
  await expect(section(page, "What it became")).toContainText("No sum of it is on record, so what is free is not known.");
  await muster.go(`#/contributions/joint${ON}`);
  await expect(section(page, "What it became")).toContainText("€300.13 or less");
});

test("needs by priority add up to the cent, and a share beyond the value is named with both records", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.go(`#/purchases${ON}`);
  await page.getByRole("navigation", { name: "Views of the purchases" }).getByRole("link", { name: "Needs" }).click();
  await expect(page).toHaveURL(/view=needs/);
  const table = page.getByRole("table", { name: "Needs by priority" });
  await expect(table.locator("tbody tr[data-id]")).toHaveCount(5);
  const rows = await table.locator("tbody tr[data-id]").all();
  const all = await Promise.all(rows.map(sums));
  const total = await sums(table.locator("tfoot tr").last());
  expect(total).toEqual([137051, 86028, 52033, 40002]);
  total.forEach((sum, at) => expect(all.reduce((added, row) => added + (row[at] ?? 0), 0), `column ${at}`).toBe(sum));
  const parts = await Promise.all((await table.locator("tfoot tr.part").all()).map(sums));
  total.forEach((sum, at) => expect(parts.reduce((added, row) => added + row[at], 0), `priorities, column ${at}`).toBe(sum));
  await expect(muster.row("unknown")).toContainText("not stated");
  await expect(muster.row("unknown").locator("td[data-label=Funded]")).toContainText("two shares without a sum");
  await expect(table.locator("tfoot tr").last()).toContainText("One value is not stated");
  await expect(muster.point).toContainText("Five needs by 30 September 2024, four worth €1,370.51 in all, the value of one not stated");
  await expect(muster.point.getByRole("link", { name: "Cables" })).toBeVisible();
  // What is funded is the figure of the register, and opens into its shares.
  await expect(table.locator("tfoot [data-figure=allocated]")).toHaveAttribute("data-amount", "860.28");
  await table.locator("tfoot [data-figure=allocated]").click();
  await expect(muster.dialog().root).toContainText("600.11");
  await page.keyboard.press("Escape");

  const found = table.locator("[data-finding=shares-beyond-purchase]");
  await expect(found).toContainText("The shares of the purchase “Tents” come to 60.10 EUR against its value of 50 EUR, 10.10 EUR too much");
  await expect(found).toContainText("they draw on the contribution of Estonia");
  await axeInBoth(page, "needs");
  // The finding leaves with its cause.
  await muster.go(`#/purchases/tents${ON}`);
  await expect(section(page, "Chain").locator("[data-finding=shares-beyond-purchase]")).toBeVisible();
  await expect(section(page, "Chain")).toContainText("the shares go €10.10 beyond its value");
  await muster.go(`#/purchases/handsets${ON}`);
  await expect(section(page, "Chain")).toContainText("€100.15");
  await expect(page.locator("[data-finding=shares-beyond-purchase]")).toHaveCount(0);
  await expect(page.locator("[data-finding=ordered-against-pledge]")).toContainText("200.07 EUR too much");
  await muster.go(`#/contributions/joint${ON}`);
  await expect(section(page, "What it became").locator("[data-finding=ordered-against-pledge]")).toContainText("“Handsets”");
});

test("shares beyond what a contribution reached are named at the need, at the purchase and at the contribution", async ({ muster, page }) => {
  const amount = (value) => ({ value, currency: "EUR" });
  const small = fileOf("beyond", {
    register: { self: { name: "Beyond", currency: "EUR" } },
    parties: { EE: { kind: "state", code: "EE" } },
    contributions: {
      c: { purpose: "Small gift", contributors: { g: { party: "EE" } }, entries: { e: { kind: "pledge", date: "2024-01-10", amount: amount("10.25") } } },
    },
    purchases: {
      p: {
        title: "Large order",
        steps: { s: { kind: "need", date: "2024-02-01", value: amount("50") } },
        shares: { t: { of: { o: { contribution: "c" } }, amount: amount("20.30") } },
      },
    },
  });
  await openFile(muster, expect, small);
  const says = /purchase “Large order” draws on the contribution of Estonia .*shares of 20\.30 EUR in all stand against 10\.25 EUR reached, 10\.05 EUR too much/;
  for (const at of ["purchases?view=needs&", "purchases/p?", "contributions/c?"]) {
    await muster.go(`#/${at}on=2024-09-30`);
    await expect(page.locator("[data-finding=shares-beyond-contribution]"), at).toContainText(says);
  }
  await expect(section(page, "What it became")).toContainText("Shares go €10.05 beyond what it reached.");
  // Settled at the field that the finding names, it is gone.
  await page.getByRole("button", { name: /^Open the field: The purchase “Large order”/ }).click();
  await muster.sign();
  await muster.dialog().fill("Amount", "10.25");
  await muster.dialog().saveAndClose();
  await expect(page.locator("[data-finding=shares-beyond-contribution]")).toHaveCount(0);
  await expect(section(page, "What it became").locator("[data-figure=free]")).toHaveAttribute("data-amount", "0.00");
});

test("planned money and needs by year, each opening into its records, and what lapsed", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.go(`#/purchases${ON}&view=roadmap`);
  const table = page.getByRole("table", { name: "Planned and needed by year" });
  const year = (id) => table.locator(`tr[data-id="${id}"]`);
  const amounts = async (id) =>
    Promise.all((await year(id).locator("[data-figure]").all()).map((sum) => sum.getAttribute("data-amount")));
  await expect(year("2025")).toBeVisible();
  // A planned commitment and its payment are the same money: 40.40, not 80.80.
  expect(await amounts("2025")).toEqual(["40.40", "420.18", "420.18", "379.78"]);
  expect(await amounts("2024")).toEqual(["0.00", "900.33", "100.15", "100.15"]);
  expect(await amounts("2023")).toEqual(["20.00", "0.00", "0.00", "0.00"]);
  expect(await amounts("none")).toEqual(["0.00", "50.00", "0.00", "0.00"]);
  await expect(muster.point).toContainText("More is needed than planned in 2024 by €100.15 and in 2025 by €379.78.");
  await year("2025").getByRole("link", { name: "2025" }).click();
  const records = section(page, "Records of 2025");
  await expect(records.getByRole("link", { name: "Yearly plan" })).toHaveCount(2);
  await expect(records.getByRole("listitem").filter({ hasText: "Cables" })).toContainText("€300.01 to fund");
  const lapsed = page.getByRole("table", { name: "Money that lapsed" });
  await expect(lapsed.locator("tr[data-id=plan]")).toContainText("31 December 2023");
  await expect(lapsed.locator("[data-figure=lapsed]")).toHaveAttribute("data-amount", "20.00");
  await axeInBoth(page, "roadmap");
  await records.getByRole("link", { name: "Servers" }).click();
  await title(page, "Servers");
});

test("a proposal is applied by choice as one step, and one undo takes all of it back", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  const needs = async () => {
    await muster.go(`#/purchases${ON}&view=needs`);
    const table = page.getByRole("table", { name: "Needs by priority" });
    await expect(table).toBeVisible();
    return table.innerText();
  };
  const before = await needs();
  const changes = await muster.changes();
  await muster.go(`#/purchases${ON}&view=proposal`);
  const table = page.getByRole("table", { name: "Proposed shares" });
  await expect(table.locator("tbody tr")).toHaveText([/Handsets.*€100\.15/s, /Cables.*€300\.01/s, /Servers.*Cyber money.*€90\.05.*meant for this area/s, /Servers.*€30\.12/s]);
  const free = page.getByRole("table", { name: "Money that stays free" });
  await expect(free.locator("tr[data-id=tied]")).toContainText("Tied to one use");
  await expect(page.getByRole("table", { name: "Needs that stay open" }).locator("tr[data-id=unknown]")).toContainText("no value");
  await expect(muster.button("Apply")).toBeDisabled();
  await axeInBoth(page, "proposal");
  expect(await muster.changes(), "looking writes nothing").toBe(changes);

  // One share is left out by choice.
  await muster.go(`#/purchases${ON}&view=proposal`);
  await muster.button("Pick all").click();
  await table.getByRole("checkbox", { name: "Pick €300.01 for Cables" }).uncheck();
  await expect(page.getByText("Three shares are picked")).toBeVisible();
  await muster.button("Apply").click();
  await muster.sign();
  await muster.button("Apply").click();
  await expect(page.getByText("Three shares are written in one step. Undo takes all of it back.")).toBeVisible();
  await expect(table.locator("tbody tr")).toHaveText([/Cables.*€300\.01/s]);
  await expect(await needs()).not.toBe(before);
  await expect(muster.row("handsets")).toContainText("900.33");
  await expect(muster.row("servers")).toContainText("120.17 proposed");
  expect(await muster.changes(), "one step").toBe(changes + 1);

  await muster.button("Undo").click();
  await expect(muster.notice).toHaveText("Undone.");
  expect(await needs()).toBe(before);
  await muster.go(`#/purchases${ON}&view=proposal`);
  await expect(table.locator("tbody tr")).toHaveCount(4);
});

test("with “known on” set a proposal cannot be applied, and says why", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.go(`#/purchases${ON}&known=2024-09-30T12:00Z&view=proposal`);
  await expect(page.getByRole("table", { name: "Proposed shares" }).getByRole("checkbox").first()).toBeDisabled();
  await expect(muster.button("Pick all")).toBeDisabled();
  await expect(muster.button("Apply")).toBeDisabled();
  await expect(page.locator("main .tools").getByText("as it was known at an earlier time")).toBeVisible();
});

test("what the contributions of a member became, as a document that is kept", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.go(`#/members/EE${ON}`);
  await page.getByRole("link", { name: "What its contributions became" }).click();
  const document = page.locator("article.document");
  await expect(document.getByRole("heading", { level: 1 })).toHaveText("What the contributions of Estonia became by 30 September 2024");
  await expect(document.getByRole("row").filter({ hasText: "Delivered: Handsets, to Ukraine, receipt confirmed" })).toContainText("300 EUR");
  await expect(document).toContainText("Not allocated yet: 339.89 EUR");
  await expect(document).toContainText("It has no figure");
  await axeInBoth(page, "what contributions became");
  const file = await muster.download(muster.button("Markdown"));
  expect(file.bytes.toString("utf8")).toContain("| 15 April 2024 | Allocated: Handsets | 600.11 EUR |");
  // A joint gift stays joint.
  await muster.go(`#/members/NL${ON}&doc=became`);
  await expect(document).toContainText("A joint gift, together with Luxembourg. How the sum falls to each is not published");
  await document.getByRole("link", { name: "Handsets" }).first().click();
  await title(page, "Handsets");
});

test("the example, too, has its needs, its years and its proposal", async ({ muster, page }) => {
  await muster.open();
  await muster.openExample();
  for (const view of ["needs", "roadmap", "proposal"]) {
    await muster.go(`#/purchases?r=example&view=${view}`);
    await expect(muster.point).not.toBeEmpty();
    await axeInBoth(page, `example: ${view}`);
  }
});

test("the pages fit a telephone, and their tables fit the page", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  const views = ["purchases?view=needs", "purchases?view=roadmap&year=2025", "purchases?view=proposal"];
  for (const at of [...views, "purchases/handsets?", "contributions/radios?", "meetings/steering?", "members/EE?doc=became"]) {
    await muster.go(`#/${at}&on=2024-09-30`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("This part of Muster is being fetched.")).toHaveCount(0);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 740 });
      const beyond = await page.evaluate(() => {
        const main = document.querySelector("main");
        const edge = main.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(main).paddingRight);
        const tables = [...main.querySelectorAll("table")].filter((table) => table.getBoundingClientRect().right > edge + 1);
        return [document.documentElement.scrollWidth - document.documentElement.clientWidth, tables.length];
      });
      expect(beyond, `${at}, ${width} wide`).toEqual([0, 0]);
    }
  }
});
