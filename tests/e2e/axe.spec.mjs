// Nothing on any page or in any window that keeps people with aids out, in light and in dark.
import { axeInBoth, expect, test } from "./fixtures.mjs";

/** The pages that have one address each. */
const PAGES = [
  "",
  "members",
  "contributions",
  "meetings",
  "purchases",
  "purchases?view=needs",
  "purchases?view=roadmap",
  "purchases?view=proposal",
  "actions",
  "groups",
  "outreach",
  "figures",
  "sources",
  "charts",
  "agreements",
  "contacts",
  "parties",
  "rates",
  "compare",
  "history",
  "registers",
  "settings",
  "help",
  "help/parts",
  "rescue",
  "nowhere",
];

const address = (path, params = "") => `#/${path}${path.includes("?") ? params.replace("?", "&") : params}`;

test("the first page", async ({ muster, page }) => {
  await muster.open();
  await axeInBoth(page, "welcome");
});

test("every page of an empty register", async ({ muster, page }) => {
  test.setTimeout(180_000);
  await muster.open();
  await muster.start("Empty");
  for (const path of PAGES) {
    await muster.go(address(path));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await axeInBoth(page, `empty: ${path || "overview"}`);
  }
});

test("every list and page of the example", async ({ muster, page }) => {
  test.setTimeout(240_000);
  await muster.open();
  await muster.openExample();
  for (const path of PAGES) {
    await muster.go(address(path, "?r=example"));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await axeInBoth(page, `example: ${path || "overview"}`);
  }
});

test("one record of each kind in the example", async ({ muster, page }) => {
  test.setTimeout(240_000);
  await muster.open();
  await muster.openExample();
  const lists = ["members", "contributions", "meetings", "purchases", "actions", "groups", "outreach", "figures", "sources", "agreements", "rates", "parties"];
  for (const list of lists) {
    await muster.go(address(list, "?r=example"));
    const first = muster.rows().first();
    await expect(first, list).toBeVisible();
    await first.getByRole("link").first().click();
    await expect(page).toHaveURL(new RegExp(`#/${list === "parties" ? "members" : list}/`));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await axeInBoth(page, `example: one of ${list}`);
  }
});

test("the form of every kind of record", async ({ muster, page }) => {
  test.setTimeout(240_000);
  await muster.open();
  await muster.start("Forms");
  for (const [at, button, dialog] of [
    ["members", "Add member", "New membership"],
    ["contributions", "Add contribution", "New contribution"],
    ["meetings", "Add meeting", "New meeting"],
    ["purchases", "Add purchase", "New purchase"],
    ["outreach", "Add outreach", "New outreach"],
    ["figures", "Add reported figure", "New reported figure"],
    ["sources", "Add source", "New source"],
    ["actions", "Add action", "New action"],
    ["groups", "Add working group", "New working group"],
    ["agreements", "Add agreement", "New agreement"],
    ["contacts", "Add contact", "New contact"],
    ["rates", "Add rate", "New exchange rate"],
    ["members", "Add organisation", "New party"],
  ]) {
    await muster.go(address(at));
    const form = await muster.press(button, dialog);
    await axeInBoth(page, dialog);
    // A form that is refused says what is wrong at each field.
    await form.more();
    await form.save();
    await axeInBoth(page, `${dialog}, refused`);
    await form.cancel();
    await expect(form.root).toHaveCount(0);
  }
});

test("a form with lines open inside lines", async ({ muster, page }) => {
  await muster.open();
  await muster.start("Lines");
  await muster.go("#/meetings");
  const form = await muster.press("Add meeting", "New meeting");
  await form.fill("Title", "A meeting");
  await form.attend(["Estonia", "Latvia"], "Member");
  const item = await form.addLine("agenda item");
  await item.fill("Title", "A point");
  await item.addLine("outcome");
  await form.field("Parties present").fill("Lit");
  await axeInBoth(page, "a meeting with lines open");
  await form.fill("Parties present", "");
  await form.saveAndClose();

  await muster.button("Edit").first().click();
  await expect(muster.dialog().root).toBeVisible();
  await axeInBoth(page, "a meeting being edited");
});

test("the question whose name stands on changes, and the start of a register", async ({ muster, page }) => {
  await muster.open();
  await muster.button("Start a register").click();
  await axeInBoth(page, "identity");
  await muster.sign();
  const dialog = muster.dialog("Start a register");
  await axeInBoth(page, "start");
  await dialog.save();
  await axeInBoth(page, "start without a name");
});

test("the windows over the page", async ({ muster, page }) => {
  test.setTimeout(120_000);
  await muster.open();
  await muster.openExample();
  const close = async () => {
    await page.keyboard.press("Escape");
    await expect(muster.dialog().root).toHaveCount(0);
  };
  await muster.press("Import…", "Import");
  await axeInBoth(page, "import");
  const refused = muster.dialog("Import");
  await refused.field("File").setInputFiles({ name: "wrong.json", mimeType: "application/json", buffer: Buffer.from("[]") });
  await expect(refused.root.getByRole("status")).not.toBeEmpty();
  await axeInBoth(page, "import of a wrong file");
  await close();
  await muster.press("Export…", "Export");
  await axeInBoth(page, "export");
  await close();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("estonia");
  await axeInBoth(page, "palette");
  await close();
  await page.keyboard.press("?");
  await axeInBoth(page, "keys");
  await close();
  for (const measure of ["members", "pledged", "delivered"]) {
    await muster.figureAt(measure).click();
    await expect(muster.dialog().root).toBeVisible();
    await axeInBoth(page, `what ${measure} is made of`);
    await close();
  }
});
