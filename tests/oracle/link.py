"""Reads links of payload version 1 by docs/format.md alone; sealed ones are left to seal.py."""
import base64
import hashlib
import json
import zlib

from fold import ROOT

LETTERS = dict(register="", parties="p", memberships="r", agreements="a", contacts="k", contributions="c", meetings="m",
               actions="d", purchases="b", outreach="o", reported="f", groups="g", rates="x", sources="s",
               releases="z")


class Numbers:
    def __init__(self, data):
        self.data, self.at = data, 0

    def next(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def signed(self):
        value = self.next()
        return value // 2 if value % 2 == 0 else -(value + 1) // 2

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count:self.at]


def lines(data):
    return iter([line.replace(b"\xff", b"\n").decode() for line in data.split(b"\n")[:-1]])


def payload(link):
    """Flags, signature or none, and content of a link that is not sealed."""
    text = link.split("#/s/")[1].split(".")[0]
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    assert hashlib.sha256(data[:-6]).digest()[:6] == data[-6:], "altered"
    head = Numbers(data)
    version, flags, length = head.bytes(1)[0], head.bytes(1)[0], head.next()
    assert version == 1 and head.at + length + 6 == len(data)
    body, signature = Numbers(head.bytes(length)), None
    if flags & 6:
        return flags, None, None
    if flags & 8:
        signature = body.bytes(32), body.bytes(64), body.bytes(body.next()), body.bytes(body.next())
    words = (ROOT / "src/exchange/link/words-1.txt").read_bytes()
    inflate = zlib.decompressobj(-15, zdict=words)
    content = inflate.decompress(body.data[body.at:])
    assert inflate.eof and not inflate.unused_data
    return flags, signature, content


def read(content):
    """The records of a content: collection, id, JSON, where a line without a date has its day under an empty name."""
    numbers = Numbers(content)
    names, texts = numbers.next(), numbers.next()
    names, texts = lines(numbers.bytes(names)), lines(numbers.bytes(texts))
    head = [numbers.next(), numbers.signed()] + [numbers.next() for _ in range(6)]
    ids, dates, last = {}, [], 0

    def counted(letter, count):
        return [f"{letter}{place:0{len(str(count))}}" if letter else "self" for place in range(1, count + 1)]

    for _ in range(numbers.next()):
        name, count, kept = next(names), numbers.next(), numbers.next()
        ids[name] = [next(texts) for _ in range(kept)] + counted(LETTERS[name], count - kept)

    def day(number):
        return f"{number // 372:04}-{number % 372 // 31 + 1:02}-{number % 31 + 1:02}"

    def date():
        nonlocal last
        place = numbers.next()
        if place > 1:
            return dates[place - 2]
        if place == 0:
            last += numbers.signed()
        dates.append(next(texts) if place else day(last))
        return dates[-1]

    def words(count, kind):
        if numbers.next():
            return [kind(next(texts)) for _ in range(count)]
        known, out = [], []
        for _ in range(count):
            place = numbers.next()
            if place == 0:
                known.append(kind(next(texts)))
            out.append(known[place - 1])
        return out

    def reference(collection):
        place, held = numbers.next(), ids[collection]
        return held[place] if place < len(held) else f"{LETTERS[collection]}-{place - len(held) + 1}"

    def decimal():
        shift, digits = numbers.signed(), numbers.signed()
        text = str(abs(digits)) + "0" * shift
        if shift < 0:
            text = text.zfill(1 - shift)
            text = f"{text[:shift]}.{text[shift:]}"
        return ("-" if digits < 0 else "") + text

    def table(count, own):
        heads = [next(names) for _ in range(numbers.next())]
        has = [range(len(heads))] * count
        if numbers.next() == 0:
            known, has = [], []
            for _ in range(count):
                place = numbers.next()
                if place == 0:
                    bits = int.from_bytes(numbers.bytes((len(heads) + 7) // 8), "little")
                    known.append([column for column in range(len(heads)) if bits >> column & 1])
                has.append(known[place - 1])
        rows = [{} for _ in range(count)]
        for column, head in enumerate(heads):
            form, name = head[0], head[1:]
            which = [row for row in range(count) if column in has[row]]
            if form == "r":
                collection, name = name.split(" ", 1)
                values = [reference(collection) for _ in which]
            elif form in "tj":
                values = words(len(which), json.loads if form == "j" else str)
            elif form == "l":
                counts = [numbers.next() for _ in which]
                below = iter(table(sum(counts), None))
                values = [[next(below) for _ in range(n)] for n in counts]
            elif form == "m":
                values = table(len(which), None)
            else:
                one = {"d": date, "n": decimal, "w": numbers.signed, "f": lambda: bool(numbers.next())}
                values = [own[row] if form == "o" else one[form]() for row in which]
            for row, value in zip(which, values):
                rows[row][name] = value
        return rows

    found = []
    for collection, held in ids.items():
        found += [(collection, name, row) for name, row in zip(held, table(len(held), held))]
    assert numbers.at == len(content) and next(names, None) is None and next(texts, None) is None
    return day(head[1]), head[2:], [(collection, name, numbered(name, row)) for collection, name, row in found]


def numbered(name, row):
    """A record whose lists of lines became maps by id."""
    def count(value):
        lists = [lines for field, lines in value.items() if is_lines(lines)]
        return sum(len(lines) + sum(map(count, lines)) for lines in lists)

    def is_lines(value):
        return isinstance(value, list) and all(isinstance(line, dict) for line in value)

    width, last = len(str(count(row))), 0

    def walk(value):
        nonlocal last
        out = {}
        for field in sorted(value):
            out[field] = value[field]
            if is_lines(value[field]):
                out[field] = {}
                for line in value[field]:
                    last += 1
                    place = f"{name}.{last:0{width}}"
                    out[field][place] = walk(line)
        return out

    return walk(row)
