// Every kind of record can be created, opened, edited and removed.
import { expect, test } from "./fixtures.mjs";

/** Where it is listed, the button that adds it, its window, its fields, the title it then has, and one edit. */
const KINDS = [
  {
    kind: "contribution",
    at: "#/contributions",
    button: "Add contribution",
    dialog: "New contribution",
    fill: async (form) => {
      await form.choose("Who gives", "Estonia");
      await form.fillAll({ Step: "Pledge", Amount: "500 000", Date: "22 Nov 2023", Purpose: "Radios" });
    },
    title: /Estonia/,
    edit: { Purpose: "Radios and antennas" },
    shows: "Radios and antennas",
  },
  {
    kind: "meeting",
    at: "#/meetings",
    button: "Add meeting",
    dialog: "New meeting",
    fill: (form) => form.fillAll({ Title: "Kick-off", Kind: "Founding meeting", Date: "19 September 2023" }),
    title: "Kick-off",
    edit: { Title: "Kick-off in Ramstein" },
    shows: "Kick-off in Ramstein",
  },
  {
    kind: "purchase",
    at: "#/purchases",
    button: "Add purchase",
    dialog: "New purchase",
    fill: async (form) => {
      await form.fillAll({ Title: "Starlink terminals", Need: "Communications" });
      await form.choose("Needed by", "Ukraine");
      const step = await form.addLine("step");
      await step.fillAll({ Step: "Need stated", Date: "March 2024" });
      await step.done();
    },
    title: "Starlink terminals",
    edit: { Title: "Satellite terminals" },
    shows: "Satellite terminals",
  },
  {
    kind: "action",
    at: "#/actions",
    button: "Add action",
    dialog: "New action",
    fill: (form) => form.fillAll({ Action: "Draft the agreement", Due: "2024-03-01", State: "Open" }),
    title: "Draft the agreement",
    edit: { State: "Done" },
    shows: "Done",
  },
  {
    kind: "working group",
    at: "#/groups",
    button: "Add working group",
    dialog: "New working group",
    fill: async (form) => {
      await form.fill("Name", "Cyber security");
      const member = await form.addLine("member");
      await member.choose("Party", "Denmark");
      await member.done();
    },
    title: "Cyber security",
    edit: { Purpose: "Defence of networks" },
    shows: "Defence of networks",
  },
  {
    kind: "outreach",
    at: "#/outreach",
    button: "Add outreach",
    dialog: "New outreach",
    fill: async (form) => {
      await form.fill("Direction", "By the coalition");
      await form.choose("Party", "Spain");
      await form.fillAll({ Stage: "Contacted", Date: "May 2024", "What was said": "Spain is invited." });
    },
    title: /Spain/,
    edit: { Stage: "Interested" },
    shows: "Interested",
  },
  {
    kind: "reported figure",
    at: "#/figures",
    button: "Add reported figure",
    dialog: "New reported figure",
    fill: (form) => form.fillAll({ Measure: "Pledged", Amount: "almost 30 million", Date: "2 Feb 2024" }),
    title: /30,000,000/,
    edit: { Word: "confirmed" },
    shows: "confirmed",
  },
  {
    kind: "source",
    at: "#/sources",
    button: "Add source",
    dialog: "New source",
    fill: (form) =>
      form.fillAll({ Title: "A letter to parliament", Address: "https://example.org/letter", Publisher: "A ministry" }),
    title: "A letter to parliament",
    edit: { Kind: "Government" },
    shows: "Government",
  },
  {
    kind: "agreement",
    at: "#/agreements",
    button: "Add agreement",
    dialog: "New agreement",
    fill: (form) =>
      form.fillAll({ Name: "Cooperation agreement", Kind: "Cooperation agreement", "Opened for signature": "Jan 2024" }),
    title: "Cooperation agreement",
    edit: { "Signing completed": "12 February 2024" },
    shows: "12 Feb 2024",
  },
  {
    kind: "contact",
    at: "#/contacts",
    button: "Add contact",
    dialog: "New contact",
    fill: async (form) => {
      await form.fillAll({ Name: "Secretariat", Office: "Desk officer" });
      await form.choose("For", "Luxembourg");
    },
    title: "Secretariat",
    edit: { Office: "Head of secretariat" },
    shows: "Head of secretariat",
  },
  {
    kind: "exchange rate",
    at: "#/rates",
    button: "Add rate",
    dialog: "New exchange rate",
    fill: (form) => form.fillAll({ Rate: "1 EUR = 7.4568 DKK", "Day or period": "24 Jan 2024", Origin: "Typed in" }),
    title: /1 EUR = 7\.4568 DKK/,
    edit: { Origin: "European Central Bank" },
    shows: "European Central Bank",
  },
];

for (const { kind, at, button, dialog, fill, title, edit, shows } of KINDS) {
  test(`${kind}: created, opened, edited, removed`, async ({ muster, page }) => {
    await muster.open();
    await muster.start("Records");
    await muster.go(at);
    const form = await muster.press(button, dialog);
    await fill(form);
    await form.saveAndClose();
    const heading = page.getByRole("heading", { level: 1, name: title });
    await expect(heading).toBeVisible();

    await muster.go(at);
    await expect(muster.rows()).toHaveCount(1);
    await muster.rows().getByRole("link").first().click();
    await expect(heading).toBeVisible();

    await muster.button("Edit").first().click();
    const editing = muster.dialog();
    for (const [label, value] of Object.entries(edit)) {
      if ((await editing.field(label).count()) === 0) await editing.more();
      await editing.fill(label, value);
    }
    await editing.saveAndClose();
    await expect(page.getByRole("main")).toContainText(shows);

    await muster.reload();
    await expect(page.getByRole("main")).toContainText(shows);
    await muster.button("Remove").first().click();
    await expect(muster.notice).toHaveText("Removed. Undo brings it back.");
    await muster.go(at);
    await expect(muster.rows()).toHaveCount(0);
  });
}

test("a membership and its party: the role ends, the party stays", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Records");
  await muster.nav("Members");
  const form = await muster.press("Add member", "New membership");
  await form.choose("Party", "Belgium");
  await form.fill("Role", "Member");
  await form.fill("From", "2023-09-19");
  await form.saveAndClose();

  await muster.rows().getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Belgium" })).toBeVisible();

  // What others point to is not removed; the form says what does, and what to do instead.
  await muster.button("Edit party").click();
  const party = muster.dialog();
  await party.button("Remove").click();
  await expect(party.root.getByRole("alert")).toContainText("Belgium, member");
  await expect(party.root.getByRole("alert")).toContainText("A party with entries is not removed");
  await party.cancel();
  await muster.nav("Members");
  await expect(muster.rows()).toHaveCount(1);

  await muster.rows().getByRole("link").first().click();
  await page.getByRole("main").getByRole("link", { name: "Member", exact: true }).click();
  await muster.button("Edit").first().click();
  const editing = muster.dialog();
  if ((await editing.field("Until").count()) === 0) await editing.more();
  await editing.fill("Until", "2024-05-31");
  await editing.saveAndClose();
  await muster.go("#/?on=2024-06-01");
  await muster.go("#/members?on=2024-05-31");
  await expect(muster.figureAt("members")).toHaveAttribute("data-amount", "1");
  await muster.go("#/members?on=2024-06-01");
  await expect(muster.figureAt("members")).toHaveAttribute("data-amount", "0");
});

test("the register itself is edited under Settings", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Records");
  await muster.go("#/settings");
  await muster.button("Edit the register").click();
  const form = muster.dialog();
  await form.more();
  await form.fill("Standing note", "A draft, for training only");
  await form.saveAndClose();
  for (const at of ["#/", "#/members", "#/history"]) {
    await muster.go(at);
    await expect(page.getByText("A draft, for training only").first()).toBeVisible();
  }
});
