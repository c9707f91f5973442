"""Whose seal is it? One judgement for letters and opinion boxes alike."""

from dataclasses import replace

from checks.naming import hardly_same_unit, may_be_same_unit
from checks.rule import Ink, Outcome, failed, needs_review, passed
from chinese.names import bare_key, same_unit
from schemas.documents import DocumentBase, Seal, SealOutcome
from schemas.finding import Verdict
from schemas.page import PageFault

HIDING = frozenset(
    {
        PageFault.FAINT,
        PageFault.BLURRED,
        PageFault.BILEVEL,
        PageFault.GRAY,
        PageFault.LOW_RESOLUTION,
        PageFault.CROPPED,
        PageFault.SHADOWED,
        PageFault.UNSURE,
        PageFault.UNREADABLE,
        PageFault.DAMAGED,
    }
)
"""Faults of a scan under which a seal may stand on the paper and not be seen."""


def seal_ink(document: DocumentBase, seal: Seal, title: str) -> Ink:
    """Return a seal as ink. Its doubt is told by its outcome, which the judgement below turns into a verdict."""
    return Ink(document.id, title, seal.text or seal.owner or "", seal.page, seal.bbox)


def judge_seal(document: DocumentBase, seal: Seal, expected: str | None, where: str, name: tuple[Ink, ...] = ()) -> Outcome:
    """Say whether a seal is the expected body's own; ``where`` is the place in words, ``name`` the ink that the name was read from.

    A seal that matches bears the name out; one that doesn't proves nothing against a name that may be misread.
    """
    ink = seal_ink(document, seal, f"{where}印章")
    read = seal.owner or seal.text
    said = f"{where}印章" + (f"（识读为“{read}”）" if read else "")
    if not seal.complete:
        return needs_review(f"{said}不完整，请核对原件是否为{_whose(expected)}公章", ink)
    if seal.ink != "red":
        return needs_review(f"{said}为黑白影像，不能确认是否原章，请核对原件", ink)
    if seal.outcome is SealOutcome.UNREADABLE:
        like = f"（似为“{read}”）" if read else ""
        if seal.short_of:
            return needs_review(f"{where}印章{like}可能是“{seal.short_of}”的简称或曾用名，请核对原件", ink, expected=expected)
        if seal.line_unread or seal.line_text:
            return needs_review(
                f"{said}中部另有一行字，未能确认，可能为专用章或内设机构印章，请核对是否为{_whose(expected)}公章", ink, expected=expected
            )
        told = f"未能确认{like}" if read else "无法辨认"
        return needs_review(f"{where}印章的印文{told}，请核对是否为{_whose(expected)}公章", ink, expected=expected)
    if seal.outcome is SealOutcome.SPECIAL_PURPOSE:
        return failed(f"{where}所盖为专用章（“{seal.line_text or read}”），不是单位公章", ink, expected=expected, observed=read or None)
    outcome = _owner(ink, seal, expected, said)
    return replace(outcome, rests_on=(ink, *name)) if outcome.verdict is Verdict.FAIL else outcome


def _owner(ink: Ink, seal: Seal, expected: str | None, said: str) -> Outcome:
    read = seal.owner or seal.text
    if not expected or not read:
        return needs_review(f"{said}的单位无法与{_whose(expected)}比对，请核对原件", ink)
    if seal.outcome is SealOutcome.MATCHED and same_unit(read, expected):
        return passed(f"{said}与{expected}一致", ink, expected=expected, observed=read)
    if seal.owner is None and seal.outcome is SealOutcome.MISMATCHED and _is_division(read, expected):
        return failed(f"{said}是“{expected}”的内设机构或分支机构印章，不是单位公章", ink, expected=expected, observed=read)
    if may_be_same_unit(read, expected):
        return needs_review(f"{said}与“{expected}”可能为简称或曾用名，请核实", ink, expected=expected, observed=read)
    if seal.owner is None and not hardly_same_unit(read, expected):
        return needs_review(f"{said}与“{expected}”不完全相符，请核对原件", ink, expected=expected, observed=read)
    return failed(f"{said}不是“{expected}”的印章", ink, expected=expected, observed=read)


def _is_division(read: str, expected: str) -> bool:
    """Say whether a seal reads the unit's name with something behind it: 财务部, 海城分公司. A place before it is only the fuller name."""
    whole, name = bare_key(read), bare_key(expected)
    return name in whole and not whole.endswith(name)


def _whose(expected: str | None) -> str:
    return f"“{expected}”" if expected else "该单位"


def best(outcomes: tuple[Outcome, ...]) -> Outcome:
    """Return the most favourable of several seals in one place: one good seal is enough."""
    order = (Verdict.PASS, Verdict.REVIEW, Verdict.FAIL)
    return min(outcomes, key=lambda outcome: order.index(outcome.verdict))


def hidden_on(document: DocumentBase, pages: frozenset[int]) -> bool:
    """Say whether a seal on these pages may have escaped the scan."""
    return any(note.number in pages and not HIDING.isdisjoint(note.faults) for note in document.pages)
