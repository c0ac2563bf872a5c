"""Reported figures against a register: the verdicts of the written rules."""
import bisect
import datetime
from decimal import Decimal

import dates
from figure import Figure, plain
from fold import records
from ledger import KINDS
from members import later, members
from scoped import Range, Scoped, kinds_of
from sums import known

# In the order in which they are tried.
MEASURES = ["pledged", "committed", "raised", "paid", "spent", "delivered", "open-pledge", "undelivered", "ordered",
            "allocated", "to-be-allocated"]
RANK = ["holds", "other members", "another", "cannot be told", "differs"]
DAY = datetime.timedelta(days=1)


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
