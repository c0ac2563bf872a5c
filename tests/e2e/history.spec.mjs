// The history: what each change did, back to a moment, content taken out for good, and nothing cut off unseen.
import { axeInBoth, expect, test } from "./fixtures.mjs";

const SECRET = "Private Person of Tallinn";

async function addAction(muster, text) {
  await muster.go("#/actions");
  const form = await muster.press("Add action", "New action");
  await form.fill("Action", text);
  await form.saveAndClose();
  await expect(muster.heading(text)).toBeVisible();
}

async function rename(muster, from, to) {
  const form = await muster.press("Edit", from);
  await form.fill("Action", to);
  await form.saveAndClose();
  await expect(muster.heading(to)).toBeVisible();
}

const changes = (page) => page.getByRole("table", { name: "Changes", exact: true });
const effects = (page) => page.getByRole("table", { name: "Before and after" });

/** Opens the newest change of the history. */
async function newest(muster) {
  await muster.nav("History");
  await muster.rows().first().getByRole("link").first().click();
  await expect(muster.heading(/^Change of /)).toBeVisible();
}

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.start("History");
});

test("a change says what stood before and after, and whether it still stands", async ({ muster, page }) => {
  await addAction(muster, "Write to Riga");
  await rename(muster, "Write to Riga", "Write to Vilnius");
  await muster.nav("History");
  await expect(muster.rows().first()).toContainText("Write to Riga → Write to Vilnius");
  await axeInBoth(page, "history");

  await muster.rows().first().getByRole("link").first().click();
  const row = effects(page).locator("tbody tr").filter({ hasText: "Write to Riga" });
  await expect(row.locator("td")).toHaveText([/Write to Vilnius/, "Action", "Write to Riga", "Write to Vilnius", "stands"]);
  await axeInBoth(page, "a change");

  await page.getByRole("link", { name: "Earlier change" }).click();
  const first = effects(page).locator("tbody tr").filter({ hasText: "Write to Riga" });
  await expect(first).toContainText("nothing");
  await first.getByRole("link", { name: "written over" }).click();
  await expect(row.locator("td").last()).toHaveText("stands");

  await muster.button("Undo").click();
  await muster.nav("History");
  await expect(muster.rows().nth(1)).toContainText("Undone");
  await muster.rows().first().getByRole("link").first().click();
  await page.getByRole("definition").getByRole("link").click();
  await expect(page.getByText("Undone by")).toBeVisible();
});

test("the list narrows by record, author, kind and day, all in the address", async ({ muster, page }) => {
  await addAction(muster, "Write to Riga");
  await addAction(muster, "Write to Vilnius");
  await page.getByText("Changes to this record").click();
  await page.getByRole("link", { name: "History of this record, before and after" }).click();
  await expect(muster.heading("History")).toBeVisible();
  await expect(muster.rows()).toHaveCount(1);
  await expect(muster.rows()).toContainText("Write to Vilnius");
  expect(page.url()).toMatch(/record=actions\//);
  await muster.button("Show all").click();
  await expect(muster.rows()).toHaveCount(3);

  await page.getByRole("searchbox", { name: "Filter" }).fill("riga");
  await expect(muster.rows()).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Filter" }).fill("");
  await page.getByLabel("Written from").fill("2099-01-01");
  await expect(page.getByText("No change fits.")).toBeVisible();
  await page.getByLabel("Written from").fill("2020-01-01");
  await expect(muster.rows()).toHaveCount(3);
  await muster.go("#/history?until=2020-01-01");
  await expect(page.getByText("No change fits.")).toBeVisible();
  await muster.go("#/history?author=Nobody");
  await expect(muster.rows()).toHaveCount(0);
  await muster.go("#/history?author=Kadri%20Tamm,%20EE&of=actions");
  await expect(muster.rows()).toHaveCount(2);
  await expect(page.getByRole("combobox", { name: "All authors" })).toHaveValue("Kadri Tamm, EE");
});

test("the register returns to a change as one step that undo takes back", async ({ muster, page }) => {
  await addAction(muster, "Write to Riga");
  await newest(muster);
  const moment = page.url();
  await muster.go("#/actions");
  await muster.rows().first().getByRole("link").click();
  await rename(muster, "Write to Riga", "Write to Vilnius");
  await addAction(muster, "Never mind");

  await page.goto(moment);
  await muster.ready();
  await muster.button("Return the register to just after it…").click();
  const preview = page.getByRole("region", { name: "Return" });
  await expect(preview).toContainText("two fields in two records");
  await expect(preview.getByRole("table").getByRole("row")).toHaveCount(3);
  await axeInBoth(page, "the preview of a return");
  await preview.getByRole("button", { name: "Return", exact: true }).click();
  await expect(muster.notice).toContainText("Returned");
  await expect(effects(page).locator("tbody tr")).toHaveCount(2);
  await muster.go("#/actions");
  await expect(muster.rows()).toHaveCount(1);
  await expect(muster.rows()).toContainText("Write to Riga");

  await muster.button("Undo").click();
  await expect(muster.rows()).toHaveCount(2);
  await expect(muster.rows().filter({ hasText: "Never mind" })).toHaveCount(1);
  await expect(muster.rows().filter({ hasText: "Write to Vilnius" })).toHaveCount(1);
});

test("one record returns to a time, and a time before all is refused", async ({ muster, page }) => {
  await addAction(muster, "Write to Riga");
  const id = new URL(page.url()).hash.split("?")[0].slice(2);
  await muster.go(`#/history?record=${id}`);
  const at = page.getByLabel("Return this record to");
  await at.fill("2020-01-01T10:00");
  await muster.button("Show what it would change").click();
  const preview = page.getByRole("region", { name: "Return" });
  await expect(preview).toContainText("Nothing was written here by that time");
  await expect(preview.getByRole("button", { name: "Return", exact: true })).toBeDisabled();
  await at.fill("2098-01-01T10:00");
  await muster.button("Show what it would change").click();
  await expect(preview).toContainText("it says the same now");
});

test("what is blanked is gone from every page, key and file, and says who did it", async ({ muster, page }) => {
  await addAction(muster, SECRET);
  await addAction(muster, "Stays");
  await muster.exportFile();
  await muster.nav("History");
  await muster.rows().filter({ hasText: SECRET }).getByRole("link").first().click();
  await muster.button("Blank…").click();
  const panel = page.getByRole("region", { name: "Blank" });
  await expect(panel).toContainText("undo cannot bring it back");
  await expect(panel).toContainText("Files exported from this browser");
  await axeInBoth(page, "before blanking");
  await expect(panel.getByRole("button", { name: "Blank for good" })).toBeDisabled();
  await panel.getByRole("textbox").fill("blank");
  await panel.getByRole("button", { name: "Blank for good" }).click();
  await expect(muster.point).toContainText("Content blanked");
  await expect(page.getByText("Blanked by")).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "Kadri Tamm" }).first()).toBeVisible();

  const holds = () =>
    page.evaluate((secret) => {
      const all = [localStorage, sessionStorage].flatMap((store) => Object.entries(store));
      return all.filter(([key, value]) => key.includes(secret) || value.includes(secret)).map(([key]) => key);
    }, SECRET);
  expect(await holds()).toEqual([]);
  const { bytes } = await muster.exportFile();
  expect(bytes.toString("utf8")).not.toContain("Private");
  await muster.nav("History");
  await expect(changes(page)).toContainText("Content blanked");
  await expect(page.getByText(SECRET)).toHaveCount(0);

  await muster.reload();
  expect(await holds()).toEqual([]);
  await muster.go("#/actions");
  await expect(muster.rows()).toHaveCount(1);
  // The note of the blanking is no edit: undo goes on to the one before.
  await muster.button("Undo").click();
  await expect(muster.rows()).toHaveCount(0);
});

test("a merge with an older copy brings nothing blanked back", async ({ muster, page }) => {
  await addAction(muster, SECRET);
  const { name, bytes } = await muster.exportFile();
  await newest(muster);
  await muster.button("Blank…").click();
  const panel = page.getByRole("region", { name: "Blank" });
  await panel.getByRole("textbox").fill("blank");
  await panel.getByRole("button", { name: "Blank for good" }).click();
  await expect(muster.point).toContainText("Content blanked");
  const dialog = await muster.offerFile({ name, mimeType: "application/json", buffer: bytes });
  await dialog.button("Merge").click();
  await expect(dialog.root).toHaveCount(0);
  await muster.go("#/actions");
  await expect(muster.rows()).toHaveCount(0);
});

test("held against an older copy, what was cut off shows, and each export says the hash", async ({ muster, page }) => {
  await addAction(muster, "Write to Riga");
  const { name, bytes } = await muster.exportFile();
  await addAction(muster, "Write to Vilnius");
  await muster.nav("History");
  const digest = await page.locator(".digest code").innerText();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  const dialog = await muster.press("Export…", "Export");
  await expect(dialog.root.locator("code.digest")).toHaveText(digest);
  await dialog.cancel();
  const hold = (buffer) => page.getByLabel("Older copy of this register").setInputFiles({ name, mimeType: "application/json", buffer });
  await hold(bytes);
  await expect(page.getByText(/All of “.*” is here: two changes, each with the same hash; one change came since/)).toBeVisible();

  // A copy that knows one more than this register.
  const longer = JSON.parse(bytes);
  const last = longer.changes.at(-1);
  longer.changes.push({ ...last, number: last.number + 7, body: { actions: { x: { text: "Lost" } } } });
  await hold(Buffer.from(JSON.stringify(longer)));
  await expect(page.getByText(new RegExp(`Change ${last.number + 7} of replica .* the chain was cut off`))).toBeVisible();
  const other = { ...longer, register: "other" };
  await hold(Buffer.from(JSON.stringify(other)));
  await expect(page.getByText(/is a copy of another register/)).toBeVisible();
});

test("as known at a change, every page shows what was written by then", async ({ muster, page }) => {
  await addAction(muster, "Known early");
  await page.waitForTimeout(1_100); // An author's clock shows seconds.
  await addAction(muster, "Known late");
  await muster.nav("History");
  await muster.rows().nth(1).getByRole("link").first().click();
  await page.getByRole("link", { name: "See the register as known then" }).click();
  await expect(muster.heading("Overview")).toBeVisible();
  const known = new URL(page.url()).hash.split("?")[1];
  const pages = ["members", "contributions", "meetings", "purchases", "outreach", "figures", "sources", "actions", "groups", "history", "compare", "charts", "settings"];
  for (const to of pages) {
    await muster.go(`#/${to}?${known}`);
    await expect(page.getByText("You see the register as it was known")).toBeVisible();
    await expect(page.getByText("Known late")).toHaveCount(0);
  }
  await muster.go(`#/actions?${known}`);
  await expect(muster.rows()).toHaveCount(1);
  for (const to of ["", ...pages]) {
    await muster.go(`#/${to}?known=2020-01-01T00:00Z`);
    await expect(muster.heading("Before the first change")).toBeVisible();
  }
});

test("of thousands of changes only those in sight are drawn, and the filter still narrows them", async ({ muster, page }) => {
  const COUNT = 3_000;
  const written = Array.from({ length: COUNT }, (_, at) => ({
    schema: 1,
    replica: `d${at}`,
    number: 1,
    stamp: `${1704067200000 + at * 60_000}.0`,
    at: new Date(1704067200000 + at * 60_000).toISOString().replace(".000", ""),
    author: at % 2 ? "Odd" : "Even",
    body: { actions: { [`a${at}`]: { text: `Action number ${at}` } } },
  }));
  const file = { format: "muster", version: 1, register: "many", changes: written };
  const dialog = await muster.offerFile({ name: "many.muster.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await dialog.button("Import file").click();
  await expect(dialog.root).toHaveCount(0);
  await muster.nav("History");
  expect(await muster.count("Changes")).toBe(COUNT);
  expect(await muster.rows().count()).toBeLessThan(200);
  await expect(muster.rows().first()).toContainText(`nothing → Action number ${COUNT - 1}`);

  await page.getByRole("searchbox", { name: "Filter" }).fill("2998");
  await expect.poll(() => muster.count("Changes")).toBe(1);
  await page.getByRole("combobox", { name: "All authors" }).selectOption("Odd");
  await expect.poll(() => muster.count("Changes")).toBe(0);
  await page.getByRole("searchbox", { name: "Filter" }).fill("");
  await expect.poll(() => muster.count("Changes")).toBe(COUNT / 2);
  await muster.go("#/history?r=many&until=2024-01-01");
  await expect.poll(() => muster.count("Changes")).toBe(1_440);
  await muster.rows().first().getByRole("link").first().click();
  await expect(muster.point).toContainText("Action number 1439");
});
