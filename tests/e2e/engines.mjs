// Firefox and WebKitGTK as Debian brings them, each driven by the protocol that it speaks itself: WebDriver BiDi and
// classic WebDriver. Both open tabs of one profile and run functions in them, which is all that is asked here.
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";

const has = (program) => spawnSync("which", [program]).status === 0;

/** What a program says that is being started, once it has said what is waited for. */
const said = (program, pattern) =>
  new Promise((resolve, reject) => {
    let all = "";
    const hear = (bytes) => {
      all += bytes;
      const found = all.match(pattern);
      if (found) resolve(found);
    };
    program.stdout.on("data", hear);
    program.stderr.on("data", hear);
    program.once("error", reject);
    program.once("exit", () => reject(new Error(`It did not start:\n${all}`)));
  });

const ended = (program) => new Promise((resolve) => (program.exitCode === null ? program.once("exit", resolve) : resolve()));

/** Firefox ESR, headless. */
export class Firefox {
  static title = "Firefox ESR";
  static missing = has("firefox-esr") ? undefined : "firefox-esr is not installed";

  /** What the consoles of all tabs called an error. */
  errors = [];
  #folder;
  #program;
  #socket;
  #answers = new Map();

  async start() {
    this.#folder = await mkdtemp(join(tmpdir(), "muster-firefox-"));
    const options = ["--headless", "--no-remote", "--profile", this.#folder, "--remote-debugging-port", "0"];
    this.#program = spawn("firefox-esr", options, { env: { ...process.env, HOME: this.#folder } });
    const [, address] = await said(this.#program, /WebDriver BiDi listening on (ws:\S+)/);
    this.#socket = new WebSocket(`${address}/session`);
    await new Promise((resolve, reject) => this.#socket.once("open", resolve).once("error", reject));
    this.#socket.on("message", (text) => this.#hear(JSON.parse(text)));
    this.#socket.once("close", () => this.#answers.forEach(({ reject }) => reject(new Error("Firefox is gone."))));
    await this.#ask("session.new", { capabilities: {} });
    await this.#ask("session.subscribe", { events: ["log.entryAdded"] });
  }

  #hear({ id, type, result, error, message, method, params }) {
    if (method === "log.entryAdded" && params.level === "error") this.errors.push(params.text);
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    if (type === "success") answer?.resolve(result);
    if (type === "error") answer?.reject(new Error(`${error}: ${message}`));
  }

  #ask(method, params) {
    const id = this.#answers.size + 1 + Math.floor(Math.random() * 1e9);
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async open(address) {
    const { context } = await this.#ask("browsingContext.create", { type: "tab" });
    await this.goto(context, address);
    return context;
  }

  goto(tab, address) {
    return this.#ask("browsingContext.navigate", { context: tab, url: address, wait: "complete" });
  }

  /** Runs an asynchronous function in a tab; what it takes and gives is plain JSON. */
  async run(tab, work, argument) {
    const { result, exceptionDetails } = await this.#ask("script.callFunction", {
      functionDeclaration: `async (argument) => JSON.stringify(await (${work})(JSON.parse(argument)) ?? null)`,
      arguments: [{ type: "string", value: JSON.stringify(argument ?? null) }],
      target: { context: tab },
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }

  async stop() {
    this.#socket?.close();
    if (this.#program) {
      this.#program.kill("SIGKILL");
      await ended(this.#program);
    }
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** WebKitGTK in its own small browser, on a display that nobody sees. */
export class WebKit {
  static title = "WebKitGTK";
  static missing = has("WebKitWebDriver") && has("Xvfb") ? undefined : "webkit2gtk-driver or xvfb is not installed";

  /** Its driver tells of no console; what the page itself caught is asked of each tab. */
  errors = [];
  #folder;
  #screen;
  #driver;
  #session;

  async start() {
    this.#folder = await mkdtemp(join(tmpdir(), "muster-webkit-"));
    this.#screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
    const [, display] = await said(this.#screen, /^(\d+)\s/);
    const port = await free();
    const env = {
      ...process.env,
      DISPLAY: `:${display}`,
      HOME: this.#folder,
      GDK_BACKEND: "x11",
      WEBKIT_DISABLE_COMPOSITING_MODE: "1",
      // Checks often run as root in a container, where its sandbox cannot.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    };
    this.#driver = spawn("WebKitWebDriver", [`--port=${port}`], { env });
    const address = `http://127.0.0.1:${port}`;
    await answers(address);
    this.#session = address;
    const { sessionId } = await this.#ask("POST", "/session", {
      capabilities: { alwaysMatch: { timeouts: { script: 180_000 } } },
    });
    this.#session = `${address}/session/${sessionId}`;
  }

  async #ask(method, path, body) {
    const options = { method, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(this.#session + path, options);
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }

  async #in(tab, deed) {
    await this.#ask("POST", "/window", { handle: tab });
    return deed();
  }

  async open(address) {
    const { handle } = await this.#ask("POST", "/window/new", { type: "tab" });
    await this.goto(handle, address);
    return handle;
  }

  goto(tab, address) {
    return this.#in(tab, () => this.#ask("POST", "/url", { url: address }));
  }

  /** Runs an asynchronous function in a tab; what it takes and gives is plain JSON. */
  async run(tab, work, argument) {
    const script = `const done = arguments[arguments.length - 1]; (${work})(JSON.parse(arguments[0])).then((gives) => done(JSON.stringify({ gives: gives ?? null })), (error) => done(JSON.stringify({ failed: String(error) })))`;
    const args = [JSON.stringify(argument ?? null)];
    const answer = await this.#in(tab, () => this.#ask("POST", "/execute/async", { script, args }));
    const { gives, failed } = JSON.parse(answer);
    if (failed) throw new Error(failed);
    return gives;
  }

  async stop() {
    await this.#ask("DELETE", "").catch(() => {});
    for (const program of [this.#driver, this.#screen]) {
      if (!program) continue;
      program.kill("SIGKILL");
      await ended(program);
    }
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A port that nothing listens on. */
const free = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function answers(address) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(`${address}/status`).then((response) => response.ok, () => false)) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error("The driver does not answer.");
}
