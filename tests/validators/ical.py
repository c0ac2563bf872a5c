"""iCalendar: the files read by two parsers, then held against the registers."""

import datetime
import re
import urllib.parse
import zoneinfo

import icalendar
import vobject

import common


def run(tally):
    table = common.carries("ical")
    for name, expected in common.registers():
        meetings = {leaf["record"] for leaf in expected["leaves"] if leaf["field"] == "meetings/date" and ends(leaf)}
        actions = {leaf["record"] for leaf in expected["leaves"] if leaf["record"].startswith("actions/")}
        file = expected["files"].get("ics")
        if file is None:
            tally.check(f"{name}.ics", not meetings | actions, "the register has meetings or actions and no file")
            continue
        path = file["path"]
        data = (common.OUT / path).read_bytes()
        lines = data.split(b"\r\n")
        tally.check(path, max(map(len, lines)) <= 75 and lines[-1] == b"", "a line is too long, or the last has no end")
        tally.check(path, b"\n" not in data.replace(b"\r\n", b""), "a line ends otherwise")
        text = data.decode("utf-8")
        vobject.readOne(text).validate(raiseException=True)
        calendar = icalendar.Calendar.from_ical(text)
        tally.counts["files"] += 1
        compare(tally, path, expected, calendar, meetings | actions, table)
    for field in common.unused(table, tally.counts):
        tally.fault("carries/ical.tsv", f"no register has a {field} that was looked for")


def ends(leaf):
    """Whether a date has two ends."""
    return not (leaf["texts"][0].startswith("../") or leaf["texts"][0].endswith("/.."))


def compare(tally, path, expected, calendar, wanted, table):
    parts = [part for part in calendar.walk() if part.name in ("VEVENT", "VTODO")]
    for part in [calendar, *calendar.walk()]:
        tally.check(path, not part.errors, f"{part.name}: {part.errors}")
    found = {record(part): part for part in parts}
    tally.check(path, len(found) == len(parts), "a UID stands twice")
    tally.check(path, set(found) == wanted, f"{sorted(set(found) ^ wanted)} is not where it should be")
    for key, part in found.items():
        tally.counts["events" if part.name == "VEVENT" else "tasks"] += 1
        stamp = part["DTSTAMP"].dt
        tally.check(path, stamp.utcoffset() == datetime.timedelta(0), f"{key}: the stamp is not in UTC")
        tally.check(path, int(part["SEQUENCE"]) >= 0, f"{key}: no version")
        related = part.get("RELATED-TO")
        tally.check(path, related is None or related in [one["UID"] for one in parts], f"{key}: {related} is not there")
    zones(tally, path, calendar, parts)
    days(tally, path, expected, found)
    common.held(tally, path, table, expected, lambda leaf, place: look(found, leaf, place))


def record(part):
    collection, _, rest = str(part["UID"]).partition("-")
    return f"{collection}/{urllib.parse.unquote(rest.rpartition('@')[0])}"


def zones(tally, path, calendar, parts):
    """The rules in the file say what the database of the world's time zones says."""
    rules = {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("VTIMEZONE")}
    for part in parts:
        name = part["DTSTART"].params.get("TZID") if "DTSTART" in part else None
        if name is None:
            continue
        begin = part["DTSTART"].dt.replace(tzinfo=None)
        ours, theirs = (begin.replace(tzinfo=zone).utcoffset() for zone in (rules[name], zoneinfo.ZoneInfo(name)))
        tally.check(path, ours == theirs, f"{name} on {begin}: {ours}, and the world has {theirs}")
        tally.counts["moments"] += 1


def days(tally, path, expected, found):
    """A date of one day is that day, and a task is due on the last day that its date can mean."""
    for leaf in expected["leaves"]:
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)[~?%]?", leaf["texts"][0])
        name = {"meetings/date": "DTSTART", "actions/due": "DUE"}.get(leaf["field"])
        if name is None or day is None or leaf["record"] not in found:
            continue
        value = found[leaf["record"]][name].dt
        value = value.date() if isinstance(value, datetime.datetime) else value
        tally.check(path, value == datetime.date(*map(int, day.groups())), f"{leaf['record']} {name}: {value}")
        tally.counts["days"] += 1


def look(found, leaf, place):
    part = found.get(leaf["record"])
    if part is None:
        return None
    values = []
    for name in place.split(" "):
        value = part.get(name)
        if name == "CATEGORIES" and value is not None:
            values.extend(str(one) for one in value.cats)
        elif value is not None:
            values.append(str(value.dt if hasattr(value, "dt") else value))
    return values
