"""Who belongs on a day (0023)."""
import dates


def members(book, on, published=None):
    """`published`: without the memberships that were surely made public later."""
    own = book.own
    beneficiary = own.get("beneficiary")
    roles, unsettled, undated = {}, set(), []
    for id, node in book.memberships.items():
        party = node.get("party")
        if not party or not holds(node, on) or later(book, published, node, *node.get("acts", {}).values()):
            continue
        if not begins(node):
            undated.append(id)
        held = roles.setdefault(party, set())
        if node.get("role"):
            held.add(node["role"])
        elif any(reading.get("field") == "role" for reading in node.get("readings", {}).values()):
            unsettled.add(party)
    known = {node.get("party") for node in book.memberships.values()}
    if beneficiary and beneficiary not in known:
        founded = own.get("founded")
        if not founded or dates.last_day(founded) <= on:
            roles[beneficiary] = {"beneficiary"}
    disputed = unsettled | {party for party, held in roles.items() if contradict(held)}
    served = {party for party, held in roles.items() if party == beneficiary or "beneficiary" in held}
    counted = {party for party, held in roles.items() if held & {"lead", "member"}} - served - disputed
    if own.get("beneficiary_counts") is True:
        counted |= served - disputed
    listed = {
        "counted": counted,
        "leads": {party for party, held in roles.items() if "lead" in held} - disputed,
        "observers": {party for party, held in roles.items() if "observer" in held} - disputed,
        "partners": {party for party, held in roles.items() if "partner" in held} - disputed,
        "invited": {party for party, held in roles.items() if "invited" in held} - disputed,
        "beneficiaries": served,
        "disputed": disputed,
        "undated": undated,
    }
    return {name: sorted(ids) for name, ids in listed.items()}


def later(book, published, *nodes):
    """Whether the earliest source of all is of a later day; without a dated source nothing says so."""
    days = [day for day in map(book.earliest_source, nodes) if day]
    return bool(published and days and min(days) > published)


def contradict(roles):
    """Whoever belongs does not only watch, work with it, or stand asked to join."""
    return bool(roles & {"lead", "member"}) and bool(roles & {"observer", "partner", "invited"})


def acts(node, left):
    """The days of the acts of a membership: of leaving, or of all others."""
    days = [dates.last_day(act["date"]) for act in node.get("acts", {}).values()
            if "date" in act and (act.get("kind") == "left") == left]
    return [day for day in days if day]


def begins(node):
    return dates.last_day(node["from"]) if "from" in node else min(acts(node, False), default=None)


def holds(node, on):
    """Whether a membership holds on a day; one without any date does from the beginning."""
    start = begins(node)
    end = dates.last_day(node["until"]) if "until" in node else min(acts(node, True), default=None)
    return not (start and on < start or end and on > end)
