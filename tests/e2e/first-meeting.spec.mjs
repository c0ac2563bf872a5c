// The main job of the page, from nothing to the first steering-group meeting on record, by keyboard and mouse, offline:
// the server stands still from the first load on and answers only where the page is loaded again.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.mjs";

const PICTURES = fileURLToPath(new URL("results", import.meta.url));

const LAUNCH = "19 September 2023";
const MEMBERS = ["Belgium", "United Kingdom", "Denmark", "Iceland", "Italy", "Latvia", "Lithuania", "Netherlands"];
const PRESENT = ["Belgium", "United Kingdom", "Denmark", "Iceland", "Italy", "Latvia", "Lithuania", "Netherlands"];

// Who, as it is typed; the sum, as it is typed; the day; where it was read.
const PLEDGES = [
  { who: "Luxembourg", amount: "10,000,000", date: "19 Sep 2023", source: "https://gouvernement.lu/19-backes-ukraine-defense" },
  { who: "Estonia", amount: "500 000", date: "2023-11-22", source: "https://kaitseministeerium.ee/it-koalitsioon" },
  { who: "Netherlands", amount: "10 million", date: "23 January 2024", source: "https://www.rijksoverheid.nl/actueel/nieuws" },
  { who: "Denmark", amount: "91 million DKK", date: "24 Jan 2024", source: "https://kyivindependent.com/denmark-announces" },
  { who: "Lithuania", date: "2024-01-27", form: "In kind", source: "https://newsukraine.rbc.ua/news/netherlands-joins" },
  { who: "Latvia", date: "2024-01-27", form: "In kind", source: "https://newsukraine.rbc.ua/news/netherlands-joins" },
];

const CONFIRMED = "https://baltimorechronicle.com/first-meeting-of-the-steering-group";

test("from an empty page to the first steering-group meeting on record", async ({ muster, page, site, trouble }) => {
  test.setTimeout(300_000);
  // Without its server the page asks in vain for the rates that a Danish sum needs.
  trouble.expect(/ecb-rates/);
  let pictures = 0;
  const picture = (name) => {
    pictures += 1;
    const file = `first-meeting-${String(pictures).padStart(2, "0")}-${name}.png`;
    return page.screenshot({ path: join(PICTURES, file), fullPage: true });
  };
  /** Loads the page again: the only moments at which the server answers. */
  const reload = async () => {
    await site.start();
    await muster.reload();
    await muster.whole();
    await site.stop();
  };

  await muster.open();
  await muster.whole();
  await site.stop();
  await picture("welcome");

  await test.step("start a register", async () => {
    await muster.start("IT coalition");
    await muster.kept();
    await picture("empty-overview");
  });

  await test.step("the lead nations, by keyboard alone", async () => {
    await muster.nav("Members");
    await expect(muster.heading("Members").first()).toBeFocused();
    for (const lead of ["Estonia", "Luxembourg"]) {
      await page.keyboard.press("n");
      const form = muster.dialog("New membership");
      await expect(form.field("Party")).toBeFocused();
      await page.keyboard.type(lead);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect(form.field("Party")).toHaveValue(lead);
      await page.keyboard.press("Tab");
      await expect(form.field("Role")).toBeFocused();
      await page.keyboard.type("Lead");
      await expect(form.field("Role")).toHaveValue("lead");
      await page.keyboard.press("Tab");
      await expect(form.field("From")).toBeFocused();
      await page.keyboard.type(LAUNCH);
      await page.keyboard.press("Enter");
      await expect(form.root).toHaveCount(0);
    }
    expect(await muster.count("Members")).toBe(2);
  });

  const addMember = async (party, role, from, offer = party) => {
    const form = await muster.press("Add member", "New membership");
    await form.choose("Party", party, offer);
    await form.fill("Role", role);
    await form.fill("From", from);
    await form.saveAndClose();
  };

  await test.step("the members, the beneficiary and the observers", async () => {
    for (const member of MEMBERS) await addMember(member, "Member", LAUNCH);
    await addMember("Ukraine", "Beneficiary", LAUNCH);
    await addMember("NATO", "Observer", "1 February 2024");
    await addMember("EU", "Observer", "1 February 2024", "European Union");
    expect(await muster.count("Members")).toBe(13);
    await picture("members");
  });

  await test.step("there are ten members on 2 February 2024", async () => {
    await muster.go("#/?on=2024-02-02");
    await expect(muster.figureAt("members")).toHaveAttribute("data-amount", "10");
    await expect(muster.figureAt("members")).toHaveAttribute("data-date", "2024-02-02");
  });

  await test.step("the pledges", async () => {
    await muster.nav("Contributions");
    for (const { who, amount, date, form: kind, source } of PLEDGES) {
      const form = await muster.press("Add contribution", "New contribution");
      await form.choose("Who gives", who);
      await form.fill("Step", "Pledge");
      if (amount) await form.fill("Amount", amount);
      await form.fill("Date", date);
      await form.fill("Source", source);
      if (kind) {
        await form.more();
        await form.fill("Form", kind);
      }
      await form.saveAndClose();
      await expect(page.getByRole("heading", { level: 1, name: who })).toBeVisible();
      await muster.nav("Contributions");
    }
    expect(await muster.count("Contributions")).toBe(6);
  });

  await test.step("without a rate the Danish sum stands beside the total", async () => {
    await muster.nav("Overview");
    const pledged = muster.figureAt("pledged");
    await expect(pledged).toHaveAttribute("data-amount", "20500000.00");
    await expect(pledged).toHaveAttribute("data-unconverted", "1");
  });

  await test.step("the Danish rate, typed in with its source", async () => {
    await muster.go("#/rates?on=2024-02-02");
    const form = await muster.press("Add rate", "New exchange rate");
    await form.fill("Rate", "1 EUR = 7.4568 DKK");
    await form.fill("Day or period", "24 January 2024");
    await form.fill("Origin", "European Central Bank");
    await form.fill("Source", "European Central Bank");
    await form.saveAndClose();
    await muster.nav("Overview");
  });

  const figures = async () => {
    const pledged = muster.figureAt("pledged");
    await expect(pledged).toHaveAttribute("data-amount", "32703626.22");
    await expect(pledged).toHaveAttribute("data-currency", "EUR");
    await expect(pledged).toHaveAttribute("data-open", "above");
    await expect(pledged).toHaveAttribute("data-unvalued", "2");
    await expect(pledged).not.toHaveAttribute("data-unconverted");
    await expect(muster.figureAt("raised")).toHaveAttribute("data-amount", "32703626.22");
    await expect(muster.figureAt("members")).toHaveAttribute("data-amount", "10");
  };
  await test.step("pledged is 32,703,626.22 EUR or more, two without a figure", figures);

  await test.step("the meeting with its attendance and its outcome", async () => {
    await muster.nav("Meetings");
    const form = await muster.press("Add meeting", "New meeting");
    await form.fill("Title", "First meeting of the steering group");
    await form.fill("Kind", "Steering group");
    await form.fill("Date", "1 February 2024");
    await form.fill("Source", "https://kaitseministeerium.ee/juhtgrupp-kogunes-esimest-korda");
    await form.attend(["Estonia", "Luxembourg"], "Lead");
    await form.attend(PRESENT, "Member");
    await form.attend(["NATO", "European Union"], "Observer");
    await form.attend(["Germany", "Poland", "United States", "Japan"], "Guest");
    const item = await form.addLine("agenda item");
    await item.fill("Title", "Priorities and first purchases");
    const outcome = await item.addLine("outcome");
    await outcome.fill("Kind", "Decision");
    await outcome.fill("Text", "Next steps and priority purchases set");
    await outcome.done();
    await item.done();
    await picture("meeting-form");
    await form.saveAndClose();
    await expect(muster.heading("First meeting of the steering group")).toBeVisible();
    expect(await muster.count("Attendance")).toBe(16);
    await expect(page.getByRole("main")).toContainText("Next steps and priority purchases set");
    await picture("meeting");
  });

  await test.step("each of the six confirmed", async () => {
    for (const { who } of PLEDGES) {
      await muster.nav("Contributions");
      await page.getByRole("table", { name: "Contributions" }).getByRole("link", { name: who }).click();
      await expect(page.getByRole("heading", { level: 1, name: who })).toBeVisible();
      await muster.button("Add entry").click();
      const form = muster.dialog();
      const entry = await form.addLine("entry");
      await entry.fill("Step", "Statement");
      await entry.fill("Act", "confirmed");
      await entry.fill("Date", "1 Feb 2024");
      await entry.choose("Meeting", "First meeting");
      await entry.more();
      const cited = await entry.addLine("source");
      await cited.fill("Source", CONFIRMED);
      await cited.done();
      await entry.done();
      await form.saveAndClose();
      expect(await muster.count("Entries")).toBe(2);
    }
    await picture("contribution");
  });

  await test.step("the figure that was reported for the six", async () => {
    await muster.nav("Figures");
    const form = await muster.press("Add reported figure", "New reported figure");
    await form.fill("Measure", "Pledged");
    await form.fill("Word", "confirmed");
    await form.fill("Amount", "over 30,000,000 EUR");
    await form.fill("Date", "2 February 2024");
    for (const { who } of PLEDGES) {
      const named = await form.addLine("party");
      await named.choose("Party", who);
      await named.done();
    }
    await form.fill("Source", CONFIRMED);
    await form.more();
    await form.fill("Whose", "The parties named");
    await form.saveAndClose();
    await expect(page.getByRole("main")).toContainText(/over .*30,000,000/i);
  });

  await test.step("the call of Luxembourg to states outside the coalition", async () => {
    await muster.nav("Outreach");
    const form = await muster.press("Add outreach", "New outreach");
    await form.fill("Direction", "By the coalition");
    await form.fill("Group", "states outside the coalition");
    await form.fill("Date", "2 February 2024");
    await form.fill("What was said", "Luxembourg calls on them to join.");
    await form.fill("Source", CONFIRMED);
    await form.more();
    await form.choose("By", "Luxembourg");
    await form.choose("Meeting", "First meeting");
    await form.saveAndClose();
    await muster.nav("Outreach");
    await expect(page.getByRole("table", { name: "Outreach" })).toContainText(/states outside the coalition/i);
  });

  await test.step("what was confirmed added nothing", async () => {
    await muster.nav("Overview");
    await figures();
    await picture("overview");
  });

  const everything = async () => {
    await muster.nav("Overview");
    await figures();
    await expect(page.getByRole("main")).toContainText("Next steps and priority purchases set");
    for (const [list, rows] of [
      ["Members", 13],
      ["Contributions", 6],
      ["Meetings", 1],
      ["Outreach", 1],
    ]) {
      await muster.nav(list);
      await expect(muster.heading(list).first()).toBeVisible();
      expect(await muster.count(list), list).toBe(rows);
    }
    await muster.nav("Figures");
    expect(await muster.count("Reported figures")).toBe(1);
    return muster.changes();
  };

  const before = await test.step("after loading again everything is there", async () => {
    await muster.kept();
    await muster.go("#/?on=2024-02-02");
    await reload();
    const changes = await everything();
    await picture("history");
    return changes;
  });

  const first = await test.step("export", () => muster.exportFile());
  const content = JSON.parse(first.bytes.toString("utf8"));
  expect(first.name).toBe("it-coalition.muster.json");
  expect(content).toMatchObject({ format: "muster", version: 1 });
  expect(content.changes).toHaveLength(before);

  await test.step("empty the storage", async () => {
    await muster.emptyStorage();
    await muster.go("#/");
    await reload();
    await expect(muster.button("Start a register")).toBeVisible();
  });

  await test.step("import opens the register under its own id and adds no change", async () => {
    const dialog = await muster.offerFile({ name: first.name, mimeType: "application/json", buffer: first.bytes });
    await expect(dialog.root).toContainText("IT coalition");
    await picture("import");
    await dialog.button("Import file").click();
    await expect(dialog.root).toHaveCount(0);
    await muster.go("#/?on=2024-02-02");
    expect(await everything()).toBe(before);
  });

  const second = await test.step("export again", () => muster.exportFile());
  expect(second.name).toBe(first.name);
  expect(second.bytes.equals(first.bytes), "byte-identical").toBe(true);

  await test.step("the same id already here: a merge that adds nothing", async () => {
    const dialog = await muster.offerFile({ name: first.name, mimeType: "application/json", buffer: first.bytes });
    await expect(dialog.root).toContainText(`0 of its ${before} changes are new here`);
    await dialog.button("Merge").click();
    await expect(muster.notice).toHaveText("Nothing in the file was new.");
    expect(await muster.changes()).toBe(before);
    const third = await muster.exportFile();
    expect(third.bytes.equals(first.bytes), "byte-identical").toBe(true);
  });
});
