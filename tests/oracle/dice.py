"""Chance from a seed, the same for ever: only getrandbits() of random.Random, which Python keeps stable."""
import random


class Dice:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def below(self, limit):
        return self.random.getrandbits(32) % limit

    def one_in(self, odds):
        return self.below(odds) == 0

    def pick(self, all_):
        return all_[self.below(len(all_))]

    def some(self, all_, most):
        left = list(all_)
        return [left.pop(self.below(len(left))) for _ in range(min(self.below(most + 1), len(left)))]
