"""IATI: the files against the schema of the standard, then against the registers."""

import decimal
import os
import pathlib
import subprocess
import sys
import tarfile
import urllib.parse

from lxml import etree

import common

NAMESPACE = "urn:x-muster:iati"
OF = f"{{{NAMESPACE}}}of"
RECORD = f"{{{NAMESPACE}}}record"
# From the register's side, and from a member's.
COMES_IN = {"pledge": "13", "commitment": "11", "paid": "1", "delivery": "1", "expenditure": "4"}
GOES_OUT = {"pledge": "12", "commitment": "2", "paid": "3", "delivery": "3", "expenditure": "4"}


def schema():
    """The schema, from the folder of standards beside the project, else from the source package of pyIATI."""
    folder = common.ROOT.parent / "shared/standards/iati-2.03"
    if not folder.is_dir():
        folder = common.ROOT / "target/validators/iati-2.03"
    if not folder.is_dir():
        print("   IATI: no standards beside the project; the schema comes with the source package of pyIATI.")
        try:
            unpack(folder)
        except (OSError, subprocess.CalledProcessError):
            print("   IATI: that package cannot be had. Not done: holding the files against the schema.")
            return None
    return etree.XMLSchema(etree.parse(str(folder / "iati-activities-schema.xsd")))


def unpack(folder):
    got = folder.parent / "pyiati"
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", "pyIATI", "--dest",
         str(got), "pyIATI==0.4.1"],
        check=True, env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(next(pathlib.Path(got).glob("*.tar.gz"))) as package:
        for member in package.getmembers():
            name = pathlib.PurePath(member.name)
            if name.suffix == ".xsd" and "2-03" in str(name):
                (folder / name.name).write_bytes(package.extractfile(member).read())


def run(tally):
    xsd, table = schema(), common.carries("iati")
    for name, expected in common.registers():
        for kind in ("iati.xml", "iati-member.xml"):
            file = expected["files"].get(kind)
            if file is None:
                continue
            tree = etree.parse(str(common.OUT / file["path"]), etree.XMLParser(huge_tree=True))
            if xsd is not None and not xsd.validate(tree):
                tally.fault(file["path"], f"not valid: {xsd.error_log.last_error}")
            tally.counts["files"] += 1
            compare(tally, file, expected, tree.getroot(), table)
    for field in common.unused(table, tally.counts):
        tally.fault("carries/iati.tsv", f"no register has a {field} that was looked for")


def compare(tally, file, expected, root, table):
    path, member = file["path"], file["member"]
    activities = {activity.get(RECORD): activity for activity in root.iter("iati-activity")}
    identifiers = [activity.findtext("iati-identifier") for activity in activities.values()]
    tally.check(path, len(set(identifiers)) == len(identifiers), "an identifier stands twice")
    for transaction in root.iter("transaction"):
        day = transaction.find("transaction-date").get("iso-date")
        tally.check(path, day <= expected["on"], f"a transaction of {day} lies in the future")
    each_once(tally, path, expected, activities, member)
    counted(tally, path, expected, activities, member)
    if member is None:
        budgets(tally, path, expected, activities)
    common.held(tally, path, table, expected, lambda leaf, place: look(activities, leaf, place, member))


def each_once(tally, path, expected, activities, member):
    """Every entry is one transaction, one result or one description, and there is nothing else."""
    found = [
        (activity.get(RECORD).partition("/")[2], part.get(OF).removeprefix("entries/"))
        for activity in activities.values()
        for part in activity
        if (part.get(OF) or "").startswith("entries/")
    ]
    wanted = [
        (entry["record"], entry["line"])
        for entry in expected["entries"]
        if member is None or member in entry["givers"]
    ]
    tally.check(path, sorted(found) == sorted(wanted), f"{len(found)} entries, and {len(wanted)} are on record")
    tally.counts["entries"] += len(wanted)


def counted(tally, path, expected, activities, member):
    """What figures count are the transactions, sum for sum, and there are no others."""
    wanted, types = {}, COMES_IN if member is None else GOES_OUT
    alone = {entry["record"] for entry in expected["entries"] if member is None or entry["givers"] == [member]}
    paid = {
        leaf["record"].partition("/")[2]
        for leaf in expected["leaves"]
        if leaf["field"] == "contributions/entries/kind" and leaf["texts"] == ["paid"]
    }
    for entry in expected["counted"]:
        # What others spent of money that was paid to them is no transaction of the member.
        if entry["record"] not in alone or member and entry["step"] == "expenditure" and entry["record"] in paid:
            continue
        # Goods bought with money that is counted already are a result.
        if entry["step"] == "delivery" and entry["form"] == "financial":
            continue
        wanted[entry["record"], entry["line"]] = (
            types[entry["step"]], entry["currency"], decimal.Decimal(entry["value"]), entry["day"],
            entry["step"] == "delivery",
        )
    found = {}
    for record in alone:
        for transaction in activities[f"contributions/{record}"].iter("transaction"):
            line = urllib.parse.unquote(transaction.get("ref"))
            value = transaction.find("value")
            channel = transaction.find("disbursement-channel")
            found[record, line] = (
                transaction.find("transaction-type").get("code"), value.get("currency"),
                decimal.Decimal(value.text), transaction.find("transaction-date").get("iso-date"),
                channel is not None and channel.get("code") == "4",
            )
    for key in wanted.keys() | found.keys():
        tally.check(
            path, wanted.get(key) == found.get(key), f"entry {key}: {found.get(key)}, and figures have {wanted.get(key)}"
        )
    for sums in (totals(wanted), totals(found)):
        tally.check(path, sums == totals(wanted), f"sums {sums}")
    tally.counts["transactions"] += len(found)


def totals(entries):
    sums = {}
    for code, currency, value, *_ in entries.values():
        sums[code, currency] = sums.get((code, currency), 0) + value
    return sums


def budgets(tally, path, expected, activities):
    """The value of an order or a contract is a committed budget."""
    for order in expected["ordered"]:
        budget = activities[f"purchases/{order['record']}"].find("budget[@status='2']")
        if budget is None:
            tally.fault(path, f"purchase {order['record']} has no committed budget")
            continue
        value = budget.find("value")
        same = (value.get("currency"), decimal.Decimal(value.text)) == (
            order["currency"], decimal.Decimal(order["value"]))
        tally.check(path, same, f"purchase {order['record']}: {value.text}, and figures have {order['value']}")
        tally.counts["orders"] += 1


def look(activities, leaf, place, member):
    """The texts that stand in the place of a leaf; nothing where its record is no part of the file."""
    activity = activities.get(leaf["record"])
    if activity is None:
        return None
    of = leaf["of"]
    top = "/".join(of.split("/")[:2])
    found = activity.xpath(place, namespaces={"muster": NAMESPACE}, of=of, top=top)
    return [one if isinstance(one, str) else "".join(one.itertext()) for one in found]
