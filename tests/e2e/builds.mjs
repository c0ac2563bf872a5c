// Builds of a test's own: a copy of the release build from which something is taken, or which becomes a newer one.
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

export class Build {
  constructor(folder) {
    this.folder = folder;
  }

  static async copyOf(dist) {
    const folder = await mkdtemp(join(tmpdir(), "muster-build-"));
    await cp(dist, folder, { recursive: true });
    return new Build(folder);
  }

  /** The bytes of a file. */
  read(path) {
    return readFile(join(this.folder, path));
  }

  write(path, bytes) {
    return writeFile(join(this.folder, path), bytes);
  }

  remove(path) {
    return rm(join(this.folder, path));
  }

  /** The paths of all files, with slashes, in order. */
  async files() {
    const found = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const paths = found.filter((entry) => entry.isFile()).map((entry) => relative(this.folder, join(entry.parentPath ?? entry.path, entry.name)));
    return paths.sort();
  }

  /** The file whose name begins and ends so. */
  async find(begin, end = "") {
    const found = (await this.files()).find((path) => path.startsWith(begin) && path.endsWith(end));
    if (!found) throw new Error(`The build has no file ${begin}…${end}`);
    return found;
  }

  /** What the worker says of itself: `{ build, core, extras }`, the lists as hashes by path. */
  async worker() {
    const text = (await this.read("sw.js")).toString();
    const list = (name) => {
      const [, inside] = text.match(new RegExp(`const ${name} = {([^}]*)};`));
      return Object.fromEntries([...inside.matchAll(/"([^"]+)": "([^"]+)"/g)].map(([, path, hash]) => [path, hash]));
    };
    return { build: text.match(/const BUILD = "([^"]*)";/)[1], core: list("CORE"), extras: list("EXTRAS") };
  }

  /** Makes it a newer version: the style has one more line. Gives the name of the build and what has changed. */
  async renew() {
    const { build } = await this.worker();
    const newer = [...build].reverse().join("") === build ? `0${build.slice(1)}` : [...build].reverse().join("");
    const style = await this.find("main-", ".css");
    const change = async (path, key, edit) => {
      const before = await this.read(path);
      const after = Buffer.from(edit(before.toString()));
      await this.write(path, after);
      const worker = (await this.read("sw.js")).toString();
      await this.write("sw.js", worker.replace(`"${key}": "${sha256(before)}"`, `"${key}": "${sha256(after)}"`));
    };
    await change(style, style, (text) => `${text}\n.newer{color:inherit}`);
    await change("index.html", "./", (text) => text.replace(build, newer));
    await this.write("sw.js", (await this.read("sw.js")).toString().replace(`"${build}"`, `"${newer}"`));
    return { build: newer, changed: ["", style, "sw.js"] };
  }

  async discard() {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
