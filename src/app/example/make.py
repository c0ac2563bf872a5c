#!/usr/bin/env python3
"""Makes the example: the IT coalition to 31 July 2024, from the team's file of public facts.

    python3 src/app/example/make.py <facts.json>            writes the register and the table of facts
    python3 src/app/example/make.py <facts.json> --check    fails when what is written differs

The register is `it-coalition.muster.json` beside this script, the table `tests/fixtures/facts.tsv`.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import meetings  # noqa: E402
import money  # noqa: E402
import parties  # noqa: E402
from book import Book  # noqa: E402

HERE = Path(__file__).resolve().parent
REGISTER = HERE / "it-coalition.muster.json"
TABLE = HERE.parents[2] / "tests" / "fixtures" / "facts.tsv"


def make(facts):
    book = Book(facts)
    money.name(book)
    meetings.name(book)
    parties.name(book)
    parties.write(book)
    meetings.write(book)
    money.write(book)
    parties.write_mechanics(book)
    return book


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    book = make(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    for path, text in ((REGISTER, book.file()), (TABLE, book.table())):
        if "--check" in sys.argv[2:]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                raise SystemExit(f"{path.name} is not what this script makes of these facts; run it without --check.")
        else:
            path.write_text(text, encoding="utf-8")
    print(f"{len(book.changes)} changes, {len(book.fields)} fields of facts, {len(book.file().encode())} bytes.")


if __name__ == "__main__":
    main()
