"""Sentences of a part, and how a finder turns words into a proposal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from notices.drafting.paragraphs import Paragraph
from notices.drafting.parts import Part
from schemas.draft import DraftFact, Sureness

_SENTENCE = re.compile(r"[^。；;！？]+[。；;！？]?")


@dataclass(frozen=True)
class Sentence:
    """A sentence with the part it stands in and the heading it stands under."""

    text: str
    page: int
    part: Part
    heading: str = ""

    def fact(self, key: str, value: str, sure: Sureness, *, about: str = "", quote: str = "") -> DraftFact:
        """Propose something with this sentence, or the stretch of it given, as its quote."""
        return DraftFact(key=key, value=value, about=about, quote=quote or self.text, page=self.page, sure=sure)


def sentences(part: Part) -> Iterator[Sentence]:
    """Return the sentences of a part in order; headings and one-line titles count as sentences of their own."""
    heading = ""
    for paragraph in part.paragraphs:
        if paragraph.is_heading and paragraph.number.endswith(("、", ".", "．")):
            heading = paragraph.bare
        yield from of_paragraph(paragraph, part, heading)


def of_paragraph(paragraph: Paragraph, part: Part, heading: str = "") -> Iterator[Sentence]:
    """Return the sentences of one paragraph, its number left out."""
    begin = len(paragraph.number)
    for match in _SENTENCE.finditer(paragraph.text, begin):
        yield Sentence(match[0].rstrip("；;"), paragraph.page(match.start()), part, heading)
