"""Registers with reported figures that miss for a known cause."""
import datetime
import json

import dates
from claims import MEASURES, Number
from dice import Dice
from figure import plain
from fold import shapes, whole_file
from ledger import Book
from scoped import Scoped

PARTIES = ["BE", "CA", "DK", "EE", "IS", "LU", "LV", "NL", "NO", "UA"]
FORMS = ["financial", "financial", "financial", "in-kind", "training", "mixed", None]
CAUSES = ["figure", "split", "date", "source", "rate", "duplicate", "repeat", "reading", "share", "part", "outside",
          "delivery", "late source"]
BORN = {"schema": 1, "replica": "r1", "number": 1, "stamp": "1700000000000.0", "at": "2026-03-01T12:00:00+01:00"}


class Maker:
    def __init__(self, seed):
        self.dice, self.seed, self.last, self.body = Dice(seed * 11 + 5), seed, 0, {}
        self.effects = []  # by how much a sum misses where something is counted twice or read otherwise
        self.tables = shapes()

    def id(self):
        self.last += 1
        return f"c{self.dice.below(90) + 10}.{self.last}"

    def put(self, collection, patch):
        id = self.id()
        self.body.setdefault(collection, {})[id] = patch
        return id

    def day(self, months=14):
        return datetime.date(2023, 6, 1) + datetime.timedelta(days=self.dice.below(months * 30))

    def cited(self, date):
        """A citation of a text of that day, or of one soon after."""
        shown = dates.first_day(date) + datetime.timedelta(days=self.dice.below(3) * self.dice.below(20))
        return {self.id(): {"source": self.put("sources", {"title": "A text", "shown": shown.isoformat()})}}

    def money(self):
        dice = self.dice
        value = (1 + dice.below(90)) * dice.pick([100_000, 250_000, 1_000_000, 12_345])
        if dice.one_in(4):
            return {"value": str(value * 7), "currency": "DKK"}
        return {"value": str(value), "currency": "EUR"}

    def entry(self, kind="pledge", date=None, **more):
        date = date or self.day().isoformat()
        return {"kind": kind, "date": date, "sources": self.cited(date), "amount": self.money(), **more}

    def contribution(self, givers, entries, **more):
        patch = {"contributors": {self.id(): {"party": party} for party in givers},
                 "entries": {self.id(): entry for entry in entries}, **more}
        if form := self.dice.pick(FORMS):
            patch.setdefault("form", form)
        return self.put("contributions", patch)

    def own(self):
        self.body["register"] = {"self": {
            "name": f"Claims {self.seed}", "currency": "EUR", "beneficiary": "UA",
            "beneficiary_counts": self.dice.one_in(2), "founded": "2023-01-01"}}
        for month in range(30):
            for day in ("03", "09", "15", "21", "27"):
                on = f"{2022 + (month + 11) // 12}-{(month + 11) % 12 + 1:02}-{day}"
                for currency, value in (("DKK", "7.4568"), ("USD", f"1.0{5 + month % 4}")):
                    self.put("rates", {"rate": {"base": "EUR", "quote": currency, "value": value}, "day": on,
                                       "kind": "ecb"})

    def plain_ones(self):
        for _ in range(2 + self.dice.below(5)):
            entries = [self.entry()]
            if self.dice.one_in(3):
                later = dates.day(entries[0]["date"]) + datetime.timedelta(days=self.dice.below(120))
                entries.append(self.entry(self.dice.pick(["commitment", "paid", "delivery"]), later.isoformat(),
                                          amount=entries[0]["amount"]))
            self.contribution([self.dice.pick(PARTIES)], entries)

    def plant(self, cause):
        dice, giver = self.dice, self.dice.pick(PARTIES)
        euros = {"value": str((1 + dice.below(40)) * 100_000), "currency": "EUR"}
        entry = self.entry(dice.pick(["pledge", "pledge", "commitment", "delivery"]))
        if cause == "figure":
            del entry["amount"]
            self.contribution([giver] if dice.one_in(2) else dice.some(PARTIES, 3) or [giver], [entry])
        elif cause == "split":
            self.contribution([giver, *dice.some([one for one in PARTIES if one != giver], 3)], [entry])
        elif cause == "date":
            entry["date"] = f"[{entry['date']}..2024-12-28]"
            self.contribution([giver], [entry])
        elif cause == "source":
            del entry["sources"]
            self.contribution([giver], [entry])
        elif cause == "late source":
            entry["sources"] = self.cited("2024-11-20")
            self.contribution([giver], [entry])
        elif cause == "rate":
            self.contribution([giver], [{**entry, "amount": {"value": "3000000", "currency": "NOK"}}])
        elif cause in ("duplicate", "repeat"):
            first = self.contribution([giver], [self.entry(entry["kind"], amount=euros)])
            self.effects.append(int(euros["value"]))
            relation = {"kind": "same-as" if cause == "duplicate" else "repeats", "to": first}
            self.contribution([giver], [{**entry, "amount": euros}], relations={self.id(): relation})
        elif cause == "reading":
            other = {"value": str(int(euros["value"]) * 2), "currency": dice.pick(["USD", "EUR"])}
            self.effects.append(int(euros["value"]))
            reading = {"field": "amount", "value": other}
            self.contribution([giver], [{**entry, "amount": euros, "readings": {self.id(): reading}}])
        elif cause == "share":
            other = dice.pick([one for one in PARTIES if one != giver])
            third = dice.pick(PARTIES)
            id = self.contribution(sorted({giver, other, third}), [{**entry, "amount": euros}])
            for line in self.body["contributions"][id]["contributors"].values():
                if line["party"] == giver:
                    line["share"] = {"value": "60000", "currency": "EUR"}
        elif cause == "part":
            others = dice.some([one for one in PARTIES if one != giver], 3) or ["CA" if giver != "CA" else "BE"]
            whole = self.contribution([giver, *others], [{**entry, "amount": {"value": "9000000", "currency": "EUR"}}])
            part = {**entry, "amount": {"value": "2500000", "currency": "EUR"}}
            self.contribution([giver], [part], relations={self.id(): {"kind": "part-of", "to": whole}})
        elif cause == "outside":
            self.contribution([giver], [entry], outside=True)
        elif cause == "delivery":
            shares = {}
            if dice.one_in(2):
                of = dice.some(sorted(self.body["contributions"]), 2)
                shares = {self.id(): {"of": {self.id(): {"contribution": id} for id in of}}}
            delivery = {"date": entry["date"], "sources": self.cited(entry["date"])}
            if not dice.one_in(3):
                delivery["value"] = euros
            self.put("purchases", {"title": "Something", "deliveries": {self.id(): delivery}, "shares": shares})

    def members(self):
        dice = self.dice
        agreement = self.put("agreements", {"name": "Agreement"})
        for party in PARTIES:
            if dice.one_in(5):
                continue
            date = self.day(12).isoformat()
            patch = {"party": party, "role": dice.pick(["member", "member", "member", "lead", "observer"]), "from": date}
            if not dice.one_in(4):
                patch["sources"] = self.cited(date)
            if dice.one_in(2):
                act = {"kind": "agreement-signed", "agreement": agreement, "date": self.day().isoformat()}
                if dice.one_in(2):
                    act["sources"] = self.cited(act["date"])
                patch["acts"] = {self.id(): act}
            if dice.one_in(7):
                del patch["role"]
                patch["readings"] = {self.id(): {"field": "role", "value": "member"}}
            self.put("memberships", patch)

    def file(self):
        return whole_file(f"claims-{self.seed}", [{**BORN, "body": self.body}])

    def book(self):
        return Book(self.tables, json.loads(self.file()))

    def claims(self):
        """Claims near what the register says, each told with what was meant to be wrong with it."""
        dice, book = self.dice, self.book()
        kept = {}
        for number in range(12):
            id = f"claim{number:02}"
            on = datetime.date(2024, 2, 1) + datetime.timedelta(days=dice.below(270))
            node = {"kept": "ours", "date": on.isoformat(), "whose": "all", "scope": "all", "span": "to-date"}
            self.number(book, node, on) if number % 4 == 3 else self.sum(book, node, on)
            if dice.one_in(5):
                later = on + datetime.timedelta(days=1 + dice.below(60))
                node["date"] = f"[{on.isoformat()}..{later.isoformat()}]"
            if dice.one_in(3):
                node["sources"] = self.cited(on.isoformat())
            if dice.one_in(25):
                node["kept"] = "other"
            kept[id] = node
        self.body["reported"] = kept

    def sum(self, book, node, on):
        dice = self.dice
        node["measure"] = dice.pick(["pledged"] * 4 + ["raised"] * 4 + ["committed", "delivered", "delivered", "paid"])
        named = None
        if dice.one_in(3):
            named = set(dice.some(PARTIES, 6) or PARTIES[:3])
        if dice.one_in(4):
            node["scope"] = dice.pick(["money", "in-kind"])
        told = node["measure"]
        way = dice.pick(["right", "right", "more", "less", "another", "late", "wrong parties", "new", "period", "early",
                         "soon", "twice", "twice"])
        then, before, by = on, None, on
        if way == "another":
            told = dice.pick([one for one in MEASURES[:6] if one != told])
        if way == "late":
            then = on - datetime.timedelta(days=40)
        if way in ("early", "soon"):
            then = on + datetime.timedelta(days=25 if way == "early" else -25)
            by = max(on, then)
        if way == "new":
            meeting = self.put("meetings", {"title": "A meeting", "date": on.isoformat()})
            before = on - datetime.timedelta(days=1)
            if dice.one_in(2):
                node["span"], node["meeting"] = "meeting", meeting
        if way == "period":
            start = on - datetime.timedelta(days=90)
            node["span"], node["period"] = "period", f"{start.isoformat()}/{on.isoformat()}"
            before = start - datetime.timedelta(days=1)
        f = Scoped(book, told, then, "EUR", by, named, node["scope"]).amount
        if before:
            f -= Scoped(book, told, before, "EUR", by, named, node["scope"]).amount
        off = (1 + dice.below(40)) * 100_000
        if way == "twice" and self.effects:
            f += dice.pick(self.effects)
        value = f + off if way == "more" else f - off if way == "less" else f
        qualifier = dice.pick([None, None, "exact", "about", "over", "at-least", "almost", "at-most"])
        step = 10 ** dice.below(7)
        value = int(value / step) * step or step
        if qualifier in ("almost", "at-most") and way != "less":
            value += step
        node["amount"] = {"value": plain(type(f)(value)), "currency": "EUR"}
        if qualifier:
            node["amount"]["qualifier"] = qualifier
        if dice.one_in(2):
            node["stated_to"] = str(step)
        if way == "wrong parties":
            named = Scoped(book, told, on, "EUR", by, None, "all").givers or {"EE"}
            swapped = sorted(named)
            free = [one for one in PARTIES if one not in named]
            if free:
                swapped[dice.below(len(swapped))] = dice.pick(free)
            named = set(swapped)
        if named is not None:
            node["whose"] = "named"
            node["parties"] = {self.id(): {"party": party} for party in sorted(named)}

    def number(self, book, node, on):
        dice = self.dice
        node["measure"], node["count"] = "members", 0
        several = Number(book, None, node).sets(on, on)
        parties = dice.pick(several)[3]
        node["count"] = max(1, len(parties) + dice.pick([0, 0, 0, 0, 1, 4]))
        if dice.one_in(3) and parties:
            names = list(parties)
            if dice.one_in(2):
                names[dice.below(len(names))] = dice.pick(PARTIES)
            node["parties"] = {self.id(): {"party": party} for party in sorted(set(names))}

    def fill(self):
        self.own()
        self.plain_ones()
        for cause in self.dice.some(CAUSES, 7):
            self.plant(cause)
        self.members()
        self.claims()
        return self.file()
