// The register in the formats of others: public unless asked otherwise, told apart by name, with what it lacks for them.
import { axeInBoth, expect, test } from "./fixtures.mjs";
import { ByRecord } from "./pages.mjs";
import { FUNDING, fileOf, openFile } from "./registers.mjs";

/** With something that is not for the public. */
const WITH_INTERNAL = (() => {
  const body = JSON.parse(FUNDING.buffer.toString("utf8")).changes[0].body;
  const secret = { purpose: "A quiet gift", internal: true, contributors: { g: { party: "EE" } }, entries: { e: { kind: "pledge", date: "2024-02-01", amount: { value: "77", currency: "EUR" } } } };
  return fileOf("exported", { ...body, contributions: { ...body.contributions, secret } });
})();

/** Opens the formats in the window of exports. */
const formats = async (muster) => {
  const dialog = await muster.press("Export…", "Export");
  await dialog.root.getByText("In another format").click();
  await expect(dialog.root.getByRole("combobox", { name: "Format" })).toBeVisible();
  return dialog;
};

const choose = (dialog, label) => dialog.root.getByRole("combobox", { name: "Format" }).selectOption({ label });

const save = async (muster, dialog, label) => {
  await choose(dialog, label);
  const file = await muster.download(dialog.button("Save the file"));
  return { name: file.name, text: file.bytes.toString() };
};

test("each format is saved under a name that says whether it is public, and nothing internal is in it", async ({ muster, page }) => {
  await openFile(muster, expect, WITH_INTERNAL);
  const dialog = await formats(muster);
  await expect(dialog.root.locator("[data-export=stays]")).toHaveText("Stays here as internal: one record and no lines.");
  await axeInBoth(page, "exports in other formats");
  const check = async (label, ending, holds) => {
    const { name, text } = await save(muster, dialog, label);
    expect(name).toMatch(new RegExp(`^funding-coalition-20\\d\\d-\\d\\d-\\d\\d-public\\.${ending}$`));
    expect(text).toContain(holds);
    expect(text).not.toContain("A quiet gift");
  };
  await check("IATI 2.03, from the coalition’s side (XML)", "iati\\.xml", '<iati-activities version="2.03"');
  await check("OCDS 1.1 releases (JSON)", "ocds-releases\\.json", '"releases"');
  await check("OCDS 1.1 records (JSON)", "ocds-records\\.json", '"records"');
  await check("Calendar of meetings and actions (iCalendar)", "ics", "SUMMARY:Steering group of April");
  await check("IATI 2.03, from a member’s side (XML)", "iati\\.xml", "Radios for the field");
  await check("Journal for hledger (text)", "journal", "; Muster journal 1 for hledger");
  await check("Journal for beancount (text)", "beancount", "; Muster journal 1 for beancount");
  await dialog.root.getByLabel("With what is internal: not for the public").check();
  const { name, text } = await save(muster, dialog, "IATI 2.03, from the coalition’s side (XML)");
  expect(name).toContain("-with-internal.");
  expect(text).toContain("A quiet gift");
});

test("what is missing for a full file opens the field that mends it", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  const dialog = await formats(muster);
  await choose(dialog, "OCDS 1.1 releases (JSON)");
  const lacks = dialog.root.locator("[data-lacks]");
  const before = Number(await lacks.getAttribute("data-lacks"));
  expect(before).toBeGreaterThan(0);
  await lacks.locator("summary").click();
  const first = lacks.getByRole("listitem").first();
  const title = await first.getByRole("button").textContent();
  await first.getByRole("button").click();
  await muster.sign().catch(() => {});
  await expect(page.getByRole("dialog")).toHaveAccessibleName(title);
});

test("without a purchase there is no OCDS file, and the window says why", async ({ muster }) => {
  await openFile(muster, expect, fileOf("bare", { register: { self: { name: "Bare coalition", currency: "EUR" } } }));
  const dialog = await formats(muster);
  await choose(dialog, "OCDS 1.1 records (JSON)");
  await dialog.button("Save the file").click();
  await expect(dialog.root.getByRole("alert").filter({ hasText: "There is no record in purchases to write" })).toBeVisible();
});

const OURS = [
  { label: "Tables as a data package (ZIP of CSV)", ending: /-public\.zip$/, what: "a data package of Muster" },
  { label: "Spreadsheet (XLSX)", ending: /-public\.xlsx$/, what: "a spreadsheet of Muster" },
];
for (const { label, ending, what } of OURS) {
  test(`${what} comes back exactly, and what was changed in it is offered by record`, async ({ muster, page }) => {
    await openFile(muster, expect, WITH_INTERNAL);
    const dialog = await formats(muster);
    await choose(dialog, label);
    const saved = await muster.download(dialog.button("Save the file"));
    expect(saved.name).toMatch(ending);
    await dialog.button("Cancel").click();
    const offer = async () => {
      const window = await muster.offerFile({ name: saved.name, mimeType: "application/zip", buffer: saved.bytes });
      await expect(window.root).toContainText(`It is ${what} with`);
      await window.root.getByRole("button", { name: /^Go on with/ }).click();
      return new ByRecord(window.root);
    };
    const same = await offer();
    await expect(same.root).toContainText("Nothing in it is new.");
    await same.cancel();

    await muster.go("#/contributions/radios");
    await muster.button("Edit").first().click();
    await muster.sign("Kadri Tamm", "EE");
    const form = muster.dialog();
    await form.fill("Purpose", "Radios for the front");
    await form.saveAndClose();
    const found = await offer();
    await expect(found.records()).toHaveCount(1);
    await expect(found.record("contributions/radios")).toContainText("Radios for the front → Radios for the field");
    await axeInBoth(page, `${what} beside the register`);
  });
}

test("a spreadsheet of a list alone says so in its name, and only its records are in it", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.nav("Contributions");
  await expect(page.locator("table.list tbody tr").first()).toBeVisible();
  const dialog = await formats(muster);
  await dialog.root.getByLabel("Only what this list shows (seven records)").check();
  const saved = await muster.download(dialog.button("Save the file"));
  expect(saved.name).toMatch(/^funding-coalition-part-.*-public\.xlsx$/);
  await dialog.button("Cancel").click();
  const window = (await muster.offerFile({ name: saved.name, mimeType: "application/octet-stream", buffer: saved.bytes })).root;
  await expect(window).toContainText("It is a spreadsheet of Muster with seven records.");
});

test("a filtered list is exported alone in a format of others, and says so", async ({ muster, page }) => {
  await openFile(muster, expect, FUNDING);
  await muster.nav("Contributions");
  await page.getByRole("searchbox", { name: "Filter" }).fill("experts without a figure");
  await expect.poll(() => muster.count("Contributions")).toBe(1);
  const dialog = await formats(muster);
  const saveList = async (label) => {
    await choose(dialog, label);
    await dialog.root.getByLabel("Only what this list shows (one record)").check();
    return await save(muster, dialog, label);
  };
  const iati = await saveList("IATI 2.03, from the coalition’s side (XML)");
  expect(iati.name).toMatch(/^funding-coalition-part-.*-public\.iati\.xml$/);
  expect([...iati.text.matchAll(/muster:record="([^"]*)"/g)].map(([, record]) => record)).toEqual(["contributions/kind"]);
  expect(iati.text).toContain("only 1 record of a list");
  const journal = await saveList("Journal for hledger (text)");
  expect(journal.name).toMatch(/^funding-coalition-part-.*-public\.journal$/);
  expect(journal.text).toContain("contributions/kind");
  expect(journal.text).not.toContain("contributions/radios");
  await choose(dialog, "OCDS 1.1 releases (JSON)");
  await dialog.button("Save the file").click();
  await expect(dialog.root.getByRole("alert").filter({ hasText: "There is no record in purchases to write" })).toBeVisible();
});

test("what the publisher is registered as is remembered for each standard, and a bad one is refused", async ({ muster }) => {
  await openFile(muster, expect, FUNDING);
  const [iati, ocds] = ["IATI 2.03, from the coalition’s side (XML)", "OCDS 1.1 releases (JSON)"];
  const check = async (dialog, label, field, expected) => {
    await choose(dialog, label);
    await expect(dialog.root.getByLabel(field, { exact: true })).toHaveValue(expected);
  };
  const say = async (dialog, label, field, text) => {
    await choose(dialog, label);
    await dialog.root.getByLabel(field, { exact: true }).fill(text);
    await dialog.root.getByLabel(field, { exact: true }).blur();
  };
  const [organisation, prefix] = ["Organisation identifier, if registered", "OCID prefix, if registered"];
  const dialog = await formats(muster);
  await say(dialog, iati, organisation, "XM-DAC-41114");
  await say(dialog, ocds, prefix, "ocds-213czf");
  await say(dialog, "OCDS 1.1 records (JSON)", prefix, "213czf");
  const refused = dialog.root.getByRole("alert").filter({ hasText: "This is no OCID prefix." });
  await expect(refused).toBeVisible();
  await check(dialog, iati, organisation, "XM-DAC-41114");
  await expect(refused).toBeHidden();
  await muster.reload();
  const again = await formats(muster);
  await check(again, iati, organisation, "XM-DAC-41114");
  await check(again, ocds, prefix, "ocds-213czf");
  await check(again, "IATI 2.03, from a member’s side (XML)", organisation, "");
  const { text } = await save(muster, again, iati);
  expect(text).toContain('<reporting-org ref="XM-DAC-41114"');
});

test("a file of IATI, OCDS, a calendar or a journal is named for what it is, and goes on by record", async ({ muster }) => {
  await openFile(muster, expect, FUNDING);
  const check = async (label, said) => {
    const dialog = await formats(muster);
    await choose(dialog, label);
    const saved = await muster.download(dialog.button("Save the file"));
    await dialog.button("Cancel").click();
    const window = (await muster.offerFile({ name: saved.name, mimeType: "text/plain", buffer: saved.bytes })).root;
    await expect(window).toContainText(said);
    await window.getByRole("button", { name: /^Go on with/ }).click();
    await expect(window.getByRole("heading", { level: 3 }).first()).toContainText("beside “Funding coalition”, record by record");
    await muster.dialog("Import").button("Cancel").click();
  };
  await check("IATI 2.03, from the coalition’s side (XML)", "It is a file of IATI activities with");
  await check("OCDS 1.1 releases (JSON)", "It is a file of OCDS with");
  await check("Calendar of meetings and actions (iCalendar)", "It is a calendar with");
  await check("Journal for hledger (text)", "It is a journal for hledger with");
  await check("Journal for beancount (text)", "It is a journal for beancount with");
  const hostile = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><iati-activities version="2.03">&b;</iati-activities>';
  const dialog = await muster.press("Import…", "Import");
  await dialog.field("File").setInputFiles({ name: "hostile.xml", mimeType: "text/xml", buffer: Buffer.from(hostile) });
  const window = dialog.root;
  await expect(window.getByRole("alert")).toContainText("declares a document type or an entity of its own");
});

test("one table is saved for a spreadsheet, and comes back by its ids", async ({ muster, page }) => {
  await openFile(muster, expect, WITH_INTERNAL);
  const dialog = await formats(muster);
  await choose(dialog, "One table (CSV)");
  const table = dialog.root.getByRole("combobox", { name: "Table", exact: true });
  await table.selectOption({ label: "Contributions › Entries" });
  await axeInBoth(page, "one table of the register");
  const saved = await muster.download(dialog.button("Save the file"));
  expect(saved.name).toMatch(/-public\.contributions-entries\.csv$/);
  expect([...saved.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = saved.bytes.toString();
  expect(text).toContain("record,id,kind,act,date,amount.value,");
  await dialog.button("Cancel").click();
  const offer = async (text) => {
    const window = await muster.offerFile({ name: saved.name, mimeType: "text/csv", buffer: Buffer.from(text) });
    await expect(window.root).toContainText("It is a table of Muster with");
    await window.root.getByRole("button", { name: /^Go on with/ }).click();
    return new ByRecord(window.root);
  };
  const same = await offer(text);
  await expect(same.root).toContainText("Nothing in it is new.");
  await same.cancel();
  const mended = await offer(text.replace(/(\r\n[^\r\n]*,pledge,)/, "$1said"));
  await expect(mended.records()).toHaveCount(1);
});

test("a file of others says of each record where it comes from, and of each problem its line and column", async ({ muster }) => {
  await openFile(muster, expect, FUNDING);
  const activity = [
    '<?xml version="1.0"?>',
    '<iati-activities version="2.03">',
    '  <iati-activity default-currency="EUR"><iati-identifier>XM-1</iati-identifier><title><narrative>Batteries</narrative></title>',
    '    <participating-org role="1"><narrative>Norway</narrative></participating-org>',
    '    <transaction><transaction-type code="8"/></transaction></iati-activity></iati-activities>',
  ].join("\n");
  const window = (await muster.offerFile({ name: "theirs.xml", mimeType: "text/xml", buffer: Buffer.from(activity) })).root;
  await expect(window.locator(".problems li")).toHaveText("Line 5, column 5: A transaction of type “8” is no step of a contribution; it stands in the note.");
  await window.getByRole("button", { name: /^Go on with/ }).click();
  const found = new ByRecord(window);
  await expect(found.records().filter({ hasText: "Batteries" })).toContainText("Activity 1, XM-1, line 3");
});
