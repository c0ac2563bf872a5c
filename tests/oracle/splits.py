"""A figure by year, area, form and member. A split that the rules do not settle is None and not compared."""
from decimal import Decimal

from members import members
from purchases import payers
from rates import digits, shared_out


def rows(figure, pairs):
    sums = {}
    for name, value in pairs:
        sums[name] = sums.get(name, Decimal(0)) + value
    return [[name, figure.text(value)] for name, value in sorted(sums.items()) if value]


def by_year(figure):
    return rows(figure, ((str(year) if year else "-", value) for year, value in figure.parts))


def by_record(count, figure, what):
    """By the area or form of what each sum is of."""
    book = count.book

    def name(of):
        if of is None:
            return "-"
        if of[0] == "contributions":
            return getattr(book.contributions[of[1]], what) or "-"
        return (book.purchases[of[1]].area or "-") if what == "area" else "-"
    moved = moves(count, figure)
    if not figure.clear or moved is None:
        return None
    return rows(figure, ((name(of), value) for of, value in figure.whose + moved))


def moves(count, figure):
    """What known parts take from the sum of their whole. How they go with published shares no rule says."""
    sums = {}
    for part, whole, fact in figure.inside:
        sums[part] = sums.get(part, 0) + fact.value
        id = part[1]
        while id:
            if any(share for _, share in count.book.contributions[id].givers):
                return None
            id = count.families.whole.get(id) if id != whole[1] else None
    if any(fact.currency != figure.currency for _, _, fact in figure.inside) or any(sum < 0 for sum in sums.values()):
        return None
    return [pair for part, whole, fact in figure.inside for pair in ((whole, -fact.value), (part, fact.value))]


def by_joint(count, figure, measure):
    """The parties whose row is "or more" because they gave with others and their part is not known."""
    if by_member(count, figure, measure) is None:
        return None
    contributions, purchases = count.book.contributions, count.book.purchases

    def givers(ids):
        return {party for id in ids for party, _ in contributions[id].givers}
    sums = {}
    for of, value in figure.whose + moves(count, figure):
        sums[of] = sums.get(of, 0) + value
    named = set()
    for of, value in sums.items():
        if not value or of is None:
            continue
        collection, id = of[:2]
        if len(of) > 2:
            named |= givers(of[2]) if len(givers(of[2])) > 1 else set()
        elif collection == "purchases":
            for ids, _ in payers(purchases[id], contributions) or ():
                named |= givers(ids) if len(givers(ids)) > 1 else set()
        elif len(givers([id])) > 1:
            below = set(count.families.below(id)) - {id}
            alone = [givers([part]) for one, sum_ in sums.items()
                     if one and sum_ and one[0] == "contributions" and (part := one[1]) in below]
            named |= givers([id]) - {party for one in alone if len(one) == 1 for party in one}
    for collection, id in figure.bare:
        paid = payers(purchases[id], contributions) or () if collection == "purchases" else [([id], 1)]
        all_ = {party for ids, _ in paid for party in givers(ids)}
        named |= all_ if len(all_) > 1 else set()
    return sorted(named)


def by_heading(count, figure, measure):
    """The sums of givers by whether all, some or none of them were members that day."""
    found = by_member(count, figure, measure)
    if found is None:
        return None
    counted = set(members(count.book, count.on)["counted"])
    sums = {}
    for name, value in found:
        givers = set(name.split("+"))
        heading = "not stated" if name == "?" else "members" if givers <= counted else \
            "some members" if givers & counted else "others"
        sums.setdefault(heading, []).append(Decimal(value))
    return rows(figure, ((heading, sum(values)) for heading, values in sums.items()))


def by_member(count, figure, measure):
    """By giver: one alone, several together without a split, or not stated."""
    if not figure.clear:
        return None
    contributions = count.book.contributions

    def givers(ids):
        return "+".join(sorted({party for id in ids for party, _ in contributions[id].givers})) or "?"
    found = []
    for of, value in figure.whose:
        if of is None or len(of) > 2:
            # What is of nobody, and shares, which name their contributions.
            found.append((givers(of[2]) if of else "?", value))
        if of is None or of[0] == "purchases":
            continue
        if any(share for _, share in contributions[of[1]].givers):
            # How a published part falls to each step is not among the written rules.
            return None
        found.append((givers([of[1]]), value))
    moved = moves(count, figure)
    if moved is None:
        return None
    found += [(givers([of[1]]), value) for of, value in moved]
    for of, value in figure.whose:
        if of and of[0] == "purchases" and len(of) == 2:
            paid = payers(count.book.purchases[of[1]], contributions)
            if paid is None:
                found.append(("?", value))
                continue
            places = digits(figure.currency)
            for (ids, _), part in zip(paid, shared_out(value, [weight for _, weight in paid], places)):
                found.append((givers(ids), part))
    return rows(figure, found)
