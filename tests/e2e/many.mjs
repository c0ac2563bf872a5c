// Registers with many changes, and how they come into the page.
import { createHash } from "node:crypto";
import { expect } from "./fixtures.mjs";

/** Canonical JSON as docs/format.md has it, for the plain letters of these tests. */
const canonical = (value) => {
  if (typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
};
const hash = (text) => createHash("sha256").update(text).digest("hex");

/** The file of a register with so many actions, each a change of its own, byte for byte as Muster writes it. */
export const manyActions = (register, count) => {
  const lines = [];
  let prev;
  for (let number = 1; number <= count; number += 1) {
    const body =
      number === 1
        ? { register: { self: { name: "Many actions", last_rate_day: "2024-01-01" } } }
        : { actions: { [`${register}.${number}`]: { text: `Action ${number} of ${count}, to be done` } } };
    const head = { schema: 1, replica: register, number, stamp: `${1_704_067_200_000 + number}.0`, at: "2024-01-01T00:00:00Z", author: "Fixture", ...(prev ? { prev } : {}) };
    lines.push(canonical({ ...head, body }));
    prev = hash(canonical({ ...head, body: hash(canonical(body)) }));
  }
  const text = `{"changes":[\n${lines.join(",\n")}\n],"format":"muster","register":"${register}","version":1}\n`;
  return { name: `${register}.muster.json`, mimeType: "application/json", buffer: Buffer.from(text) };
};

/** Opens the page with a register from a file, in a browser whose person has given a name. */
export async function bringIn(muster, file) {
  await muster.open();
  await muster.page.evaluate(() => localStorage.setItem("muster-identity", JSON.stringify({ name: "Kadri Tamm", party: "EE" })));
  const dialog = await muster.offerFile(file);
  await dialog.button("Import file").click();
  await expect(dialog.root).toHaveCount(0);
  await expect(muster.heading("Overview")).toBeVisible();
}
