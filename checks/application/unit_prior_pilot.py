"""The undertaking unit has not undertaken such a pilot before.

The clause says 原则上, so a hit is a question with its source. Which pilots count is read two ways; a provincial one is a note under
the reading that counts national ones only.

Reading: ``prior-pilot-level`` (national, any). Outcomes: a hit by code or name, by a name that is nearly the same, or a form that
says so itself, is for review; no register is no evidence.
Example: the register lists the unit's code with a national pilot of 2021: for review.
"""

import re
from enum import StrEnum

from checks.case import ApplicationCase
from checks.filled import is_unread
from checks.matching import Match, match_unit
from checks.rule import Ink, Outcome, Params, Rule, borne_out, failed, needs_review, no_evidence, not_applicable, passed
from chinese import uscc
from chinese.punctuation import fold
from schemas.finding import FindingKind, LookUp, Scope
from schemas.registers import PriorPilot

PAST_LISTS = "往届试点下达文件"
"""Where past undertakers stand, as long as the office keeps no list of them."""
LOWER = ("省级", "市级", "县级", "区级")
"""Levels below the national one."""
_BOX = "□☐○☑√✓■"
_BOX_BEFORE = re.compile(rf"([{_BOX}])是([{_BOX}])否")
_BOX_AFTER = re.compile(rf"是([{_BOX}])否")
_TICKED = "☑√✓■"
_YES = re.compile(r"(?<![未无没不曾否])(?:曾|已)?承担过|(?<!未)(?<!不)曾承担|(?:19|20)\d\d年")
_NO = re.compile(r"^(?:无|否|没有|未|不|从未|暂无|均未|/|-|\\)|(?:未|没有|未曾|不曾|从未)承担")
_QUESTION = re.compile(r"是否(?:曾|已)?承担(?:过)?")
_PROVINCIAL = re.compile(r"省级|省标准化|市级")


class Relation(StrEnum):
    """What the notice makes of an earlier pilot."""

    FORBIDDEN = "forbidden"
    REQUIRED = "required"
    PREFERRED = "preferred"


class PriorPilotParams(Params):
    """What an earlier pilot means for an applicant, and how hard."""

    relation: Relation
    strength: str = "in_principle"


def check(case: ApplicationCase, params: PriorPilotParams) -> Outcome:
    """Look the unit up in the register, and read what the form says itself."""
    name = case.application.undertaking_unit
    if not name:
        return not_applicable(f"{case.name}未读到承担单位名称，无法核对以往试点。")
    register = case.whole.round.registers.prior_pilots
    rows = [(row, match) for row in register or () if (match := match_unit(name, case.application.uscc, row.unit_name, row.uscc))]
    hits = [row for row, match in rows if match is Match.SAME]
    near = [row for row, match in rows if match is Match.NEAR and _counts(case, row)]
    counting = [row for row in hits if _counts(case, row)]
    own = _own_word(case)
    if params.relation is not Relation.FORBIDDEN:
        return _wanted(case, name, counting, own, params)
    if counting:
        return _hit(case, name, counting, own, params)
    if near:
        return needs_review(f"往届试点单位名单中有与{name}名称或代码相近的单位：{_sources(near)}，请核实是否同一单位。", *own)
    if own:
        return _said(case, name, own)
    if register is None:
        return _unknown(case, name)
    note = f"；另承担过{_listed(hits)}，不在所计级别以内" if hits else ""
    return passed(f"往届试点单位名单中未见{name}承担过所计级别的试点{note}。", *_name_ink(case))


def _unknown(case: ApplicationCase, name: str) -> Outcome:
    return no_evidence(f"没有往届试点单位名单，{name}是否承担过试点项目请查询{PAST_LISTS}。", _look_up(case, name))


def _look_up(case: ApplicationCase, name: str) -> LookUp:
    return LookUp(unit=name, uscc=case.application.uscc, where=PAST_LISTS, why="是否承担过试点项目")


def _counts(case: ApplicationCase, row: PriorPilot) -> bool:
    """Say whether a row's level counts; a level that nobody foresaw does, for a person to judge."""
    return case.choices["prior-pilot-level"] == "any" or row.level not in LOWER


def _name_ink(case: ApplicationCase) -> tuple[Ink, ...]:
    """Return what the unit was looked up by; a code that checks out bears the name out."""
    form = next((f for f in case.forms if f.undertaking_unit and f.undertaking_unit.value), None)
    if form is None:
        return ()
    alike = [f for f in case.forms if f.undertaking_unit and f.undertaking_unit.value == case.application.undertaking_unit]
    ink = borne_out(case.ink(f, "undertaking_unit") for f in alike or [form])[:1]
    return tuple(i.sure() for i in ink) if uscc.is_valid(case.application.uscc or "") else ink


def _hit(case: ApplicationCase, name: str, rows: list[PriorPilot], own: tuple[Ink, ...], params: PriorPilotParams) -> Outcome:
    told = f"{name}承担过{_sources(rows)}"
    if params.strength == "must":
        return failed(f"{told}，不能再次申报。", *_name_ink(case), *own)
    return needs_review(f"{told}，原则上不能作为承担单位申报，请研究确定。", *own, observed=_listed(rows))


def _sources(rows: list[PriorPilot]) -> str:
    return f"{_listed(rows)}（往届试点单位名单第{'、'.join(str(row.row) for row in rows)}行）"


def _said(case: ApplicationCase, name: str, own: tuple[Ink, ...]) -> Outcome:
    said = "".join(own[0].text.split())[:60]
    if _PROVINCIAL.search(said) and "国家" not in said and case.choices["prior-pilot-level"] != "any":
        return passed(f"{name}自述承担过省级及以下试点（“{said}”），不在所计级别以内。", *own)
    return needs_review(f"{name}在申请表中自述“{said}”，请核实是否承担过试点项目。", *own, observed=said, look_ups=(_look_up(case, name),))


def _wanted(case: ApplicationCase, name: str, rows: list[PriorPilot], own: tuple[Ink, ...], params: PriorPilotParams) -> Outcome:
    """Judge under a notice that asks for an earlier pilot: a register proves one, and proves the lack of one to nobody."""
    if rows:
        return passed(f"{name}承担过{_listed(rows)}。", *own, observed=_listed(rows))
    if params.relation is Relation.PREFERRED:
        return passed(f"{name}未见承担过试点，通知仅作优先条件。", *own)
    if own:
        return needs_review(f"{name}自述“{own[0].words}”，往届试点单位名单未能印证，请核实。", *own, look_ups=(_look_up(case, name),))
    if case.whole.round.registers.prior_pilots is None:
        return _unknown(case, name)
    return needs_review(f"未见{name}承担过试点项目的记录，通知要求申报单位已承担过试点，请核实。", look_ups=(_look_up(case, name),))


def _own_word(case: ApplicationCase) -> tuple[Ink, ...]:
    """Return where the form says that there was an earlier pilot, or nobody could read what it says; () where it says no, or nothing."""
    for form in case.forms:
        said = form.prior_pilot_statement
        if said is not None and (is_unread(said) or (said.value and _says_yes(fold(said.value)))):
            return (case.ink(form, "prior_pilot_statement"),)
    return ()


def _says_yes(text: str) -> bool:
    """Say whether a statement admits a pilot; what says neither yes nor no is asked about."""
    boxes = _BOX_BEFORE.search(text) or _BOX_AFTER.search(text)
    if boxes:
        return boxes[1] in _TICKED
    bare = _QUESTION.sub("", text)
    return bool(bare) and bool(_YES.search(bare) or not _NO.search(bare))


def _listed(rows: list[PriorPilot]) -> str:
    return "、".join(f"{row.batch}{row.level}试点“{row.project_name}”" for row in rows)


RULE = Rule(
    "unit-prior-pilot",
    "以往承担试点情况",
    FindingKind.REQUIREMENT,
    Scope.APPLICATION,
    check,
    PriorPilotParams,
    readings={"prior-pilot-level": ("national", "any")},
)
