// What a screen reader is told of a page, in its order: the tree of roles and names, held against a committed text. After a change
// that is meant: `npx playwright test tree --update-snapshots`, and read what has changed.
import { expect, test } from "./fixtures.mjs";

const PAGES = {
  overview: "",
  members: "members",
  contributions: "contributions?group=giver",
  "one-contribution": "contributions/example.3",
  meetings: "meetings",
  needs: "purchases?view=needs",
  "chart-split": "charts?chart=split",
  "chart-time": "charts?chart=time",
  "chart-attendance": "charts?chart=attendance",
  compare: "compare?from=2023-09-19",
};

/** Roles, names and states in their order, without where links lead. */
const told = async (locator) => `${(await locator.ariaSnapshot()).replaceAll(/^ +- \/url: .*\n?/gm, "")}\n`;

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.openExample();
  await muster.whole();
});

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name} is told in order`, async ({ muster, page }) => {
    await muster.go(`#/${path}${path.includes("?") ? "&" : "?"}r=example&on=2024-02-02`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await told(page.getByRole("main"))).toMatchSnapshot(`${name}.txt`);
  });
}

test("what stands around every page is told in order", async ({ muster, page }) => {
  await muster.go("#/?r=example&on=2024-02-02");
  expect(await told(page.getByRole("navigation", { name: "Main", exact: true }))).toMatchSnapshot("navigation.txt");
});

test("a form is told in order", async ({ muster, page }) => {
  await muster.go("#/registers");
  await muster.start("Told");
  await muster.nav("Contributions");
  const form = await muster.press("Add contribution", "New contribution");
  await form.more();
  expect(await told(form.root)).toMatchSnapshot("form.txt");
});
