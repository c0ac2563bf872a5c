"""Meetings with their attendance and outcomes, what followed from them, and who was asked to join."""

from book import cap, sentence

KINDS = {
    "udcg": "parent-body",
    "kick_off": "kick-off",
    "steering_group": "steering-group",
    "signing": "signing",
    "ministers": "ministers",
}
SERIES = {"udcg": "Ukraine Defence Contact Group", "steering_group": "Steering group"}
COUNTRY = {"Brussels": "BE", "Ramstein": "DE", "Luxembourg": "LU", "Tallinn": "EE"}
UNKNOWN_PLACES = ("not stated", "not established", "not found")
MINISTRY = "https://ua-news.in.ua/y-minoboroni-vidbylosia-pershe-zasidannia-it-koalicii"

# What the one point of the agenda that we make of each report is called.
TITLES = {
    "m01": "Idea of an IT coalition",
    "m02": "Founding",
    "m03": "Contributions",
    "m04": "Joining, signing and contributions",
    "m05": "Priorities and first purchases",
    "m06": "Cooperation agreement",
    "m07": "First purchase orders",
    "m08": "State of the contributions",
    "m09": "Concept and governance",
    "m10": "Expert groups, roadmap and contributions",
    "m11": "Deliveries and orders",
    "m12": "Deliveries, contributions and joining",
}
DECIDED = {("m02", 0), ("m04", 1), ("m05", 0), ("m05", 1), ("m06", 0), ("m10", 0), ("m10", 1)}
PURCHASES = {("m11", 0): "p01", ("m11", 1): "p02", ("m12", 0): "p01"}
# In the room according to the sources; of the others we know that they signed or spoke.
IN_THE_ROOM = ("m01", "m02", "m05", "m10")
GUESTS = {"m05": ("DE", "PL", "US", "JP")}
LEADS = ("EE", "LU")
OBSERVERS = ("NATO", "EU")

OUTREACH_MEETINGS = {0: "m05", 1: "m08", 2: "m09", 4: "m11", 5: "m12"}


def name(book):
    book.name("meetings", *(meeting["id"] for meeting in book.facts["meetings"]))
    book.name("actions", "first orders")
    book.name("outreach", *(f"outreach {place}" for place, _ in enumerate(book.facts["outreach"])))
    book.after, book.days = [], []


def write(book):
    for meeting in book.facts["meetings"]:
        write_meeting(book, meeting)
        book.step()
    action = book.record("first orders").set("text", "Release the first purchase orders")
    action.set("owner", "NSPA").set("state", "done").set("made_at", book.id("m05")).set("closed_at", book.id("m07"))
    action.cite("meetings/m07", meeting_of(book, "m07"))
    book.step()
    for place, fact in enumerate(book.facts["outreach"]):
        write_outreach(book, place, fact)
        book.step()


def meeting_of(book, label):
    return next(meeting for meeting in book.facts["meetings"] if meeting["id"] == label)


def write_meeting(book, meeting):
    label = meeting["id"]
    base, record = f"meetings/{label}", book.record(label)
    book.note(f"{base}/id", f"{record.collection}/{record.record_id}", "record")
    kind = KINDS[meeting["kind"]]
    record.set("kind", kind, (f"{base}/kind", "same" if kind == meeting["kind"] else "code"))
    if meeting["kind"] in SERIES:
        record.set("series", SERIES[meeting["kind"]])
    record.set("title", meeting["title"], (f"{base}/title", "same"))
    record.date("date", base, meeting).cite(base, meeting)
    write_place(book, label, meeting, record)
    for place, other in enumerate(meeting.get("conflicting_dates", [])):
        at = f"{base}/conflicting_dates/{place}"
        reading = record.reading("date", other["date"], other["source"], None, f"{at}/source")
        reading.says("value", f"{at}/date", "same")
        for day, where in book.days:
            if where == label:
                reading.says("value", day, "same")
    write_attendance(book, label, meeting, record)
    write_counts(book, label, meeting, record)
    write_outcomes(book, label, meeting, record)
    if "note" in meeting:
        record.set("note", meeting["note"], (f"{base}/note", "same"))
    if not meeting["totals_reported"]:
        book.no_place(f"{base}/totals_reported", "An empty list: no total was reported at this meeting.")


def write_place(book, label, meeting, record):
    at, place = f"meetings/{label}/place", meeting["place"]
    if place in UNKNOWN_PLACES:
        record.says("place", at, "absent")
    elif place == "online":
        record.set("place", {"online": True}).says("place#online", at, "code")
    else:
        record.set("place", {"country": COUNTRY[place], "name": place}).says("place#name", at, "same")
    if label == "m05":
        there = {"country": "UA", "name": "Ministry of Defence of Ukraine"}
        record.reading("place", there, MINISTRY, "one report places it at the Ukrainian ministry")


def capacity(label, code):
    """As what a party took part on that day; before the founding nobody had a role."""
    if label == "m01":
        return None
    if code in GUESTS.get(label, ()):
        return "guest"
    if code in LEADS:
        return "lead"
    if code in OBSERVERS:
        return "observer"
    return "beneficiary" if code == "UA" else "member"


def write_attendance(book, label, meeting, record):
    base = f"meetings/{label}"
    for place, code in enumerate(meeting["attendees"]):
        line = record.line("attendance", chr(ord("a") + place)).set("party", code, (f"{base}/attendees/{place}", "same"))
        role = capacity(label, code)
        if role:
            line.set("capacity", role)
        line.set("presence", "present" if label in IN_THE_ROOM else "not-stated")
        for member, fact in book.after:
            if member == code and (label == "m05" or label == "m10" and "meetings" in book.fields[fact]):
                line.says("presence", fact, "code")
    if not meeting["attendees"]:
        record.says("attendance", f"{base}/attendees", "absent")
    more = meeting.get("attendee_count", 0) > len(meeting["attendees"])
    record.set("list_complete", "no" if more else "not-stated")


def write_counts(book, label, meeting, record):
    base = f"meetings/{label}"
    who = {"m02": "nations present", "m10": "participating nations"}
    for field, of in (("attendee_count", who.get(label)), ("observer_count", "observers")):
        if field not in meeting:
            continue
        line = record.line("counts").set("of", of).set("count", meeting[field], (f"{base}/{field}", "same"))
        if field == "attendee_count":
            for place, other in enumerate(meeting.get("conflicting_counts", [])):
                at = f"{base}/conflicting_counts/{place}"
                line.reading("count", other["count"], other["source"], None, f"{at}/source").says("value", f"{at}/count", "same")


def write_outcomes(book, label, meeting, record):
    base = f"meetings/{label}"
    if not meeting["decisions"]:
        record.says("agenda", f"{base}/decisions", "absent")
        return
    item = record.line("agenda").set("title", TITLES[label])
    for place, text in enumerate(meeting["decisions"]):
        outcome = item.line("outcomes", place).set("text", sentence(text), (f"{base}/decisions/{place}", "text"))
        outcome.set("kind", "decision" if (label, place) in DECIDED else "information")
        if (label, place) in PURCHASES:
            outcome.set("purchase", book.id(PURCHASES[label, place]))
        if (label, place) == ("m05", 1):
            outcome.set("action", book.id("first orders"))
    if label == "m05":
        record.line("priorities").set("text", "The most urgent needs first")
    if label == "m10":
        roadmap, place = book.facts["mechanics"][6], 6
        item.set("text", sentence(roadmap["fact"]), (f"mechanics/{place}/fact", "text"))
        record.says("date", f"mechanics/{place}/date", "same").says("date", "mechanics/5/date", "same")
        record.cite(f"mechanics/{place}", roadmap)


def write_outreach(book, place, fact):
    base, record = f"outreach/{place}", book.record(f"outreach {place}")
    inward = fact["to"] == "coalition"
    record.set("direction", "inward" if inward else "outward")
    if inward:
        record.set("party", fact["by"], (f"{base}/by", "same")).says("direction", f"{base}/to", "code")
    else:
        record.set("by", fact["by"], (f"{base}/by", "same"))
        record.set("group", cap(fact["to"]), (f"{base}/to", "text"))
    record.set("stage", "interested" if inward else "contacted")
    record.date("date", base, fact).set("said", sentence(fact["what"]), (f"{base}/what", "text"))
    if place in OUTREACH_MEETINGS:
        record.set("meeting", book.id(OUTREACH_MEETINGS[place]))
    if fact["result"]:
        record.set("result", sentence(fact["result"]), (f"{base}/result", "text"))
    else:
        record.says("result", f"{base}/result", "absent")
    record.set("internal", False).cite(base, fact)
