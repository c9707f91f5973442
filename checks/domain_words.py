"""How much a text speaks for each domain of a call: by the words of the annex and of the trade, and by how alike it is to them.

The notice gives every word. A longer word hides the shorter one inside it (燃气轮机 is no 燃气), and a word that can carry two labels
speaks for both.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from chinese.entities import find_terms
from chinese.ngrams import References
from chinese.punctuation import strip_spaces
from schemas.notice import Domain, DomainOverlap, Notice

ALIKE = 20
"""So many words full likeness to a domain's wording is worth; seen are 0.02 to 0.2."""
_SENTENCE = re.compile(r"[^。；;！？\n]+")


@dataclass(frozen=True)
class Support:
    """How much a text speaks for a domain: the words, the sentence that has most of them, and how alike it is."""

    domain: Domain
    words: tuple[str, ...]
    lexical: int
    alike: float
    sentence: str
    field: str
    """Which text the sentence stands in."""

    @property
    def weight(self) -> float:
        """Words and likeness together."""
        return self.lexical + ALIKE * self.alike


def supports(notice: Notice, texts: Mapping[str, str], weights: Mapping[str, int]) -> tuple[Support, ...]:
    """Return the support of every domain, the strongest first."""
    lexicon = _lexicon(notice.domains, notice.overlaps)
    places: Counter[str] = Counter()
    for name, text in texts.items():
        places.update(dict.fromkeys((strip_spaces(term.text) for term in find_terms(text, lexicon.terms)), weights[name]))
    quotes = tuple(next((c.quote for c in notice.clauses if c.id == domain.clause), "") for domain in notice.domains)
    likeness = _references(notice.domains, quotes).likeness([(weights[name], text) for name, text in texts.items()])
    made = [_support(domain, lexicon.words[domain.id], texts, places, likeness[domain.id]) for domain in notice.domains]
    return tuple(sorted(made, key=lambda s: -s.weight))


def _support(domain: Domain, known: tuple[str, ...], texts: Mapping[str, str], places: Mapping[str, int], alike: float) -> Support:
    words = tuple(sorted((word for word in known if word in places), key=lambda word: -places[word]))
    field, sentence = _sentence(texts, words)
    return Support(domain, words, sum(places[word] for word in words), alike, sentence, field)


def _sentence(texts: Mapping[str, str], words: tuple[str, ...]) -> tuple[str, str]:
    """Return the field and the first sentence in it that has most of the words; blanks where no text has any."""
    found = [(name, match[0].strip()) for name, text in texts.items() for match in _SENTENCE.finditer(text)]
    telling = [(name, sentence) for name, sentence in found if any(word in sentence for word in words)]
    return max(telling, key=lambda place: sum(word in place[1] for word in words), default=("", ""))


@dataclass(frozen=True)
class Lexicon:
    """Every word of a call's domains, and each domain's own: the annex's first, then the trade's."""

    terms: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


@cache
def _lexicon(domains: tuple[Domain, ...], overlaps: tuple[DomainOverlap, ...]) -> Lexicon:
    words: dict[str, tuple[str, ...]] = {}
    for domain in domains:
        shared = (overlap.term for overlap in overlaps if domain.id in overlap.domains)
        words[domain.id] = tuple(dict.fromkeys((*domain.terms, *shared, *domain.related)))
    return Lexicon(tuple(sorted({word for own in words.values() for word in own})), words)


@cache
def _references(domains: tuple[Domain, ...], quotes: tuple[str, ...]) -> References:
    """A domain's own wording: its paragraph, the words of the annex twice, the words of the trade."""
    return References(
        {
            domain.id: "。".join((quote, *domain.terms, *domain.terms, *domain.related))
            for domain, quote in zip(domains, quotes, strict=True)
        }
    )
