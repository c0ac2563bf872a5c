"""What the validators of all formats share: the tables of what is carried, and a list of what is wrong."""

import collections
import decimal
import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
OUT = ROOT / "target/validators/out"

# Sums of 28 digits are compared, not rounded.
decimal.getcontext().prec = 60


class Wrong(Exception):
    """A file that is not what it should be."""


class Tally:
    """Counts what was held against the registers."""

    def __init__(self):
        self.counts = collections.Counter()
        self.faults = []

    def fault(self, path, text):
        self.faults.append(f"{path}: {text}")

    def check(self, path, truth, text):
        if not truth:
            self.fault(path, text)


def registers():
    """The registers, each with its name and what is expected of its files."""
    for path in sorted(OUT.glob("*.expected.json")):
        yield path.name.removesuffix(".expected.json"), json.loads(path.read_text(encoding="utf-8"))


def printable(text):
    """Text as a file of text shows it: without controls, with one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", text)


def carries(name):
    """The rows of the table of a format: the field, and where it stands."""
    rows = {}
    for line in (HERE / "carries" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        fields, place = line.split("\t")
        for field in fields.split(" "):
            if field in rows:
                raise Wrong(f"carries/{name}.tsv has {field} twice")
            rows[field] = place
    return rows


def held(tally, path, table, expected, look, skip=lambda leaf: False):
    """Holds every leaf of a register that a format carries against what stands in its place."""
    for leaf in expected["leaves"]:
        place = table.get(leaf["field"])
        if place is None or skip(leaf):
            continue
        found = look(leaf, place)
        if found is None:
            continue
        tally.counts[leaf["field"]] += 1
        for text in leaf["texts"]:
            text = printable(text)
            # A sentence may begin with a word of the register.
            if text.strip() and not any(text.casefold() in one.casefold() for one in found):
                tally.fault(path, f"{leaf['record']} {leaf['of']} {leaf['field']}: {text[:80]!r} is not in {place}")


def unused(table, counts):
    """The rows of a table that no register put to the test."""
    return sorted(set(table) - set(counts))
