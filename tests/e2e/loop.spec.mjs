// Meetings, the whole loop: what one leaves open the next takes up, what was information becomes an action, and minutes
// that were approved stand.
import { createHash } from "node:crypto";
import { axeInBoth, expect, test } from "./fixtures.mjs";

const FIRST = "First meeting, 1 Feb 2024";
const SECOND = "Second meeting, 19 Mar 2024";

/** A register with the first meeting of a series: two points of which nothing came, and one that is information. */
test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.start("Loop");
  await muster.nav("Meetings");
  const form = await muster.press("Add meeting", "New meeting");
  await form.fillAll({ Title: "First meeting", Kind: "Steering group", Series: "Steering group", Date: "1 February 2024" });
  await form.attend(["Estonia"], "Lead");
  await form.attend(["Latvia"], "Member", "Absent");
  await form.attend(["Lithuania"], "Member", "Not stated");
  for (const [title, said] of [["Roadmap"], ["Budget"], ["Servers", "Two servers are needed"]]) {
    const item = await form.addLine("agenda item");
    await item.fill("Title", title);
    if (said) {
      const outcome = await item.addLine("outcome");
      await outcome.fillAll({ Kind: "Information", Text: said });
      await outcome.done();
    }
    await item.done();
  }
  await form.saveAndClose();
  await expect(muster.heading("First meeting")).toBeVisible();
});

/** The next meeting of the series, begun from the page of the first. */
async function second(muster) {
  const form = await muster.press("Add the next meeting", "New meeting");
  await expect(form.field("Series"), "the series goes on").toHaveValue("Steering group");
  await form.fillAll({ Title: "Second meeting", Date: "19 March 2024" });
  await form.saveAndClose();
  await expect(muster.heading("Second meeting")).toBeVisible();
}

/** A point of the agenda, by its title. */
const point = (page, title) => page.locator("ol.ag > li").filter({ hasText: title });

async function decide(muster, page, title, text) {
  await point(page, title).getByRole("button", { name: `Edit ${title}` }).click();
  const form = muster.dialog();
  const outcome = await form.addLine("outcome");
  await outcome.fillAll({ Kind: "Decision", Text: text });
  await outcome.done();
  await form.saveAndClose();
}

test("an open point is taken up by reference and has one history from both meetings", async ({ muster, page }) => {
  await second(muster);
  const waiting = page.getByRole("heading", { name: `Open from ${FIRST}` });
  await expect(waiting).toBeVisible();
  await expect(page.locator("ul.waiting > li"), "information is not open").toHaveCount(2);

  await test.step("both at once is one step", async () => {
    await muster.button("Take all two onto the agenda").click();
    await expect(page.locator("ol.ag > li")).toHaveCount(2);
    await expect(waiting).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(page.locator("ul.waiting > li")).toHaveCount(2);
    await expect(page.locator("ol.ag > li")).toHaveCount(0);
  });

  await test.step("one by its button, from the keyboard", async () => {
    await muster.button("Take onto the agenda: Roadmap").focus();
    await page.keyboard.press("Enter");
    await expect(point(page, "Roadmap").getByRole("link", { name: FIRST }).first()).toBeVisible();
    await expect(page.locator("ul.waiting > li")).toHaveCount(1);
  });

  await decide(muster, page, "Roadmap", "The roadmap is adopted");
  const history = "History: two meetings, closed";
  for (const _ of ["the later", "the earlier"]) {
    await expect(point(page, "Roadmap")).toContainText("Settled");
    await page.getByText(history).click();
    const steps = point(page, "Roadmap").locator(".timeline > li");
    await expect(steps).toHaveCount(2);
    await expect(steps.nth(0)).toContainText(FIRST);
    await expect(steps.nth(1)).toContainText(SECOND);
    await expect(steps.nth(1)).toContainText("The roadmap is adopted");
    await page.locator(".neighbours").getByRole("link", { name: FIRST }).or(page.locator(".neighbours").getByRole("link", { name: SECOND })).click();
  }
  await expect(muster.heading("Second meeting")).toBeVisible();
  await axeInBoth(page, "a meeting with a point carried over");

  await test.step("what is settled can be kept open, and waits again", async () => {
    await muster.button("Keep it open: Roadmap").click();
    await expect(point(page, "Roadmap")).toContainText("Open");
    await muster.button("Close the point: Roadmap").click();
    await expect(point(page, "Roadmap")).toContainText("Settled");
  });

  await muster.kept();
  await muster.reload();
  await expect(point(page, "Roadmap")).toContainText("The roadmap is adopted");
  await expect(point(page, "Roadmap").getByRole("link", { name: FIRST }).first()).toBeVisible();
});

test("information becomes an action, is overdue on a later day, and is closed at the next meeting", async ({ muster, page }) => {
  await muster.button("Make it an action: Two servers are needed").click();
  const form = muster.dialog();
  await form.choose("Owner", "Estonia");
  await form.fill("Due", "1 March 2024");
  await form.saveAndClose();
  await expect(point(page, "Servers").getByRole("link", { name: "Its action" })).toBeVisible();
  await second(muster);

  const row = page.getByRole("table", { name: "Actions" }).getByRole("row").filter({ hasText: "Two servers are needed" });
  await test.step("on the day before it is due, and three days after", async () => {
    await muster.go("#/actions?on=2024-02-29");
    await expect(muster.point).toHaveText("On 29 February 2024 one action is open and not overdue.");
    await expect(row).not.toContainText("overdue");
    await muster.go("#/actions?on=2024-03-04");
    await expect(muster.point).toHaveText("On 4 March 2024 one action is open and overdue.");
    await expect(row).toContainText("three days overdue");
    await axeInBoth(page, "an overdue action");
    await page.getByLabel("All states").selectOption({ label: "Overdue" });
    await expect(page).toHaveURL(/state=overdue/);
    await expect(row).toHaveCount(1);
  });

  await test.step("closed at the second meeting", async () => {
    await muster.go("#/meetings");
    await page.getByRole("link", { name: "Second meeting" }).click();
    await muster.button("Done: Two servers are needed").click();
    await expect(row).toContainText("Done at this meeting");
    await page.keyboard.press("Control+z");
    await expect(row).toContainText("Open");
    await muster.button("Done: Two servers are needed").click();
    await expect(row).toContainText("Done at this meeting");
  });

  await test.step("open on the day before it, done on its day", async () => {
    await muster.go("#/actions?on=2024-03-18");
    await expect(row).toContainText("17 days overdue");
    await muster.go("#/actions?on=2024-03-19");
    await expect(muster.point).toHaveText("On 19 March 2024 no actions are open; one is done.");
    await expect(row).not.toContainText("overdue");
  });

  await row.getByRole("link", { name: "Two servers are needed" }).click();
  await expect(muster.point).toContainText(`Done at ${SECOND}`);
  await expect(muster.point).toContainText(`Information at ${FIRST}, made an action there.`);
  const steps = page.locator(".timeline > li");
  await expect(steps).toHaveCount(2);
  await expect(steps.nth(1)).toContainText("Done");
  await axeInBoth(page, "an action with its history");
  await muster.kept();
  await muster.reload();
  await expect(muster.point).toContainText(`Done at ${SECOND}`);
});

test("approved minutes stand; a late change offers a new version, and both are readable", async ({ muster, page }) => {
  const texts = page.getByRole("table", { name: "Texts that were kept" });
  const document = page.locator("article.document");
  await muster.button("Circulate").click();
  await expect(page.getByText(/^Circulated on .*, not approved yet\./)).toBeVisible();
  await muster.button("Approve").click();
  await expect(page.getByText(/^Approved on .*; the text that was approved stands\./)).toBeVisible();
  await expect(texts.locator("tbody tr")).toHaveCount(2);
  await expect(muster.button("Approve a new version"), "nothing changed since").toHaveCount(0);

  await decide(muster, page, "Budget", "The budget is agreed");
  await expect(page.getByText("The record was changed after approval.")).toBeVisible();
  const differs = page.getByRole("list", { name: "What differs" });
  await expect(differs.locator("ins")).toContainText(["The budget is agreed"]);
  await axeInBoth(page, "minutes that were changed after approval");

  await test.step("the approved text is not the changed record", async () => {
    await page.getByRole("link", { name: "Minutes", exact: true }).click();
    await expect(document).toContainText("Version 1, approved on");
    await expect(document).not.toContainText("The budget is agreed");
    await page.getByRole("link", { name: "As the register has it now" }).click();
    await expect(page).toHaveURL(/version=draft/);
    await expect(document).toContainText("The budget is agreed");
    await axeInBoth(page, "minutes with several texts");
    await page.getByRole("link", { name: "Back to the page" }).click();
  });

  await muster.button("Approve a new version").click();
  await expect(page.getByText("The record was changed after approval.")).toHaveCount(0);
  await expect(texts.locator("tbody tr")).toHaveCount(3);

  const bothStand = async () => {
    for (const [name, word, says] of [["Version 1, approved", "1", false], ["Version 2, approved", "2", true]]) {
      await texts.getByRole("link", { name }).click();
      await expect(page).toHaveURL(new RegExp(`version=${word}`));
      await expect(document).toContainText(`Version ${word}, approved on`);
      if (says) await expect(document).toContainText("The budget is agreed");
      else await expect(document).not.toContainText("The budget is agreed");
      await page.getByRole("link", { name: "Back to the page" }).click();
    }
  };
  await bothStand();
  await muster.kept();
  await muster.reload();
  await bothStand();

  await test.step("each text is kept with its SHA-256", async () => {
    const file = await muster.exportFile();
    const lines = file.bytes.toString("utf8").split("\n").filter((line) => line.includes('"versions"'));
    const found = lines.flatMap((line) => {
      const bodies = [];
      JSON.parse(line.replace(/,$/, ""), (key, value) => {
        if (key === "versions") bodies.push(...Object.values(value));
        return value;
      });
      return bodies;
    });
    expect(found.map(({ state }) => state).sort()).toEqual(["approved", "approved", "circulated"]);
    for (const { text, hash } of found) {
      expect(hash).toContain(createHash("sha256").update(text).digest("hex"));
    }
  });
});

test("who was absent and of whom nobody says stand apart, and the list of meetings counts them", async ({ muster, page }) => {
  await expect(page.locator("p.counts")).toHaveText("1 present · 1 absent · 1 not stated");
  await muster.nav("Meetings");
  const row = page.getByRole("table", { name: "Meetings" }).getByRole("row").filter({ hasText: "First meeting" });
  await expect(row).toContainText("1, 1 not stated");
  await page.getByLabel("All series").selectOption({ label: "Steering group" });
  await expect(page).toHaveURL(/series=Steering/);
  await expect(row).toHaveCount(1);
});

test("a working group has its members, its meetings and its actions", async ({ muster, page }) => {
  await muster.button("Make it an action: Two servers are needed").click();
  await muster.dialog().button("Save").click();
  await muster.go("#/groups");
  const form = await muster.press("Add working group", "New working group");
  await form.fillAll({ Name: "Steering", "Series of its meetings": "Steering group" });
  const member = await form.addLine("member");
  await member.choose("Party", "Denmark");
  await member.done();
  await form.saveAndClose();
  await expect(muster.heading("Steering").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Members" })).toContainText("Denmark");
  await expect(page.getByRole("link", { name: FIRST })).toBeVisible();
  await expect(page.getByRole("link", { name: "Two servers are needed" })).toBeVisible();
  await axeInBoth(page, "a working group");
  await muster.go("#/groups");
  const row = page.getByRole("table", { name: "Working groups" }).getByRole("row").filter({ hasText: "Steering" });
  await expect(row.getByRole("cell")).toHaveText(["Steering", "", "1", "1", "1 Feb 2024", "1"]);
});
