"""Applications of a round that share something."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations

from checks.case import ApplicationCase
from checks.rule import Ink

Pair = tuple[ApplicationCase, ApplicationCase]


def pairs_sharing(cases: Iterable[ApplicationCase], keys: Callable[[ApplicationCase], Iterable[Hashable]]) -> tuple[Pair, ...]:
    """Return every pair that shares a key, each once, in the round's order."""
    groups: dict[Hashable, list[ApplicationCase]] = {}
    order: dict[str, int] = {}
    for place, case in enumerate(cases):
        order[case.id] = place
        for key in keys(case):
            groups.setdefault(key, []).append(case)
    found = {(a.id, b.id): (a, b) for group in groups.values() for a, b in combinations(group, 2) if a.id != b.id}
    return tuple(sorted(found.values(), key=lambda pair: (order[pair[0].id], order[pair[1].id])))


def besides(pairs: Iterable[Pair], known: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs that are not known already. Asked by id: comparing whole applications takes minutes on a large round."""
    ids = {(a.id, b.id) for a, b in known}
    return (pair for pair in pairs if (pair[0].id, pair[1].id) not in ids)


def channels(pair: Pair) -> str:
    """Say by whom the two were put up."""
    first, second = (case.delivery.name for case in pair)
    return f"均由{first}推荐" if pair[0].application.delivery == pair[1].application.delivery else f"分别由{first}、{second}推荐"


def field_ink(pair: Pair, field_name: str) -> tuple[Ink, ...]:
    """Return one field of both."""
    return tuple(case.ink(case.forms[0], field_name) for case in pair if case.forms)
