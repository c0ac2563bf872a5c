#!/usr/bin/env python3
"""Registers from seeds, as files: several replicas, steps of several changes, and writes that others win over.

    python3 tests/oracle/generate.py SEED        writes the file of one seed
"""
import datetime
import sys

from dice import Dice
from fold import canonical, identity, sha256, whole_file
from maker import Maker

START = datetime.datetime(2025, 1, 6, 8, tzinfo=datetime.timezone.utc)


class Writers:
    """Several replicas that write a register in pieces, with writes that others win over."""

    def __init__(self, dice):
        self.dice, self.changes = dice, []
        self.heads = {f"w{n}": (0, None) for n in range(1 + dice.below(3))}
        self.millis = int(START.timestamp() * 1000)

    def write(self, body, part=None, replica=None, back=0):
        replica = replica or self.dice.pick(sorted(self.heads))
        number, prev = self.heads[replica]
        self.millis += 1000 * self.dice.below(90000)
        at = (START + datetime.timedelta(milliseconds=self.millis - int(START.timestamp() * 1000)))
        change = {"schema": 1, "replica": replica, "number": number + 1, "body": body,
                  "stamp": f"{self.millis - back}.{self.dice.below(3)}",
                  "at": at.strftime("%Y-%m-%dT%H:%M:%S") + "+02:00"}
        if prev:
            change["prev"] = prev
        if part:
            change["part"] = {"first": number + 2 - part[0], "k": part[0], "m": part[1]}
        self.heads[replica] = (number + 1, identity(change))
        self.changes.append(change)
        return change


def pieces(dice, body):
    """The records of a body in a few bodies, in any order."""
    found = [(collection, id, patch) for collection in sorted(body) for id, patch in sorted(body[collection].items())]
    dealt = [{} for _ in range(2 + dice.below(4))]
    for collection, id, patch in found:
        dice.pick(dealt).setdefault(collection, {})[id] = patch
    return [one for one in dealt if one]


def register(seed):
    """The text of a register's file."""
    maker = Maker(seed)
    body = maker.fill()
    dice = maker.dice
    writers = Writers(dice)
    for piece in pieces(dice, body):
        # What is there is written over something else, or again later, or loses to a write with a later stamp.
        for id, patch in sorted(piece.get("contributions", {}).items()):
            if dice.one_in(5):
                writers.write({"contributions": {id: {"area": "it", "outside": True}}})
                patch.setdefault("area", None)
                patch.setdefault("outside", None)
        replica = dice.pick(sorted(writers.heads))
        if dice.one_in(4) and len(halves := pieces(dice, piece)) > 1:
            for k, half in enumerate(halves):
                writers.write(half, part=(k + 1, len(halves)), replica=replica)
        else:
            writers.write(piece, replica=replica)
        for id, patch in sorted(piece.get("contributions", {}).items()):
            if dice.one_in(8):
                line = sorted(patch["entries"])[0]
                older = {"contributions": {id: {"entries": {line: {"date": "2024-06-01"}}}}}
                writers.write(older, back=int(1e12) if dice.one_in(2) else 0)
    if dice.one_in(4):
        # A step of two changes of which the second never arrived.
        writers.write({"register": {"self": {"beneficiary_counts": True}}}, part=(1, 2))
    if dice.one_in(4):
        change = writers.write({"register": {"self": {"beneficiary": "EE"}}})
        change["blanked"] = sha256(canonical(change.pop("body")))
    return whole_file(f"oracle-{seed}", writers.changes)


def queries(seed):
    """Day, currency and "published on" of the three questions that are asked of a register."""
    dice = Dice(seed * 7 + 3)
    found = []
    for published in (False, False, dice.one_in(2)):
        day = datetime.date(2023, 6, 1) + datetime.timedelta(days=dice.below(700))
        asked = {"on": day.isoformat(), "currency": dice.pick(["EUR", "EUR", "EUR", "DKK", "ISK"])}
        if published:
            asked["published"] = (day + datetime.timedelta(days=dice.below(200) - 50)).isoformat()
        found.append(asked)
    return found


if __name__ == "__main__":
    sys.stdout.write(register(int(sys.argv[1])))
