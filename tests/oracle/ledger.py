"""What each record says, as dated facts."""
import dates
from decimal import Decimal

from fold import first_written, folded, records, written

KINDS = ["pledge", "commitment", "paid", "expenditure", "delivery"]


class Fact:
    """A dated sum, or the bare fact that there is one without a figure."""

    def __init__(self, book, of, path, kind, node, amount, home):
        """`home` is the record, whose sources speak where the line has none."""
        self.of, self.line, self.kind = of, path[-1], kind
        self.purchase = None  # the purchase that was delivered, where this is no entry
        self.order = (path[-1], of)
        date = node.get("date")
        sourced = book.earliest_source(node) or book.earliest_source(home)
        self.public = sourced
        self.dated = date is not None
        self.first = dates.first_day(date) if date else None
        self.day = dates.last_day(date) if date else sourced or book.recorded(of, path)
        when = node.get("value_date") or date
        self.span = dates.rate_span(when) if when else dates.Span(self.day.isoformat())
        self.stated = node.get("stated_rate")
        self.counts_for = node.get("counts_for")
        self.meeting = node.get("meeting")
        self.qualifier = (amount or {}).get("qualifier", "exact")
        self.value = Decimal(amount["value"]) if amount and self.qualifier != "at-most" else None
        self.currency = amount["currency"] if amount else None
        self.ceiling = (Decimal(amount["value"]), self.currency) if amount and self.value is None else None

    def year(self):
        return self.counts_for or (self.day.year if self.dated else None)

    def part(self, value):
        """The same fact with a part of its sum."""
        twin = object.__new__(Fact)
        twin.__dict__.update(self.__dict__, value=value)
        return twin


class Contribution:
    def __init__(self, book, id, node):
        self.id, self.outside = id, node.get("outside") is True
        self.givers = [(one["party"], one.get("share")) for one in book.lines(node, "contributors") if "party" in one]
        self.area, self.form = node.get("area"), node.get("form")
        self.larger = [(Decimal(one["amount"]["value"]), one["amount"]["currency"])
                       for one in book.lines(node, "larger") if "amount" in one]
        self.relations = []
        for one in book.lines(node, "relations"):
            if one.get("kind") and one.get("to"):
                # "Same as" means possibly the same, whatever is said of its certainty.
                certain = one["kind"] != "same-as" and one.get("certainty", "certain") == "certain"
                self.relations.append((one["kind"], one["to"], certain))
        place = ("contributions", id)
        self.facts = [Fact(book, place, ("entries", line), entry["kind"], entry, entry.get("amount"), node)
                      for line, entry in sorted(node.get("entries", {}).items()) if entry.get("kind") in KINDS]


class Purchase:
    def __init__(self, book, id, node):
        self.id, self.area = id, node.get("area")
        place = ("purchases", id)
        self.steps = [Fact(book, place, ("steps", line), step["kind"], step, step.get("value"), node)
                      for line, step in sorted(node.get("steps", {}).items()) if "kind" in step]
        self.deliveries = [Fact(book, place, ("deliveries", line), "delivery", one, one.get("value"), node)
                           for line, one in sorted(node.get("deliveries", {}).items())]
        self.items = [one.get("value") for one in book.lines(node, "items")]
        self.shares = []
        for share in book.lines(node, "shares"):
            of = [one["contribution"] for one in book.lines(share, "of") if "contribution" in one]
            self.shares.append((of, share.get("amount")))


class Book:
    """A folded register."""

    def __init__(self, tables, file):
        writes = list(written(tables, file["changes"]))
        self.tree = folded(writes)
        self.first = first_written(writes)
        self.own = records(self.tree, "register").get("self", {})
        self.sources = records(self.tree, "sources")
        self.memberships = records(self.tree, "memberships")
        self.rates = records(self.tree, "rates")
        self.contributions = {id: Contribution(self, id, node)
                              for id, node in records(self.tree, "contributions").items()}
        self.purchases = {id: Purchase(self, id, node) for id, node in records(self.tree, "purchases").items()}

    @staticmethod
    def lines(node, field):
        """The lines of a field, in their order."""
        found = node.get(field, {})
        return [found[id] for id in sorted(found, key=lambda id: (found[id].get("order", "").encode(), id.encode()))]

    def earliest_source(self, node):
        """The day on which the earliest dated source of a record or line was surely public."""
        days = []
        for citation in node.get("sources", {}).values():
            source = self.sources.get(citation.get("source"), {})
            date = source.get("established") or source.get("shown")
            if date and (day := dates.last_day(date)):
                days.append(day)
        return min(days, default=None)

    def recorded(self, of, path):
        """The author's calendar day of the change that first wrote the line."""
        return dates.day(min_written(self.first, of, path)[:10])


def min_written(first, of, path):
    # The first write to a line need not be to one of its own fields.
    found = [at for (collection, record, here), at in first.items()
             if (collection, record) == of and here[:len(path)] == path]
    return found[0]
