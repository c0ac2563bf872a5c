// What the page asks for, and what it is given: every request and every answer of a walk through all of it.
import { expect, test } from "./fixtures.mjs";
import { FUNDING, openFile } from "./registers.mjs";

const PAGES = [
  "overview", "members", "members/EE", "contributions", "contributions/radios", "meetings", "meetings/steering", "purchases", "purchases/handsets",
  "actions", "groups", "outreach", "figures", "sources", "agreements", "contacts", "parties", "rates", "releases", "compare", "charts", "documents",
  "history", "registers", "settings", "help", "help/parts", "rescue",
];

/** The rules of the page, by name. */
const policyOf = (html) => {
  const meta = html.match(/<meta [^>]*http-equiv="?Content-Security-Policy[^>]*>/i)[0];
  const [, content] = meta.match(/content="([^"]*)"/);
  return new Map(content.split(";").map((rule) => rule.trim().split(/\s+/)).map(([name, ...values]) => [name, values]));
};

test("nothing leaves for another server, nothing says where it comes from, and nothing is left by an answer", async ({ muster, page, site }) => {
  const [requests, responses] = [[], []];
  page.on("request", (request) => requests.push(request));
  page.on("response", (response) => responses.push(response));
  await openFile(muster, expect, FUNDING);
  for (const name of PAGES) {
    await muster.go(`#/${name}`);
    await expect(page.locator("main h1").first()).toBeVisible();
  }
  await muster.go("#/");
  for (const [button, dialog] of [["Share…", "Share"], ["Export…", "Export"], ["Back up…", "Back up"], ["Import…", "Import"]]) {
    const { root } = await muster.press(button, dialog);
    await page.keyboard.press("Escape");
    await expect(root).toHaveCount(0);
  }
  await muster.whole();

  const fetched = requests.filter((request) => !/^(data|blob):/.test(request.url()));
  expect(fetched.length).toBeGreaterThan(20);
  for (const request of fetched) {
    const [url, headers] = [new URL(request.url()), await request.allHeaders()];
    expect(url.origin, request.url()).toBe(site.origin);
    expect(url.search, request.url()).toBe("");
    expect([request.method(), request.postData()], request.url()).toEqual(["GET", null]);
    // No word of the page, the person or the register goes along.
    for (const name of ["referer", "cookie", "authorization", "origin"]) {
      const isOwn = name === "origin" && headers[name] === site.origin;
      expect(isOwn || headers[name] === undefined, `${name} of ${request.url()}: ${headers[name]}`).toBe(true);
    }
  }
  for (const response of responses.filter((one) => !/^(data|blob):/.test(one.url()))) {
    const headers = await response.allHeaders();
    expect(response.status(), response.url()).toBe(200);
    expect(headers["set-cookie"], response.url()).toBeUndefined();
    expect(headers.location, response.url()).toBeUndefined();
    expect(headers["content-type"], response.url()).toMatch(
      /^(text\/html|text\/javascript|text\/css|application\/wasm|application\/octet-stream|application\/json|application\/manifest\+json|image\/(svg\+xml|png|x-icon))/,
    );
  }
  expect(await page.context().cookies()).toEqual([]);

  const html = await (await page.request.get("./")).text();
  expect(html).toMatch(/<meta (content="?no-referrer"? name="?referrer"?|name="?referrer"? content="?no-referrer"?)>/);
  const policy = policyOf(html);
  expect(policy.get("default-src")).toEqual(["'self'"]);
  for (const name of ["object-src", "base-uri", "form-action"]) expect(policy.get(name), name).toEqual(["'none'"]);
  for (const [name, values] of policy) {
    expect(values, name).not.toContain("'unsafe-inline'");
    expect(values, name).not.toContain("'unsafe-eval'");
    for (const value of values) expect(value, name).toMatch(/^('(self|none|wasm-unsafe-eval|sha\d+-[\w+/=]+)'|data:|blob:)$/);
  }
});
