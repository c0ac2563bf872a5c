"""Contributions with their entries, purchases, the rate, and the figures that others made public.

The sources of a contribution stand at its entries, those of a purchase at the purchase: they hold for its lines.
"""

from book import amount, cap, day_or_set, sentence

from parties import ECB

FORMS = {"money": "financial", "in_kind": "in-kind", "mixed": "mixed", "money_and_experts": "mixed"}
STEPS = {"announced": "pledge", "approved": "commitment", "provided": "delivery", "delivered": "delivery", "confirmed": "pledge"}
AREA_OF = {"c03": "cyber", "c04": "cyber", "c08": "it", "c10": "it", "c11": "communications"}
AT_MEETING = {"c01": "m02", "c02": "m03", "c03": "m04", "c04": "m04", "c09": "m12", "c10": "m12"}
CONFIRMED = ["c01", "c02", "c03", "c04", "c05", "c06"]
OWN = ["c01", "c02", "c03", "c04", "c05", "c06", "c08", "c09", "c10", "c11"]
NEW_IN_APRIL = ["EE", "LU"]
DELIVERED_TOO = ["GB", "CA"]
# Notes that name other facts by their labels, said in words.
REWORDED = {
    "c09": "One sum for four donors. Only Estonia's 2 million, for the Oberih register system, is given apart; Belgium's part may be its commitment of 17 May 2024.",
    "c12": "Total of deliveries to that day, so it overlaps the first order and the network equipment.",
}
LETTER = 1  # the letter to the Dutch parliament among the sources of c03

PURCHASE_AREAS = {"p01": "communications", "p02": "it", "p03": "cyber", "p05": "it"}
PURCHASE_STEPS = {"delivered": "delivered", "ordered": "ordered", "planned": "need"}
PAID_BY = {"p03": ["c01", "c04"], "p05": ["c10"]}

MEASURES = {"confirmed": "pledged", "money": "pledged", "contributions": "pledged", "committed": "committed", "raised": "raised", "delivered": "delivered"}
# Totals said again at a meeting or in the list of contributions: kept once.
TOTAL_AT = {0: ("m05", "c07"), 2: ("m07", None), 3: ("m09", None), 4: ("m12", None), 8: (None, "c12")}


def name(book):
    book.name("contributions", *OWN, *(f"april {code}" for code in NEW_IN_APRIL))
    book.name("contributions", *(f"delivered {code}" for code in DELIVERED_TOO), "lookalike 0")
    book.name("purchases", *PURCHASE_AREAS)
    book.name("reported", *(f"total {place}" for place, _ in enumerate(book.facts["totals"])))
    book.name("reported", *(f"count {place}" for place, _ in enumerate(book.facts["member_counts"])))


def write(book):
    facts = {fact["id"]: fact for fact in book.facts["contributions"]}
    for label in OWN:
        write_contribution(book, label, facts[label], facts["c07"])
        book.step()
    write_new_in_april(book)
    write_delivered_too(book, facts["c12"])
    write_lookalike(book)
    rate = book.record("rate").set("rate", {"base": "EUR", "quote": "DKK", "value": "7.4568"})
    rate.set("day", "2024-01-24").set("kind", "ecb").cite_one(ECB, "high")
    book.step()
    for fact in book.facts["purchases"]:
        (write_not_a_purchase if fact["id"] == "p13" else write_purchase)(book, fact)
        book.step()
    for place, fact in enumerate(book.facts["totals"]):
        write_total(book, place, fact, facts)
        book.step()
    for place, fact in enumerate(book.facts["member_counts"]):
        write_count(book, place, fact)
    book.step()


def header(book, label, fact):
    """What stands over the entries."""
    base, record = f"contributions/{label}", book.record(label)
    book.note(f"{base}/id", f"{record.collection}/{record.record_id}", "record")
    for place, code in enumerate(fact["contributors"]):
        line = record.line("contributors", place if len(fact["contributors"]) > 1 else None)
        line.set("party", code, (f"{base}/contributors/{place}", "same"))
    record.set("purpose", cap(fact["purpose"]), (f"{base}/purpose", "text"))
    form = FORMS[fact["form"]]
    record.set("form", form, (f"{base}/form", "same" if form == fact["form"] else "code"))
    if label in AREA_OF:
        record.set("area", book.areas[AREA_OF[label]])
    if "split" in fact:
        record.set("split", "not-published", (f"{base}/split", "code"))
    if "note" in fact:
        said = REWORDED.get(label, fact["note"])
        record.set("note", said, (f"{base}/note", "words" if label in REWORDED else "same"))
    return record


def entry(record, kind, act, date):
    return record.line("entries").set("kind", kind).set("act", act).set("date", date)


def write_contribution(book, label, fact, confirmation):
    base, record = f"contributions/{label}", header(book, label, fact)
    if fact["status"] == "provided":
        record.cite(base, fact, only=range(1, len(fact["sources"])))
        said = entry(record, "pledge", fact["date_kind"], fact["date"]).cite(base, fact, only=[0])
        given = entry(record, "delivery", fact["status"], fact["date"]).cite(base, fact, only=[0])
        said.amount("amount", base, fact).says("act", f"{base}/date_kind", "same").says_date("date", base, fact)
        given.says("kind", f"{base}/status", "code").says("act", f"{base}/status", "same").amount("amount", base, fact)
    else:
        first = entry(record, STEPS[fact["status"]], fact["status"], day_or_set(fact)).cite(base, fact)
        first.amount("amount", base, fact).says_date("date", base, fact)
        first.says("kind", f"{base}/status", "code" if STEPS[fact["status"]] != fact["status"] else "same")
        first.says("act", f"{base}/date_kind", "same")
        if label in AT_MEETING:
            first.set("meeting", book.id(AT_MEETING[label]))
        if label == "c11":
            first.set("basis", "unknown")
        for field in ("conflicting_amounts", "reported_equivalents"):
            for place, other in enumerate(fact.get(field, [])):
                read_amount(first, f"{base}/{field}/{place}", other)
        if label == "c08":
            approve(book, first, record, fact)
    if label == "c03":
        letter = entry(record, "commitment", "letter to parliament", "2024-01-29").set("amount", amount(fact["amount"], fact["currency"]))
        letter.set("note", sentence(book.facts["mechanics"][9]["fact"])).cite(base, fact, only=[LETTER])
        told(book, 9, letter)
    if label in CONFIRMED:
        confirm(book, label, record, confirmation)
    if label == "c10":
        whole = record.line("relations").set("kind", "part-of").set("to", book.id("c09")).set("certainty", "certain")
        whole.says("to", f"{base}/part_of", "record-of")
    if label == "c08":
        possibly_in_may(book, record)


def read_amount(line, base, other):
    reading = line.line("readings").set("field", "amount")
    reading.set("value", amount(other["amount"], other["currency"], other.get("qualifier")))
    reading.says("value#value", f"{base}/amount", "same").says("value#currency", f"{base}/currency", "same")
    if "qualifier" in other:
        reading.says("value#qualifier", f"{base}/qualifier", "code")
    reading.set("source", line.book.source_ids[other["source"]], (f"{base}/source", "source"))


def told(book, place, line):
    """A step of national approval, told in a note of the entry."""
    line.says("note", f"mechanics/{place}/fact", "contains").says("date", f"mechanics/{place}/date", "same")
    line.cite(f"mechanics/{place}", book.facts["mechanics"][place])


def approve(book, first, record, fact):
    first.set("note", sentence(book.facts["mechanics"][8]["fact"]))
    told(book, 8, first)
    base, bound = "contributions/c08/upper_bound", fact["upper_bound"]
    larger = record.line("larger").set("what", cap(bound["what"]), (f"{base}/what", "text"))
    larger.amount("amount", base, bound).says("amount#currency", "contributions/c08/currency", "same")
    larger.cite("contributions/c08", fact)


def confirm(book, label, record, fact):
    said = entry(record, "statement", fact["status"], fact["date"]).set("meeting", book.id("m05"))
    said.cite("contributions/c07", fact)
    place = fact["double_counts"].index(label)
    said.says("kind", f"contributions/c07/double_counts/{place}", "statement")
    said.says("act", "contributions/c07/status", "same").says("act", "contributions/c07/date_kind", "same")


def possibly_in_may(book, record):
    record.line("relations").set("kind", "part-of").set("to", book.id("c09")).set("certainty", "possible")


def write_new_in_april(book):
    meeting = next(fact for fact in book.facts["meetings"] if fact["id"] == "m10")
    for code in NEW_IN_APRIL:
        record = book.record(f"april {code}").set("purpose", "New contribution announced at the second meeting of the steering group")
        record.line("contributors").set("party", code)
        said = entry(record, "pledge", "announced", meeting["date"]).set("meeting", book.id("m10")).cite("meetings/m10", meeting)
        said.says("kind", "meetings/m10/decisions/2", "code")
        possibly_in_may(book, record)
        book.step()


def write_delivered_too(book, fact):
    for code in DELIVERED_TOO:
        record = book.record(f"delivered {code}").set("purpose", "Equipment delivered by the summer of 2024; its value is not published")
        record.line("contributors").set("party", code, (f"contributions/c12/contributors/{fact['contributors'].index(code)}", "same"))
        record.set("form", FORMS[fact["form"]], ("contributions/c12/form", "code"))
        given = entry(record, STEPS[fact["status"]], fact["status"], day_or_set(fact)).cite("contributions/c12", fact)
        given.says_date("date", "contributions/c12", fact).says("act", "contributions/c12/status", "same")
        book.step()


def write_lookalike(book):
    for place, fact in enumerate(book.facts["lookalikes"]):
        base, record = f"lookalikes/{place}", book.record(f"lookalike {place}")
        record.line("contributors").set("party", fact["who"], (f"{base}/who", "same"))
        record.set("purpose", cap(fact["what"]), (f"{base}/what", "text")).set("outside", True)
        said = entry(record, "pledge", "announced", fact["date"]).amount("amount", base, fact)
        said.says("date", f"{base}/date", "same").cite(base, fact)
        book.step()


def write_purchase(book, fact):
    label, stage = fact["id"], fact["stage"]
    base, record = f"purchases/{label}", book.record(label)
    book.note(f"{base}/id", f"{record.collection}/{record.record_id}", "record")
    record.set("title", fact["what"], (f"{base}/what", "same")).set("need", cap(fact["area"]), (f"{base}/area", "text"))
    record.set("area", book.areas[PURCHASE_AREAS[label]], (f"{base}/area", "code")).cite(base, fact)
    step = record.line("steps").set("kind", PURCHASE_STEPS[stage]).date("date", base, fact)
    step.says("kind", f"{base}/stage", "same" if PURCHASE_STEPS[stage] == stage else "code")
    if stage == "delivered":
        there = record.line("deliveries").date("date", base, fact).amount("value", base, fact)
        there.set("receipt", "not-stated").set("received_by", "UA")
    else:
        step.amount("value", base, fact)
    if label == "p02":
        step.set("meeting", book.id("m11"))
    write_shares(book, label, fact, record)
    if fact["procurement_agent"]:
        record.set("agent", fact["procurement_agent"], (f"{base}/procurement_agent", "same"))
    else:
        record.says("agent", f"{base}/procurement_agent", "absent")
    record.says("supplier", f"{base}/supplier", "absent").says("items", f"{base}/items", "absent")


def write_shares(book, label, fact, record):
    base, share = f"purchases/{label}/funders", record.line("shares")
    if not fact["funders"]:
        share.set("note", "Funder not stated.").says("of", base, "absent")
        return
    for place, contribution in enumerate(PAID_BY[label]):
        of = share.line("of", place if len(PAID_BY[label]) > 1 else None).set("contribution", book.id(contribution))
        of.says("contribution", f"{base}/{place}", "giver")
    if len(PAID_BY[label]) > 1:
        share.set("split", "not-published")


def write_not_a_purchase(book, fact):
    """The Danish money again, by its purpose: the fields stand in that contribution."""
    base, collection, record = "purchases/p13", *book.record_ids["c04"]
    body = next(change["body"] for _, change in book.changes if record in change["body"].get(collection, {}))
    danish = body[collection][record]
    first = next(id for id, line in danish["entries"].items() if line["kind"] == "pledge")
    giver = next(iter(danish["contributors"]))
    at = f"{collection}/{record}"
    book.note(f"{base}/id", at, "record")
    book.note(f"{base}/what", f"{at} purpose", "contains")
    book.note(f"{base}/area", f"{at} area", "code")
    book.note(f"{base}/amount", f"{at} entries/{first}/amount#value", "same")
    book.note(f"{base}/currency", f"{at} entries/{first}/amount#currency", "same")
    book.note(f"{base}/amount_qualifier", f"{at} entries/{first}/amount#qualifier", "absent")
    book.note(f"{base}/date", f"{at} entries/{first}/date", "same")
    book.note(f"{base}/date_precision", f"{at} entries/{first}/date", "precision")
    book.note(f"{base}/funders/0", f"{at} contributors/{giver}/party", "same")
    for place, address in enumerate(fact["sources"]):
        source = book.source_ids[address]
        line = next(id for id, cited in danish["entries"][first]["sources"].items() if cited["source"] == source)
        book.note(f"{base}/sources/{place}", f"{at} entries/{first}/sources/{line}/source", "source")
        book.note(f"{base}/confidence", f"{at} entries/{first}/sources/{line}/confidence", "same")
    book.no_place(base, "Not a purchase but the purpose of the Danish contribution, so it has no stage, items, agent or supplier.")


def said_by(book, fact):
    """Who said a figure, where the source is a government's own text."""
    for source in book.facts["sources"]:
        if source["url"] == fact["sources"][0] and source["kind"] == "government":
            return source["publisher"]
    return None


def write_total(book, place, fact, contributions):
    base, record = f"totals/{place}", book.record(f"total {place}")
    measure = MEASURES.get(fact["kind"])
    record.set("word", fact["kind"], (f"{base}/kind", "same")).set("kept", "ours" if measure else "other")
    if measure:
        record.set("measure", measure, *([] if measure == fact["kind"] else [(f"{base}/kind", "code")]))
    record.amount("amount", base, fact).set("stated_to", "1000000").date("date", base, fact).set("span", "to-date")
    meeting, contribution = TOTAL_AT.get(place, (None, None))
    given = contributions.get(contribution)
    record.set("whose", "named" if given else "all").set("scope", "money" if fact["kind"] == "money" else "all")
    notes = [fact["what"], fact.get("note")]
    record.cite(base, fact)
    if meeting:
        record.set("meeting", book.id(meeting))
        say_again(record, f"meetings/{meeting}/totals_reported/0", book.facts["meetings"], meeting)
    if given:
        notes += claim(book, record, contribution, given)
    record.set("note", sentence(*notes)).says("note", f"{base}/what", "contains")
    if "note" in fact:
        record.says("note", f"{base}/note", "contains")
    by = "Minister of Luxembourg" if "Luxembourg minister" in fact["what"] else said_by(book, fact)
    if by:
        record.set("by", by)


def say_again(record, base, meetings, meeting):
    """The same total among the facts of a meeting."""
    total = next(fact for fact in meetings if fact["id"] == meeting)["totals_reported"][0]
    record.says("amount#value", f"{base}/amount", "same").says("amount#currency", f"{base}/currency", "same")
    record.says("amount#qualifier", f"{base}/qualifier", "absent" if total["qualifier"] == "exact" else "same")


def claim(book, record, label, fact):
    """The same total among the contributions: a sum that repeats what others gave."""
    base = f"contributions/{label}"
    book.note(f"{base}/id", f"{record.collection}/{record.record_id}", "record")
    for place, code in enumerate(fact["contributors"]):
        record.line("parties", place).set("party", code, (f"{base}/contributors/{place}", "same"))
    record.amount("amount", base, fact).says_date("date", base, fact).cite(base, fact)
    note = REWORDED.get(label, fact["note"])
    record.says("note", f"{base}/purpose", "contains").says("note", f"{base}/note", "contains" if note == fact["note"] else "words")
    if label == "c07":
        record.says("scope", f"{base}/form", "code")
    if label == "c12":
        record.says("word", f"{base}/status", "same")
        record.says("amount", f"{base}/date_kind", "present")
        record.says("note", f"{base}/split", "contains")
        return [fact["purpose"], note, "The split is not published"]
    return [fact["purpose"], note]


def write_count(book, place, fact):
    base, record = f"member_counts/{place}", book.record(f"count {place}")
    of_members = "kick-off" not in fact["what"]
    record.set("count", fact["count"], (f"{base}/count", "same")).date("date", base, fact)
    record.set("word", cap(fact["what"]), (f"{base}/what", "text")).set("span", "to-date").cite(base, fact)
    record.set("kept", "ours" if of_members else "other")
    if of_members:
        record.set("measure", "members")
    by = said_by(book, fact)
    if by:
        record.set("by", by)
