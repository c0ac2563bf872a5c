// A Chromium of its own with a profile that stays, which can be killed as a power cut would: at once and whole.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const ARGUMENTS = [
  "--headless=new",
  "--remote-debugging-port=0",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=en-GB",
];

/** The processes that a process has started, and theirs. */
async function descendants(root) {
  const parents = new Map();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (parent) parents.set(Number(name), parent);
  }
  const found = [];
  for (let level = [root]; level.length > 0; ) {
    level = [...parents].filter(([, parent]) => level.includes(parent)).map(([child]) => child);
    found.push(...level);
  }
  return found;
}

export class OwnChromium {
  #profile;
  #process;
  #browser;

  /** Whether this machine can run and kill one. */
  static possible() {
    return process.platform === "linux";
  }

  async start() {
    this.#profile ??= await mkdtemp(join(tmpdir(), "muster-profile-"));
    const path = process.env.CHROMIUM || chromium.executablePath();
    const started = spawn(path, [...ARGUMENTS, `--user-data-dir=${this.#profile}`, "about:blank"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = started;
    const address = await new Promise((resolve, reject) => {
      let said = "";
      started.stderr.on("data", (bytes) => {
        said += bytes;
        const found = said.match(/DevTools listening on (ws:\S+)/);
        if (found) resolve(found[1]);
      });
      started.once("exit", () => reject(new Error(`Chromium did not start:\n${said}`)));
    });
    this.#browser = await chromium.connectOverCDP(address);
    const [context] = this.#browser.contexts();
    return context;
  }

  /** Ends all of its processes at once; none of them can tidy up. */
  async kill() {
    const started = this.#process;
    if (!started || started.exitCode !== null || started.signalCode !== null) return;
    const ended = new Promise((resolve) => started.once("exit", resolve));
    const all = [started.pid, ...(await descendants(started.pid))];
    for (const pid of all) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It was faster.
      }
    }
    await ended;
    await this.#browser?.close().catch(() => {});
  }

  async remove() {
    await this.kill();
    if (this.#profile) await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
