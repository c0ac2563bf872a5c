// Writes intl.tsv anew: what the Intl of Node says, which is that of a browser, of all that the documents of the
// example name.
// `node tests/tongues/make.mjs > tests/tongues/intl.tsv`
const STATES = "BE CA DE DK EE ES EU GB IS IT JP LT LU LV NL PL UA US".split(" ");
const OTHERS = ["European Union", "NATO", "NATO Support and Procurement Agency"];
const FIELDS = { day: ["day", "month", "year"], month: ["month", "year"], year: ["year"] };

const row = (...cells) => console.log(cells.join("\t"));
for (const tag of ["uk", "et", "fr", "de"]) {
  const region = new Intl.DisplayNames(tag, { type: "region" });
  const names = STATES.map((code) => [code, region.of(code)]).concat(OTHERS.map((name) => ["", name]));
  const { compare } = new Intl.Collator(tag);
  for (const [code, name] of names.sort((a, b) => compare(a[1], b[1]))) row(tag, "name", code, name);
  const currency = new Intl.DisplayNames(tag, { type: "currency" });
  for (const code of ["DKK", "EUR", "USD"]) row(tag, "currency", code, currency.of(code));
  const parts = new Intl.NumberFormat(tag).formatToParts(1234567.5);
  for (const type of ["group", "decimal"]) {
    row(tag, "mark", type, parts.find((part) => part.type === type).value);
  }
  for (const [precision, fields] of Object.entries(FIELDS)) {
    for (const length of ["long", "short"]) {
      const of = (field) => [field, field === "month" ? length : "numeric"];
      const format = new Intl.DateTimeFormat(tag, { ...Object.fromEntries(fields.map(of)), timeZone: "UTC" });
      for (let month = 1; month <= (precision === "year" ? 1 : 12); month += 1) {
        const said = format.formatToParts(Date.UTC(2024, month - 1, 24));
        const text = ({ type, value }) => (type === "day" || type === "year" ? `{${type}}` : value);
        row(tag, precision, `${length} ${month}`, said.map(text).join(""));
      }
    }
  }
}
