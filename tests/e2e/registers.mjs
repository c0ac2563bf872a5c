// Registers as files, written from what stands in docs/format.md: one change that holds all of it.

const eur = (value) => ({ value, currency: "EUR" });

/** The file of a register: `body` has records by collection and id. */
export const fileOf = (id, body) => ({
  name: `${id}.muster.json`,
  mimeType: "application/json",
  buffer: Buffer.from(
    JSON.stringify({
      format: "muster",
      version: 1,
      register: id,
      changes: [
        { schema: 1, replica: id, number: 1, stamp: "1704067200000.0", at: "2024-01-01T00:00:00Z", author: "Fixture", body },
      ],
    }),
  ),
});

/** Lines of a record, in their order. */
const lines = (...all) => Object.fromEntries(all.map((line, at) => [`l${at}`, line]));

const share = (contributions, amount, more = {}) => ({
  of: lines(...contributions.map((contribution) => ({ contribution }))),
  ...(amount ? { amount } : {}),
  ...more,
});

const gift = (parties, entries, more = {}) => ({
  contributors: lines(...parties.map((party) => ({ party }))),
  entries: lines(...entries.map(([kind, date, amount]) => ({ kind, date, ...(amount ? { amount: eur(amount) } : {}) }))),
  ...more,
});

/**
 * A coalition with a decision that became a delivery, needs of three priorities, a share beyond a purchase's value,
 * plans, money that lapsed, and money that is free. Sums have cents that only exact decimals add up.
 */
export const FUNDING = fileOf("funding", {
  register: { self: { name: "Funding coalition", currency: "EUR", areas: { it: { name: "IT" }, cyber: { name: "Cyber" } } } },
  parties: {
    EE: { kind: "state", code: "EE" },
    LU: { kind: "state", code: "LU" },
    NL: { kind: "state", code: "NL" },
    UA: { kind: "state", code: "UA" },
  },
  meetings: {
    steering: {
      title: "Steering group of April",
      date: "2024-04-15",
      kind: "steering-group",
      agenda: { a: { title: "Purchases", outcomes: { o: { kind: "decision", text: "Cables as well.", purchase: "cables" } } } },
    },
  },
  contributions: {
    radios: gift(["EE"], [["pledge", "2024-01-10", "1000.10"], ["commitment", "2024-02-10", "1000.10"]], { purpose: "Radios for the field" }),
    joint: gift(["LU", "NL"], [["pledge", "2024-01-20", "500.20"]], { purpose: "Joint network gift" }),
    open: gift(["NL"], [["commitment", "2024-03-01", "700.30"]], { purpose: "Untied money" }),
    cyber: gift(["LU"], [["commitment", "2024-03-05", "90.05"]], { purpose: "Cyber money", earmark: "soft", area: "cyber" }),
    tied: gift(["EE"], [["commitment", "2024-03-06", "11.11"]], { purpose: "Only for boats", earmark: "earmarked" }),
    kind: gift(["EE"], [["pledge", "2024-03-07"]], { purpose: "Experts without a figure", form: "services" }),
    plan: gift(["NL"], [["pledge", "2024-01-02", "60"]], {
      purpose: "Yearly plan",
      planned: lines(
        { kind: "paid", date: "2023", amount: eur("20") },
        { kind: "commitment", date: "2025", amount: eur("40.40") },
        { kind: "paid", date: "2025", amount: eur("40.40") },
      ),
    }),
  },
  purchases: {
    handsets: {
      title: "Handsets",
      area: "it",
      priority: 1,
      by_when: "2024-12",
      steps: lines(
        { kind: "need", date: "2024-02-01", value: eur("900.33") },
        { kind: "approved", date: "2024-04-15", meeting: "steering", decision: "Buy the handsets." },
        { kind: "ordered", date: "2024-05-01", value: eur("900.33") },
      ),
      shares: { s: share(["radios"], eur("600.11")), t: share(["joint"], eur("200.07")) },
      deliveries: { d: { date: "2024-06-20", value: eur("400.02"), received_by: "UA", receipt: "confirmed", items: lines({ what: "Handsets" }) } },
    },
    cables: { title: "Cables", priority: 2, by_when: "2025-03", steps: lines({ kind: "need", date: "2024-03-01", value: eur("300.01") }) },
    servers: { title: "Servers", area: "cyber", priority: 2, by_when: "2025-06", steps: lines({ kind: "need", date: "2024-03-02", value: eur("120.17") }) },
    tents: {
      title: "Tents",
      priority: 3,
      steps: lines({ kind: "need", date: "2024-03-03", value: eur("50") }, { kind: "approved", date: "2024-04-01" }),
      shares: { s: share(["radios"], eur("60.10")) },
    },
    unknown: { title: "Something unvalued", steps: lines({ kind: "need", date: "2024-03-04" }), shares: { s: { note: "Funder not stated." }, t: share(["joint", "plan"], undefined, { split: "not-published" }) } },
  },
});

/** Opens the page with a register from a file. */
export async function openFile(muster, expect, file) {
  await muster.open();
  const dialog = await muster.offerFile(file);
  await dialog.button("Import file").click();
  await expect(dialog.root).toHaveCount(0);
}
