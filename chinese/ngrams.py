"""How alike a text is to each of several reference texts: runs of one to three characters, the rarer the heavier (TF-IDF), as cosines.

No model and no word list: Chinese words are one to four characters, so what two texts share in trade shows in what they share in runs.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

LENGTHS = (1, 2, 3)
_HAN = re.compile(r"[一-鿿]+")


def grams(text: str) -> Counter[str]:
    """Count the runs of Chinese characters in a text."""
    found: Counter[str] = Counter()
    for stretch in _HAN.findall(text):
        for length in LENGTHS:
            found.update(stretch[start : start + length] for start in range(len(stretch) - length + 1))
    return found


@dataclass(frozen=True)
class References:
    """Reference texts by name."""

    texts: Mapping[str, str]

    def likeness(self, weighted: Sequence[tuple[int, str]]) -> dict[str, float]:
        """Return 0–1 for each reference: how alike the texts, each with its weight, are to it."""
        counts: Counter[str] = Counter()
        for weight, text in weighted:
            counts.update({gram: weight * number for gram, number in grams(text).items()})
        mine = self._weighed(counts)
        size = _size(mine)
        return {
            name: sum(weight * vector[gram] for gram, weight in mine.items() if gram in vector) / (size * _size(vector))
            for name, vector in self._vectors.items()
        }

    @cached_property
    def _rarity(self) -> dict[str, float]:
        spread = Counter(gram for text in self.texts.values() for gram in set(grams(text)))
        return {gram: math.log((1 + len(self.texts)) / number) for gram, number in spread.items()}

    @cached_property
    def _vectors(self) -> dict[str, dict[str, float]]:
        return {name: self._weighed(grams(text)) for name, text in self.texts.items()}

    def _weighed(self, counts: Mapping[str, int]) -> dict[str, float]:
        return {gram: (1 + math.log(number)) * self._rarity[gram] for gram, number in counts.items() if gram in self._rarity}


def _size(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
