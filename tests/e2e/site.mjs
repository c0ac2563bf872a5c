// A static server for one test: it serves a built page, can be stopped and started again, and remembers what it gave.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The release build, or the folder that MUSTER_DIST names. */
export const DIST = process.env.MUSTER_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

export class Site {
  /** What was asked for, in order: `{ path, file, status }`; `file` is absent when there is none. */
  served = [];

  /** What is answered at a path instead of a file: `{ headers, body }`. */
  given = new Map();
  #folder;
  #prefix;
  #port = 0;
  #server;

  /** `prefix` is the folder of the server in which the page stands, with a slash at both ends. */
  constructor({ folder = DIST, prefix = "/" } = {}) {
    this.#folder = folder;
    this.#prefix = prefix;
  }

  get origin() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The address of the page, with a slash at its end. */
  get url() {
    return this.origin + this.#prefix;
  }

  /** Starts on a free port; again after `stop()`, on the same one. */
  async start() {
    if (this.#server) return;
    const server = createServer((request, response) => this.#answer(request, response));
    await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", resolve);
    });
    this.#port = server.address().port;
    this.#server = server;
  }

  /** Stops at once, with every open connection: from here on the page is offline. */
  async stop() {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async #answer(request, response) {
    const path = decodeURIComponent(new URL(request.url, this.origin).pathname);
    const given = this.given.get(path);
    if (given) {
      response.writeHead(200, given.headers).end(given.body);
      return;
    }
    const file = await this.#find(path);
    this.served.push({ path, file, status: file ? 200 : 404 });
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("There is nothing here.\n");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      // Each load asks again, so that a test sees what is really loaded.
      "cache-control": "no-store",
    });
    if (request.method === "HEAD") response.end();
    else createReadStream(file).pipe(response);
  }

  async #find(path) {
    if (!path.startsWith(this.#prefix)) return undefined;
    const inside = normalize(`/${path.slice(this.#prefix.length) || "index.html"}`);
    const file = join(this.#folder, inside);
    const found = await stat(file).catch(() => undefined);
    return found?.isFile() ? file : undefined;
  }
}
