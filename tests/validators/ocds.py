"""OCDS: the packages against the standard, then against the registers."""

import collections
import decimal
import json
import zipfile

import libcoveocds.api
import libcoveocds.config
import requests

import common

# The one member that the standard has in an extension only, which is a file on the web.
EXTENDED = {"budgetBreakdown"}
UNLISTED = {"SLE", "VED", "XAD", "XCG", "ZWG"}


def config():
    """libcoveocds with the standard beside the project and without the web; nothing where it is not there."""
    standard = common.ROOT.parent / "shared/standards/ocds-1.1.5.zip"
    if not standard.is_file():
        return None
    package = zipfile.ZipFile(standard)
    root = package.namelist()[0]

    def beside(address, **_):
        """The schemas of the standard name each other by addresses on the web; all else is not there."""
        schema = address.removeprefix("https://standard.open-contracting.org/schema/1__1__5/")
        if schema == address:
            raise requests.ConnectionError("the validators ask nobody")
        answer = requests.Response()
        answer.status_code, answer._content = 200, package.read(f"{root}schema/{schema}")
        return answer

    requests.get = beside
    requests.Session.request = lambda _, method, address, **named: beside(address)
    made = libcoveocds.config.LibCoveOCDSConfig()
    made.config.update({"standard_zip": standard.as_uri(), "context": "api"})
    return made


def run(tally):
    settings, table = config(), common.carries("ocds")
    if settings is None:
        print("   OCDS: no standards beside the project. Not done: holding the files against the standard.")
    for name, expected in common.registers():
        purchases = {leaf["record"] for leaf in expected["leaves"] if leaf["record"].startswith("purchases/")}
        for kind in ("ocds-releases.json", "ocds-records.json"):
            file = expected["files"].get(kind)
            if file is None:
                tally.check(f"{name}.{kind}", not purchases, "the register has purchases and no file")
                continue
            path = file["path"]
            text = (common.OUT / path).read_text(encoding="utf-8")
            if settings is not None:
                valid(tally, path, json.loads(text), settings)
            tally.counts["files"] += 1
            package = json.loads(text, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
            if "records" in package:
                releases = [release for record in package["records"] for release in record["releases"]]
                same = [
                    (record["releases"][0], {**record["compiledRelease"], "tag": None, "id": None})
                    for record in package["records"]
                ]
                tally.check(path, all({**one, "tag": None, "id": None} == two for one, two in same), "compiled otherwise")
            else:
                releases = package["releases"]
            compare(tally, path, expected, {f"purchases/{one['tender']['id']}": one for one in releases}, purchases, table)
    for field in common.unused(table, tally.counts):
        tally.fault("carries/ocds.tsv", f"no register has a {field} that was looked for")


def valid(tally, path, package, settings):
    found = libcoveocds.api.ocds_json_output(json_data=package, lib_cove_ocds_config=settings)
    for error in found["validation_errors"]:
        tally.fault(path, f"not valid: {str(error)[:200]}")
    tally.check(path, "conformance_errors" not in found, f"{found.get('conformance_errors')}")
    more = {field["field"] for field in found["additional_fields"]} - EXTENDED
    tally.check(path, not more, f"fields that the standard does not know: {more}")
    closed = found.get("additional_closed_codelist_values")
    tally.check(path, not closed, f"codes that the standard does not know: {closed}")
    opened = found.get("additional_open_codelist_values")
    tally.check(path, not opened, f"codes of our own: {opened}")
    deprecated = found.get("deprecated_fields")
    tally.check(path, not deprecated, f"deprecated fields: {deprecated}")


def compare(tally, path, expected, releases, purchases, table):
    tally.check(path, {common.printable(one) for one in purchases} == set(releases), "not the purchases on record")
    tally.counts["releases"] += len(releases)
    lines = collections.defaultdict(set)
    for leaf in expected["leaves"]:
        if leaf["record"].startswith("purchases/") and leaf["of"]:
            kind, line, *_ = leaf["of"].split("/")
            lines[common.printable(leaf["record"]), kind].add(line)
    for name, release in releases.items():
        each(tally, path, name, "shares", lines[name, "shares"], pick(release, "planning.budget.budgetBreakdown"))
        delivered = pick(release, "tender.milestones") + pick(release, "contracts.implementation.milestones")
        each(tally, path, name, "deliveries", lines[name, "deliveries"], delivered)
        each(tally, path, name, "items", lines[name, "items"], pick(release, "tender.items"))
        named = {party["id"] for party in release.get("parties", [])}
        for reference in references(release):
            tally.check(path, reference in named, f"{name}: {reference} is none of the parties")
        tally.check(path, len(named) == len(release.get("parties", [])), f"{name}: a party stands twice")
    ordered(tally, path, expected, releases)
    spent(tally, path, expected, releases)
    common.held(tally, path, table, expected, lambda leaf, place: look(releases, leaf, place))


def each(tally, path, name, kind, lines, found):
    ids = sorted(one["id"] for one in found)
    wanted = sorted(common.printable(line) for line in lines)
    tally.check(path, ids == wanted, f"{name}: {kind} {ids}, and {wanted} are on record")
    tally.counts[kind] += len(ids)


def references(node):
    """The ids of all parties that are referred to."""
    if isinstance(node, list):
        for one in node:
            yield from references(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("buyer", "procuringEntity", "payer", "payee", "sourceParty"):
                yield value["id"]
            elif key == "suppliers":
                yield from (one["id"] for one in value)
            else:
                yield from references(value)


def ordered(tally, path, expected, releases):
    """The value of an award is the order that figures take."""
    for order in expected["ordered"]:
        awards = releases[common.printable(f"purchases/{order['record']}")]["awards"]
        found = [money(award) for award in awards]
        wanted = (order["currency"], decimal.Decimal(order["value"]))
        tally.check(
            path, found == [None if wanted[0] in UNLISTED else wanted],
            f"purchase {order['record']}: awards {found}, and figures have {wanted}",
        )
        tally.counts["orders"] += 1


def spent(tally, path, expected, releases):
    """What was spent of a contribution that pays for one purchase stands with it, once."""
    paid_for = {}
    for leaf in expected["leaves"]:
        if leaf["field"] == "purchases/shares/of/contribution":
            paid_for.setdefault(leaf["texts"][0], set()).add(common.printable(leaf["record"]))
    found, wanted = {}, {}
    for name, release in releases.items():
        for one in pick(release, "contracts.implementation.transactions"):
            found[one["id"]] = (name, *money(one))
    for entry in expected["counted"]:
        name, *others = paid_for.get(entry["record"], {None})
        if entry["step"] != "expenditure" or name is None or others or entry["currency"] in UNLISTED:
            continue
        if releases[name].get("contracts"):
            value = (name, entry["currency"], decimal.Decimal(entry["value"]))
            wanted[common.printable(f"{entry['record']}/{entry['line']}")] = value
    # Figures say nothing here of contributions that hang together with others.
    for key, value in wanted.items():
        tally.check(path, found.get(key) == value, f"spent {key}: {found.get(key)}, and figures have {value}")
    tally.counts["transactions"] += len(wanted)


def money(node):
    value = node.get("value")
    return value and (value["currency"], value["amount"])


def pick(node, place, line=None):
    """What stands at a place: names joined by points; `#` after a name takes the lines of that id only."""
    found = [node]
    for name in place.split("."):
        name, _, mark = name.partition("#")
        below = []
        for one in found:
            value = one.get(name) if isinstance(one, dict) else None
            below.extend(value if isinstance(value, list) else [] if value is None else [value])
        if mark == "id":
            below = [one for one in below if one.get("id") == line]
        found = below
    return found


def look(releases, leaf, places):
    """The texts that stand in the places of a leaf; nothing where its record is no part of the file."""
    release = releases.get(common.printable(leaf["record"]))
    if release is None:
        return None
    line = common.printable(leaf["of"].split("/")[1]) if leaf["of"] else None
    return [str(text) for place in places.split(" | ") for text in pick(release, place, line)]
