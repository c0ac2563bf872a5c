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
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "oracle"))
import link  # noqa: E402
from fold import ROOT, canonical, fold, identity, leaves, sha256, shapes, whole_file  # noqa: E402

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


def segment(key, line):
    """The changes of a segment, by docs/format.md alone."""
    form, checksum, rest = line.split(" ", 2)
    check((form, checksum) == ("2", sha256(f"{key}\n{rest}")[:16]), "segment: form and checksum")
    checksum, runs, packed = rest.split(" ", 2)
    check(checksum == sha256(f"{key}\n{runs}")[:16], "segment: checksum of the list")
    bits = "".join(f"{ord(letter) - 0x3400:015b}" for letter in packed)
    bits = bits[:bits.rindex("1")]
    text = zlib.decompress(int(bits or "0", 2).to_bytes(len(bits) // 8, "big"), -15).decode("utf-8")
    lines, columns = iter(text.removesuffix("\n").split("\n")), {}
    for head in lines:
        count, name = head.split(" ", 1)
        columns[name] = iter([next(lines) for _ in range(int(count))])
    shapes_used = [json.loads(line) for line in columns.get(".shapes", [])]
    said, last, millis, changes, listed = {}, "", 0, [], []

    def text_in(line):
        return json.loads(f'"{line}"')

    def filled(shape, path):
        nonlocal last
        if shape == "":
            return text_in(next(columns[path]))
        if not isinstance(shape, dict):
            return shape
        body = {}
        for name in sorted(shape):
            real, below = name, f"{path}/{name}".lstrip("/")
            if name.startswith("*"):
                below = f"{path}/*".lstrip("/")
                real = next(columns[below])
                if real == '"+':
                    digits = re.search("[0-9]*$", last)[0]
                    real = last[:len(last) - len(digits)] + str(int(digits) + 1).zfill(len(digits))
                else:
                    real = text_in(real)
                last = real
            body[real] = filled(shape[name], below)
        return body

    for run in columns[".runs"]:
        replica, first, count, prev, head = run.split(" ")
        listed += [replica, first, str(int(first) + int(count) - 1)]
        for number in range(int(first), int(first) + int(count)):
            for member in ("schema", "at", "author", "party", "undoes", "from", "part"):
                line = next(columns["." + member])
                if line != '"':
                    said[member] = None if line == "\\" else text_in(line)
            change = {member: value for member, value in said.items() if value is not None}
            change |= {"schema": int(change["schema"]), "replica": replica, "number": number}
            step, _, count_in = next(columns[".stamp"]).partition(".")
            millis += int(step)
            change["stamp"] = f"{millis}.{count_in or 0}"
            if prev != "-":
                change["prev"] = prev
            if "part" in change:
                change["part"] = dict(zip("first k m".split(), map(int, change["part"].split(" "))))
            shape = next(columns[".shape"])
            if shape == "-":
                change["blanked"] = next(columns[".blanked"])
            else:
                change["body"] = filled(shapes_used[int(shape)], "")
            prev = identity(change)
            changes.append(change)
        check(prev == head, f"segment: the head of {replica}")
    check("/".join(listed) == runs, "segment: the list")
    check(all(next(column, None) is None for column in columns.values()), "segment: every line is read")
    return changes


def check_segment():
    key, line = (ROOT / "tests/fixtures/segment-2.txt").read_text("utf-8").removesuffix("\n").split("\n")
    file = json.loads((ROOT / "tests/fixtures/schema-1.muster.json").read_text("utf-8"))
    found = {identity(change): change for change in segment(key, line)}
    check(found == {identity(change): change for change in file["changes"]}, "segment: the changes of the golden file")


def without_days(value):
    """The lines without the days from which those without a date count."""
    if not isinstance(value, dict):
        return value
    return {name: without_days(below) for name, below in value.items() if name}


def check_links():
    """The golden links hold what stands beside them: the patches of a record, several where lines have days of their own."""
    expected = {}
    for line in (ROOT / "tests/fixtures/link-1.bodies.txt").read_text("utf-8").splitlines():
        for collection, records in json.loads(line).items():
            for name, patch in records.items():
                record = expected.setdefault((collection, name), {})
                for field, value in patch.items():
                    if isinstance(record.get(field), dict):
                        record[field] |= value
                    else:
                        record[field] = value
    opened = 0
    for text in (ROOT / "tests/fixtures/link-1.txt").read_text("utf-8").splitlines():
        flags, signature, content = link.payload(text)
        if content is None:
            continue
        day, left_out, records = link.read(content)
        opened += 1
        check((day, left_out) == ("2024-08-01", [2, 0, 1, 0, 0, 0]), "link: day and what was left out")
        found = {(collection, name): canonical(without_days(row)) for collection, name, row in records}
        check(found == {key: canonical(row) for key, row in expected.items()}, "link: the records")
        check((signature is not None) == bool(flags & 8), "link: its signature")
    check(opened == 2, "link: those that are not sealed")


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
    check_segment()
    check_links()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
