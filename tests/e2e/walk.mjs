// How a person without a mouse goes through a page: what can have the focus, in which order, and what is seen of it.
import { expect } from "./fixtures.mjs";

/** More stops than any page has. */
const MOST = 400;

/** What of all that Tab should reach was not walked: of a group of radio buttons one is enough. */
const missed = (page) =>
  page.evaluate(() => {
    const able = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"], [contenteditable="true"]')];
    const open = able.filter((node) => node.tabIndex >= 0 && !node.disabled && node.checkVisibility({ visibilityProperty: true }) && !node.closest("[inert]"));
    const isWalked = (node) =>
      node.type === "radio" ? open.some((other) => other.type === "radio" && other.name === node.name && window.walked.has(other)) : window.walked.has(node);
    return open.filter((node) => !isWalked(node)).map((node) => node.outerHTML.slice(0, 120));
  });

/** What has the focus: nothing when it has left the page. */
const focused = (page) =>
  page.evaluate(() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    window.walked ??= new Map();
    if (!window.walked.has(node)) window.walked.set(node, window.walked.size);
    const shown = getComputedStyle(node);
    // Where another element lies over all of it, nobody sees the focus.
    // A group in a drawing is seen where its parts are.
    const boxes = [node, ...(node instanceof SVGElement ? node.children : [])].map((part) => part.getBoundingClientRect());
    const parts = [0.5, 0.1, 0.9];
    const of = (box) => parts.flatMap((x) => parts.map((y) => [box.left + box.width * x, box.top + box.height * y]));
    const spots = boxes.flatMap(of);
    const inside = spots.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const isSeen = inside.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      // In a drawing what lies over it lets it through.
      if (node instanceof SVGElement && top?.closest(".chart") === node.closest(".chart")) return true;
      return top !== null && (node.contains(top) || top.contains(node) || top.closest("label")?.control === node);
    });
    const ring = shown.outlineStyle !== "none" && Number.parseFloat(shown.outlineWidth) > 0;
    // What is drawn has a line around it.
    const drawn = node instanceof SVGElement && [...node.querySelectorAll("*")].map((part) => getComputedStyle(part));
    const line = drawn && drawn.some(({ outlineStyle, stroke, strokeWidth }) => outlineStyle !== "none" || (stroke !== "none" && Number.parseFloat(strokeWidth) >= 2));
    return { number: window.walked.get(node), what: node.outerHTML.slice(0, 120), isSeen, ring: ring || line };
  });

/** Walks the whole page by Tab, from its beginning until the focus leaves it; every stop is seen, with a ring, once. */
async function walk(page, label) {
  await page.evaluate(() => {
    window.walked = new Map();
    document.activeElement?.blur();
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
    // The walk begins before the first element, wherever the focus was.
    const start = document.createElement("span");
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
  });
  const faults = [];
  const passed = new Set();
  let last;
  for (let press = 0; press < MOST; press += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    // A field for a date has several stops inside.
    if (at !== null && at.number === last) continue;
    if (at === null || passed.has(at.number)) break;
    last = at.number;
    passed.add(at.number);
    if (!at.isSeen) faults.push(`not seen: ${at.what}`);
    if (!at.ring) faults.push(`without a ring: ${at.what}`);
  }
  expect(faults, `keyboard: ${label}`).toEqual([]);
}

/** The same, and nothing that can be worked is passed over. */
export async function walkAll(page, label) {
  await walk(page, label);
  expect(await missed(page), `keyboard: ${label}: passed over`).toEqual([]);
}

/** What reaches beyond the sides of the screen, or of its own box, where it cannot be scrolled to. */
export const lost = (page) =>
  page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    const beyond = [...document.querySelectorAll("main *, aside *, dialog[open] *")].filter(
      (node) => node.getBoundingClientRect().right > limit + 1 && !node.closest(".scroll"),
    );
    return beyond.slice(0, 5).map((node) => `${node.localName}.${node.className}`).concat(`${document.documentElement.scrollWidth} wide`);
  });
