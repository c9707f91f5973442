"""Reads a notice: lines of pages in, a draft out. Every proposal is checked to be a quote before it is made."""

from collections.abc import Iterator, Sequence

from notices.drafting.clauses import clauses
from notices.drafting.conditions import conditions
from notices.drafting.days import days
from notices.drafting.heads import heads
from notices.drafting.limits import limits
from notices.drafting.masking import masked
from notices.drafting.paragraphs import Paragraph, paragraphs
from notices.drafting.parts import Part, parts
from notices.drafting.scope import addressees, domains
from notices.drafting.settled import settled
from schemas.draft import Draft, DraftFact
from schemas.errors import UsageError


def read_parts(pages: Sequence[Sequence[str]]) -> tuple[Part, ...]:
    """Return the papers that the pages hold, contact persons masked."""
    found = tuple(Paragraph(masked(p.text), p.turns) for p in paragraphs(pages))
    if not found:
        raise UsageError("通知里没有读到文字", "请换一份清楚的扫描件，或先转成文本")
    return parts(found)


def draft(file: str, pages: Sequence[Sequence[str]], like: str) -> tuple[Draft, str]:
    """Return the draft of a notice and the text it rests on."""
    read = read_parts(pages)
    source = "\n".join(p.text for part in read for p in part.paragraphs)
    firsts: dict[tuple[str, str, str], DraftFact] = {}
    for fact in _facts(read):
        if fact.quote in source:
            firsts.setdefault((fact.key, fact.about, fact.value), fact)
    facts = tuple(firsts.values())
    return Draft(file=file, like=like, facts=facts, clauses=tuple(c for c in clauses(read) if c.quote in source)), source


def _facts(read: Sequence[Part]) -> Iterator[DraftFact]:
    for finder in (heads, addressees, days, settled, limits, conditions, domains):
        yield from finder(read)
