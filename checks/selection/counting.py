"""Counts sets of candidates under caps exactly, without listing them: recommender by recommender, by the places used in each domain.

A round of 80 candidates has some 10^10 sets of eight; what the caps see of a set is only how many it takes from each domain and
recommender, and of those there are a few hundred.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb

Vector = tuple[int, ...]
Option = tuple[Vector, int]
"""So many of each domain, and the number of ways to take them."""


@dataclass(frozen=True, order=True)
class Item:
    """A candidate as the caps see it. ``must`` is one that somebody has chosen already."""

    domain: str
    must: bool = False


@dataclass(frozen=True)
class Group:
    """A recommender's candidates in its own order, and how many it may have; None for no limit."""

    items: tuple[Item, ...]
    most: int | None = None

    @property
    def free(self) -> bool:
        """Whether nothing but domains and the total binds its candidates."""
        return self.most is None or self.most >= len(self.items)


def ways(groups: Iterable[Group], total: int | None, limits: Mapping[str, int], *, ranked: bool) -> dict[int, int]:
    """Return for each size how many sets the caps allow; {} where what must be in is too much already.

    ``ranked`` counts only the sets that pass over nobody for a later one of the same recommender.
    """
    seen = [Group(tuple(_seen(item, limits) for item in group.items), group.most) for group in groups]
    bound = [group for group in seen if not group.free or (ranked and len(group.items) > 1)]
    loose = [item for group in seen if group not in bound for item in group.items]
    merged = [Group(tuple(sorted(i for i in loose if i.domain == domain))) for domain in sorted({i.domain for i in loose})]
    ordered = sorted(bound, key=lambda group: (group.items, group.most or 0))
    return dict(_ways(tuple(merged), tuple(ordered), total, tuple(sorted(limits.items())), ranked))


def _seen(item: Item, limits: Mapping[str, int]) -> Item:
    """Domains without a cap of their own are all the same to the caps."""
    return item if item.domain in limits else Item("", item.must)


@lru_cache(maxsize=4_096)
def _ways(
    merged: tuple[Group, ...],
    bound: tuple[Group, ...],
    total: int | None,
    limits: tuple[tuple[str, int], ...],
    ranked: bool,
) -> tuple[tuple[int, int], ...]:
    domains = sorted({item.domain for group in (*merged, *bound) for item in group.items})
    known = dict(limits)
    caps = tuple(known.get(domain) for domain in domains)
    states: dict[Vector, int] = {tuple(0 for _ in domains): 1}
    for group in merged:
        states = _extended(states, in_any_order(group, domains), caps, total)
    for group in bound:
        states = _extended(states, by_rank(group, domains) if ranked else in_any_order(group, domains), caps, total)
    sizes: Counter[int] = Counter()
    for used, number in states.items():
        sizes[sum(used)] += number
    return tuple(sorted(sizes.items()))


def _extended(states: Mapping[Vector, int], options: Iterator[Option], caps: Sequence[int | None], total: int | None) -> dict[Vector, int]:
    found = [option for option in options if _fits(option[0], caps, total)]
    after: Counter[Vector] = Counter()
    for used, number in states.items():
        for vector, times in found:
            both = tuple(map(int.__add__, used, vector))
            if _fits(both, caps, total):
                after[both] += number * times
    return dict(after)


def _fits(used: Vector, caps: Sequence[int | None], total: int | None) -> bool:
    return (total is None or sum(used) <= total) and all(cap is None or number <= cap for number, cap in zip(used, caps, strict=True))


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
