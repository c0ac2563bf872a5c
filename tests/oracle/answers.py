#!/usr/bin/env python3
"""Registers with their answers, one JSON object a line: name, file, and what is asked and answered.

    python3 tests/oracle/answers.py FROM TO

The example comes before seed 0.
"""
import json
import sys

import dates
from at_meeting import new_at_all
from fold import ROOT, shapes
from generate import queries, register
from ledger import Book
from measures import Count


EXAMPLE = ROOT / "src/app/example/it-coalition.muster.json"
EXAMPLE_DAYS = ["2023-09-19", "2024-01-28", "2024-01-29", "2024-02-02", "2024-03-19", "2024-04-03", "2024-05-16",
                "2024-05-17", "2024-05-31", "2024-07-31"]


def tell(tables, name, file, asked):
    book = Book(tables, json.loads(file))
    for query in asked:
        published = dates.day(query["published"]) if "published" in query else None
        on, currency = dates.day(query["on"]), query["currency"]
        query["answer"] = Count(book, on, currency, published).answer()
        query["at_meetings"] = new_at_all(book, on, currency, published)
    print(json.dumps({"name": name, "file": file, "queries": asked}, ensure_ascii=False))


def main():
    tables = shapes()
    first, end = int(sys.argv[1]), int(sys.argv[2])
    if first == 0:
        asked = [{"on": day, "currency": currency} for day in EXAMPLE_DAYS for currency in ("EUR", "DKK")]
        tell(tables, "example", EXAMPLE.read_text("utf-8"), asked)
    for seed in range(first, end):
        tell(tables, f"seed {seed}", register(seed), queries(seed))


if __name__ == "__main__":
    main()
