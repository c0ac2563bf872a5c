"""Reported figures against a register: the verdicts of the written rules."""
import bisect
import datetime
from decimal import Decimal

import dates
from figure import Figure, plain
from ledger import KINDS
from measures import REMAINDERS, SIMPLE, Count
from members import later, members
from purchases import payers
from splits import moves
from sums import known, public

# In the order in which they are tried.
MEASURES = ["pledged", "committed", "raised", "paid", "spent", "delivered", "open-pledge", "undelivered", "ordered",
            "allocated", "to-be-allocated"]
RANK = ["holds", "other members", "another", "cannot be told", "differs"]
KIND = ["financial"], ["in-kind", "services", "training"]
DAY = datetime.timedelta(days=1)


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
        self.book, self.named, self.scope = book, named, scope
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


class Judge:
    """One claim, as a record of the register says it."""

    def __init__(self, book, record, node):
        self.book, self.node = book, node
        self.measure = node.get("measure")
        self.currency = node["amount"]["currency"]
        self.range = Range(node["amount"], node.get("stated_to"))
        self.parties = {one["party"] for one in node.get("parties", {}).values()}
        self.named = self.parties if node.get("whose") == "named" else None
        self.scope, self.span = node.get("scope", "all"), node.get("span", "to-date")
        facts = [fact for one in book.contributions.values() for fact in one.facts]
        facts += [fact for one in book.purchases.values() for fact in one.steps + one.deliveries]
        self.days = sorted({fact.day for fact in facts if fact.day})
        self.known = {}

    def seen(self, measure, on, published, before=None, named=0):
        """A measure on a day, less what was there on the day before something."""
        named = self.named if named == 0 else named
        found = Scoped(self.book, measure, on, self.currency, published, named, self.scope)
        if before:
            less = Scoped(self.book, measure, before, self.currency, published, named, self.scope)
            for of, value in less.sums.items():
                found.sums[of] = found.sums.get(of, Decimal(0)) - value
            for key, value in less.opens.items():
                if found.opens.get(key, 0) == value:
                    del found.opens[key]
                elif key in found.opens and None not in (value, found.opens[key]):
                    found.opens[key] -= value
        return found

    def meeting(self, id):
        node = self.meetings().get(id, {})
        return node.get("date")

    def place(self):
        return self.node.get("meeting", "") if self.span == "meeting" else ""

    def meetings(self):
        from fold import records
        return records(self.book.tree, "meetings")

    def trials(self):
        """The days on which it is tried: the day, the day of publication, and the day before."""
        date = self.node["date"]
        said = self.said() or date
        ends = [(dates.first_day(date), dates.first_day(said)), (dates.last_day(date), dates.last_day(said))]
        if self.span == "to-date":
            return [(on, max(on, by), None) for on, by in dict.fromkeys(ends)]
        by = max(ends[1])
        if self.span == "meeting":
            when = self.meeting(self.node.get("meeting")) or date
            return [(dates.last_day(when), max(by, dates.last_day(when)), dates.first_day(when) - DAY)]
        when = self.node.get("period", date)
        on = min(dates.last_day(when), ends[1][0])
        return [(on, by, dates.first_day(when) - DAY)]

    def said(self):
        found = [self.book.sources.get(one.get("source"), {}) for one in self.node.get("sources", {}).values()]
        found = [source.get("established") or source.get("shown") for source in found]
        return min(filter(None, found), key=dates.last_day, default=None)

    def verdict(self):
        if self.node.get("kept") == "other":
            return {"verdict": "not kept"}
        tried = [self.tried(*trial) for trial in self.trials()]
        order = sorted(range(len(tried)), key=lambda n: (RANK.index(tried[n]["verdict"]),
                                                         abs(Decimal(tried[n]["gap"])), -n))
        return tried[order[0]]

    def tried(self, on, by, before):
        seen = self.seen(self.measure, on, by, before)
        f, v = seen.amount, self.range.value
        gap = v - f
        answer = {"on": on.isoformat(), "amount": plain(f), "gap": plain(gap)}
        if self.range.holds(f):
            without = sorted(self.named - seen.givers) if self.named else []
            if without:
                return {**answer, "verdict": "other members", "without": without, "others": []}
            return {**answer, "verdict": "holds",
                    "understates": self.range.qualifier == "over" and f - v > abs(v) / 10}
        if self.named:
            whole = self.seen(self.measure, on, by, before, named=None)
            others = sorted(whole.givers - self.named)
            if others and self.range.near(whole.amount):
                return {**answer, "verdict": "other members", "without": sorted(self.named - whole.givers),
                        "others": others}
        if another := self.another(on, by, before):
            return {**answer, "verdict": "another", "another": another}
        if opens := self.opens(seen, f):
            return {**answer, "verdict": "cannot be told", "opens": opens}
        sums = {measure: self.seen(measure, on, by, before).amount for measure in MEASURES}
        nearest = min(MEASURES, key=lambda one: (abs(v - sums[one]), one != self.measure, MEASURES.index(one)))
        return {**answer, "verdict": "differs", "nearest": [nearest, plain(sums[nearest])],
                "narrowing": self.narrowing(seen, gap, on, by, before)}

    def another(self, on, by, before):
        found, self.known = [], {}
        for measure in MEASURES:
            if measure != self.measure:
                f = self.seen(measure, on, by, before).amount
                if self.range.near(f):
                    found.append([measure, on.isoformat(), self.place(), plain(f), self.span])
        if before:
            f = self.seen(self.measure, on, by).amount
            if self.range.near(f):
                found.append([self.measure, on.isoformat(), "", plain(f), "to-date"])
            return found
        for id, node in self.meetings().items():
            date = node.get("date")
            if date and dates.last_day(date) and dates.first_day(date) <= on <= dates.last_day(date):
                f = self.seen(self.measure, dates.last_day(date), by, dates.first_day(date) - DAY).amount
                if self.range.near(f):
                    found.append([self.measure, dates.last_day(date).isoformat(), id, plain(f), "meeting"])
        for away in sorted(range(-60, 61), key=lambda days: (abs(days), days)):
            # Between two days on which something happened nothing changes.
            level = bisect.bisect_right(self.days, on + away * DAY)
            if level not in self.known:
                self.known[level] = self.seen(self.measure, on + away * DAY, by).amount
            f = self.known[level]
            if away and self.range.near(f):
                found.append([self.measure, (on + away * DAY).isoformat(), "", plain(f), "to-date"])
                break
        return found

    def opens(self, seen, f):
        """What lies on the right side, if all of it together can make up the gap."""
        up = self.range.under(f)
        right = {key: value for key, value in seen.opens.items()
                 if value is None or (value > 0 if up else value < 0)}
        if not up:
            right = {key: value for key, value in right.items() if value is not None}
        if not right:
            return []
        reach = f
        if self.measure == "raised":
            # An entry further on is not more money: each record once, at the most that one of its entries says.
            most = {}
            for (cause, of, _), value in right.items():
                for_cause = most.setdefault((cause == "split", of), [])
                for_cause.append(value)
            values = [None if None in all_ else max(all_) if up else min(all_) for all_ in most.values()]
        else:
            values = list(right.values())
        if up and None not in values and self.range.under(reach + sum(values)):
            return []
        if not up and self.range.over(reach + sum(values)):
            return []
        return sorted([cause, of[1] if of else "", line, None if value is None else plain(value)]
                      for (cause, of, line), value in right.items())

    def narrowing(self, seen, gap, on, by, before):
        found = []
        month = 30 * DAY
        self.steps(found, "later", seen, self.seen(self.measure, on + month, by + month, before))
        if not before:
            self.steps(found, "earlier", seen, self.seen(self.measure, on - month, by))
        count = seen.count

        def inside(of):
            return seen.stands(*seen.whose(of)) == "in"
        wanted = kinds_of(self.measure)
        sure, maybe = self.left_out(count)
        doubted = maybe - set.intersection(*sure.values())
        for id in sorted(id for id in doubted if count.families.whole.get(id) not in maybe):
            beside = Figure(self.currency)
            below = count.families.below(id)
            if self.measure == "raised":
                count.sums.raised(beside, below, sure)
            else:
                count.sums.of_kind(beside, below, wanted[0], sure[wanted[0]])
            if inside(("contributions", id)):
                found.append(("duplicate", id, "", beside.amount))
        for id in count.families.counted:
            totals = [count.sums.reported(count.sums.of(id, [kind])) for kind in wanted if id in sure[kind]]
            if totals and inside(("contributions", id)):
                found.append(("repeat", id, "", max(totals)))
        for id in count.families.counted:
            for fact in count.sums.of(id, wanted) if inside(("contributions", id)) else ():
                if id in maybe or id in sure[fact.kind]:
                    continue
                node = self.book.tree["contributions", id]["entries"][fact.line]
                for line, reading in sorted(node.get("readings", {}).items()):
                    if reading.get("field") != "amount":
                        continue
                    value = count.exchange.convert(Decimal(reading["value"]["value"]), reading["value"]["currency"],
                                                   fact.span)
                    own = count.exchange.convert(fact.value, fact.currency, fact.span) if known(fact) else Decimal(0)
                    if value is not None and own is not None:
                        found.append(("reading", id, line, value - own))
        order = ["later", "earlier", "duplicate", "repeat", "reading"]
        found = [one for one in found if abs(gap - one[3]) < abs(gap)]
        found.sort(key=lambda one: (abs(gap - one[3]), order.index(one[0]), one[1], one[2]))
        return [[cause, id, line, plain(effect)] for cause, id, line, effect in found]

    def left_out(self, count):
        """What surely repeats, by kind; and what may be the same money."""
        wanted = kinds_of(self.measure)
        sure = {kind: count.families.left_out(count.sums.has([kind]), lambda _: None)[0] for kind in wanted}
        return sure, count.families.left_out(lambda _: None, count.sums.has(wanted))[1]

    @staticmethod
    def steps(found, cause, seen, other):
        for of in sorted(set(filter(None, [*seen.sums, *other.sums])), key=lambda of: of[1]):
            effect = other.sums.get(of, Decimal(0)) - seen.sums.get(of, Decimal(0))
            if effect:
                found.append((cause, of[1], "", effect))


class Number:
    """A reported number of members."""

    def __init__(self, book, record, node):
        self.book, self.node, self.many = book, node, node["count"]
        self.names = {one["party"] for one in node.get("parties", {}).values()}

    def sets(self, on, by):
        """Each set with what it is: by which agreement, whether with the beneficiary, with whom of the disputed."""
        from fold import records
        found = members(self.book, on, by)
        served = set(found["beneficiaries"])
        base, disputed = set(found["counted"]) - served, [one for one in found["disputed"] if one not in served]
        mine = bool(set(found["counted"]) & served)
        several = []
        for served_too in [mine, not mine] if served else [False]:
            masks = range(2 ** len(disputed))
            for mask in sorted(masks, key=lambda mask: (bin(mask).count("1"), mask)):
                some = [one for place, one in enumerate(disputed) if mask >> place & 1]
                several.append(["", served_too, some, sorted(base | set(some) | (served if served_too else set()))])
        for id in records(self.book.tree, "agreements"):
            signed = set()
            for node in self.book.memberships.values():
                for act in node.get("acts", {}).values():
                    if act.get("agreement") == id and act.get("kind") in ("declaration-of-intent", "agreement-signed") \
                            and dates.last_day(act["date"]) <= on and not later(
                                self.book, by, act if self.book.earliest_source(act) else node):
                        signed.add(node["party"])
            several.append([id, bool(signed & served), [], sorted(signed)])
            if signed & served:
                several.append([id, False, [], sorted(signed - served)])
        return several

    def verdict(self):
        if self.node.get("kept") == "other":
            return {"verdict": "not kept"}
        judge = Judge.__new__(Judge)
        judge.book, judge.node, judge.span = self.book, self.node, "to-date"
        tried = [self.tried(on, by) for on, by, _ in judge.trials()]
        order = sorted(range(len(tried)), key=lambda n: (RANK.index(tried[n]["verdict"]),
                                                         abs(Decimal(tried[n]["gap"])), -n))
        return tried[order[0]]

    def fits(self, parties):
        return len(parties) == self.many and (not self.names or set(parties) == self.names)

    def tried(self, on, by):
        sets = self.sets(on, by)
        own = sets[0][3]
        answer = {"on": on.isoformat(), "amount": str(len(own)), "gap": str(self.many - len(own))}
        if self.fits(own):
            return {**answer, "verdict": "holds", "understates": False}
        fitting = [one for one in sets if self.fits(one[3])]
        if fitting:
            return {**answer, "verdict": "another", "another": fitting}
        same = [one for one in sets if len(one[3]) == self.many]
        if self.names and same:
            return {**answer, "verdict": "other members", "without": sorted(self.names - set(same[0][3])),
                    "others": sorted(set(same[0][3]) - self.names)}
        for away in sorted(range(-60, 61), key=lambda days: (abs(days), days)):
            then = self.sets(on + away * DAY, by)[0][3]
            if away and self.fits(then):
                return {**answer, "verdict": "another", "another": [["members", (on + away * DAY).isoformat(), then]]}
        return {**answer, "verdict": "differs"}


def verdicts(book, reported):
    """The verdict on each reported figure."""
    return {id: (Number if "count" in node else Judge)(book, id, node).verdict() for id, node in reported.items()}
