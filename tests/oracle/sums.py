"""The sums of families: wholes and parts, the five sums, and how the largest of them came about."""
from decimal import Decimal

from figure import Figure
from ledger import KINDS


def known(fact):
    return fact.value is not None


class Sums:
    """The facts of contributions up to a day, in a currency."""

    def __init__(self, book, families, exchange, on, published, drawn, but=None):
        """`drawn`: deliveries of purchases by the contribution that surely paid them; `but`: a meeting to leave out."""
        self.families, self.exchange, self.on = families, exchange, on
        self.facts = {}
        for id, one in families.counted.items():
            self.facts[id] = [fact for fact in one.facts if in_time(fact, on, published)
                              and (but is None or fact.meeting != but)]
        entries = [fact for one in families.counted.values() for fact in one.facts]
        self.loose = [fact for fact in entries if too_loose(fact, on, published)]
        self.drawn = {id: [fact for fact in facts if in_time(fact, on, published)] for id, facts in drawn.items()}
        self.drawn_loose = [fact for facts in drawn.values() for fact in facts if too_loose(fact, on, published)]
        self.inside = []

    def of(self, id, kinds, drawn=False):
        found = [fact for fact in self.facts[id] if fact.kind in kinds]
        if drawn and "delivery" in kinds:
            found = found + self.drawn.get(id, [])
        return found

    def has(self, kinds):
        """Whether a contribution has an entry of some kinds, or has paid a delivery if that is one of them."""
        def says(id):
            found = self.of(id, kinds, drawn=True)
            return None if not found else "figure" if any(map(known, found)) else "bare"
        return says

    def own(self, id, kind, across, drawn, out, until):
        """The facts of a contribution for one kind, without those that a later figure supersedes.

        `across`: the kinds among which a figure supersedes; `out`: what is left out of each kind."""
        until = until or self.on
        mine = [fact for fact in self.of(id, [kind], drawn) if fact.day <= until]
        figures = [fact for fact in self.of(id, across, drawn) if known(fact) and fact.day <= until]
        return [fact for fact in mine if known(fact) or not any(
            fact.day < other.day and fact.purchase == other.purchase for other in figures)]

    def native(self, facts):
        return sum((fact.value for fact in facts if known(fact)), Decimal(0))

    def reported(self, facts):
        converted = (self.exchange.convert(fact.value, fact.currency, fact.span, fact.stated)
                     for fact in facts if known(fact))
        return sum((one for one in converted if one is not None), Decimal(0))

    def currencies(self, ids, kinds, drawn, out):
        return {fact.currency for id in ids for kind in kinds if id not in out[kind]
                for fact in self.of(id, [kind], drawn) if known(fact)}

    def choose(self, id, kind, across, drawn, out, measure, until=None):
        """What counts of a contribution and its parts: the facts, and who is without a figure."""
        if id in out[kind]:
            return [], []
        own = self.own(id, kind, across, drawn, out, until)
        had = [fact for fact in self.of(id, [kind], drawn) if fact.day <= (until or self.on)]
        facts, bare = [], []
        for part in self.families.parts.get(id, ()):
            more, without = self.choose(part, kind, across, drawn, out, measure, until)
            facts, bare = facts + more, bare + without
        if not had:
            return facts, bare
        # What a purchase delivered is no entry: it does not say how much the contribution is.
        entries = [fact for fact in had if fact.purchase is None]
        mine = [id] if entries and not any(map(known, entries)) else []
        if not any(map(known, had)):
            return (facts + own, bare + mine) if any(map(known, facts)) else (own, mine)
        if not any(map(known, facts)) or measure(own) >= measure(facts):
            self.inside.extend((fact.of, ("contributions", id), fact) for fact in facts if known(fact))
            return own, mine
        return facts + [fact for fact in own if not known(fact)], bare + mine

    def roots(self, ids):
        """The contributions of a group that are no part of another in it."""
        return [id for id in ids if self.families.whole.get(id) not in ids]

    def chosen(self, ids, kind, across, drawn, out, measure, until=None):
        facts, bare, self.inside = [], [], []
        for root in self.roots(ids):
            more, without = self.choose(root, kind, across, drawn, out, measure, until)
            facts, bare = facts + more, bare + without
        return facts, bare

    def measure(self, ids, kinds, drawn, out):
        """How sums of a group are compared: in its own currency, or in the reporting one if it has several."""
        return self.native if len(self.currencies(ids, kinds, drawn, out)) <= 1 else self.reported

    def of_kind(self, figure, ids, kind, out):
        """The sum of one kind over a group, as parts of a figure. Gives what was counted."""
        outs = {kind: out}
        measure = self.measure(ids, [kind], False, outs)
        facts, bare = self.chosen(ids, kind, [kind], False, outs, measure)
        figure.inside.extend(self.inside)
        for fact in facts:
            figure.qualify(fact)
            if known(fact):
                figure.count(fact, self.exchange, fact.of)
            elif fact.ceiling:
                figure.ceilings.append(fact.ceiling)
        self.larger(figure, facts)
        figure.unvalued += len(set(bare))
        figure.bare += [("contributions", id) for id in set(bare)]
        return facts

    def larger(self, figure, facts):
        for id in sorted({fact.of[1] for fact in facts if not known(fact) and not fact.ceiling and not fact.purchase}):
            figure.ceilings.extend(self.families.counted[id].larger)

    def raised(self, figure, ids, outs):
        """The largest of the five sums of a family."""
        measure = self.measure(ids, KINDS, True, outs)
        best, level, inside = [], Decimal(0), []
        bare_facts, bare, lacking = {}, set(), []
        for kind in KINDS:
            facts, without = self.chosen(ids, kind, KINDS, True, outs, measure)
            bare.update(without)
            bare_facts.update({fact.order: fact for fact in facts if not known(fact)})
            figures = [fact for fact in facts if known(fact)]
            if figures and measure(figures) >= level:
                best, level, inside = figures, measure(figures), self.inside
            if any(map(self.lacks_rate, figures)):
                lacking = figures
        for fact in bare_facts.values():
            figure.qualify(fact)
            if fact.ceiling:
                figure.ceilings.append(fact.ceiling)
        self.larger(figure, bare_facts.values())
        for fact in best:
            figure.qualify(fact)
        figure.inside.extend(inside)
        found = self.without(ids, bare, outs)
        figure.unvalued += len(found)
        figure.bare += [("contributions", id) for id in found]
        self.changes(figure, ids, outs, best, measure)
        if measure == self.reported:
            # Of the step that counts, else of the furthest that lacks a rate.
            for fact in list(filter(self.lacks_rate, best)) or filter(self.lacks_rate, lacking):
                figure.beside(fact.value, fact.currency)

    def lacks_rate(self, fact):
        return self.exchange.convert(fact.value, fact.currency, fact.span, fact.stated) is None

    def without(self, ids, bare, outs):
        """Those without a figure in a kind that have none of any kind.

        A family in which money is said again or made good counts as one, named by the lowest id."""
        def figured(id):
            return any(known(fact) for kind in KINDS if id not in outs[kind] for fact in self.of(id, [kind]))
        if any(id in self.families.tied for id in ids):
            return [] if any(map(figured, ids)) else sorted(bare)[:1]
        return [id for id in bare if not figured(id)]

    def changes(self, figure, ids, outs, best, measure):
        """Each change of the largest sum, at the rate of its day."""
        facts = [fact for id in ids for kind in KINDS if id not in outs[kind]
                 for fact in self.of(id, [kind], True) if known(fact)]
        before, mine = Decimal(0), Figure(figure.currency)
        for day in sorted({fact.day for fact in facts}):
            level, counted = Decimal(0), []
            for kind in KINDS:
                chosen = [fact for fact in self.chosen(ids, kind, KINDS, True, outs, measure, day)[0] if known(fact)]
                if chosen and measure(chosen) >= level:
                    level, counted = measure(chosen), chosen
            if level != before:
                # The largest entry of the day in the step that then counts; failing that, of any step.
                of_day = [fact for fact in counted if fact.day == day] or [f for f in facts if f.day == day]
                main = min(of_day, key=lambda fact: (-abs(measure([fact])), fact.order))
                if measure == self.native:
                    mine.count(main.part(level - before), self.exchange, main.of)
                else:
                    mine.add(main.of, main.year(), level - before)
                before = level
        figure.parts.extend(mine.parts)
        for currency, value in mine.unconverted.items():
            figure.beside(value, currency)
        # Whose it is follows the step that counts.
        owners = {fact.of for fact in best}
        if len(owners) == 1:
            figure.whose.append((owners.pop(), mine.amount))
        elif owners and measure == self.reported or owners and all(fact.currency == figure.currency for fact in best):
            figure.whose.extend((fact.of, self.reported([fact])) for fact in best)
        else:
            figure.clear &= not mine.parts

    def remainder(self, figure, ids, kinds, outs):
        """What is left of one kind after another was taken away."""
        from_, less = kinds
        drawn = less == "delivery"
        measure = self.measure(ids, kinds, drawn, outs)
        facts, bare = self.chosen(ids, from_, [from_], False, outs, measure)
        taken, _ = self.chosen(ids, less, [less], drawn, outs, measure)
        if not facts:
            return
        left = measure(facts) - max(Decimal(0), measure(taken))
        for fact in facts:
            figure.qualify(fact, nothing=left <= 0)
            if fact.ceiling:
                figure.ceilings.append(fact.ceiling)
        self.larger(figure, facts)
        for fact in taken:
            figure.qualify(fact, turned=True, nothing=left <= 0)
        figure.unvalued += len(set(bare))
        figure.bare += [("contributions", id) for id in set(bare)]
        # The latest first, until nothing is left.
        for fact in sorted(filter(known, facts), key=lambda fact: (fact.day, fact.line), reverse=True):
            if measure == self.reported:
                value = self.exchange.convert(fact.value, fact.currency, fact.span, fact.stated)
                if value is None:
                    figure.beside(fact.value, fact.currency)
                elif value > 0 and left > 0:
                    figure.add(fact.of, fact.year(), min(value, left))
                    left -= min(value, left)
            elif fact.value > 0 and left > 0:
                figure.count(fact.part(min(fact.value, left)), self.exchange, fact.of)
                left -= min(fact.value, left)


def public(fact, by):
    return by is None or fact.public is not None and fact.public <= by


def in_time(fact, on, published):
    return fact.day is not None and fact.day <= on and public(fact, published)


def too_loose(fact, on, published):
    """It may have happened by the day, or its end is open."""
    late = fact.day is None or fact.day > on
    return public(fact, published) and fact.dated and late and (fact.first is None or fact.first <= on)
