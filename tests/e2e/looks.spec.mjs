// Twelve states of the page as they look. A change that is meant: `npx playwright test looks --update-snapshots`, and look at them.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.mjs";

const FONTS = fileURLToPath(new URL("expected/fonts.json", import.meta.url));

/** How wide and high this machine's fonts set a line, by which it is known whether they are those of the pictures. */
const measured = (page) =>
  page.evaluate(() =>
    ["system-ui", "serif", "monospace"].map((family) => {
      const line = document.createElement("span");
      line.style.cssText = `position: absolute; font: 400 40px ${family}; white-space: nowrap`;
      line.textContent = "Höhe 1,234.56 Україна — fjord";
      document.body.append(line);
      const { width, height } = line.getBoundingClientRect();
      line.remove();
      return [family, Math.round(width * 10) / 10, Math.round(height * 10) / 10];
    }),
  );

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

const ON = "r=example&on=2024-02-02";

/** Name, address, size, theme; and what is done there first. */
const STATES = [
  ["welcome", null, DESK, "light"],
  ["welcome-phone", null, PHONE, "dark"],
  ["overview", `#/?${ON}`, DESK, "light"],
  ["overview-dark", `#/?${ON}`, DESK, "dark"],
  ["overview-phone", `#/?${ON}`, PHONE, "light"],
  ["contributions", `#/contributions?${ON}`, DESK, "light"],
  ["contributions-phone", `#/contributions?${ON}`, PHONE, "dark"],
  ["grouped", `#/contributions?group=giver&${ON}`, DESK, "dark"],
  ["needs", `#/purchases?view=needs&${ON}`, DESK, "light"],
  ["chart", `#/charts?chart=time&${ON}`, DESK, "dark"],
  ["form", `#/contributions?${ON}`, DESK, "light", "Add contribution"],
  ["form-phone", `#/contributions?${ON}`, PHONE, "light", "Add contribution"],
];

for (const [name, address, size, colorScheme, button] of STATES) {
  test(`${name} looks as it did`, async ({ muster, page }, info) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.clock.setFixedTime("2024-02-02T10:00:00+01:00");
    await muster.open();
    const fonts = await measured(page);
    if (info.config.updateSnapshots === "all" || !existsSync(FONTS)) {
      await mkdir(dirname(FONTS), { recursive: true });
      await writeFile(FONTS, `${JSON.stringify(fonts)}\n`);
    }
    const theirs = JSON.parse(await readFile(FONTS, "utf8"));
    test.skip(JSON.stringify(theirs) !== JSON.stringify(fonts), `the fonts of this machine are not those of the pictures: ${JSON.stringify(fonts)}`);
    if (address) {
      await muster.openExample();
      await muster.whole();
      await muster.go(address);
    }
    if (button) {
      await muster.button(button).first().click();
      await muster.sign().catch(() => undefined);
      await expect(muster.dialog().root).toBeVisible();
    }
    await page.evaluate(() => document.activeElement?.blur());
    await page.mouse.move(0, 0);
    await expect(page).toHaveScreenshot(`${name}.png`, { maxDiffPixelRatio: 0.002, animations: "disabled", caret: "hide" });
  });
}
