"""Counts sets of candidates under caps exactly, without listing them: recommender by recommender, by the places used in each domain.

A round of 80 candidates has some 10^10 sets of eight; what the caps see of a set is only how many it takes from each domain and
recommender, and of those there are a few hundred.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb

Vector = tuple[int, ...]
Option = tuple[Vector, int]
"""So many of each domain, and the number of ways to take them."""


@dataclass(frozen=True)
class Item:
    """A candidate as the caps see it. ``must`` is one that somebody has chosen already."""

    domain: str
    must: bool = False


@dataclass(frozen=True)
class Group:
    """A recommender's candidates in its own order, and how many it may have; None for no limit."""

    items: tuple[Item, ...]
    most: int | None = None


Options = Callable[[Group, Sequence[str]], Iterator[Option]]


def ways(groups: Sequence[Group], total: int | None, limits: Mapping[str, int], options: Options) -> dict[int, int]:
    """Return for each size how many sets the caps allow; {} where what must be in is too much already."""
    domains = sorted({item.domain for group in groups for item in group.items})
    caps = tuple(limits.get(domain, len(groups) * 1_000) for domain in domains)
    states: dict[Vector, int] = {tuple(0 for _ in domains): 1}
    for group in groups:
        found = list(options(group, domains))
        after: Counter[Vector] = Counter()
        for used, number in states.items():
            for vector, times in found:
                both = tuple(a + b for a, b in zip(used, vector, strict=True))
                if all(a <= cap for a, cap in zip(both, caps, strict=True)) and (total is None or sum(both) <= total):
                    after[both] += number * times
        states = dict(after)
    sizes: Counter[int] = Counter()
    for used, number in states.items():
        sizes[sum(used)] += number
    return dict(sizes)


def in_any_order(group: Group, domains: Sequence[str]) -> Iterator[Option]:
    """Return every number of each domain that the recommender may have."""
    must = [sum(item.must and item.domain == domain for item in group.items) for domain in domains]
    free = [sum(not item.must and item.domain == domain for item in group.items) for domain in domains]
    room = (len(group.items) if group.most is None else group.most) - sum(must)

    def extend(place: int, left: int) -> Iterator[tuple[Vector, int]]:
        if place == len(domains):
            yield (), 1
            return
        for number in range(min(free[place], left) + 1):
            for rest, times in extend(place + 1, left - number):
                yield (must[place] + number, *rest), comb(free[place], number) * times

    if room >= 0:
        yield from extend(0, room)


def by_rank(group: Group, domains: Sequence[str]) -> Iterator[Option]:
    """Return the sets that take the first of the recommender's order, and pass over nobody."""
    most = len(group.items) if group.most is None else group.most
    needed = max((place for place, item in enumerate(group.items, 1) if item.must), default=0)
    for length in range(needed, min(most, len(group.items)) + 1):
        taken = Counter(item.domain for item in group.items[:length])
        yield tuple(taken[domain] for domain in domains), 1
