"""Money: exact sums, one rounding, and the rates of a register."""
import datetime
import decimal
from decimal import Decimal

import dates

decimal.getcontext().prec = 60
DIGITS = {"EUR": 2, "USD": 2, "DKK": 2, "NOK": 2, "SEK": 2, "GBP": 2, "PLN": 2, "UAH": 2, "CZK": 2,
          "ISK": 0, "JPY": 0, "KWD": 3, "BHD": 3}


def digits(currency):
    return DIGITS[currency]


def rounded(value, currency):
    return value.quantize(Decimal(1).scaleb(-digits(currency)), rounding=decimal.ROUND_HALF_EVEN)


def shared_out(total, weights, places):
    """Splits a sum in proportion by largest remainder; of equal remainders the earlier is served first."""
    if total < 0:
        return [-part for part in shared_out(-total, weights, places)]
    places = max(places, -total.normalize().as_tuple().exponent)
    unit = Decimal(1).scaleb(-places)
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [one.quantize(unit, rounding=decimal.ROUND_FLOOR) for one in exact]
    left = int((total - sum(parts)) / unit)
    ranked = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in ranked[:left]:
        parts[place] += unit
    return parts


class Rates:
    """The rates on record, by pair of currencies. Rates that a party stated serve nobody else."""

    def __init__(self, records):
        self.days, self.periods = {}, {}
        for id in sorted(records):
            record = records[id]
            rate, on = record.get("rate"), record.get("day")
            kind = record.get("kind", "typed")
            if not rate or not on or kind not in ("ecb", "typed"):
                continue
            span = dates.rate_span(on)
            if span is None:
                continue
            value = Decimal(rate["value"])
            for pair, factor in (((rate["base"], rate["quote"]), (value, Decimal(1))),
                                 ((rate["quote"], rate["base"]), (Decimal(1), value))):
                if span.period:
                    self.periods.setdefault((kind, pair, span.period), factor)
                else:
                    self.days.setdefault((kind, pair, span.last), factor)

    def leg(self, pair, span, on):
        """How many of the second currency are one of the first, as a fraction, and the day of that rate."""
        for kind in ("ecb", "typed"):
            if span.period:
                # A period that is not over on the day of the figure has no mean yet.
                if span.last <= on and (found := self.periods.get((kind, pair, span.period))):
                    return *found, span.last
            else:
                for back in range(8):
                    day = span.last - datetime.timedelta(days=back)
                    if found := self.days.get((kind, pair, day)):
                        return *found, day
        return None

    def factor(self, base, quote, span, on):
        """The rate of the pair, or through the euro where that is of a later day: the day of its earlier leg."""
        direct = self.leg((base, quote), span, on)
        if "EUR" in (base, quote):
            return direct and direct[:2]
        legs = [self.leg((base, "EUR"), span, on), self.leg(("EUR", quote), span, on)]
        if None in legs or direct and direct[2] >= min(legs[0][2], legs[1][2]):
            return direct and direct[:2]
        return legs[0][0] * legs[1][0], legs[0][1] * legs[1][1]


class Exchange:
    """Converts on one day into one currency, by the policy of the register."""

    def __init__(self, rates, policy, fixed, currency, on):
        self.rates, self.policy, self.currency, self.on = rates, policy, currency, on
        self.fixed = dates.Span(dates.last_day(fixed).isoformat()) if fixed else None

    def convert(self, value, currency, span, stated=None):
        """The value in the reporting currency, rounded once if it is converted; none without a rate."""
        if currency == self.currency:
            return value
        if self.policy == "stated" and stated:
            rate, pair = Decimal(stated["value"]), (stated["base"], stated["quote"])
            if pair == (self.currency, currency):
                return rounded(value / rate, self.currency)
            if pair == (currency, self.currency):
                return rounded(value * rate, self.currency)
        if self.policy == "fixed-day":
            span = self.fixed
        if span is None:
            return None
        found = self.rates.factor(currency, self.currency, span, self.on)
        return None if found is None else rounded(value * found[0] / found[1], self.currency)
