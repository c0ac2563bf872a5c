"""What was new at a meeting (0026): raised, less raised without the entries that name it."""
from decimal import Decimal

from figure import plain
from fold import records
from measures import Count
from sums import in_time, known


def new_at_all(book, on, currency, published=None):
    """What was new at each meeting of a register, by its id, as seen on a day."""
    return {id: new_at(book, id, on, currency, published) for id in records(book.tree, "meetings")}


def new_at(book, meeting, on, currency, published=None):
    named = [fact for one in book.contributions.values() if not one.outside for fact in one.facts
             if fact.meeting == meeting and in_time(fact, on, published)]
    if not named:
        return {"day": None, "amount": "0", "of": [], "unvalued": 0, "unconverted": [], "possible": "0", "first": []}
    last = max(fact.day for fact in named)
    whole = Count(book, on, currency, published, until=last)
    less = Count(book, on, currency, published, until=last, but=meeting)
    have, had = whole.figure("raised"), less.figure("raised")
    beside = {code: have.unconverted.get(code, Decimal(0)) - had.unconverted.get(code, Decimal(0))
              for code in sorted({*have.unconverted, *had.unconverted})}
    return {
        "day": last.isoformat(),
        "amount": plain(have.amount - had.amount),
        "of": by_record(have, had),
        "unvalued": len(unvalued(whole, have) - unvalued(whole, had)),
        "unconverted": [[code, plain(value)] for code, value in beside.items() if value],
        "possible": plain(have.possible - had.possible),
        "first": first_figures(less.sums, named),
    }


def by_record(have, had):
    """The change of each contribution; none where the rules do not say whose a family's sum is."""
    if not (have.clear and had.clear):
        return None
    sums = {}
    for figure, sign in ((have, 1), (had, -1)):
        for (_, id), value in figure.whose:
            sums[id] = sums.get(id, Decimal(0)) + sign * value
    return [[id, plain(value)] for id, value in sorted(sums.items()) if value]


def unvalued(count, figure):
    """Who is without a figure: contributions, or families in which money is said again or made good."""
    families = count.families
    family = {id: ids for ids in families.all for id in ids if any(one in families.tied for one in ids)}
    return {family.get(id, (id,)) for _, id in figure.bare}


def first_figures(before, named):
    """Contributions that were on record without a figure and got their first one by an entry of the meeting."""
    found = []
    for id in sorted({fact.of[1] for fact in named if known(fact)}):
        day = min(fact.day for fact in named if fact.of[1] == id and known(fact))
        others = before.facts[id]
        if any(fact.day < day for fact in others) and not any(map(known, others)):
            found.append(id)
    return found
