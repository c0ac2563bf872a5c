#!/usr/bin/env python3
"""Reads *.muster.json by docs/format.md alone and recomputes everything in it that is computed.

    python3 tests/check_format.py [FILE...]

Without files: the golden files, and the example when it is there. Checks the canonical bytes, ids, chains, order, the
form of every header, and that every patch leads to fields that docs/format.md has. Folds the golden files and compares
with the fold kept beside them. Also alters each file and sees to it that the chain tells.
"""
import copy
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "oracle"))
from fold import ROOT, fold, identity, leaves, shapes, whole_file  # noqa: E402

MEMBERS = {"schema", "replica", "number", "stamp", "at", "author", "party", "prev", "undoes", "from", "part", "body",
           "blanked"}
NEEDED = {"schema", "replica", "number", "stamp", "at"}
HASH = re.compile(r"[0-9a-f]{64}")
STAMP = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
WALL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
passed, failed = 0, 0


def check(good, what):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("failed:", what)


def breaks(changes):
    """The changes whose chain is broken."""
    held = {}
    for change in changes:
        held.setdefault((change["replica"], change["number"]), set()).add(identity(change))
    for change in changes:
        before = held.get((change["replica"], change["number"] - 1), set())
        if ("prev" in change) != (change["number"] > 1) or "prev" in change and change["prev"] not in before:
            yield change


def check_file(path, tables):
    name = path.name
    raw = path.read_bytes()
    file = json.loads(raw.decode("utf-8"))
    check(set(file) == {"changes", "format", "register", "version"}, f"{name}: the members of the file")
    check((file["format"], file["version"]) == ("muster", 1), f"{name}: format and version")
    changes = file["changes"]
    check(whole_file(file["register"], changes).encode() == raw, f"{name}: the canonical bytes")
    check(whole_file(file["register"], changes[::-1]).encode() == raw, f"{name}: the bytes from any order")
    ids = [identity(change) for change in changes]
    check(len(set(ids)) == len(ids), f"{name}: every id once")
    for place, change in enumerate(changes):
        where = f"{name}: change {place}"
        check(NEEDED <= set(change) <= MEMBERS, f"{where}: its members {sorted(change)}")
        check(("body" in change) != ("blanked" in change), f"{where}: either body or blanked")
        check(STAMP.fullmatch(change["stamp"]), f"{where}: its stamp {change['stamp']}")
        check(WALL.fullmatch(change["at"]), f"{where}: its wall clock {change['at']}")
        check(change["number"] >= 1 and change["schema"] == 1, f"{where}: its number and schema")
        hashes = [change[member] for member in ("prev", "undoes", "from", "blanked") if member in change]
        check(all(HASH.fullmatch(value) for value in hashes), f"{where}: its hashes")
        check("undoes" not in change or change["undoes"] in ids, f"{where}: it undoes a change that is here")
        for collection, records in change.get("body", {}).items():
            check(collection in tables, f"{where}: the collection {collection}")
            for record, patch in records.items():
                lost = [path for kind, path in leaves(tables, tables[collection], patch) if kind is None]
                check(not lost, f"{where}: {collection} {record} has fields that docs/format.md lacks: {lost}")
    check(not list(breaks(changes)), f"{name}: the chains")
    check_alteration(name, changes)
    kept = path.with_name(name.replace(".muster.json", ".fold.json"))
    if kept.exists():
        expected = {(collection, record): value for collection, record, value in json.loads(kept.read_text("utf-8"))}
        found = fold(tables, changes)
        for key in expected.keys() | found.keys():
            check(expected.get(key) == found.get(key), f"{name}: the fold of {key}")


def check_alteration(name, changes):
    """Whoever alters a change that another follows is found out."""
    followed = {change["prev"] for change in changes if "prev" in change}
    for place, change in enumerate(changes):
        if identity(change) in followed:
            altered = copy.deepcopy(changes)
            altered[place]["at"] = "2000-01-01T00:00:00Z"
            check(list(breaks(altered)), f"{name}: an altered change {place} goes unnoticed")
            break


def main():
    files = [pathlib.Path(name) for name in sys.argv[1:]]
    if not files:
        files = sorted((ROOT / "tests/fixtures").glob("schema-*.muster.json"))
        check(files, "there is a golden file")
        example = ROOT / "src/app/example/it-coalition.muster.json"
        files += [example] if example.exists() else []
    tables = shapes()
    for path in files:
        check_file(path, tables)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
