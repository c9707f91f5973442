"""Whose seal is it? Never read openly: matched against the names that the round knows, and in doubt left to a person.

Wrong readings come with an OCR confidence of 0.91 to 0.99, so the engine's word decides nothing here. What decides is how near the best
name comes, how far behind the next one is, and whether several ways of reading agree. A false ``mismatched`` would fail an applicant for
a misreading of ours: it takes more than any other outcome.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assembly.doubts import (
    CLEARLY_OTHER,
    NAMED_BY_TAIL,
    WHOLE,
    agree,
    bears_a_tail,
    bears_another_line,
    bears_others,
    division_tails,
    has_room_for,
    is_rewritten,
    is_shortened,
    plainly_another,
    reads_otherwise,
    special_purpose,
    strange_name,
    tells_apart,
)
from assembly.known_names import KnownName
from assembly.ring import lined_texts, ring_likeness, ring_texts, worn_texts
from schemas.documents import Seal, SealOutcome

SURE = 0.88
"""One character in eight: an edit distance up to a tenth matched 15 of 19 real seals, and no wrong one."""
SURE_MARGIN = 0.02
"""A tie with another name leaves it open (X阳市… may be 沈阳 or 辽阳); any lead decides, since these names differ by one character."""
FAIR = 0.62
"""Up to 38 % may be lost or wrong …"""
FAIR_MARGIN = 0.15
"""… where the next name of the closed set is far behind: two characters of a name of twelve."""
STEADY = 0.7
"""A name that leads way by way, not only at its best: with three characters in ten wrong it is still the one, …"""
STEADY_SHARE = 2 / 3
"""… where it is ahead of every other in two ways of three, and in three at least, …"""
STEADY_LEAD = 0.05
"""… by a character, as 沈阳 is ahead of 辽阳 wherever its first one was read."""
STEADY_WAYS = 3
OTHER_SURE = 0.9
"""Another known unit's seal: nearly every character right, …"""
OTHER_MARGIN = 0.18
"""… two in ten better than the expected name (沈阳 against 大连; 沈阳 against 辽阳 is too near to hold against anyone), …"""
OTHER_WAYS = 2
OTHER_AGREE = 0.85
"""… and two ways of reading say so."""
UNSURE_LINE = 0.3
"""A ring that is sure, around a line that may be a special purpose."""
STRANGE = 0.45
"""An unknown name counts as another's only where more than half of it differs from every expected one."""


@dataclass(frozen=True)
class Owner:
    """Whose seal it is, and how sure that is."""

    name: str | None
    outcome: SealOutcome
    confidence: float
    short_of: str | None = None
    """The expected name that an unreadable one seems to be a short form of."""


@dataclass(frozen=True)
class Match:
    """A known name, how near the nearest reading comes to it, and how many come near."""

    known: KnownName
    likeness: float
    ways: int


UNREAD = Owner(None, SealOutcome.UNREADABLE, 0.0)


def seal_owner(
    seal: Seal, expected: Sequence[KnownName], known: Sequence[KnownName], *, strict: bool = True, certain: bool = True
) -> Owner:
    """Say whose seal it is. ``expected``: who ought to seal here; ``known``: everybody.

    Not ``strict``: a place where anyone may seal. Not ``certain``: the expected name itself was hardly read, so no seal is held against it.
    """
    owner = _by_its_ring(seal, expected, known, strict=strict, certain=certain)
    if owner.outcome is not SealOutcome.MATCHED:
        return owner
    spelt = frozenset(key for name in (*expected, *known) if name.full == owner.name for key in name.keys)
    others = frozenset(key for name in (*expected, *known) for key in name.keys)
    return Owner(None, SealOutcome.UNREADABLE, UNSURE_LINE) if bears_another_line(seal, spelt, others) else owner


def _by_its_ring(seal: Seal, expected: Sequence[KnownName], known: Sequence[KnownName], *, strict: bool, certain: bool) -> Owner:
    texts = ring_texts(seal)
    rivals = [name for name in known if not any(name.keys & other.keys for other in expected)]
    if special := special_purpose(seal):
        nearest = _best(texts, (*expected, *rivals))
        return Owner(nearest.known.full if nearest and nearest.likeness >= FAIR else None, SealOutcome.SPECIAL_PURPOSE, special)
    if not texts:
        return UNREAD
    if not strict or not expected:
        return _anyone(seal, texts, (*expected, *rivals), SealOutcome.UNREADABLE if strict else SealOutcome.MATCHED)
    lined = lined_texts(seal)
    own = _best((*texts, *lined), expected)
    rivals = _beside(own, rivals)
    other = _best((*texts, *lined), rivals)
    if own and bears_a_tail(own.known, lined):
        return _unread(own, other)
    steady = own is not None and (_is_steady(own, rivals, texts) or _is_told_apart(own, rivals, texts))
    worn = worn_texts(seal, sorted(own.known.keys)) if own else texts
    found = None if own and own.likeness < SURE and plainly_another(own.known, seal) else _own_seal(own, other, worn, steady=steady)
    if found is None and certain:
        found = _another_seal(seal, own, other, texts, expected)
    return found or replace(_unread(own, other), short_of=own.known.full if own and is_shortened(own.known, worn) else None)


def _own_seal(own: Match | None, other: Match | None, texts: Sequence[str], *, steady: bool) -> Owner | None:
    """The expected owner's: surely read, or far ahead of everybody, and with nothing that speaks against it."""
    if own is None or not (steady or _leads(own, other)) or bears_a_tail(own.known, texts) or has_room_for(own.known, texts, NAMED_BY_TAIL):
        return None
    if own.likeness < WHOLE and is_rewritten(own.known, texts):
        return None
    if own.likeness < SURE and reads_otherwise(own.known, texts):
        return None
    return Owner(own.known.full, SealOutcome.MATCHED, _confidence(own, other))


def _leads(first: Match, second: Match | None) -> bool:
    lead = _margin(first, second)
    return (first.likeness >= SURE and lead >= SURE_MARGIN) or (first.likeness >= FAIR and lead >= FAIR_MARGIN)


def _is_steady(own: Match, rivals: Sequence[KnownName], texts: Sequence[str]) -> bool:
    """Whether the name is ahead of all others in most ways, and the ring is no longer than the name."""
    if own.likeness < STEADY or has_room_for(own.known, texts, 2):
        return False
    leads = sum(_match((text,), own.known).likeness - _likeness(_best((text,), rivals)) >= STEADY_LEAD for text in texts)
    return leads >= max(STEADY_WAYS, STEADY_SHARE * len(texts))


def _is_told_apart(own: Match, rivals: Sequence[KnownName], texts: Sequence[str]) -> bool:
    """Whether the name is nearest, and of every name that comes near characters tell it that only one of the two has."""
    if own.likeness < STEADY:
        return False
    near = [name for name in rivals if _match(texts, name).likeness > own.likeness - FAIR_MARGIN]
    return all(_match(texts, name).likeness < own.likeness and tells_apart(own.known, name, texts) for name in near)


def _another_seal(seal: Seal, own: Match | None, other: Match | None, texts: Sequence[str], expected: Sequence[KnownName]) -> Owner | None:
    """Another's for certain. A cut or black-and-white impression never is, nor one that may be a short form."""
    if not seal.complete or seal.ink != "red" or (own and is_rewritten(own.known, texts)):
        return None
    if other and other.likeness >= OTHER_SURE and other.ways >= OTHER_WAYS and _margin(other, own) >= OTHER_MARGIN:
        return Owner(other.known.full, SealOutcome.MISMATCHED, _confidence(other, own))
    if own and agree(division_tails(own.known, texts)) and _margin(own, other) > 0:
        return Owner(None, SealOutcome.MISMATCHED, _confidence(own, other))
    if (own is None or own.likeness <= STRANGE) and strange_name(seal, expected):
        return Owner(None, SealOutcome.MISMATCHED, round(0.95 - (own.likeness if own else 0.0) / 2, 2))
    if own and own.likeness < CLEARLY_OTHER and bears_others(seal, expected):
        return Owner(None, SealOutcome.MISMATCHED, 0.9)
    return None


def _anyone(seal: Seal, ring: Sequence[str], names: Sequence[KnownName], outcome: SealOutcome) -> Owner:
    """The best known name where it is clear: for covers, seams and attachments, and where the expected name itself could not be read."""
    texts = (*ring, *lined_texts(seal))
    first = _best(texts, names)
    second = _best(texts, [name for name in _beside(first, names) if first and name.full != first.known.full])
    if first is None or not _leads(first, second) or (first.likeness < SURE and plainly_another(first.known, seal)):
        return _unread(first, second)
    return Owner(first.known.full, outcome, _confidence(first, second))


def _unread(own: Match | None, other: Match | None) -> Owner:
    """Nobody for certain; the confidence says how far the better name was ahead."""
    return Owner(None, SealOutcome.UNREADABLE, round(min(0.5, abs(_likeness(own) - _likeness(other))), 2))


def _beside(own: Match | None, names: Sequence[KnownName]) -> list[KnownName]:
    """The names that may be meant instead: no part of the one surely read, as a parent within its branch."""
    if own is None or own.likeness < SURE:
        return list(names)
    return [name for name in names if not all(any(part != key and part in key for key in own.known.keys) for part in name.keys)]


def _best(texts: Sequence[str], names: Iterable[KnownName]) -> Match | None:
    """Return the name that any reading comes nearest to; of equals the one that more readings come near to, then the longer."""
    matches = (_match(texts, name) for name in names)
    return max(matches, key=lambda m: (m.likeness, m.ways, m.known.listed, len(m.known.full), m.known.full), default=None)


def _match(texts: Sequence[str], name: KnownName) -> Match:
    scores = [max((ring_likeness(text, key) for key in name.keys), default=0.0) for text in texts]
    return Match(name, max(scores, default=0.0), sum(score >= OTHER_AGREE for score in scores))


def _likeness(match: Match | None) -> float:
    return match.likeness if match else 0.0


def _margin(first: Match | None, second: Match | None) -> float:
    return _likeness(first) - _likeness(second)


def _confidence(first: Match, second: Match | None) -> float:
    """Return 0.5–0.99: high where the name is right to the character and no other is near."""
    lead, right = min(1.0, _margin(first, second) / 0.3), (first.likeness - FAIR) / (1 - FAIR)
    return round(min(0.99, 0.5 + 0.3 * max(0.0, lead) + 0.2 * max(0.0, right)), 2)
