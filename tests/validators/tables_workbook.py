"""Holds spreadsheets, as openpyxl reads them, against the registers, and works their formulas out again.

Called with the folder that `cargo test --features formats --test tables_files` writes to.
"""

import datetime
import decimal
import re
import sys

import openpyxl
import tables_common as common

decimal.getcontext().prec = 60


def meant(text):
    """The signs that a spreadsheet writes as their numbers."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def texts(value):
    """What a cell can stand for as the register writes it."""
    if isinstance(value, bool):
        return {"true" if value else "false"}
    if isinstance(value, datetime.datetime):
        return {value.date().isoformat()}
    if isinstance(value, (int, float)):
        return {number(repr(value))}
    return {meant(value), number(value)}


def number(text):
    """A number in one form, however many digits it shows."""
    try:
        value = decimal.Decimal(text)
        return "0" if not value else format(value.normalize(), "f")
    except decimal.InvalidOperation:
        return text


def sheets(book):
    """Tables by their names: names of columns, and rows."""
    called = {}
    for what, which, _ in book["About"].iter_rows(min_row=2, values_only=True):
        if what.startswith("Table"):
            called[what.removeprefix("Table").strip() or which] = which
    if set(book.sheetnames) != {"About", "Figures", *called}:
        raise ValueError(f"About does not name all of {book.sheetnames}")
    for sheet, table in called.items():
        names, *rows = book[sheet].iter_rows(values_only=True)
        yield table, names, rows


def check(tally, book, expected, where):
    tables = {table: (names, rows) for table, names, rows in sheets(book)}
    known, others = common.cells(expected)
    found = {}
    for table, (names, rows) in tables.items():
        depth = 2 if table == "others" else len(table.split("-"))
        for row in rows:
            ids = tuple(meant(id) for id in row[:depth])
            for name, value in zip(names[depth:], row[depth:], strict=True):
                if value is not None:
                    found[table, ids, name] = value
    for cell, text in known.items():
        value = found.pop(cell, None)
        tally.add("cells")
        # A cell with an empty text is read as an empty one.
        if value is None and text == "":
            continue
        if value is None or text not in texts(value) and number(text) not in texts(value):
            tally.fault(where, f"{cell} is {value!r}, not {text!r}")
    for cell, value in found.items():
        if cell[0] != "others":
            tally.fault(where, f"{cell} is {value!r}, which the register does not say")
    if len(tables.get("others", ((), ()))[1]) != len(others):
        tally.fault(where, "others has more or fewer rows")


def figures(tally, worked, book, expected, where):
    """The figures as they were written, and as their formulas give them."""
    sheet, written = worked["Figures"], book["Figures"]
    names = [cell.value for cell in sheet[1]]
    total = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "Total")
    for column, name in enumerate(names[3:], 4):
        shown, formula = sheet.cell(total, column).value, written.cell(total, column).value
        figure = decimal.Decimal(expected["totals"][name])
        tally.add("figures")
        if decimal.Decimal(repr(shown) if not isinstance(shown, str) else shown) != figure:
            tally.fault(where, f"{name} is {shown}, not {figure}")
        rows = [sheet.cell(row, column).value for row in range(2, total)]
        if not isinstance(formula, str) or not formula.startswith("="):
            # Where nothing adds up there is no formula, nor where a sum is longer than a spreadsheet's numbers.
            if any(value is not None for value in rows) and not any(isinstance(one, str) for one in [formula, *rows]):
                tally.fault(where, f"{name} is no formula")
            continue
        parts = re.fullmatch(r"=ROUND\(SUM\(([A-Z]+2:[A-Z]+\d+)\),(\d+)\)", formula)
        values = [cell.value for (cell,) in sheet[parts[1]] if cell.value is not None]
        worked_out = round(sum(values), int(parts[2]))
        tally.add("formulas worked out")
        if decimal.Decimal(repr(worked_out)) != figure:
            tally.fault(where, f"{formula} is {worked_out}, not {figure}")


def form(tally, book, where):
    for sheet in book:
        if sheet.freeze_panes != "A2":
            tally.fault(where, f"{sheet.title} does not keep its names in sight")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and sheet.title != "Figures":
                    tally.fault(where, f"{sheet.title} {cell.coordinate} is a formula")


def main():
    tally = common.Tally()
    for folder, expected in common.folders(sys.argv):
        path = folder / "tables.xlsx"
        worked, book = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
        tally.add("spreadsheets")
        check(tally, worked, expected, folder.name)
        figures(tally, worked, book, expected, folder.name)
        form(tally, book, folder.name)
    common.end(tally)


if __name__ == "__main__":
    main()
