"""Journals: the files as hledger and beancount read them, then held against the registers."""

import collections
import csv
import decimal
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys

from beancount import loader
from beancount.core import data

import common

MEASURES = {
    "pledge": "Pledged", "commitment": "Committed", "paid": "Paid", "expenditure": "Spent", "delivery": "Delivered",
}
# A transaction, or what is told without one.
Item = collections.namedtuple("Item", "day flag fields title postings")
Posting = collections.namedtuple("Posting", "account value currency price")


class Hledger:
    ending = "journal"

    @staticmethod
    def is_there():
        found = shutil.which("hledger") is not None
        if not found:
            print("   hledger is not there. Not done: having the journals for it read by it.")
        return found

    @staticmethod
    def call(path, *arguments):
        command = ["hledger", *arguments, "-f", str(common.OUT / path)]
        run = subprocess.run(command, capture_output=True, env={**os.environ, "LANG": "C.UTF-8"}, check=False)
        if run.returncode != 0:
            raise common.Wrong(run.stderr.decode("utf-8"))
        return run.stdout.decode("utf-8")

    def read(self, path):
        # All accounts and currencies are declared, and the days stand in their order.
        self.call(path, "check", "--strict", "ordereddates")
        sums = collections.defaultdict(list)
        # In its JSON a number of many digits is rounded; in CSV all digits stand.
        for row in csv.DictReader(io.StringIO(self.call(path, "print", "-O", "csv"))):
            sums[int(row["txnidx"])].append((row["account"], decimal.Decimal(row["amount"]), row["commodity"]))
        for one in json.loads(self.call(path, "print", "-O", "json")):
            fields = {}
            for line in one["tcomment"].split("\n"):
                name, colon, text = line.partition(":")
                if colon:
                    fields[name] = unescaped(text.removeprefix(" "))
            postings = [
                Posting(*of, price(posting)) for of, posting in zip(sums[one["tindex"]], one["tpostings"], strict=True)
            ]
            flag = {"Cleared": "*", "Pending": "!", "Unmarked": None}[one["tstatus"]]
            yield Item(one["tdate"], flag, fields, one["tdescription"], postings)


def price(posting):
    """The unit price of a posting."""
    [amount] = posting["pamount"]
    if amount["aprice"] is None:
        return None
    unit = amount["aprice"]["contents"]
    number = unit["aquantity"]
    value = decimal.Decimal(number["decimalMantissa"]).scaleb(-number["decimalPlaces"])
    return amount["aprice"]["tag"] == "UnitPrice" and (value, unit["acommodity"])


def unescaped(text):
    out, marks = [], iter(text)
    for one in marks:
        if one == "\\":
            one = next(marks)
            one = {"n": "\n", "t": "\t", "s": " "}.get(one, one)
        out.append(one)
    return "".join(out)


class Beancount:
    ending = "beancount"

    @staticmethod
    def is_there():
        return True

    @staticmethod
    def read(path):
        file = str(common.OUT / path)
        if path.startswith(("example", "empty")):
            check = pathlib.Path(sys.executable).parent / "bean-check"
            subprocess.run([str(check), file], check=True)
        # As beancount counts when nobody tells it otherwise.
        with decimal.localcontext(decimal.Context(prec=28)):
            entries, errors, _ = loader.load_file(file)
        if errors:
            raise common.Wrong("; ".join(str(error) for error in errors[:3]))
        for one in entries:
            fields = {name: text for name, text in one.meta.items() if isinstance(text, str) and name != "filename"}
            if isinstance(one, data.Transaction):
                postings = [
                    Posting(
                        posting.account, posting.units.number, posting.units.currency,
                        posting.price and (posting.price.number, posting.price.currency),
                    )
                    for posting in one.postings
                ]
                yield Item(one.date.isoformat(), one.flag, fields, one.narration, postings)
            elif isinstance(one, data.Custom) and one.type != "preface":
                yield Item(one.date.isoformat(), None, fields, one.values[0].value, [])


class Dialect:
    """A dialect as a module of the validators has it."""

    def __init__(self, program):
        self.program = program

    def run(self, tally):
        if not self.program.is_there():
            return
        table = common.carries("journal")
        for _, expected in common.registers():
            path = expected["files"][self.program.ending]["path"]
            try:
                items = list(self.program.read(path))
            except (common.Wrong, subprocess.CalledProcessError) as error:
                tally.fault(path, f"not accepted: {error}")
                continue
            tally.counts["files"] += 1
            compare(tally, path, expected, items, table)
        for field in common.unused(table, tally.counts):
            tally.fault("carries/journal.tsv", f"no register has a {field} that was looked for")


def compare(tally, path, expected, items, table):
    known = [item for item in items if "known_part" in item.fields]
    stated = [item for item in items if "known_part" not in item.fields]
    found = {(item.fields["record"], item.fields.get("of", "")): item for item in stated}
    tally.check(path, len(found) == len(stated), "a record or line stands twice")
    records(tally, path, expected, found)
    entries(tally, path, expected, found)
    balances(tally, path, expected, items, known)
    common.held(tally, path, table, expected, lambda leaf, place: look(found, leaf, place))


def records(tally, path, expected, found):
    """Every contribution and every entry stands once, and there is nothing else of them."""
    outside = {leaf["record"] for leaf in expected["leaves"] if leaf["field"] == "contributions/outside"}
    wanted = {leaf["record"] for leaf in expected["leaves"] if leaf["record"].startswith("contributions/")} - outside
    there = {record for record, of in found if record.startswith("contributions/") and not of}
    tally.check(path, wanted <= there and not there & outside, f"{sorted(wanted ^ there)} is not where it should be")
    tally.counts["contributions"] += len(there)
    wanted = {(f"contributions/{entry['record']}", f"entries/{entry['line']}") for entry in expected["entries"]}
    there = {key for key in found if key[1].startswith("entries/")}
    tally.check(path, wanted == there, f"{len(there)} entries, and {len(wanted)} are on record")
    tally.counts["entries"] += len(wanted)


def entries(tally, path, expected, found):
    """What figures count are the transactions, sum for sum, and there are no others."""
    givers = {entry["record"]: entry["givers"] for entry in expected["entries"]}
    wanted = {}
    for flag, entry in [("*", one) for one in expected["counted"]] + [("!", one) for one in expected["undated"]]:
        key = f"contributions/{entry['record']}", f"entries/{entry['line']}"
        account = f"Equity:{MEASURES[entry['step']]}:{whose(givers[entry['record']])}"
        wanted[key] = (flag, account, entry["currency"], decimal.Decimal(entry["value"]), entry["day"])
    moved = {key: item for key, item in found.items() if item.postings}
    for key in wanted.keys() | moved.keys():
        item, entry = moved.get(key), wanted.get(key)
        if item is None or entry is None:
            tally.fault(path, f"entry {key}: {item}, and figures have {entry}")
            continue
        first = item.postings[0]
        # Without a rate no figure says from which day an entry without a date counts.
        day = item.day if entry[-1] is not None else None
        have = (item.flag, first.account, first.currency, first.value, day)
        tally.check(path, have == entry, f"entry {key}: {have}, and figures have {entry}")
        tally.check(path, item.day <= expected["on"], f"entry {key} lies in the future")
        balanced(tally, path, key, item)
    for sums in (totals(wanted.values()), totals((None, *item.postings[0][:1], item.postings[0].currency,
                 item.postings[0].value, None) for item in moved.values())):
        tally.check(path, sums == totals(wanted.values()), f"sums {sums}")
    tally.counts["transactions"] += len(moved)


def totals(entries_of):
    """By measure and currency."""
    sums = collections.Counter()
    for _, account, currency, value, _ in entries_of:
        sums[account.split(":")[1], currency] += value
    return sums


def balanced(tally, path, key, item):
    """A transaction adds up to nothing, exactly; no program's tolerance is needed."""
    sums = collections.Counter()
    for posting in item.postings:
        value, currency = posting.value, posting.currency
        if posting.price is not None:
            value, currency = value * posting.price[0], posting.price[1]
            rate = item.fields["stated_rate"].split(" ")
            stated = (rate[1], decimal.Decimal(rate[3]), rate[4])
            tally.check(path, (posting.currency, *posting.price) == stated, f"{key}: {posting}, and {rate} is stated")
            tally.counts["rates"] += 1
        sums[currency] += value
    tally.check(path, not any(sums.values()), f"{key} leaves over {dict(sums)}")


def balances(tally, path, expected, items, known):
    """The accounts have what figures say of each giver."""
    sums = collections.Counter()
    for item in items:
        for posting in item.postings:
            sums[posting.account, posting.currency] += posting.value
    for figure in expected["rows"]:
        measure, currency = f"Equity:{MEASURES[figure['step']]}:", figure["currency"]
        wanted = {measure + whose(ids): decimal.Decimal(value) for ids, value in figure["rows"]}
        have = {
            account: value for (account, held), value in sums.items()
            if value and held == currency and account.startswith(measure)
        }
        tally.check(path, have == wanted, f"{measure} {currency}: {have}, and figures have {wanted}")
        tally.counts["balances"] += len(wanted)
    for item in known:
        one, other = item.postings
        tally.check(path, one.value == -other.value and one.currency == other.currency, f"{item} does not balance")
    tally.counts["known parts"] += len(known)


def whose(ids):
    """Parties as accounts write them."""
    return "-and-".join(part(id) for id in sorted(ids, key=lambda id: id.encode("utf-8"))) or "Not-stated"


def part(id):
    is_plain = id.isascii() and id.isalnum() and (id[0].isupper() or id[0].isdigit())
    if is_plain:
        return id
    marks = (chr(byte) if chr(byte).isascii() and chr(byte).isalnum() else f"-{byte:02X}" for byte in id.encode("utf-8"))
    return "X-" + "".join(marks)


def look(found, leaf, place):
    """The texts that stand in the place of a leaf; nothing where its record is no part of the journal."""
    item = found.get((leaf["record"], leaf["of"]))
    if item is None:
        # A line that is not there is one of a record that is not there.
        return None if (leaf["record"], "") not in found else []
    name = leaf["field"].rpartition("/")[2]
    if name not in [one.partition("@")[0] for one in place.split(" ")]:
        return []
    text = item.fields.get(name)
    if name == "date" and text is None:
        text = item.day
    if name == "amount" and text is None:
        first = item.postings[0]
        value = first.value.normalize() if first.value else decimal.Decimal(0)
        text = f"{item.fields.get('qualifier', '')} {value:f} {first.currency}"
    if text is None:
        return []
    for list_name in [one.partition("@")[2] for one in place.split(" ") if "@" in one]:
        key = ("register/self", f"areas/{text}") if list_name == "areas" else (f"{list_name}/{text}", "")
        # What is not on record is called by its id.
        named = found.get(key)
        return [text] + ([named.title, *named.fields.values()] if named else [])
    return [text]


hledger, beancount = Dialect(Hledger()), Dialect(Beancount())
