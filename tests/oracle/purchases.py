"""Purchases: what is ordered and allocated, and whose their deliveries are."""
from decimal import Decimal

import rates
from ledger import Fact
from sums import in_time, known, public, too_loose


class Bought:
    def __init__(self, book, families, exchange, on, published):
        self.book, self.families, self.exchange, self.on = book, families, exchange, on
        self.published = published

    def now(self, facts):
        return sorted((fact for fact in facts if in_time(fact, self.on, self.published)),
                      key=lambda fact: (fact.day, fact.kind == "contracted", fact.line))

    def cancelled(self, purchase):
        return any(step.kind == "cancelled" for step in self.now(purchase.steps))

    def ordered(self, figure):
        for purchase in self.book.purchases.values():
            steps = [step for step in self.now(purchase.steps) if step.kind in ("ordered", "contracted")]
            figure.loose += sum(1 for step in purchase.steps if step.kind in ("ordered", "contracted")
                                and too_loose(step, self.on, self.published))
            if not steps or self.cancelled(purchase):
                continue
            values = [step for step in steps if known(step)][-1:]
            if not values:
                values = self.items(purchase, steps[-1])
            if not values:
                figure.above = True
                figure.unvalued += 1
                figure.bare.append(("purchases", purchase.id))
                figure.ceilings.extend([step.ceiling for step in steps if step.ceiling][-1:])
            total = sum((value.value for value in values), Decimal(0))
            for value in values:
                figure.qualify(value)
            if values:
                figure.count(values[-1].part(total), self.exchange, values[-1].of)

    @staticmethod
    def items(purchase, step):
        """The sum of the items stands for a value, if each has one in the same currency."""
        amounts = purchase.items
        if not amounts or None in amounts or len({one["currency"] for one in amounts}) > 1:
            return []
        if any(one.get("qualifier") == "at-most" for one in amounts):
            return []
        found = []
        for one in amounts:
            item = step.part(Decimal(one["value"]))
            item.currency, item.qualifier = one["currency"], one.get("qualifier", "exact")
            found.append(item)
        return found

    def approval(self, purchase):
        steps = sorted((step for step in purchase.steps if step.day and public(step, self.published)),
                       key=lambda step: (step.day, step.kind == "contracted", step.line))
        approved = [step for step in steps if step.kind == "approved"]
        return (approved or [step for step in steps if step.kind in ("ordered", "contracted")] or [None])[0]

    def allocated(self, figure, sign=1):
        for purchase in self.book.purchases.values():
            step = self.approval(purchase)
            if step and too_loose(step, self.on, self.published):
                figure.loose += 1
            if not step or step.day > self.on or self.cancelled(purchase) or not purchase.shares:
                continue
            figures = 0
            for ids, amount in purchase.shares:
                fact = step.part(None)
                # A share is of the contributions that it names.
                of = (*fact.of, tuple(sorted(id for id in ids if id in self.book.contributions)))
                fact.qualifier = (amount or {}).get("qualifier", "exact")
                if amount and fact.qualifier != "at-most":
                    fact.value, fact.currency = Decimal(amount["value"]), amount["currency"]
                    figures += 1
                    figure.count(fact.part(sign * fact.value), self.exchange, of)
                elif amount:
                    figure.ceilings.append((Decimal(amount["value"]), amount["currency"]))
                figure.qualify(fact, turned=sign < 0)
            if not figures:
                figure.unvalued += 1
                figure.bare.append(("purchases", purchase.id))

    def delivered(self, figure):
        for purchase in self.book.purchases.values():
            facts = self.now(purchase.deliveries)
            figure.loose += sum(1 for fact in purchase.deliveries if too_loose(fact, self.on, self.published))
            for fact in facts:
                if not known(fact) and any(known(other) and other.day > fact.day for other in facts):
                    continue
                figure.qualify(fact)
                if known(fact):
                    figure.count(fact, self.exchange, fact.of)
                elif fact.ceiling:
                    figure.ceilings.append(fact.ceiling)
            if facts and not any(map(known, facts)):
                figure.unvalued += 1
                figure.bare.append(("purchases", purchase.id))

    def drawn(self):
        """The deliveries, or parts of them, whose payer is known, by contribution."""
        found = {}
        for purchase in self.book.purchases.values():
            paid = payers(purchase, self.book.contributions)
            for fact in purchase.deliveries:
                for part, of in split(fact, paid):
                    if len(of) == 1 and of[0] in self.families.counted:
                        part.of, part.purchase = ("contributions", of[0]), purchase.id
                        part.order = (fact.line, purchase.id, len(found.get(of[0], ())))
                        found.setdefault(of[0], []).append(part)
        return found


def split(fact: Fact, payers):
    """The parts of a delivery in its own currency, with whose they are."""
    if payers is None:
        return [(fact.part(fact.value), ())]
    if not known(fact):
        return [(fact.part(None), of) for of, _ in payers]
    parts = rates.shared_out(fact.value, [weight for _, weight in payers], rates.digits(fact.currency))
    return [(fact.part(value), of) for value, (of, _) in zip(parts, payers)]


def payers(purchase, contributions):
    """Whose a delivery is: [(contributions, weight)], with no contribution for a giver that is not stated.

    None where nobody is known."""
    shares = [([id for id in of if id in contributions], amount) for of, amount in purchase.shares]
    named = {id for of, _ in shares for id in of}
    unstated = any(not of for of, _ in shares)
    if not named:
        return None
    if len(named) == 1 and not unstated:
        return [(tuple(named), Decimal(1))]
    amounts = [amount for _, amount in shares]
    if all(amount and amount.get("qualifier") != "at-most" for amount in amounts) \
            and len({amount["currency"] for amount in amounts}) == 1 \
            and sum(Decimal(amount["value"]) for amount in amounts) > 0:
        return [(tuple(sorted(of)), Decimal(amount["value"])) for of, amount in shares]
    return None if unstated else [(tuple(sorted(named)), Decimal(1))]
