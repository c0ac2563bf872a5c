"""Which contributions hang together, and which are left out of a measure."""
CERTAIN = ("repeats", "part-of", "fulfils")


class Families:
    """The relations of a register after idle ones, mutual doubts and circles are dealt with."""

    def __init__(self, book):
        self.counted = {id: one for id, one in book.contributions.items() if not one.outside}
        edges = {(id, kind, to, certain) for id, one in self.counted.items()
                 for kind, to, certain in one.relations if to in self.counted}
        sure = {frozenset((a, b)) for a, _, b, certain in edges if certain}
        edges = {edge for edge in edges if edge[3] or frozenset((edge[0], edge[2])) not in sure}
        doubts = {(a, b) for a, _, b, certain in edges if not certain}
        # Of two that point at each other, only the one that began later points on.
        edges = {edge for edge in edges
                 if edge[3] or (edge[2], edge[0]) not in doubts or self.began(edge[0]) >= self.began(edge[2])}
        around = circles(self.counted, edges)
        self.circles = sorted(around)
        place = {id: members for members in around for id in members}
        edges = {edge for edge in edges if edge[2] not in place.get(edge[0], ())}
        self.doubts = sorted({(a, b) for a, _, b, certain in edges if not certain})
        self.repeats, whole = {}, {}
        for a, kind, b, certain in sorted(edges):
            if certain and kind == "repeats":
                self.repeats.setdefault(a, set()).add(b)
            if certain and kind == "part-of":
                whole[a] = min(whole.get(a, b), b)
        self.whole = whole
        self.parts = {}
        for part, of in sorted(whole.items()):
            self.parts.setdefault(of, []).append(part)
        self.all = joined(self.counted, [(a, b) for a, kind, b, certain in edges if certain and kind in CERTAIN])
        self.tied = {id for a, kind, b, certain in edges if certain and kind in ("repeats", "fulfils")
                     for id in (a, b)}

    def began(self, id):
        days = [fact.day for fact in self.counted[id].facts if fact.day]
        return (not days, min(days, default=None) or 0, id)

    def repeated(self, id):
        """All that a contribution repeats, directly or through others."""
        found, ahead = set(), list(self.repeats.get(id, ()))
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                ahead.extend(self.repeats.get(one, ()))
        return found

    def below(self, id):
        """A contribution and all its parts."""
        found = [id]
        for part in self.parts.get(id, ()):
            found.extend(self.below(part))
        return found

    def left_out(self, sure_of, doubt_of):
        """What is left out where each function says of a contribution alone: nothing, "bare" or "figure".

        Two sets: what surely repeats, and what may be the same money. A contribution has what its parts have."""
        sure, maybe = set(), set()
        for id in self.counted:
            if any(self.standing(one, sure_of, id) for one in self.repeated(id)):
                sure.update(self.below(id))
        for a, b in self.doubts:
            mine, other = self.standing(a, doubt_of), self.standing(b, doubt_of, a)
            if mine and other:
                maybe.update(self.below(b if (mine, other) == ("figure", "bare") else a))
        return sure, maybe - sure

    def standing(self, id, says, but=None):
        """What a contribution and its parts have, without one of the parts and what is below it."""
        besides = set(self.below(but)) if but else ()
        found = {says(one) for one in self.below(id) if one not in besides} - {None}
        return "figure" if "figure" in found else "bare" if found else None


def circles(nodes, edges):
    """The members of each circle."""
    ahead = {}
    for a, _, b, _ in edges:
        ahead.setdefault(a, set()).add(b)

    def reached(start):
        found, todo = set(), list(ahead.get(start, ()))
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo.extend(ahead.get(one, ()))
        return found

    reach = {id: reached(id) for id in nodes}
    return {tuple(sorted({id} | {other for other in reach[id] if id in reach[other]}))
            for id in nodes if id in reach[id]}


def joined(nodes, pairs):
    """The groups that pairs join, in order."""
    group = {id: {id} for id in nodes}
    for a, b in pairs:
        if group[a] is not group[b]:
            group[a] |= group[b]
            for id in group[b]:
                group[id] = group[a]
    return sorted({tuple(sorted(members)) for members in group.values()})
