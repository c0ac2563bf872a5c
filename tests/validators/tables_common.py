"""What both checks of tables share: what a register says, as the cells of its tables."""

import json
import pathlib
import sys


class Tally:
    """Counts what was held against the registers, and keeps what does not agree."""

    def __init__(self):
        self.counts = {}
        self.faults = []

    def add(self, what, count=1):
        self.counts[what] = self.counts.get(what, 0) + count

    def fault(self, where, text):
        self.faults.append(f"{where}: {text}")


def plain(value):
    """A leaf or a part of one as it stands in a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def cells(expected):
    """The cells that a register says: table, ids, column and text. What does not read stands apart."""
    known, others = {}, []
    for leaf in expected["leaves"]:
        collection, record, *way = leaf["way"]
        table = "-".join([collection, *way[0::2]])
        ids = (record, *way[1::2])
        field, value = leaf["field"], leaf["value"]
        if not leaf["reads"]:
            others.append((collection, record, "/".join([*way, field]), canonical(value)))
        elif table.endswith("readings") and field == "value":
            # A reading is of any kind, and stands as JSON.
            known[table, ids, field] = canonical(value)
        elif isinstance(value, dict):
            for part, text in value.items():
                known[table, ids, f"{field}.{part}"] = plain(text)
        else:
            known[table, ids, field] = plain(value)
    return known, others


def folders(arguments):
    """The folders below the one that is named, each with what is expected of its files."""
    for path in sorted(pathlib.Path(arguments[1]).glob("*/expected.json")):
        yield path.parent, json.loads(path.read_text(encoding="utf-8"))


def end(tally):
    print("   " + ", ".join(f"{count} {what}" for what, count in tally.counts.items()))
    for fault in tally.faults[:20]:
        print(f"      {fault}")
    if len(tally.faults) > 20:
        print(f"      and {len(tally.faults) - 20} more")
    sys.exit(bool(tally.faults) or not tally.counts)
