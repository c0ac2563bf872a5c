#!/usr/bin/env python3
"""Registers with their answers, one JSON object a line: seed, file, and what is asked and answered.

    python3 tests/oracle/answers.py FROM TO
"""
import json
import sys

import dates
from fold import shapes
from generate import queries, register
from ledger import Book
from measures import Count


def main():
    tables = shapes()
    for seed in range(int(sys.argv[1]), int(sys.argv[2])):
        file = register(seed)
        book = Book(tables, json.loads(file))
        asked = queries(seed)
        for query in asked:
            published = dates.day(query["published"]) if "published" in query else None
            query["answer"] = Count(book, dates.day(query["on"]), query["currency"], published).answer()
        print(json.dumps({"seed": seed, "file": file, "queries": asked}, ensure_ascii=False))


if __name__ == "__main__":
    main()
