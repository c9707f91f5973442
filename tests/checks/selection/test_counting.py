"""Counting agrees with writing every set down, on small rounds."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.selection import Wish, pools
from checks.selection.solving import Pool
from schemas.selection import Candidate, Cap

DOMAINS = ("a", "b", "c")
BODIES = ("甲", "乙", "丙")


@st.composite
def problems(draw: st.DrawFn) -> Pool:
    size = draw(st.integers(0, 8))
    candidates = []
    ranks: Counter[str] = Counter()
    for number in range(1, size + 1):
        body = draw(st.sampled_from(BODIES))
        ranked = draw(st.booleans())
        ranks[body] += ranked
        candidates.append(
            Candidate(
                number=number,
                application=f"a-{number}",
                name=f"项目{number}",
                recommender=body,
                rank=ranks[body] if ranked else None,
                domain=draw(st.sampled_from(DOMAINS)),
            )
        )
    caps = [Cap(title="总数", places=draw(st.integers(0, 5)))] if draw(st.booleans()) else []
    caps += [Cap(title=d, places=draw(st.integers(0, 3)), domain=d) for d in DOMAINS if draw(st.booleans())]
    caps += [Cap(title=b, places=draw(st.integers(0, 3)), recommender=b) for b in BODIES if draw(st.booleans())]
    numbers = [c.number for c in candidates]
    decided = draw(st.lists(st.sampled_from(numbers), unique=True, max_size=4)) if numbers else []
    cut = draw(st.integers(0, len(decided)))
    return Pool("", "普通项目", tuple(candidates), tuple(caps), Wish(frozenset(decided[:cut]), frozenset(decided[cut:])))


def every_set(pool: Pool) -> Iterator[tuple[Candidate, ...]]:
    taken = pool.wish.taken & {c.number for c in pool.candidates}
    for size in range(len(pool.candidates) + 1):
        for chosen in combinations(pool.candidates, size):
            numbers = {c.number for c in chosen}
            if taken <= numbers and not numbers & pool.wish.left and is_allowed(chosen, pool):
                yield chosen


def is_allowed(chosen: tuple[Candidate, ...], pool: Pool) -> bool:
    return all(
        sum(cap.domain in ("", c.domain) and cap.recommender in ("", c.recommender) for c in chosen) <= cap.places for cap in pool.caps
    )


def passes_over_nobody(chosen: tuple[Candidate, ...], pool: Pool) -> bool:
    def place(c: Candidate) -> tuple[bool, int, int]:
        return c.rank is None, c.rank or 0, c.number

    standing = [c for c in pool.candidates if c.number not in pool.wish.left]
    return not any(o.recommender == c.recommender and place(o) < place(c) and o not in chosen for c in chosen for o in standing)


@settings(max_examples=300, deadline=None)
@given(problems())
def test_sizes_are_those_of_every_set_written_down(pool: Pool) -> None:
    sets = list(every_set(pool))
    assert pool.sizes() == dict(Counter(len(s) for s in sets))
    assert pool.sizes(ranked=True) == dict(Counter(len(s) for s in sets if passes_over_nobody(s, pool)))


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_count_says_what_one_more_place_would_bring(pool: Pool) -> None:
    counted = pool.count()
    sizes = [len(s) for s in every_set(pool)]
    assert counted.filled == max(sizes, default=0)
    assert counted.ways == sizes.count(counted.filled)
    for state in counted.caps:
        wider = max((len(s) for s in every_set(pool.widened(state.cap))), default=0)
        assert state.gain == (wider - counted.filled if state.over else 0)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_listed_sets_are_the_fullest_ones(pool: Pool) -> None:
    sets = [tuple(c.number for c in s) for s in every_set(pool)]
    most = max(map(len, sets), default=0)
    full = sorted(s for s in sets if len(s) == most)
    listed = sorted(pool.sets())
    assert listed == (full if most and len(full) <= 20 else [])


@settings(max_examples=300, deadline=None)
@given(problems(), st.data())
def test_another_label_is_counted_as_if_anew(pool: Pool, data: st.DataObject) -> None:
    if not pool.candidates:
        return
    candidate = data.draw(st.sampled_from(pool.candidates))
    moved = candidate.model_copy(update={"domain": data.draw(st.sampled_from(DOMAINS))})
    for stays in (True, False):
        changed = pool.relabelled(moved, stays=stays)
        anew = Pool(changed.name, changed.title, changed.candidates, changed.caps, changed.wish)
        assert {c.number for c in pool.candidates} - {c.number for c in changed.candidates} == (set() if stays else {candidate.number})
        assert changed.sizes() == anew.sizes() == dict(Counter(len(s) for s in every_set(changed)))


def test_tracks_have_places_of_their_own() -> None:
    made = [Candidate(number=n, application="a", name="x", recommender="甲", domain=d) for n, d in enumerate(("a", "a", "s", "s", "s"), 1)]
    caps = [Cap(title="总数", places=1), Cap(title="专项", places=2, pool="s")]
    ordinary, special = pools(made, caps, {"": "普通", "s": "专项"}, lambda d: "s" if d == "s" else "")
    assert (ordinary.count().filled, ordinary.count().ways) == (1, 2)
    assert (special.count().filled, special.count().ways) == (2, 3)
