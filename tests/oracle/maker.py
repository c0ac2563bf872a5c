"""What a generated register says: contributions, purchases, rates, members, with all that makes counting hard."""
import datetime

from dice import Dice

PARTIES = ["BE", "DK", "EE", "IS", "LU", "NL", "NO", "UA"]
CURRENCIES = ["EUR"] * 6 + ["DKK", "DKK", "USD", "USD", "NOK", "ISK"]
KINDS = ["pledge"] * 5 + ["commitment"] * 4 + ["paid"] * 2 + ["expenditure"] * 2 + ["delivery"] * 2 + ["statement"]
QUALIFIERS = [None] * 8 + ["exact", "about", "about", "over", "at-least", "almost", "at-most"]
ROLES = ["lead", "member", "member", "member", "observer", "beneficiary", "partner", "invited"]
ACTS = ["intention", "declaration-of-intent", "agreement-signed", "first-listed", "counted-as-observer", "left"]


class Maker:
    def __init__(self, seed):
        self.dice, self.seed = Dice(seed), seed
        self.last = 0
        self.body = {}
        # Few registers have every peculiarity: most have some, so that each is also seen alone.
        self.has = {name: not self.dice.one_in(3) for name in (
            "doubts", "circles", "foreign", "odd dates", "qualifiers", "joint", "purchases", "sources", "policy")}

    def id(self):
        self.last += 1
        return f"g{self.dice.below(90) + 10}.{self.last}"

    def put(self, collection, record, patch):
        self.body.setdefault(collection, {})[record] = patch

    def day(self):
        day = datetime.date(2023, 1, 1) + datetime.timedelta(days=self.dice.below(730))
        # Some days are met often, so that several things happen on one.
        return day.replace(day=15) if self.dice.one_in(3) else day

    def date(self, ends=True):
        """`ends`: whether it must have a last day."""
        day, dice = self.day(), self.dice
        if not self.has["odd dates"] or not dice.one_in(4):
            return day.isoformat()
        later = day + datetime.timedelta(days=1 + dice.below(60))
        month, then = day.isoformat()[:7], later.isoformat()[:7]
        return dice.pick([
            month, month, f"{month}~", f"{day.year}", f"{day.year}?", f"{day.isoformat()}~",
            f"[{day.isoformat()},{later.isoformat()}]", f"[{day.isoformat()}..{later.isoformat()}]",
            f"{day.isoformat()}/{later.isoformat()}", f"{day.year}/{day.isoformat()}",
            f"[{month},{then}]" if month < then else month, f"{month}/{then}" if month < then else month,
            month if ends else f"{day.isoformat()}/..",
        ])

    def amount(self, cuts=False, currency=None):
        dice = self.dice
        currency = currency or (dice.pick(CURRENCIES) if self.has["foreign"] else "EUR")
        value = (1 + dice.below(200)) * (1, 5, 10, 100, 1000)[dice.below(5)]
        if dice.one_in(6):
            # So small that splits leave equal remainders.
            value = 1 + dice.below(15)
        text = str(value)
        if dice.one_in(4) and currency != "ISK":
            text += f".{1 + dice.below(99):02}".rstrip("0")
        elif dice.one_in(60):
            text += f".{1 + dice.below(999):03}".rstrip("0")
        cut = cuts and dice.one_in(7)
        found = {"value": ("-" if cut else "") + text, "currency": currency}
        qualifier = dice.pick(QUALIFIERS) if self.has["qualifiers"] else None
        if qualifier and not (cut and qualifier == "at-most"):
            found["qualifier"] = qualifier
        return found

    def cited(self, patch, odds):
        if self.has["sources"] and self.dice.one_in(odds):
            ids = list(self.body.get("sources", {})) + ["g99.gone"]
            patch["sources"] = {self.id(): {"source": self.dice.pick(ids)} for _ in range(1 + self.dice.below(2))}

    def sources(self):
        for _ in range(3):
            patch = {"title": "A text"}
            if not self.dice.one_in(5):
                patch["shown"] = self.date(ends=False)
            if self.dice.one_in(4):
                patch["established"] = self.date()
            if self.dice.one_in(12):
                patch["gone"] = True
            self.put("sources", self.id(), patch)

    def own(self):
        dice = self.dice
        patch = {"name": f"Register {self.seed}", "beneficiary": "UA", "currency": "EUR",
                 "areas": {"it": {"name": "IT"}, "cyber": {"name": "Cyber"}}}
        if dice.one_in(2):
            patch["beneficiary_counts"] = dice.one_in(2)
        if dice.one_in(2):
            patch["founded"] = self.date()
        if self.has["policy"] and dice.one_in(2):
            patch["rate_policy"] = dice.pick(["day-of-entry", "fixed-day", "stated"])
            if patch["rate_policy"] == "fixed-day":
                patch["rate_day"] = dice.pick(["2024-03-15", "2024-03", "2024"])
        self.put("register", "self", patch)

    def rates(self):
        """Rates of some currencies for some months: at their fifteenth, sometimes the month itself."""
        values = {"DKK": "7.4568", "USD": "1.08", "NOK": "11.3", "ISK": "149.7"}
        for currency, value in values.items():
            if self.dice.one_in(6):
                continue
            for month in range(24):
                if self.dice.one_in(8):
                    continue
                start = f"{2023 + month // 12}-{month % 12 + 1:02}"
                for day in ("03", "09", "15", "22", "28"):
                    self.rate("EUR", currency, self.moved(value), f"{start}-{day}")
                if self.dice.one_in(2):
                    self.rate("EUR", currency, self.moved(value), start)
            if self.dice.one_in(2):
                self.rate("EUR", currency, self.moved(value), "2024")
        for _ in range(self.dice.below(4)):
            # The other way round.
            self.rate("USD", "EUR", "0.9259", self.date())
        if self.dice.one_in(3):
            return
        # Pairs without the euro, at days of their own, so that now the pair is of the later day, now the way through
        # the euro, now both are of one.
        for pair, value in (("NOK DKK", "0.66"), ("DKK USD", "0.145"), ("ISK DKK", "0.0498"), ("USD ISK", "138.6")):
            if self.dice.one_in(3):
                continue
            base, quote = pair.split()
            for month in range(24):
                for day in self.dice.some(["01", "03", "09", "12", "15", "18", "22", "25"], 5):
                    self.rate(base, quote, self.moved(value), f"{2023 + month // 12}-{month % 12 + 1:02}-{day}")
                if self.dice.one_in(4):
                    self.rate(base, quote, self.moved(value), f"{2023 + month // 12}-{month % 12 + 1:02}")

    def moved(self, value):
        whole, _, rest = value.partition(".")
        return f"{whole}.{rest}{1 + self.dice.below(9)}"

    def rate(self, base, quote, value, day):
        patch = {"rate": {"base": base, "quote": quote, "value": value}, "day": day,
                 "kind": self.dice.pick(["ecb", "ecb", "ecb", "typed", "typed", "party-stated"])}
        if self.dice.one_in(30):
            del patch["kind"]
        if self.dice.one_in(30):
            patch["gone"] = True
        self.put("rates", self.id(), patch)

    def entry(self):
        dice = self.dice
        entry = {"kind": dice.pick(KINDS), "act": "announced"}
        if not dice.one_in(14):
            entry["date"] = self.date(ends=False)
        if not dice.one_in(6):
            entry["amount"] = self.amount(cuts=True, currency=self.usual if not dice.one_in(6) else None)
            if dice.one_in(12):
                entry["value_date"] = self.date()
            if self.has["policy"] and dice.one_in(6) and entry["amount"]["currency"] != "EUR":
                entry["stated_rate"] = {"base": "EUR", "quote": entry["amount"]["currency"], "value": "8.5"}
        elif dice.one_in(3):
            entry["readings"] = {self.id(): {"field": "amount", "value": self.amount()}}
        if dice.one_in(12):
            entry["counts_for"] = 2023 + dice.below(4)
        if dice.one_in(15):
            entry["internal"] = True
        if dice.one_in(15):
            entry["gone"] = True
        self.cited(entry, 2)
        return entry

    def contribution(self, id):
        dice = self.dice
        self.usual = dice.pick(CURRENCIES) if self.has["foreign"] else "EUR"
        givers = dice.some(PARTIES, 3 if self.has["joint"] else 1) or ([] if dice.one_in(4) else ["EE"])
        lines = {self.id(): {"party": party} for party in givers}
        if len(givers) > 1 and dice.one_in(3):
            lines[sorted(lines)[0]]["share"] = {"value": str(5 + dice.below(500)), "currency": self.usual}
        if givers and dice.one_in(20):
            lines[sorted(lines)[-1]]["gone"] = True
        patch = {"contributors": lines, "entries": {self.id(): self.entry() for _ in range(1 + dice.below(5))}}
        if dice.one_in(2):
            patch["area"] = dice.pick(["it", "cyber"])
        if dice.one_in(2):
            patch["form"] = dice.pick(["financial", "in-kind", "services", "training", "mixed"])
        if dice.one_in(8):
            patch["larger"] = {self.id(): {"what": "a package", "amount": self.amount()}}
        if dice.one_in(15):
            patch["outside"] = True
        if dice.one_in(15):
            patch["gone"] = True
        if dice.one_in(20):
            patch["internal"] = True
        self.cited(patch, 2)
        self.put("contributions", id, patch)

    def relations(self, ids):
        dice = self.dice
        for place, id in enumerate(ids):
            found = {}
            for _ in range(1 + dice.below(2) if dice.one_in(2) else 0):
                kind = dice.pick(["repeats", "part-of", "part-of", "fulfils", "same-as"])
                # Backwards only, so that circles come but rarely; possible ones may point both ways.
                others = ids if self.has["circles"] and dice.one_in(4) else ids[:place]
                if not others:
                    continue
                relation = {"kind": kind, "to": dice.pick(others)}
                if kind == "same-as" and not self.has["doubts"] or relation["to"] == id and not dice.one_in(9):
                    continue
                if self.has["doubts"] and dice.one_in(3) or kind == "same-as":
                    relation["certainty"] = "possible"
                elif dice.one_in(2):
                    relation["certainty"] = "certain"
                if dice.one_in(25):
                    relation["gone"] = True
                found[self.id()] = relation
            if found:
                self.body["contributions"][id]["relations"] = found

    def purchase(self, contributions):
        dice = self.dice
        patch = {"title": "Something"}
        kinds = ["need", "approved", "approved", "ordered", "ordered", "contracted", "delivered"]
        steps = [dice.pick(kinds + (["cancelled"] if dice.one_in(6) else [])) for _ in range(dice.below(4))]
        patch["steps"] = {}
        for kind in steps:
            step = {"kind": kind, "date": self.date()}
            if dice.one_in(2):
                step["value"] = self.amount()
            if dice.one_in(15):
                del step["date"]
            self.cited(step, 3)
            patch["steps"][self.id()] = step
        currency = dice.pick(CURRENCIES) if self.has["foreign"] else "EUR"
        patch["shares"] = {}
        for _ in range(dice.below(4)):
            share = {"of": {self.id(): {"contribution": id} for id in dice.some(contributions, 2)}}
            if dice.one_in(15):
                share["gone"] = True
            if not dice.one_in(4):
                share["amount"] = self.amount(currency=None if dice.one_in(6) else currency)
            patch["shares"][self.id()] = share
        patch["deliveries"] = {}
        for _ in range(dice.below(3)):
            delivery = {"date": self.date(ends=False)}
            if not dice.one_in(4):
                delivery["value"] = self.amount(cuts=True, currency=currency)
            if dice.one_in(15):
                del delivery["date"]
            if dice.one_in(15):
                delivery["gone"] = True
            self.cited(delivery, 3)
            patch["deliveries"][self.id()] = delivery
        if dice.one_in(3):
            patch["items"] = {self.id(): {"what": "things", "value": self.amount(currency=currency)}
                              for _ in range(1 + dice.below(2))}
        if dice.one_in(2):
            patch["area"] = dice.pick(["it", "cyber"])
        self.cited(patch, 3)
        self.put("purchases", self.id(), patch)

    def membership(self):
        dice = self.dice
        patch = {"party": dice.pick(PARTIES), "role": dice.pick(ROLES)}
        if dice.one_in(10):
            del patch["role"]
            if dice.one_in(2):
                patch["readings"] = {self.id(): {"field": "role", "value": "member"}}
        if not dice.one_in(4):
            patch["from"] = self.date()
        if dice.one_in(6):
            patch["until"] = self.date()
        patch["acts"] = {}
        for _ in range(dice.below(3)):
            patch["acts"][self.id()] = {"kind": dice.pick(ACTS), "date": self.date()}
        if dice.one_in(15):
            patch["gone"] = True
        self.put("memberships", self.id(), patch)

    def meetings(self):
        """Two meetings, and entries that name them: on their day, before it, or long after."""
        dice = Dice(self.seed * 13 + 5)
        for id in ("m1", "m2"):
            self.put("meetings", id, {"title": "A meeting", "date": f"2024-{1 + dice.below(12):02}-15"})
        for _, one in sorted(self.body["contributions"].items()):
            for _, entry in sorted(one["entries"].items()):
                if dice.one_in(3):
                    entry["meeting"] = dice.pick(["m1", "m1", "m2"])
                    if dice.one_in(2) and "date" in entry:
                        entry["date"] = self.body["meetings"][entry["meeting"]]["date"]

    def fill(self):
        self.own()
        self.sources()
        if self.has["foreign"]:
            self.rates()
        ids = [self.id() for _ in range(2 + self.dice.below(11))]
        for id in ids:
            self.contribution(id)
        self.relations(ids)
        if self.has["purchases"]:
            for _ in range(1 + self.dice.below(3)):
                self.purchase(ids)
        for _ in range(self.dice.below(10)):
            self.membership()
        self.meetings()
        return self.body
