#!/usr/bin/env python3
"""Counts a register by the written rules alone, without the program.

    python3 tests/oracle/oracle.py FILE [--on DAY] [--in CURRENCY] [--published DAY]
"""
import argparse
import json
import pathlib

import dates
from at_meeting import new_at_all
from fold import shapes
from ledger import Book
from measures import Count


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--on", default="2024-12-31")
    parser.add_argument("--in", dest="currency", default="EUR")
    parser.add_argument("--published")
    asked = parser.parse_args()
    book = Book(shapes(), json.loads(asked.file.read_text("utf-8")))
    published = dates.day(asked.published) if asked.published else None
    on = dates.day(asked.on)
    answer = Count(book, on, asked.currency, published).answer()
    answer["at_meetings"] = new_at_all(book, on, asked.currency, published)
    print(json.dumps(answer, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
