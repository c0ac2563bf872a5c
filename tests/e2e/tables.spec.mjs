// Tables of somebody else's: what their columns and rows are, what stops some rows, and what comes of the others.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { ByRecord } from "./pages.mjs";
import { FUNDING, openFile } from "./registers.mjs";

const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const GIFTS = csv(
  "gifts.csv",
  [
    "Gifts of 2024;;;;;",
    "Riik;Eesmärk;Samm;Kuupäev;Summa;Meie märkused",
    "Eesti;Radios for the field;pledged;10.1.2024;1000,10 EUR;",
    "LV, LT and Poland;Field kitchens;announced;Feb 2024;over 3 million EUR;by phone",
    "Luxembourg;Spare parts;pledge;01/02/2024;250,00 EUR;",
    "Norway;Batteries;perhaps;2024-03-01;90 EUR;",
  ].join("\n"),
);

const offer = async (muster, file) => (await muster.offerFile(file)).root;
const rows = (window) => window.locator("[data-rows]");
const problem = (window, row) => window.locator(`.problems [data-row="${row}"]`);

test("a table in another language is understood, asked about, mended, and taken in as one step", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  const window = await offer(muster, GIFTS);
  await expect(rows(window)).toHaveText("One row can come; three rows do not, until they are mended.");
  await expect(window.getByLabel("Columns are named in")).toHaveValue("1");
  await expect(window.getByLabel("What “Riik” is", { exact: true })).toHaveValue("contributors/party");
  await expect(window.getByLabel("What “Meie märkused” is")).toHaveValue("");
  await expect(problem(window, 3)).toContainText("10 January 2024 or 1 October 2024");
  await expect(problem(window, 5)).toContainText("1 February 2024 or 2 January 2024");
  await expect(problem(window, 6)).toContainText("“perhaps” is none of the words for this");
  await axeInBoth(page, "a table that is read");
  await window.getByLabel("How “Kuupäev” is read").selectOption("01/02 is 1 February");
  await expect(problem(window, 5)).toHaveCount(0);
  await window.getByLabel("Row 6, “Samm”, mended").fill("pledge");
  await window.getByLabel("Row 6, “Samm”, mended").press("Tab");
  await expect(rows(window)).toHaveText("Four rows can come.");
  await window.getByRole("button", { name: "Go on with four rows" }).click();

  const found = new ByRecord(muster.dialog("Import").root);
  await expect(found.root.getByRole("heading", { level: 3 }).first()).toHaveText("“gifts.csv” beside “Funding coalition”, record by record");
  // The first row is here already.
  const gifts = found.records().filter({ hasText: "Row " });
  await expect(gifts).toHaveCount(3);
  await expect(found.root).toContainText("One row says what is here already.");
  await expect(gifts.filter({ hasText: "Field kitchens" })).toContainText("Row 4");
  await page.getByLabel("Your name").fill("Kadri Tamm");
  await expect(found.effect).toContainText("Pledged: €1,560.30 or more becomes €3,001,900.30 or more");
  await found.take.click();
  await expect(muster.notice).toContainText("Taken in:");
  await muster.nav("Overview");
  const pledged = page.locator("dl.figs [data-figure=pledged]");
  await expect(pledged).toHaveAttribute("data-amount", "3001900.30");

  // The same table again: it is remembered what its columns are, and nothing in it is new.
  const again = await offer(muster, GIFTS);
  await expect(again.getByLabel("How “Kuupäev” is read")).toHaveValue("first");
  await expect(rows(again)).toHaveText("Three rows can come; one row does not, until they are mended.");
  await again.getByRole("button", { name: "Go on with three rows" }).click();
  await expect(muster.dialog("Import").root).toContainText("Nothing in it is new. Three rows say what is here already.");
  await muster.dialog("Import").button("Cancel").click();
  await muster.button("Undo").click();
  await expect(pledged).toHaveAttribute("data-amount", "1560.30");
});

test("rows are pasted from a spreadsheet, and a step is chosen for all", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  const dialog = await muster.press("Import…", "Import");
  await dialog.root.getByText("Paste rows from a spreadsheet").click();
  await dialog.root.getByLabel("Rows", { exact: true }).fill("Norway\t2024-03-01\t90\nSweden\t2024-03-02\t80");
  await dialog.button("Read them").click();
  const window = dialog.root;
  await expect(rows(window)).toHaveText("No rows can come; two rows do not, until they are mended.");
  await window.getByRole("combobox", { name: "Step", exact: true }).selectOption("pledge");
  await window.getByRole("combobox", { name: "Currency", exact: true }).selectOption("EUR");
  await expect(rows(window)).toHaveText("Two rows can come.");
  await window.getByRole("button", { name: "Go on with two rows" }).click();
  await expect(new ByRecord(window).effect).toContainText("Pledged: €1,560.30 or more becomes €1,730.30 or more");
});

test("rows pasted where no field is, and a file dropped anywhere, open the window", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.whole();
  await muster.nav("Contributions");
  const dialog = muster.dialog("Import");
  const hand = (kind, field, texts) =>
    page.evaluate(
      ([kind, field, texts]) => {
        const data = new DataTransfer();
        if (kind === "paste") data.setData("text/plain", texts[0]);
        else data.items.add(new File([texts[1]], texts[0], { type: "text/csv" }));
        const event = new Event(kind, { bubbles: true, cancelable: true });
        Object.defineProperty(event, field, { value: data });
        document.body.dispatchEvent(event);
      },
      [kind, field, texts],
    );
  await hand("paste", "clipboardData", ["only words"]);
  await expect(dialog.root).toHaveCount(0);
  await hand("paste", "clipboardData", ["Giver\tStep\tAmount\nNorway\tpledge\t90 EUR"]);
  await expect(rows(dialog.root)).toHaveText("One row can come.");
  await expect(dialog.root).toContainText("“pasted rows.tsv”, for “Funding coalition”");
  await dialog.button("Cancel").click();
  await hand("drop", "dataTransfer", ["roles.csv", "Party,Role\nNorway,observer\nSweden,member"]);
  await expect(rows(dialog.root)).toHaveText("Two rows can come.");
  await dialog.button("Cancel").click();
});

test("what is no table, or is damaged or locked, is named and changes nothing", async ({ muster }) => {
  await openFile(muster, expect, FUNDING);
  const check = async (name, bytes, said) => {
    const window = await offer(muster, { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
    await expect(window.getByRole("alert")).toContainText(said);
    await expect(window.getByRole("button", { name: /^Go on/ })).toBeDisabled();
    await muster.dialog("Import").button("Cancel").click();
  };
  await check("empty.csv", "", "There is nothing in this table.");
  await check("binary.csv", [0x61, 0x2c, 0, 1, 2, 3, 0xff, 0xfe, 0x80], "This is no table in text.");
  await check("cut.xlsx", [0x50, 0x4b, 3, 4, 20, 0, 0, 0], "This spreadsheet is cut or damaged");
  await check("locked.xlsx", [0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from("EncryptedPackage", "utf16le")], "protected with a password");
  await check("open.csv", 'a,b\n1,"2\n', "The quotation mark in the row that begins in line 2 is never closed.");
  await check("list.json", "[1, 2]", "This is no list of records");
});

test("a template has all columns, and is understood", async ({ muster }) => {
  await openFile(muster, expect, FUNDING);
  const window = await offer(muster, csv("two.csv", "Party,Role\nNorway,observer\n"));
  await expect(window.getByLabel("Each row is")).toHaveValue("memberships");
  const template = await muster.download(window.getByRole("button", { name: "Save a template" }));
  expect(template.name).toBe("memberships-template.csv");
  expect(template.bytes.toString()).toMatch(/^Party,Role,From,Until,/);
});

test("who was at meetings is read from a table, and a relation to no row is mended in place", async ({ muster }) => {
  await openFile(muster, expect, FUNDING);
  const seats = "Meeting;Date;Party;Attendance;Represented by\nAutumn meeting;2024-10-01;Norway;present;Kari Nordmann\nAutumn meeting;2024-10-01;Sweden;perhaps;\n";
  const window = await offer(muster, csv("seats.csv", seats));
  await expect(window.getByLabel("Each row is")).toHaveValue("attendance");
  await expect(problem(window, 3)).toContainText("“perhaps” is none of the words for this");
  await window.getByLabel("Row 3, “Attendance”, mended").fill("online");
  await window.getByLabel("Row 3, “Attendance”, mended").press("Tab");
  await expect(rows(window)).toHaveText("Two rows can come.");
  await window.getByRole("button", { name: "Go on with two rows" }).click();
  const found = new ByRecord(muster.dialog("Import").root);
  await expect(found.records().filter({ hasText: "Autumn meeting" })).toContainText("Rows 2 and 3");
  await muster.dialog("Import").button("Cancel").click();

  const gifts = "Reference;Giver;Step;Amount;Repeats\nA;Norway;pledge;90 EUR;\nB;Norway;pledge;90 EUR;Z\n";
  const again = await offer(muster, csv("again.csv", gifts));
  await expect(problem(again, 3)).toContainText("“Z” is the Reference of no row of this table");
  await again.getByLabel("Row 3, “Repeats”, mended").fill("A");
  await again.getByLabel("Row 3, “Repeats”, mended").press("Tab");
  await expect(rows(again)).toHaveText("Two rows can come.");
});

const many = (count) => {
  const line = (n) => `G${n};${["Estonia", "Latvia", "Norway"][n % 3]};Thing ${n};pledge;2024-0${1 + (n % 9)}-05;${1000 + n} EUR`;
  return csv("many.csv", ["Reference;Giver;Purpose;Step;Date;Amount", ...Array.from({ length: count }, (_, n) => line(n))].join("\n"));
};
/** Rows of the list of contributions. */
const listed = (page, count) => expect(page.locator("table.list")).toHaveAttribute("aria-rowcount", String(count + 1));

test("a table of many rows is one step, which stays, is undone and done again, each as a whole", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.nav("Contributions");
  const before = Number(await page.locator("table.list").getAttribute("aria-rowcount")) - 1;
  const window = await offer(muster, many(700));
  await window.getByRole("button", { name: "Go on with 700 rows" }).click();
  const found = new ByRecord(muster.dialog("Import").root);
  await expect(found.effect).toContainText("Pledged: €1,560.30 or more becomes €946,210.30 or more");
  await page.getByLabel("Your name").fill("Kadri Tamm");
  await found.take.click();
  await expect(muster.notice).toContainText("Taken in: 3,504 fields of 702 records.");
  await muster.nav("Contributions");
  await listed(page, before + 700);
  await page.reload();
  await listed(page, before + 700);
  await muster.button("Undo").click();
  await listed(page, before);
  await expect(muster.notice).toHaveText("Undone.");
  await page.reload();
  await listed(page, before);
  await muster.button("Redo").click();
  await listed(page, before + 700);
  await muster.nav("History");
  const rows = page.locator("main tbody tr");
  await expect(rows.first()).toContainText("and 701 more");
  await expect(rows.first()).toContainText("Undo");
  await rows.nth(2).getByRole("link").first().click();
  await expect(page.locator("main .point")).toContainText("It has 702 parts; what the first 500 of them wrote is shown.");
});

test("where there is no room for a step of many rows, nothing of it is taken and the room is given back", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.nav("Contributions");
  const before = Number(await page.locator("table.list").getAttribute("aria-rowcount")) - 1;
  const segments = () => page.evaluate(() => Object.keys(localStorage).filter((key) => /^muster\/[^/]+\/s\//.test(key)).length);
  const held = await segments();
  await page.evaluate(() => {
    const used = Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    localStorage.setItem("filled", "x".repeat(5_242_880 - used - 30_000));
  });
  const window = await offer(muster, many(3000));
  await window.getByRole("button", { name: "Go on with 3,000 rows" }).click();
  const found = new ByRecord(muster.dialog("Import").root);
  await page.getByLabel("Your name").fill("Kadri Tamm");
  await found.take.click();
  await expect(found.root.getByRole("alert")).toContainText("Nothing was changed.");
  expect(await segments()).toBe(held);
  await muster.dialog("Import").button("Cancel").click();
  await listed(page, before);
  await page.reload();
  await listed(page, before);
});
