"""A figure in the making: its parts, what stands beside it, and its words."""
from decimal import Decimal


class Figure:
    def __init__(self, currency):
        self.currency = currency
        self.parts = []  # (year, sum)
        self.whose = []  # (collection and id, sum): the same sums by what they are of
        self.unconverted = {}
        self.above = self.below = self.about = False
        self.unvalued = 0
        self.possible = Decimal(0)
        self.excess = Decimal(0)
        self.ceilings = []
        self.loose = 0
        self.said = []
        self.inside = []  # (collection and id of a part, of its whole, fact): parts within a whole that counts
        self.bare = []  # contributions and purchases without a figure, where it is clear which ones
        self.clear = True  # whether the rules say what each sum is of

    @property
    def amount(self):
        return sum((value for _, value in self.parts), Decimal(0))

    def add(self, of, year, value):
        self.parts.append((year, value))
        self.whose.append((of, value))

    def beside(self, value, currency):
        self.unconverted[currency] = self.unconverted.get(currency, Decimal(0)) + value

    def count(self, fact, exchange, of):
        """A fact with a figure as a part, or beside what could be converted."""
        converted = exchange.convert(fact.value, fact.currency, fact.span, fact.stated)
        if converted is None:
            self.beside(fact.value, fact.currency)
        else:
            self.add(of, fact.year(), converted)

    def qualify(self, fact, turned=False, nothing=False):
        """The qualifier of one fact; turned round where it is taken away. What is nothing can only be more."""
        if fact.value is None:
            direction = "above"
        else:
            direction = {"over": "above", "at-least": "above", "almost": "below"}.get(fact.qualifier)
            if direction and fact.value < 0:
                direction = "below" if direction == "above" else "above"
            self.about |= fact.qualifier == "about" and not nothing
        if turned and direction:
            direction = "below" if direction == "above" else "above"
        self.above |= direction == "above"
        self.below |= direction == "below" and not nothing

    def open(self):
        return ["", "above", "below", "both"][self.above + 2 * self.below]

    def text(self, value):
        return plain(value)

    def answer(self):
        return {
            "amount": self.text(self.amount),
            "open": self.open(),
            "about": self.about,
            "unvalued": self.unvalued,
            "unconverted": [[code, plain(value)] for code, value in sorted(self.unconverted.items()) if value],
            "possible": self.text(self.possible),
            "excess": self.text(self.excess),
            "ceilings": sorted([code, plain(value)] for value, code in self.ceilings),
            "too_loose": self.loose,
            "said": sorted([id, code, plain(value)] for id, code, value in self.said),
        }


def plain(value):
    """A decimal as text, without zeros at the end."""
    value = value.normalize()
    return f"{value:f}" if value else "0"
