"""Who belongs on a day (0023)."""
import dates


def members(book, on):
    own = book.own
    beneficiary = own.get("beneficiary")
    roles, unsettled = {}, set()
    for node in book.memberships.values():
        party = node.get("party")
        if not party or not holds(node, on):
            continue
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
        "beneficiaries": served,
        "disputed": disputed,
    }
    return {name: sorted(ids) for name, ids in listed.items()}


def contradict(roles):
    """Whoever belongs does not only watch, work with it, or stand asked to join."""
    return bool(roles & {"lead", "member"}) and bool(roles & {"observer", "partner", "invited"})


def holds(node, on):
    """Whether a membership holds on a day; one without any date does from the beginning."""
    acts = [(act.get("kind"), dates.last_day(act["date"])) for act in node.get("acts", {}).values() if "date" in act]
    joined = [day for kind, day in acts if day and kind != "left"]
    start = dates.last_day(node["from"]) if "from" in node else min(joined, default=None)
    left = [day for kind, day in acts if day and kind == "left"]
    end = dates.last_day(node["until"]) if "until" in node else min(left, default=None)
    return not (start and on < start or end and on > end)
