"""Holds data packages against frictionless, csvw and Python's own reader of CSV, and their cells against the registers.

Called with the folder that `cargo test --features formats --test tables_files` writes to.
"""

import csv
import decimal
import hashlib
import io
import json
import pathlib
import sys
import tempfile
import warnings
import zipfile

import csvw
import frictionless
import tables_common as common

RISKY = ("=", "+", "-", "@", "\t", "\r")


def meant(text):
    """A text without the apostrophe that keeps a spreadsheet from working it out."""
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and (not bare or bare.startswith(RISKY)) else text


def read(folder):
    """The tables as Python's reader gives them: names of columns, and rows."""
    found = {}
    for path in sorted((folder / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        found[path.stem] = names, rows
    return found


def check(tally, folder, expected, where):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {one["name"]: one["schema"] for one in package["resources"]}
    kinds = {name: {field["name"]: field["type"] for field in one["fields"]} for name, one in schemas.items()}
    keys = {name: one.get("primaryKey", []) for name, one in schemas.items()}
    tables = read(folder)
    known, others = common.cells(expected)
    found = {}
    for table, (names, rows) in tables.items():
        tally.add("rows", len(rows))
        for row in rows:
            cells = dict(zip(names, row, strict=True))
            free = {name: kinds[table][name] == "string" for name in names}
            for name, text in cells.items():
                if free[name] and text.startswith(RISKY):
                    tally.fault(where, f"{table} {name} {text!r} would be worked out")
            if table == "others":
                line = tuple(meant(text) for text in row)
                if line not in others:
                    tally.fault(where, f"others has {line}")
                else:
                    others.remove(line)
                continue
            ids = tuple(meant(cells[key]) for key in keys[table])
            for name, text in cells.items():
                if name not in keys[table] and text:
                    found[table, ids, name] = meant(text) if free[name] else text
    for cell, text in known.items():
        there = found.pop(cell, None)
        tally.add("cells")
        is_number = there is not None and kinds[cell[0]][cell[2]] == "number"
        if there != text and not (is_number and decimal.Decimal(there) == decimal.Decimal(text)):
            tally.fault(where, f"{cell} is {there!r}, not {text!r}")
    for cell, text in found.items():
        tally.fault(where, f"{cell} is {text!r}, which the register does not say")
    if others and not expected["is_public"]:
        tally.fault(where, f"{others} is not there")


def sums(tally, folder, where):
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        hash, name = line.split("  ", 1)
        tally.add("checksums")
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != hash:
            tally.fault(where, f"{name} has another checksum")


def by_frictionless(tally, folder, where):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    tally.add("tables valid by frictionless", sum(task.valid for task in report.tasks))
    for error in report.flatten(["type", "rowNumber", "fieldName", "message"]):
        tally.fault(where, f"frictionless: {error}")


def by_csvw(tally, folder, where):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        # Reads every table by its datatypes, and holds keys and references against each other.
        described = csvw.CSVW(str(folder / "csv-metadata.json"), validate=True)
        if not described.is_valid:
            tally.fault(where, f"csvw: {[str(one.message) for one in described.warnings]}")
        group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
        group.check_referential_integrity(strict=True)
        for table in group.tables:
            tally.add("rows read by csvw", sum(1 for _ in table))
            tally.add("tables valid by csvw")
    for one in said:
        tally.fault(where, f"csvw: {one.message}")


def main():
    tally = common.Tally()
    for folder, expected in common.folders(sys.argv):
        with tempfile.TemporaryDirectory() as place:
            zipfile.ZipFile(io.BytesIO((folder / "package.zip").read_bytes())).extractall(place)
            place = pathlib.Path(place)
            tally.add("packages")
            check(tally, place, expected, folder.name)
            sums(tally, place, folder.name)
            for validator in (by_frictionless, by_csvw):
                try:
                    validator(tally, place, folder.name)
                except Exception as error:
                    tally.fault(folder.name, f"{validator.__name__}: {type(error).__name__} {error}")
    common.end(tally)


if __name__ == "__main__":
    main()
