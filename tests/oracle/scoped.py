"""What a claim would bear, and what of a measure lies in its scope."""
from decimal import Decimal

from ledger import KINDS
from measures import REMAINDERS, SIMPLE, Count
from purchases import payers
from splits import moves
from sums import known

KIND = ["financial"], ["in-kind", "services", "training"]


def kinds_of(measure):
    """The kinds of entries that a measure rests on."""
    if measure == "raised":
        return KINDS
    return [SIMPLE.get(measure) or REMAINDERS.get(measure, ["commitment" if measure == "to-be-allocated" else None])[0]]


class Range:
    """Which figures a claim would bear."""

    def __init__(self, amount, step):
        self.value = v = Decimal(amount["value"])
        self.qualifier = amount.get("qualifier", "exact")
        p = Decimal(step) if step else Decimal(1).scaleb(v.normalize().as_tuple().exponent)
        p = min(p, abs(v) / 10)
        self.low = self.high = None
        self.low_in = self.high_in = True
        if self.qualifier == "exact":
            self.low, self.high = v - p / 2, v + p / 2
        elif self.qualifier == "about":
            self.low, self.high = v - p, v + p
        elif self.qualifier == "over":
            self.low, self.low_in = v, False
        elif self.qualifier == "at-least":
            self.low = v
        elif self.qualifier == "almost":
            self.low, self.high, self.high_in = v * 9 / 10, v, False
        else:
            self.high = v

    def under(self, f):
        """Whether a figure is too small."""
        return self.low is not None and (f < self.low or f == self.low and not self.low_in)

    def over(self, f):
        return self.high is not None and (f > self.high or f == self.high and not self.high_in)

    def holds(self, f):
        return not self.under(f) and not self.over(f)

    def near(self, f):
        """What another measure must keep: it holds, and is within a tenth."""
        return self.value > 0 and self.holds(f) and abs(f - self.value) <= self.value / 10


class Scoped:
    """A measure on a day within a scope: what is in it, and what may be."""

    def __init__(self, book, measure, on, currency, published, named, scope):
        self.book, self.measure, self.named, self.scope = book, measure, named, scope
        self.count = count = Count(book, on, currency, published)
        self.figure = figure = count.figure(measure)
        self.sums, self.opens, self.givers = {}, {}, set()
        for of, value, parties, form in self.pieces():
            stand = self.stands(parties, form)
            if stand != "out" and value:
                self.givers |= parties
            if stand == "in":
                self.sums[of] = self.sums.get(of, Decimal(0)) + value
            elif stand == "open" and value:
                self.put("split", of, "", value)
        for of in figure.bare:
            self.may_be("figure", of, "", None)
        for fact in self.facts(measure):
            value = None
            if known(fact):
                value = count.exchange.convert(fact.value, fact.currency, fact.span, fact.stated)
            if fact.public is None and published is not None:
                if fact.first is None and not fact.dated or fact.first is not None and fact.first <= on:
                    self.may_be("source", fact.of, fact.line, value)
            elif fact.public <= published and (fact.day is None or fact.day > on) and fact.dated and (
                    fact.first is None or fact.first <= on):
                self.may_be("date", fact.of, fact.line, value)
            elif fact.public <= published and fact.day <= on and known(fact) and value is None:
                self.may_be("rate", fact.of, fact.line, None)

    @property
    def amount(self):
        return sum(self.sums.values(), Decimal(0))

    def facts(self, measure):
        wanted = kinds_of(measure)
        for one in self.count.families.counted.values():
            yield from (fact for fact in one.facts if fact.kind in wanted)
        if measure == "delivered":
            for purchase in self.book.purchases.values():
                yield from purchase.deliveries

    def whose(self, of):
        """The givers and the form of a record."""
        if of is None:
            return set(), None
        if of[0] == "contributions":
            one = self.book.contributions[of[1]]
            return {party for party, _ in one.givers}, one.form
        ids = {id for group, _ in payers(self.book.purchases[of[1]], self.book.contributions) or () for id in group}
        return {party for id in ids for party, _ in self.book.contributions[id].givers}, None

    def pieces(self):
        """The figure as sums of one giver, or of several of which nobody says how much is whose."""
        figure, count = self.figure, self.count
        found = figure.whose + moves(count, figure) if figure.inside else figure.whose
        total = {}
        for of, value in found:
            total[of] = total.get(of, Decimal(0)) + value
        for of, value in total.items():
            parties, form = self.whose(of)
            if of and of[0] == "purchases":
                yield of, value, parties, form
                continue
            if of is None:
                yield of, value, parties, form
                continue
            shares = {party: Decimal(share["value"]) for party, share in self.book.contributions[of[1]].givers if share}
            if self.measure in REMAINDERS:
                # How much of a part remains nobody says.
                shares = {}
            if sum(shares.values()) <= value:
                for party, share in shares.items():
                    yield of, share, {party}, form
                value -= sum(shares.values())
                parties = parties - set(shares) or parties
            # Whose part is known elsewhere has none in the rest.
            below = set(count.families.below(of[1])) - {of[1]}
            alone = set()
            for (collection, id), part in ((key, sum_) for key, sum_ in total.items() if key):
                own = self.whose((collection, id))[0]
                if id in below and part and len(own) == 1:
                    alone |= own
            yield of, value, parties - alone or parties, form

    def stands(self, parties, form):
        found = ["in"]
        if self.named is not None:
            found.append("in" if parties and parties <= self.named else "open" if not parties or parties & self.named
                         else "out")
        if self.scope != "all":
            mine, other = KIND if self.scope == "money" else KIND[::-1]
            found.append("in" if form in mine else "out" if form in other else "open")
        return "out" if "out" in found else "open" if "open" in found else "in"

    def put(self, cause, of, line, value):
        key = (cause, of, line)
        held = self.opens.get(key, Decimal(0))
        self.opens[key] = None if value is None or held is None else held + value

    def may_be(self, cause, of, line, value):
        parties, form = self.whose(of)
        if self.stands(parties, form) != "out":
            self.put(cause, of, line, value)
            if cause == "figure":
                self.givers |= parties
