"""The measures of a register on a day in a currency."""
from decimal import Decimal

from families import Families
from figure import Figure
from ledger import KINDS
from members import members
from purchases import Bought
from rates import Exchange, Rates
from splits import by_heading, by_joint, by_member, by_record, by_year
from sums import Sums, known

SIMPLE = {"pledged": "pledge", "committed": "commitment", "paid": "paid", "spent": "expenditure",
          "delivered": "delivery"}
REMAINDERS = {"open-pledge": ("pledge", "commitment"), "undelivered": ("commitment", "delivery")}
MEASURES = [*SIMPLE, "raised", *REMAINDERS, "ordered", "allocated", "to-be-allocated"]


class Count:
    def __init__(self, book, on, currency, published=None, until=None, but=None):
        """`until`: no entry of a later day; `but`: none that names this meeting. Rates are those of the day itself."""
        self.book, self.on, self.currency, self.published = book, on, currency, published
        own = book.own
        self.exchange = Exchange(Rates(book.rates), own.get("rate_policy", "day-of-entry"), own.get("rate_day"),
                                 currency, on)
        self.families = Families(book)
        self.bought = Bought(book, self.families, self.exchange, on, published)
        self.sums = Sums(book, self.families, self.exchange, until or on, published, self.bought.drawn(), but)

    def figure(self, measure):
        figure = Figure(self.currency)
        if measure in SIMPLE:
            self.simple(figure, SIMPLE[measure])
            if measure == "delivered":
                self.bought.delivered(figure)
        elif measure == "raised":
            self.raised(figure)
        elif measure in REMAINDERS:
            self.remainder(figure, REMAINDERS[measure])
        elif measure == "ordered":
            self.bought.ordered(figure)
        elif measure == "allocated":
            self.bought.allocated(figure)
        else:
            self.to_be_allocated(figure)
        return figure

    def simple(self, figure, kind):
        sure, maybe = self.families.left_out(self.sums.has([kind]), self.sums.has([kind]))
        for family in self.families.all:
            self.sums.of_kind(figure, family, kind, sure | maybe)
        for id in self.tops(maybe):
            beside = Figure(self.currency)
            self.sums.of_kind(beside, self.families.below(id), kind, sure)
            figure.possible += beside.amount
        figure.loose += sum(1 for fact in self.sums.loose if fact.kind == kind)
        for id in sorted(sure):
            self.said_again(figure, id, kind, sure)

    def tops(self, maybe):
        """What is left out in doubt, without the parts that go with it."""
        return sorted(id for id in maybe if self.families.whole.get(id) not in maybe)

    def said_again(self, figure, id, kind, sure):
        """What a repeat says beyond the sum of what it repeats, where both are in one currency."""
        none = {kind: ()}

        def facts(one):
            chosen, _ = self.sums.chosen([one], kind, [kind], False, none, self.sums.native)
            return [fact for fact in chosen if known(fact)]
        first = [one for one in self.families.repeated(id) if one not in sure]
        mine, theirs = facts(id), [fact for one in first for fact in facts(one)]
        below = [part for one in (id, *first) for part in self.families.below(one)]
        currencies = self.sums.currencies(below, [kind], False, none)
        if mine and theirs and len(currencies) == 1:
            beyond = self.sums.native(mine) - self.sums.native(theirs)
            if beyond > 0:
                figure.said.append((id, currencies.pop(), beyond))

    def raised(self, figure):
        outs, sure, maybe = {}, {}, set()
        for kind in KINDS:
            sure[kind], _ = self.families.left_out(self.sums.has([kind]), lambda _: None)
        _, maybe = self.families.left_out(lambda _: None, self.sums.has(KINDS))
        outs = {kind: sure[kind] | maybe for kind in KINDS}
        for family in self.families.all:
            self.sums.raised(figure, family, outs)
        for id in self.tops(maybe):
            beside = Figure(self.currency)
            self.sums.raised(beside, self.families.below(id), sure)
            figure.possible += beside.amount
        figure.loose += len(self.sums.loose) + len(self.sums.drawn_loose)

    def remainder(self, figure, kinds):
        found = {kind: self.families.left_out(self.sums.has([kind]), self.sums.has([kind])) for kind in kinds}
        outs = {kind: sure | maybe for kind, (sure, maybe) in found.items()}
        for family in self.families.all:
            self.sums.remainder(figure, family, kinds, outs)
        for id in self.tops(found[kinds[0]][1]):
            beside = Figure(self.currency)
            self.sums.remainder(beside, self.families.below(id), kinds, {kind: sure for kind, (sure, _) in found.items()})
            figure.possible += beside.amount
        figure.loose += sum(1 for fact in self.sums.loose if fact.kind == kinds[0])

    def to_be_allocated(self, figure):
        self.simple(figure, "commitment")
        committed = figure.amount
        taken = Figure(self.currency)
        self.bought.allocated(taken, sign=-1)
        figure.parts.extend(taken.parts)
        figure.whose.extend(taken.whose)
        for currency, value in taken.unconverted.items():
            figure.beside(value, currency)
        figure.loose += taken.loose
        figure.above |= taken.above
        figure.below |= taken.below
        figure.about |= taken.about
        left = committed + taken.amount
        if left < 0:
            figure.excess = -left
            figure.add(None, None, -left)

    def answer(self):
        answers = {}
        for measure in MEASURES:
            figure = self.figure(measure)
            answers[measure] = {
                **figure.answer(),
                "by_year": by_year(figure),
                "by_area": by_record(self, figure, "area"),
                "by_form": by_record(self, figure, "form"),
                "by_member": by_member(self, figure, measure),
                "by_heading": by_heading(self, figure, measure),
                "joint": by_joint(self, figure, measure),
            }
        answers["members"] = members(self.book, self.on)
        answers["circles"] = [list(circle) for circle in self.families.circles]
        return answers
