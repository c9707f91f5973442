"""The undertaking unit bears one name: cover, table, opinion box, seal, electronic version, and the letter where it lists units.

Name and seal apart is the classic defect of such packages. An abbreviation or a former form of the name is for a person, with the
proof of renaming; any other sure difference within the forms is a contradiction, one between letter and form a question.

Outcomes: alike but for brackets and spaces passes; 禾穗农业 and 禾惠农业 fails; 禾穗农业公司 for 禾穗农业有限公司 is for review.
"""

from collections.abc import Iterator

from checks.agreement import agreed, differing
from checks.case import ApplicationCase
from checks.identity import if_of
from checks.letters import unit_in_letter
from checks.naming import may_be_same_unit
from checks.rule import Ink, Outcome, Params, Rule, ink_of, not_applicable, together
from checks.sealing import best, judge_seal
from chinese.names import is_abbreviation_of, same_unit
from schemas.documents import ApplicationForm, OpinionRole, Seal, SealOutcome
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Hold every place against the first that was read surely, and every readable seal against that name."""
    places = [ink for form in case.forms for ink in _places(case, form)]
    if not places:
        return not_applicable(f"{case.name}申请表中未读到承担单位名称，无从比对。")
    first = next((ink for ink in places if not ink.doubt), places[0])
    forms = {form.id: form for form in case.forms}
    parts = [if_of(case, _compared(first, ink), forms[first.document], forms[ink.document]) for ink in places if ink is not first]
    parts += [if_of(case, part, forms[first.document], form) for form in case.copies for part in _seals(case, form, first)]
    parts += [_listed(first, letter)] if (letter := unit_in_letter(case)) else []
    if not parts:
        return not_applicable(f"{case.name}只有一处承担单位名称，无从比对。")
    return together(parts, f"{case.name}各处承担单位名称均为“{first.text}”。", case.name)


def _places(case: ApplicationCase, form: ApplicationForm) -> Iterator[Ink]:
    title = f"{case.title_of(form)}“{case.label('undertaking_unit')}”"
    for reading in dict.fromkeys((form.undertaking_unit, *form.name_places)):
        if reading is not None and reading.value:
            ink = ink_of(form.id, title, reading)
            yield Ink(form.id, title, reading.value, ink.page, ink.bbox, ink.doubt)


def _compared(first: Ink, second: Ink) -> Outcome:
    if same_unit(first.text, second.text):
        return agreed(first, second)
    return differing(first, second, "可能为简称或曾用名，请核实" if may_be_same_unit(first.text, second.text) else "")


def _listed(first: Ink, letter: Ink) -> Outcome:
    """A letter that lists another unit is for a person: its list may be wrong, or its row may be another project's."""
    if same_unit(first.text, letter.text):
        return agreed(first, letter)
    return differing(first, letter, "请核实推荐函与申请表何者有误")


def _seals(case: ApplicationCase, form: ApplicationForm, first: Ink) -> list[Outcome]:
    """Judge the seals in the unit's box by the best of them: another's may stand beside the unit's own."""
    named = [s for s in form.seals if s.role is OpinionRole.UNDERTAKING and s.complete and _says_a_name(s, first.text)]
    where = f"{case.title_of(form)}承担单位意见栏"
    return [best(tuple(judge_seal(form, seal, first.text, where, (first,)) for seal in named))] if named else []


def _says_a_name(seal: Seal, name: str) -> bool:
    """Say whether a seal can be compared: its owner is known, or what was read of it looks like a short form of the name."""
    if seal.outcome is SealOutcome.UNREADABLE:
        return seal.short_of is not None or is_abbreviation_of(seal.text, name)
    return seal.outcome in (SealOutcome.MATCHED, SealOutcome.MISMATCHED)


RULE = Rule("unit-name-consistent", "承担单位名称一致", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
