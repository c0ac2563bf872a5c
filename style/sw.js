// Keeps the page for when its server cannot be reached. The build writes the lists into it (src/bin/dev/offline.rs).
"use strict";

const BUILD = "";
/** What the page cannot do without: its path and the SHA-256 of its bytes. */
const CORE = {};
/** What may be missing. */
const EXTRAS = {};

const FILES = new Map(Object.entries({ ...CORE, ...EXTRAS }));
const FOLDER = new URL("./", location.href).href;
// Other pages of the same origin, and this one in another folder, have caches too.
const OURS = `muster ${FOLDER} `;
const NAME = OURS + BUILD;
const HASH = "muster-sha256";

const address = (path) => new URL(path, FOLDER).href;

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(OURS));

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What earlier builds left here, by its hash. */
async function earlier() {
  const held = new Map();
  for (const name of await ours()) {
    if (name === NAME) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      held.set(response.headers.get(HASH), response);
    }
  }
  return held;
}

/** A file of this build from the server: the first copy with the right bytes. */
async function fetched(path) {
  const hash = FILES.get(path);
  let trouble;
  // The browser's own cache may hold what the page has just loaded, or what another build left under that name.
  for (const cache of ["default", "reload"]) {
    const response = await fetch(address(path), { cache });
    const bytes = response.ok ? await response.arrayBuffer() : undefined;
    if (bytes && (await sha256(bytes)) === hash) {
      const headers = new Headers(response.headers);
      headers.delete("content-encoding");
      headers.delete("content-length");
      headers.set(HASH, hash);
      return new Response(bytes, { headers });
    }
    trouble = response.ok ? "it is not the one of this version" : `the server answered ${response.status}`;
  }
  throw new Error(`“${path}” could not be kept: ${trouble}.`);
}

async function install() {
  const held = await earlier();
  const cache = await caches.open(NAME);
  const keep = async (path) => {
    const known = held.get(FILES.get(path))?.clone();
    await cache.put(address(path), known ?? (await fetched(path)));
  };
  try {
    await Promise.all(Object.keys(CORE).map(keep));
  } catch (error) {
    await caches.delete(NAME);
    for (const page of await clients.matchAll({ includeUncontrolled: true })) page.postMessage(`trouble ${error.message}`);
    throw error;
  }
  await Promise.allSettled(Object.keys(EXTRAS).map(keep));
}

async function activate() {
  for (const name of await ours()) if (name !== NAME) await caches.delete(name);
  await clients.claim();
}

/** A listed file: as it was kept, else from the server, to be kept from now on. */
async function answer(path, request) {
  const kept = await caches.match(address(path), { cacheName: NAME });
  if (kept) return kept;
  // Whoever has switched this off has no cache any more, and gets none anew.
  if (await caches.has(NAME)) {
    try {
      const response = await fetched(path);
      await (await caches.open(NAME)).put(address(path), response.clone());
      return response;
    } catch {
      // The server has the last word.
    }
  }
  return fetch(request);
}

/** Switched off: nothing stays. */
async function leave() {
  await registration.unregister();
  for (const name of await ours()) await caches.delete(name);
}

async function missing() {
  const kept = await Promise.all([...FILES.keys()].map((path) => caches.match(address(path), { cacheName: NAME })));
  return kept.filter((response) => !response).length;
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("message", (event) => {
  if (event.data === "use") skipWaiting();
  // Whoever asks says which of the workers it asks, and is told so.
  const [word, which] = String(event.data).split(" ");
  const tell = async () => event.source.postMessage(`${which} ${BUILD} ${await missing()} ${FILES.size}`);
  if (word === "who") event.waitUntil(tell());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { href, origin, pathname, searchParams } = new URL(request.url);
  if (request.method !== "GET" || !href.startsWith(FOLDER)) return;
  const leads = request.mode === "navigate";
  // Answered by the server; the page that comes then finds nothing of this.
  if (leads && searchParams.has("nosw")) return event.waitUntil(leave());
  const inside = `${origin}${pathname}`.slice(FOLDER.length);
  const path = inside === "" || inside === "index.html" ? "./" : inside;
  if (FILES.has(path) && request.cache !== "no-store") event.respondWith(answer(path, request));
  // Elsewhere in the folder something else may live. Only when that cannot be reached this page takes its place, at
  // its own address, since all its files are named from there.
  else if (leads) event.respondWith(fetch(request).catch(() => Response.redirect(FOLDER)));
});
