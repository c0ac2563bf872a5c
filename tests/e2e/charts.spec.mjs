// Charts: one query gives the title, the sentence, the marks and the table; and the picture that is taken along.
import { axeInBoth, expect, test } from "./fixtures.mjs";

const KINDS = ["split", "time", "attendance", "coverage", "flow"];
const SPLITS = ["member", "area", "form", "year", "meeting"];

/** Opens a chart of the example. */
const open = async (muster, params) => {
  await muster.go(`#/charts?${params}&r=example`);
  await expect(muster.heading("Charts").first()).toBeVisible();
  await expect(muster.page.locator("main h2").first()).toBeVisible();
};

/** A sum in the smallest unit of its currency. */
const cents = (amount) => BigInt(amount.replace(".", ""));

const table = (page) => page.locator("main table").first();

/** What the rows of a table come to, and the figure in its last row. */
const sums = (page) =>
  table(page).evaluate((node) => ({
    rows: [...node.querySelectorAll("tbody tr")].flatMap((row) => {
      const cell = row.querySelector("td[data-amount]");
      return cell ? [cell.dataset.amount] : [];
    }),
    figure: { ...node.querySelector("tfoot [data-figure]").dataset },
  }));

/** Holds the rows of the table against its figure, to the cent. */
const addsUp = async (page, label) => {
  const { rows, figure } = await sums(page);
  const together = rows.reduce((sum, amount) => sum + cents(amount), 0n);
  expect(together, label).toBe(cents(figure.amount));
  return figure;
};

const marks = (page) => page.locator(".plot svg [data-mark]");

test.beforeEach(async ({ muster }) => {
  await muster.open();
  await muster.openExample();
});

test("each chart has a title, a sentence and a table that agrees with its marks", async ({ muster, page }) => {
  for (const kind of KINDS) {
    await open(muster, `chart=${kind}&measure=pledged`);
    const title = await page.locator("main h2").first().innerText();
    expect(title.length, kind).toBeGreaterThan(5);
    await expect(page.locator("main .point").first(), kind).toContainText(/\d.*\./);
    await expect(page.getByRole("group", { name: title, exact: true }), kind).toBeVisible();
    await expect(page.getByRole("table", { name: title, exact: true }), kind).toBeVisible();
    const said = await marks(page).evaluateAll((all) => all.map((mark) => mark.getAttribute("aria-label")));
    expect(said.length, kind).toBeGreaterThan(0);
    // What the table says, row by row: the names of a row stand in a mark together with its sums.
    const rows = await table(page).evaluate((node) =>
      [...node.querySelectorAll("tbody tr:not(:has(th[scope=rowgroup]))")].map((row) => ({
        name: row.querySelector("th").firstElementChild?.innerText ?? row.querySelector("th").firstChild.textContent,
        amounts: [...row.querySelectorAll("td[data-amount]")].map((cell) => cell.innerText),
        cells: [...row.querySelectorAll("td")].map((cell) => cell.firstChild.textContent),
      })),
    );
    if (kind === "attendance") {
      expect(said, kind).toHaveLength(rows.length * rows[0].cells.length);
      rows.forEach((row, y) =>
        row.cells.forEach((cell, x) => {
          const mark = said[y * row.cells.length + x];
          expect(mark).toContain(row.name);
          expect(mark).toContain(`: ${cell}`);
        }),
      );
    } else {
      if (kind !== "flow") expect(said, kind).toHaveLength(rows.length);
      const plain = (text) => text.replace(/[,\s\u00a0\u202f€]|\.00\b/g, "");
      for (const [n, row] of rows.entries()) {
        const of = kind === "flow" ? said : [said[n]];
        const amounts = row.amounts.filter((amount) => !/^0([.,]0+)?$/.test(amount));
        // A change may be left unsaid in the mark of the first point, whose value it is.
        const wanted = kind === "time" ? [row.cells.at(-1)] : amounts;
        for (const amount of wanted) {
          expect(of.some((mark) => plain(mark).includes(plain(amount))), `${kind}: ${row.name} ${amount}`).toBe(true);
        }
      }
    }
  }
});

test("every split adds up to its figure, on any day and in another currency", async ({ muster, page }) => {
  test.setTimeout(120_000);
  for (const on of ["", "&on=2024-02-02", "&on=2024-05-31&cur=USD"]) {
    for (const measure of ["pledged", "raised", "delivered", "to-be-allocated"]) {
      const figures = new Set();
      for (const split of SPLITS) {
        await open(muster, `chart=split&measure=${measure}&split=${split}${on}`);
        const label = `${measure} by ${split}${on}`;
        await expect(page.locator("main h2").first(), label).toContainText(`by ${split}`);
        const figure = await addsUp(page, label);
        expect(figure.figure).toBe(measure);
        figures.add(`${figure.amount} ${figure.currency} ${figure.date} ${figure.open}`);
      }
      expect([...figures], `one figure, however it is split: ${measure}${on}`).toHaveLength(1);
    }
  }
});

test("the figures of the control", async ({ muster, page }) => {
  await open(muster, "chart=split&measure=pledged&on=2024-02-02");
  const figure = await addsUp(page, "2 February");
  expect(figure).toMatchObject({ amount: "32703626.22", currency: "EUR", date: "2024-02-02", open: "above" });
  await expect(page.locator("main .point").first()).toContainText("32,703,626.22");
});

test("changes over time add up to the figure, and flows to what is committed", async ({ muster, page }) => {
  for (const measure of ["pledged", "raised", "committed"]) {
    for (const since of ["", "&since=2024-03-01"]) {
      await open(muster, `chart=time&measure=${measure}${since}`);
      await addsUp(page, `${measure}${since}`);
    }
  }
  await open(muster, "chart=flow");
  const { first, less, total, figure } = await table(page).evaluate((node) => {
    const amounts = (rows) => [...node.querySelectorAll(`${rows} td[data-amount]`)].map((cell) => cell.dataset.amount);
    return {
      first: amounts("tbody[data-column='0'] tr"),
      less: amounts("tfoot tr[data-less]"),
      total: amounts("tfoot tr:first-child")[0],
      figure: node.querySelector("tfoot [data-figure=committed]").dataset.amount,
    };
  });
  const sum = (all) => all.reduce((sum, amount) => sum + cents(amount), 0n);
  expect(sum(first)).toBe(cents(total));
  expect(sum([total, ...less])).toBe(cents(figure));
});

test("a row opens into what it is made of", async ({ muster, page }) => {
  await open(muster, "chart=split&measure=pledged&split=form");
  const row = table(page).locator("tbody tr").filter({ has: page.getByRole("link") }).first();
  const [amount] = await row.locator("td[data-amount]").evaluateAll((cells) => cells.map((cell) => cell.innerText));
  await row.getByRole("link").click();
  await expect(muster.heading("Contributions").first()).toBeVisible();
  // The rows of the list come to what the row of the chart says.
  await expect(page.locator("tfoot")).toContainText(`${amount} of the rows shown`);
});

test("the slider moves the day, and the figures with it", async ({ muster, page }) => {
  await open(muster, "chart=split&measure=pledged&on=2024-02-02");
  const slider = page.getByRole("slider", { name: "Valid on", exact: true });
  const figure = page.locator("main tfoot [data-figure]").first();
  await expect(slider).toHaveAttribute("aria-valuetext", /^2 February 2024/);
  const steps = await page.evaluate(() => history.length);
  await slider.focus();
  await slider.press("ArrowRight");
  await expect(figure).toHaveAttribute("data-date", "2024-02-03");
  await expect(page).toHaveURL(/on=2024-02-03/);
  await slider.press("ArrowLeft");
  await slider.press("ArrowLeft");
  await expect(figure).toHaveAttribute("data-date", "2024-02-01");
  await slider.press("Home");
  await expect(figure).not.toHaveAttribute("data-date", /^2024-02/);
  await expect(slider).toHaveValue("0");
  const first = await slider.getAttribute("data-day");
  await slider.press("PageDown");
  await expect(slider).not.toHaveAttribute("data-day", first);
  // There is a meeting on that day, and its name is said with it.
  await expect(slider).toHaveAttribute("aria-valuetext", /\d{4}: \S/);
  const meeting = await slider.getAttribute("data-day");
  await page.getByRole("button", { name: "Meeting after", exact: true }).click();
  await expect(slider).not.toHaveAttribute("data-day", meeting);
  await slider.press("PageUp");
  await expect(slider).toHaveAttribute("data-day", meeting);
  await expect(figure).toHaveAttribute("data-date", meeting);
  expect(await page.evaluate(() => history.length), "no step in the history").toBe(steps);
});

test("the arrow keys go from mark to mark", async ({ muster, page }) => {
  await open(muster, "chart=split&measure=pledged");
  await expect(page.locator("[data-mark][tabindex='0']")).toHaveCount(1);
  await marks(page).first().focus();
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  const all = await marks(page).evaluateAll((all) => all.map((mark) => mark.getAttribute("aria-label")));
  for (const [n, key] of [[1, "ArrowDown"], [2, "ArrowRight"], [1, "ArrowUp"], [all.length - 1, "End"], [0, "Home"]]) {
    await page.keyboard.press(key);
    await expect.poll(focused, key).toBe(all[n]);
    // The same is shown to those who see.
    await expect(page.locator(".said")).toHaveText(all[n]);
    await expect(page.locator("[data-mark][tabindex='0']")).toHaveCount(1);
  }
  // Enter goes to what a mark is about; what several gave together has no page.
  await page.locator("[data-mark][role=link]").first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/members\//);
  await open(muster, "chart=attendance");
  const across = await table(page).locator("thead th").count();
  await marks(page).first().focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.evaluate(() => document.activeElement.dataset.mark)).toBe(String(across - 1));
});

test("what nobody wrote down of a meeting is not stated, never absent", async ({ muster, page }) => {
  await open(muster, "chart=attendance");
  const words = await table(page).locator("tbody td").allInnerTexts();
  expect(words.filter((word) => word === "not stated").length).toBeGreaterThan(0);
  expect(words.filter((word) => /absent|excused/.test(word))).toEqual([]);
  const said = await marks(page).evaluateAll((all) => all.map((mark) => mark.getAttribute("aria-label")));
  expect(said.filter((text) => text.endsWith(": not stated")).length).toBe(
    words.filter((word) => word === "not stated").length,
  );
  await expect(page.locator("main .point").first()).toContainText("does not say that anybody was absent");
});

test.describe("with the clipboard", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("the copied SVG says everything by itself", async ({ muster, page }) => {
    for (const kind of KINDS) {
      await open(muster, `chart=${kind}&measure=pledged&on=2024-05-31`);
      const title = await page.locator("main h2").first().innerText();
      await muster.button("Copy as SVG").click();
      await expect(muster.notice).toHaveText("Chart copied as SVG.");
      const svg = await page.evaluate(() => navigator.clipboard.readText());
      const read = await page.evaluate((text) => {
        const made = new DOMParser().parseFromString(text, "image/svg+xml");
        const root = made.documentElement;
        const shapes = [...made.querySelectorAll("path, circle, line, rect, text")];
        return {
          broken: made.querySelector("parsererror")?.textContent ?? "",
          title: root.querySelector("title")?.textContent,
          desc: root.querySelector("desc")?.textContent ?? "",
          size: [root.getAttribute("width"), root.getAttribute("height")].map(Number),
          ground: root.querySelector("rect").getAttribute("fill"),
          bare: shapes.filter((shape) => !shape.hasAttribute("fill") && !shape.hasAttribute("stroke")).length,
          missing: [...text.matchAll(/url\(["']?#([^"')]+)/g)].filter(([, id]) => !made.getElementById(id)).length,
          words: root.textContent,
        };
      }, svg);
      expect(read, kind).toMatchObject({ broken: "", title, ground: "#ffffff", bare: 0, missing: 0 });
      expect(read.size[0], kind).toBeGreaterThan(300);
      expect(read.size[1], kind).toBeGreaterThan(100);
      expect(read.desc, kind).toBe(await page.locator("main .point").first().innerText());
      expect(read.words, kind).toContain("31 May 2024");
      expect(read.words, kind).toMatch(/coalition/i);
      // Nothing of the page is needed, and nothing is fetched.
      expect(svg, kind).not.toMatch(/var\(|class=|light-dark|href=|@import| style=/);
      if (kind !== "attendance") expect(svg, kind).toContain("EUR");
      // What its signs mean goes along.
      const key = { time: "a meeting", attendance: "took part, not stated how", coverage: "left to fund" }[kind];
      expect(read.words, kind).toContain(key ?? "");
    }
  });

  test("the copied PNG is one, as large as it should be", async ({ muster, page }) => {
    await open(muster, "chart=flow");
    await muster.button("Copy as PNG").click();
    await expect(muster.notice).toHaveText("Chart copied as PNG.");
    const png = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bytes = new Uint8Array(await (await item.getType("image/png")).arrayBuffer());
      return [...bytes.slice(0, 24)];
    });
    expect(png.slice(0, 8)).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    const size = (at) => Buffer.from(png).readUInt32BE(at);
    const drawn = await page.locator(".plot svg.chart").evaluate((node) => node.clientWidth);
    expect(size(16)).toBe((drawn + 40) * 2);
    expect(size(20)).toBeGreaterThan(400);
  });

  test("the link leads to exactly this view", async ({ muster, page }) => {
    await open(muster, "chart=split&measure=committed&split=year");
    await muster.button("Copy link").click();
    await expect(muster.notice).toHaveText("Link to this view copied.");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/#\/charts\?.*chart=split/);
    expect(link).toMatch(/cur=EUR/);
    expect(link).toMatch(/on=\d{4}-\d\d-\d\d/);
    expect(link).toMatch(/measure=committed/);
    expect(link).toMatch(/split=year/);
  });
});

test("where the clipboard is closed, the picture is kept as a file", async ({ muster, page }) => {
  await page.evaluate(() => {
    const refuse = () => Promise.reject(new DOMException("refused", "NotAllowedError"));
    Object.assign(Object.getPrototypeOf(navigator.clipboard), { writeText: refuse, write: refuse });
  });
  await open(muster, "chart=split&measure=pledged");
  const svg = await muster.download(muster.button("Copy as SVG"));
  expect(svg.name).toMatch(/\.svg$/);
  expect(svg.bytes.toString()).toMatch(/^<svg /);
  await expect(muster.notice).toContainText(svg.name);
  const png = await muster.download(muster.button("Copy as PNG"));
  expect(png.name).toMatch(/\.png$/);
  expect([...png.bytes.subarray(1, 4)]).toEqual([80, 78, 71]);
  await expect(muster.notice).toContainText("clipboard");
});

test("a narrow window moves no chart sideways but in its own frame, and nothing keeps people with aids out", async ({ muster, page }) => {
  test.setTimeout(120_000);
  for (const kind of KINDS) {
    await open(muster, `chart=${kind}&measure=pledged`);
    await axeInBoth(page, `chart: ${kind}`);
    await page.setViewportSize({ width: 360, height: 740 });
    await expect(table(page)).toBeVisible();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, kind).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
});

test("charts are reached from the pages that they are about", async ({ muster, page }) => {
  await muster.go("#/meetings?r=example&on=2024-05-31");
  await page.getByRole("link", { name: "Chart of attendance", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Attendance by member and meeting" })).toBeVisible();
  await expect(page).toHaveURL(/on=2024-05-31/);
  await muster.go("#/purchases?r=example");
  await page.getByRole("link", { name: "Chart of needs and their funding", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Needs by priority" })).toBeVisible();
});
