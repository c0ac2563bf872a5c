"""The register in the making, and the account of where each field of each fact went.

`Book` gives out ids, sets leaves, collects them into changes and writes the file of `docs/format.md`. Beside that it
keeps a table: fact, value, place, and how the two are compared. A field that was given no place stops the script.
"""

import hashlib
import json
from datetime import datetime, timedelta, timezone

REPLICA = "example"
REGISTER = "it-coalition-example"
AUTHOR = "Compiled from public reports"
FIRST = datetime(2026, 11, 22, 12, 0, 0, tzinfo=timezone.utc)
MOST_BYTES = 64_000
NO_PLACE = "no place"


def canonical(value):
    """The one way to write a value: keys sorted, no spaces, text as it is."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def shown(value):
    """A field of a fact as the table prints it."""
    return value if isinstance(value, str) and value else canonical(value)


def name_of(item, index):
    """The step of a path that leads to an item of a list: its own label, else its number."""
    if isinstance(item, dict):
        for label in ("id", "code"):
            if isinstance(item.get(label), str):
                return item[label]
    return str(index)


def flatten(value, path=""):
    """Every field with its path; empty lists, empty texts and null are fields, too."""
    if isinstance(value, dict) and value:
        steps = [(name, below) for name, below in value.items()]
    elif isinstance(value, list) and value:
        steps = [(name_of(item, index), item) for index, item in enumerate(value)]
    else:
        yield path, value
        return
    for name, below in steps:
        yield from flatten(below, f"{path}/{name}" if path else name)


def cap(text):
    return text[:1].upper() + text[1:]


def sentence(*texts):
    """Some phrases as sentences."""
    said = [cap(text) if text.endswith(".") else cap(text) + "." for text in texts if text]
    return " ".join(said)


def amount(value, currency, qualifier=None):
    """An amount as one leaf; exact is said by the absence of a qualifier."""
    leaf = {"currency": currency, "value": value}
    word = {"exact": None, "approx": "about"}.get(qualifier, qualifier)
    if word:
        leaf["qualifier"] = word
    return leaf


def day_or_set(fact):
    """The date of a fact, or the set of days it can mean."""
    if "date_from" in fact:
        return f"[{fact['date_from']}..{fact['date_to']}]"
    return fact["date"]


class Book:
    def __init__(self, facts):
        self.facts = facts
        self.fields = dict(flatten(facts))
        self.rows = []
        self.placed = set()
        self.changes = []
        self.bodies = {}
        self.used = 0
        self.source_ids = {}
        self.record_ids = {}

    # Ids

    def new(self):
        self.used += 1
        return f"{REPLICA}.{self.used}"

    def name(self, collection, *labels):
        """Gives a record of each label its id, once and in this order."""
        for label in labels:
            self.record_ids[label] = (collection, self.new())

    def record(self, label):
        return Record(self, *self.record_ids[label])

    def id(self, label):
        return self.record_ids[label][1]

    # Changes

    def put(self, collection, record, path, value):
        here = self.bodies.setdefault(collection, {}).setdefault(record, {})
        *way, leaf = path.split("/")
        for step in way:
            here = here.setdefault(step, {})
        if here.get(leaf, value) != value:
            raise SystemExit(f"{collection}/{record} {path} was set before, to something else.")
        here[leaf] = value

    def step(self):
        """Writes what was set since the last step as one change."""
        body, self.bodies = self.bodies, {}
        if not body:
            return
        at = FIRST + timedelta(seconds=len(self.changes))
        change = {
            "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "author": AUTHOR,
            "number": len(self.changes) + 1,
            "replica": REPLICA,
            "schema": 1,
            "stamp": f"{int(at.timestamp()) * 1000}.0",
        }
        if self.changes:
            change["prev"] = self.changes[-1][0]
        identity = sha256(canonical({**change, "body": sha256(canonical(body))}))
        change["body"] = body
        if len(canonical(change).encode()) > MOST_BYTES:
            raise SystemExit(f"Change {change['number']} is too large for one step.")
        self.changes.append((identity, change))

    def file(self):
        """The bytes of the native file: one line a change."""
        lines = ",\n".join(canonical(change) for _, change in self.changes)
        head = f'"format":"muster","register":{canonical(REGISTER)},"version":1'
        return f'{{"changes":[\n{lines}\n],{head}}}\n'

    # The table

    def note(self, fact, place, how):
        if fact not in self.fields:
            raise SystemExit(f"The fact file has no field {fact}.")
        row = (fact, shown(self.fields[fact]), place, how)
        if row not in self.rows:
            self.rows.append(row)
        self.placed.add(fact)

    def no_place(self, fact, why):
        """Says why a field, or all that lies below it, has no place in the register."""
        below = [path for path in self.fields if path == fact or path.startswith(fact + "/")]
        for path in below:
            if path not in self.placed:
                self.note(path, NO_PLACE, why)

    def table(self):
        missing = [path for path in self.fields if path not in self.placed]
        if missing:
            raise SystemExit("These fields went nowhere:\n" + "\n".join(missing))
        order = {path: index for index, path in enumerate(self.fields)}
        rows = sorted(self.rows, key=lambda row: order[row[0]])
        return "".join("\t".join(row) + "\n" for row in [("fact", "value", "place", "how"), *rows])


class Record:
    """One record, or one line of it, that is being filled."""

    def __init__(self, book, collection, id, path=""):
        self.book, self.collection, self.record_id, self.path = book, collection, id, path

    def at(self, leaf):
        return f"{self.path}/{leaf}" if self.path else leaf

    def place(self, leaf):
        return f"{self.collection}/{self.record_id} {self.at(leaf)}"

    def set(self, leaf, value, *said):
        """Sets a leaf. What was said are pairs: the path of a field and how leaf and field compare."""
        self.book.put(self.collection, self.record_id, self.at(leaf), value)
        for fact, how in said:
            self.says(leaf, fact, how)
        return self

    def says(self, leaf, fact, how):
        self.book.note(fact, self.place(leaf), how)
        return self

    def line(self, lines, order=None):
        """A new line; `order` is its place among its siblings."""
        line = Record(self.book, self.collection, self.record_id, self.at(f"{lines}/{self.book.new()}"))
        if order is not None:
            line.set("order", f"a{order}")
        return line

    @property
    def line_id(self):
        return self.path.rsplit("/", 1)[-1]

    def amount(self, leaf, base, fact, currency="currency", qualifier="amount_qualifier"):
        """Sets the amount of a fact, or says that it has none."""
        kind = fact.get(qualifier)
        if fact["amount"] is None:
            for field in ("amount", qualifier):
                self.says(leaf, f"{base}/{field}", "absent")
            if fact[currency] is None:
                self.says(leaf, f"{base}/{currency}", "absent")
            return self
        self.set(leaf, amount(fact["amount"], fact[currency], kind))
        self.says(f"{leaf}#value", f"{base}/amount", "same")
        self.says(f"{leaf}#currency", f"{base}/{currency}", "same")
        if kind is not None:
            how = {"exact": "absent", "approx": "code"}.get(kind, "same")
            self.says(f"{leaf}#qualifier", f"{base}/{qualifier}", how)
        return self

    def date(self, leaf, base, fact):
        """Sets the date of a fact, with its precision."""
        self.set(leaf, day_or_set(fact))
        return self.says_date(leaf, base, fact)

    def says_date(self, leaf, base, fact):
        if "date_from" in fact:
            self.says(leaf, f"{base}/date", "within")
            self.says(leaf, f"{base}/date_from", "from")
            self.says(leaf, f"{base}/date_to", "to")
        else:
            self.says(leaf, f"{base}/date", "same")
        if "date_precision" in fact:
            self.says(leaf, f"{base}/date_precision", "precision")
        return self

    def cite(self, base, fact, only=None):
        """Cites the sources of a fact, or some of them, each with the fact's confidence."""
        for index, address in enumerate(fact["sources"]):
            if only is None or index in only:
                self.cite_one(address, fact.get("confidence"), f"{base}/sources/{index}")
                if "confidence" in fact:
                    self.says(f"sources/{self.last_citation}/confidence", f"{base}/confidence", "same")
        return self

    def cite_one(self, address, confidence=None, said=None):
        id = self.book.source_ids[address]
        held = self.book.bodies.get(self.collection, {}).get(self.record_id, {})
        for step in self.at("sources").split("/"):
            held = held.get(step, {})
        same = [line for line, citation in held.items() if citation["source"] == id]
        citation = Record(self.book, self.collection, self.record_id, self.at(f"sources/{same[0]}")) if same else self.line("sources")
        if not same:
            citation.set("source", id)
            if confidence:
                citation.set("confidence", confidence)
        if said:
            citation.says("source", said, "source")
        self.last_citation = citation.line_id
        return self

    def reading(self, field, value, address, reason=None, said=None):
        """What another source says of a field."""
        reading = self.line("readings").set("field", field).set("value", value)
        reading.set("source", self.book.source_ids[address], *([(said, "source")] if said else []))
        if reason:
            reading.set("reason", sentence(reason))
        return reading
