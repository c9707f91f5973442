"""Two places that ought to say the same: one comparison for names, copies and electronic versions."""

from dataclasses import replace

from checks.naming import shown_difference
from checks.rule import Ink, Outcome, failed, needs_review, passed
from chinese.lookalikes import equal_but_lookalikes
from chinese.punctuation import fold


def agreed(first: Ink, second: Ink) -> Outcome:
    """Pass two readings that say the same: they bear each other out, so neither is in doubt."""
    return passed("", first.sure(), second.sure())


def differing(first: Ink, second: Ink, question: str = "") -> Outcome:
    """Hold two short texts against each other; ``question`` says why they may still agree, and leaves that to a person."""
    shown = shown_difference(fold(first.text), fold(second.text))
    one, other = first.words or "（空白）", second.words or "（空白）"
    told = f"{second.title}为“{other}”，{first.title}为“{one}”"
    if first.title == second.title:
        told = f"{first.title}有两种写法，分别为“{one}”和“{other}”"
    if equal_but_lookalikes(fold(first.text), fold(second.text)):
        slip = needs_review(f"{told}，仅形近字不同，可能是识读误差，请核对原件", first, second, expected=first.text, observed=shown)
        return replace(slip, unsure=True)  # nobody outside is asked about what our reading may have got wrong
    if question:
        return needs_review(f"{told}，{question}", first, second, expected=first.text, observed=shown)
    return failed(told, first, second, expected=first.text, observed=shown)
