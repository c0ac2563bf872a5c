"""Holds the exports against the validators of other people, and what their parsers read against the registers.

`cargo run -- validate` writes the files, sets up the packages and starts this.
"""

import sys
import time

import common
import iati
import ical
import journal
import ocds

FORMATS = {
    "IATI 2.03": iati, "OCDS 1.1": ocds, "iCalendar": ical, "hledger": journal.hledger, "beancount": journal.beancount,
}
SHOWN = 20
REGISTERS = 53


def main():
    # The example, the empty one, the one of time zones, and those from seeds: fewer, and something was not written.
    failed = len(list(common.registers())) != REGISTERS
    if failed:
        print(f"   There are not {REGISTERS} registers in target/validators/out.")
    for name, module in FORMATS.items():
        tally, start = common.Tally(), time.monotonic()
        module.run(tally)
        counts = ", ".join(f"{count} {what}" for what, count in tally.counts.items() if "/" not in what)
        fields = [count for what, count in tally.counts.items() if "/" in what]
        print(f"   {name}: {counts}; {sum(fields)} values of {len(fields)} fields; {time.monotonic() - start:.1f} s")
        for fault in tally.faults[:SHOWN]:
            print(f"      {fault}")
        if len(tally.faults) > SHOWN:
            print(f"      and {len(tally.faults) - SHOWN} more")
        failed |= bool(tally.faults)
    return failed


if __name__ == "__main__":
    sys.exit(main())
