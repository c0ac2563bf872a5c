"""The register itself, sources, parties, agreements, groups, and who belongs by which acts."""

import re

from book import sentence

NAME = "IT coalition: example from public sources to 31 July 2024"
COMPLETE_TO = "2024-07-31"
LAUNCH = "https://www.mil.gov.ua/en/news/2023/09/19/ukraine-estonia-and-luxembourg-have-launched-the-it-coalition/"
SIGNED = "https://www.pravda.com.ua/eng/news/2024/02/14/7441891/"
COUNTED_APART = "https://unn.ua/en/news/ten-countries-sign-agreement-on-cooperation-in-it-for-defense-of-ukraine"
LIST_2025 = "https://open4business.com.ua/de/ukraine-erhaelt-neue-it-ausruestung-von-der-koalition-im-wert-von-2-mio-eur"
LUXEMBOURG_PAPER = "https://lequotidien.lu/politique-societe/ukraine-les-tic-changent-la-donne"
ECB = "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/eurofxref-graph-dkk.en.html"

AREAS = {"it": "IT", "communications": "Communications", "cyber": "Cybersecurity"}
ORGANISATIONS = {"NATO": None, "EU": None, "NSPA": "NATO Support and Procurement Agency"}
ALSO = ["DE", "CA", "ES"]
FOUNDERS = ["EE", "LU", "UA", "BE", "DK", "LT", "LV"]
SIGNATORIES = [*FOUNDERS, "IS", "IT", "NL"]

# Copies that carry no date of their own, and when they were written as far as that is known.
UNDATED = {
    "https://open4business.com.ua/de/it-koalition-liefert-der-ukraine-ausruestung-im-wert-von-900-tausend-euro": "[2024-04-03..2024-05-20]",
    "https://ukrinform.de/amp/rubric-ato/3884762-itkoalition-luxemburg-und-danemark-liefern-netzwerkgerate-im-wert-von-2-millionen-euro.html": "[2024-06-13..2024-10-16]",
    "https://mil.in.ua/en/news/latvia-hands-over-communication-equipment-to-ukraine/": "[2024-04..2024-12]",
    "https://today.rtl.lu/news/luxembourg/a/2183424.html": "2024",
}

# Facts on how things are done, and the record that says so.
MECHANICS = ["agreement", "steering", "nspa", "nspa", "LU", "experts", None, "leadership", "c08", "c03", None, None]


def name(book):
    book.name("memberships", *[f"member {code}" for code in members(book)], "beneficiary UA")
    book.name("agreements", "declaration", "agreement")
    book.name("groups", "steering", "experts", "leadership")
    book.name("rates", "rate")
    for index, source in enumerate(book.facts["sources"]):
        book.name("sources", f"source {index}")
        book.source_ids[source["url"]] = book.id(f"source {index}")
    book.name("sources", "source ecb")
    book.source_ids[ECB] = book.id("source ecb")
    book.areas = {key: book.new() for key in AREAS}


def members(book):
    return {member["code"]: member for member in book.facts["members"]}


def write(book):
    write_register(book)
    write_sources(book)
    write_parties(book)
    write_agreements(book)
    for code, member in members(book).items():
        write_member(book, code, member)
        book.step()


def register(book):
    book.record_ids["register"] = ("register", "self")
    return book.record("register")


def write_register(book):
    own = register(book)
    own.set("name", NAME)
    own.set("purpose", "Information technology, communications and cyber defence for the armed forces of Ukraine.")
    own.set("parent_body", "Ukraine Defence Contact Group")
    own.set("beneficiary", "UA").set("beneficiary_counts", True).set("founded", "2023-09-19")
    own.set("currency", "EUR").set("rate_policy", "day-of-entry").set("complete_to", COMPLETE_TO)
    own.set("standing_note", "Compiled from public reports, not an official register.")
    own.cite_one(LAUNCH, "high")
    for place, (key, label) in enumerate(AREAS.items()):
        book.put("register", "self", f"areas/{book.areas[key]}/name", label)
        book.put("register", "self", f"areas/{book.areas[key]}/order", f"a{place}")
    book.no_place("about/title", "The fact file's own title; the register has one that says that it is an example.")
    book.no_place("about/compiled", "The day of compiling is the date that every change of the example carries.")
    book.no_place("about", "Explains how the fact file is written; the register's own forms are in docs/format.md.")
    book.step()


def write_sources(book):
    for index, source in enumerate(book.facts["sources"]):
        base, record = f"sources/{index}", book.record(f"source {index}")
        record.set("address", source["url"], (f"{base}/url", "same"))
        record.set("publisher", source["publisher"], (f"{base}/publisher", "same"))
        record.set("language", source["language"], (f"{base}/language", "same"))
        known = {"reference": "other"}.get(source["kind"], source["kind"])
        record.set("kind", known, (f"{base}/kind", "same" if known == source["kind"] else "code"))
        notes = [source["note"]] if "note" in source else []
        displayed = re.search(r"page text shows (\d\d)/(\d\d)/(\d{4})", source.get("note", ""))
        if displayed:
            day, month, year = displayed.groups()
            record.set("shown", f"{year}-{month}-{day}")
            record.set("established", source["date"], (f"{base}/date", "same"))
        elif source["url"] in UNDATED:
            exact = UNDATED[source["url"]]
            record.set("established", exact, (f"{base}/date", "same" if exact == source["date"] else "within"))
        else:
            record.set("shown", source["date"], (f"{base}/date", "same"))
        for place, fact in enumerate(book.facts["mechanics"]):
            if fact["topic"] in ("parallel_fund", "forms") and source["url"] in fact["sources"]:
                notes.append(fact["fact"])
                record.says("note", f"mechanics/{place}/fact", "contains")
                record.says("shown", f"mechanics/{place}/date", "same")
                record.says("address", f"mechanics/{place}/sources/0", "same")
        if notes:
            record.set("note", sentence(*notes))
        if "note" in source:
            record.says("note", f"{base}/note", "contains")
    ecb = book.record("source ecb")
    ecb.set("title", "Euro foreign exchange reference rates").set("publisher", "European Central Bank")
    ecb.set("address", ECB).set("language", "en").set("kind", "organisation").set("established", "2024-01-24")
    ecb.set("note", "Holds the rates of all days; dated here by the day of the rate that is taken from it.")
    book.step()


def write_parties(book):
    for code in [*members(book), *ALSO]:
        if code not in ORGANISATIONS:
            book.put("parties", code, "kind", "state")
            book.put("parties", code, "code", code)
    for code, label in ORGANISATIONS.items():
        book.record_ids[f"party {code}"] = ("parties", code)
        party = book.record(f"party {code}").set("kind", "organisation").set("code", code)
        if label is None:
            label = members(book)[code]["name"]
            party.says("name", f"members/{code}/name", "same")
        party.set("name", label)
    for code in members(book):
        if code not in ORGANISATIONS:
            book.no_place(
                f"members/{code}/name",
                "The name of a state comes from the browser in the reader's language; its code is on record.",
            )
    nspa = book.record("party NSPA")
    two = [place for place, at in enumerate(MECHANICS) if at == "nspa"]
    nspa.set("note", sentence(*(book.facts["mechanics"][place]["fact"] for place in two)))
    for place in two:
        mechanic(book, place, nspa)
    book.step()


def mechanic(book, place, record, leaf="note"):
    """Notes that a record says how a thing is done, with the source and its date."""
    base, fact = f"mechanics/{place}", book.facts["mechanics"][place]
    record.says(leaf, f"{base}/fact", "contains").cite(base, fact)
    for index, source in enumerate(book.facts["sources"]):
        if source["url"] == fact["sources"][0] and source["date"] == fact["date"]:
            book.record(f"source {index}").says("established" if source["url"] in UNDATED else "shown", f"{base}/date", "same")


def write_agreements(book):
    facts = book.facts["mechanics"]
    declaration = book.record("declaration").set("name", "Declaration of intent")
    declaration.set("kind", "declaration-of-intent").set("opened", "2023-09-19")
    declaration.set("note", "The first step of joining.").cite_one(LAUNCH, "high")
    agreement = book.record("agreement").set("name", "Cooperation agreement").set("kind", "cooperation-agreement")
    agreement.set("opened", "2024-01-23").set("completed", "2024-02-12").set("until", "2030~")
    agreement.set("note", sentence(facts[0]["fact"], "From which day the six years run is not stated"))
    mechanic(book, 0, agreement)
    other = next(meeting for meeting in book.facts["meetings"] if meeting["id"] == "m06")["conflicting_dates"][0]
    agreement.reading("completed", other["date"], other["source"], "one report dates the signing two days later")
    book.step()
    for key, label in {"steering": "Steering group", "experts": "Four thematic expert groups", "leadership": "Capability coalition leadership group"}.items():
        place = MECHANICS.index(key)
        group = book.record(key).set("name", label)
        if key == "steering":
            group.set("series", "Steering group")
        group.set("purpose", sentence(facts[place]["fact"]))
        mechanic(book, place, group, "purpose")
    book.step()


def write_member(book, code, member):
    base = f"members/{code}"
    record = book.record(f"member {code}").set("party", code, (f"{base}/code", "same"))
    record.cite(base, member)
    notes = [member["note"]] if "note" in member else []
    if code == "JP":
        notes.append(f"On 14 February 2024 it was {member['history'][3]['event']}")
    disputed = code in ("JP", "GB")
    if code == "GB":
        record.set("from", "2024-01-27")
        late = record.reading("from", member["date"], SIGNED, "the day on which the declaration of intent was reported")
        late.says("value", f"{base}/date", "same").says("value", f"{base}/date_precision", "precision")
        late.says("value", f"{base}/date_kind", "present")
    else:
        record.date("from", base, member)
        if member["date_kind"] == "joined":
            record.says("from", f"{base}/date_kind", "present")
    if disputed:
        READINGS[code](book, record, member)
    elif code == "UA":
        record.set("role", "member", (f"{base}/role", "code"), (f"{base}/status", "same"))
        other = book.record("beneficiary UA").set("party", "UA").set("from", member["date"])
        other.set("role", "beneficiary", (f"{base}/role", "code")).cite(base, member, only=[0])
    else:
        record.set("role", member["role"], (f"{base}/role", "same"))
        if code == "US":
            listed = record.reading("role", "member", LIST_2025, "one list of April 2025 names it, another of the same week does not")
            listed.says("value", f"{base}/status", "present")
            record.says("acts", f"{base}/joined_act", "absent")
        else:
            record.says("role", f"{base}/status", "same" if member["status"] == member["role"] else "code")
    write_acts(book, code, member, record)
    if member["date_kind"] == "first_present" and code != "US":
        book.after.append((code, f"{base}/joined_act"))
    if member["date_kind"] == "first_present":
        book.after.append((code, f"{base}/date_kind"))
    if code == "LU":
        notes.append(book.facts["mechanics"][4]["fact"])
        mechanic(book, 4, record)
    if notes:
        record.set("note", sentence(*notes))
        if "note" in member:
            record.says("note", f"{base}/note", "contains")


def act(record, kind, date, address=None, confidence=None, note=None, agreement=None):
    line = record.line("acts").set("kind", kind).set("date", date)
    if agreement:
        line.set("agreement", record.book.id(agreement))
    if note:
        line.set("note", sentence(note))
    if address:
        line.cite_one(address, confidence)
    return line


def write_acts(book, code, member, record):
    base, sure = f"members/{code}", member["confidence"]
    said = f"{base}/joined_act"
    if code in ("EE", "LU"):
        ready = member["history"][0]
        first = act(record, "intention", ready["date"], "https://www.pravda.com.ua/eng/news/2023/06/15/7407044/", sure, ready["event"])
        first.says("date", f"{base}/history/0/date", "same").says("note", f"{base}/history/0/event", "text")
    if code in FOUNDERS:
        act(record, "declaration-of-intent", "2023-09-19", LAUNCH, sure, None, "declaration").says("kind", said, "code")
    if code == "IS":
        act(record, "first-listed", member["date"], member["sources"][0], sure, member["joined_act"].split(";")[0]).says("note", said, "part")
    if code == "IT":
        act(record, "intention", "[2023-09-19..2023-12-22]", member["sources"][2], sure).says("kind", said, "code")
        listed = act(record, "first-listed", member["date"], member["sources"][0], sure)
        listed.says("kind", f"{base}/date_kind", "code")
    if code == "NL":
        act(record, "first-listed", member["date"], member["sources"][0], sure, member["joined_act"]).says("note", said, "text")
    if code in SIGNATORIES:
        known = code in ("EE", "LU")
        date = member["history"][1]["date"] if known else "[2024-01-23..2024-02-12]"
        note = member["history"][1]["event"] if known else None
        signed = act(record, "agreement-signed", date, SIGNED, sure, note, "agreement")
        if known:
            signed.says("date", f"{base}/history/1/date", "same").says("note", f"{base}/history/1/event", "text")
        if code != "NL":
            signed.says("kind", said, "code")


def history(line, code, place):
    base = f"members/{code}/history/{place}"
    line.says("note", f"{base}/event", "text").says("date", f"{base}/date", "same")
    line.says(f"sources/{line.last_citation}/source", f"{base}/source", "source")


def read_japan(book, record, member):
    base, past, sure = "members/JP", member["history"], member["confidence"]
    for kind, place in (("intention", 0), ("first-listed", 1)):
        line = act(record, kind, past[place]["date"], past[place]["source"], sure, past[place]["event"])
        history(line, "JP", place)
        if kind == "first-listed":
            line.says("kind", f"{base}/date_kind", "code").says("kind", f"{base}/joined_act", "code")
    listed = record.reading("role", "member", member["sources"][0], "listed among the members in December 2023")
    listed.says("value", f"{base}/role", "same").says("value", f"{base}/status", "same")
    record.reading("role", "member", member["sources"][1], "listed as a member on 27 January 2024")
    guest = record.reading("role", "observer", past[2]["source"], past[2]["event"], f"{base}/history/2/source")
    guest.says("reason", f"{base}/history/2/event", "text")
    record.cite_one(past[3]["source"], sure, f"{base}/history/3/source")
    record.says("note", f"{base}/history/3/event", "contains")
    # Both days stand with their meetings, as the day that another source gives.
    book.days += [(f"{base}/history/2/date", "m05"), (f"{base}/history/3/date", "m06")]


def read_kingdom(book, record, member):
    base, past, sure = "members/GB", member["history"], member["confidence"]
    kinds = ["intention", "first-listed", "declaration-of-intent", "counted-as-observer"]
    for place, kind in enumerate(kinds):
        agreement = "declaration" if kind == "declaration-of-intent" else None
        line = act(record, kind, past[place]["date"], past[place]["source"], sure, past[place]["event"], agreement)
        history(line, "GB", place)
        if agreement:
            line.says("kind", f"{base}/joined_act", "code")
            line.reading("date", "2024-02-12", SIGNED, "the day on which the signing of the agreement was completed")
    listed = record.reading("role", "member", past[1]["source"], "listed as a member on 27 January 2024")
    listed.says("value", f"{base}/role", "same").says("value", f"{base}/status", "same")
    record.reading("role", "member", "https://news.err.ee/1609254561/estonia-joins-drone-demining-coalitions-to-support-ukraine", "counted among eleven members on 15 February 2024")
    record.reading("role", "observer", COUNTED_APART, "has declared its intent, without membership")
    record.reading("role", "observer", LUXEMBOURG_PAPER, "counted among the seven observers on 3 April 2024, about to join")


READINGS = {"JP": read_japan, "GB": read_kingdom}


def write_mechanics(book):
    """What is left of the facts on how things are done."""
    for place, _ in enumerate(book.facts["mechanics"]):
        book.no_place(f"mechanics/{place}/topic", "The fact file's own heading.")
