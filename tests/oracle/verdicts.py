#!/usr/bin/env python3
"""Registers with reported figures and the verdicts on them, one JSON object a line: name, file, verdicts.

    python3 tests/oracle/verdicts.py FROM TO

The example comes before seed 0.
"""
import json
import sys

from answers import EXAMPLE
from claims import verdicts
from claims_maker import Maker
from fold import records, shapes
from ledger import Book


def tell(tables, name, file):
    book = Book(tables, json.loads(file))
    answer = verdicts(book, records(book.tree, "reported"))
    print(json.dumps({"name": name, "file": file, "verdicts": answer}, ensure_ascii=False))


def main():
    tables = shapes()
    first, end = int(sys.argv[1]), int(sys.argv[2])
    if first == 0:
        tell(tables, "example", EXAMPLE.read_text("utf-8"))
    for seed in range(first, end):
        tell(tables, f"seed {seed}", Maker(seed).fill())


if __name__ == "__main__":
    main()
