"""Who issued a letter: what is printed over the date and what its seal says, against the recommenders that the notice addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from assembly.ring import ring_likeness, ring_name, ring_texts
from chinese.lookalikes import alike
from chinese.names import bare_key, unit_key
from chinese.punctuation import squeeze
from schemas.documents import RecommendationLetter
from schemas.notice import Notice, Recommender, RecommenderClass

NEAR_NAME = 0.85
"""One character in seven may be misread in a printed name."""
WITH_SEAL = 0.6
"""A badly garbled print counts where the seal names the same body by itself."""
SEAL_READ = 0.8
"""A seal speaks for a recommender from four characters in five on …"""
SEAL_MARGIN = 0.1
"""… where no other recommender comes nearer than one character in ten: the bureaux of 沈阳 and 辽阳 differ by that much."""
TELLING = frozenset("省市县区旗盟州镇乡村局厅委处科股站所院校会部室社司")
"""Characters that make another body when they change: 铁岭县 is not a misread 铁岭市, nor a 处 a 局."""

_PROVINCE = re.compile(r"^[一-鿿]{2,3}省")


@dataclass(frozen=True)
class Issuer:
    """Who issued a letter: a recommender of the notice, or a name that it does not know."""

    recommender: Recommender | None
    printed: str | None

    @property
    def name(self) -> str | None:
        """Full official name where the notice knows it, else the name as printed."""
        return self.recommender.name if self.recommender else self.printed

    @property
    def recommender_class(self) -> RecommenderClass:
        """Return the class; ``other`` for a body that the notice does not know."""
        return self.recommender.recommender_class if self.recommender else RecommenderClass.OTHER

    @property
    def key(self) -> str:
        """What makes two issuers one; '' where nothing is known."""
        return bare_key(self.name) if self.name else ""


NOBODY = Issuer(None, None)


def letter_issuer(letter: RecommendationLetter, notice: Notice) -> Issuer:
    """Say who issued the letter. Print decides; the seal helps where print is garbled, and stands in where there is none."""
    printed = squeeze(letter.issuer.value) if letter.issuer and letter.issuer.value else None
    sealed = _sealed_by(letter, notice)
    known = recognise(printed, notice, sealed) if printed else _in_title(letter, notice) or sealed
    return Issuer(known, printed)


def recognise(printed: str, notice: Notice, sealed: Recommender | None = None) -> Recommender | None:
    """Find the recommender that a printed name means; None where it means none of them, or could mean two."""
    spellings = _spellings(printed, notice)
    for recommender in notice.recommenders:
        if spellings & _keys(recommender, notice):
            return recommender
    return _nearest(unit_key(printed), notice, sealed)


def _spellings(name: str, notice: Notice) -> frozenset[str]:
    """Return a name's key, with the province's name written out, shortened to 省, and left out."""
    key = bare_key(name)
    province = _PROVINCE.match(notice.receiver)
    if not province:
        return frozenset({key})
    full = province[0]
    rest = key.removeprefix(full) if key.startswith(full) else key.removeprefix("省") if key.startswith("省") else key
    return frozenset({key, rest, full + rest}) if rest != key else frozenset({key})


def _keys(recommender: Recommender, notice: Notice) -> frozenset[str]:
    """Keys of a recommender's names; a city's name may bear its province before it, a department's need not bear it."""
    return frozenset().union(*(_spellings(name, notice) for name in (recommender.name, *recommender.aliases)))


def _nearest(key: str, notice: Notice, sealed: Recommender | None) -> Recommender | None:
    """Find a misread name's owner: near enough, nearer than every other, and different in nothing that tells bodies apart."""
    apart = sorted(
        ((_apart(key, recommender), recommender.name, recommender) for recommender in notice.recommenders), key=lambda item: item[:2]
    )
    if not apart or (len(apart) > 1 and apart[0][0] == apart[1][0]):
        return None
    distance, name, recommender = apart[0]
    likeness = 1 - distance / max(len(key), len(name), 1)
    if _tells_apart(key, unit_key(name)):
        return None
    if sealed == recommender and likeness >= WITH_SEAL:
        return recommender
    return recommender if likeness >= NEAR_NAME and _place_kept(key, recommender) else None


def _apart(key: str, recommender: Recommender) -> int:
    return min(Levenshtein.distance(key, unit_key(name)) for name in (recommender.name, *recommender.aliases))


def _tells_apart(key: str, name: str) -> bool:
    """Say whether the printed name has a telling character where the known one has another, or none."""
    edits = [edit for edit in Levenshtein.opcodes(name, key) if edit.tag in {"replace", "insert"}]
    return any(TELLING & set(key[edit.dest_start : edit.dest_end]) for edit in edits)


def _place_kept(key: str, recommender: Recommender) -> bool:
    """Say whether the place before the name is the recommender's, look-alikes forgiven: 兰州市 is no misread 锦州市."""
    place = recommender.place or ""
    if not place or not recommender.name.startswith(place):
        return True
    read = key[: len(place)]
    return len(read) == len(place) and all(alike(a, b) for a, b in zip(read, place, strict=True))


def _in_title(letter: RecommendationLetter, notice: Notice) -> Recommender | None:
    """Find a recommender named in the title: 「沈阳市市场监督管理局关于推荐…的函」."""
    before = unit_key(letter.title.value).partition("关于")[0] if letter.title and letter.title.value else ""
    return recognise(before, notice) if len(before) >= 4 else None


def _sealed_by(letter: RecommendationLetter, notice: Notice) -> Recommender | None:
    """Find the recommender whose seal is on the letter, where one can be read surely."""
    texts = tuple(text for seal in letter.seals for text in ring_texts(seal))
    scores = sorted(
        ((_seal_likeness(texts, recommender), recommender.name, recommender) for recommender in notice.recommenders), key=lambda s: s[:2]
    )
    if not scores or scores[-1][0] < SEAL_READ:
        return None
    second = scores[-2][0] if len(scores) > 1 else 0.0
    return scores[-1][2] if scores[-1][0] - second >= SEAL_MARGIN - 1e-9 else None


def _seal_likeness(texts: Sequence[str], recommender: Recommender) -> float:
    names = [ring_name(name) for name in (recommender.name, *recommender.aliases)]
    return max((ring_likeness(text, name) for text in texts for name in names), default=0.0)
