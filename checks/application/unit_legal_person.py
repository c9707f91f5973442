"""The undertaking unit is a legal person of its own.

A ladder: a certificate decides where one came; else code and name say no, or likely yes; else somebody looks it up. The prefixes 91
and 52 cover bodies of both kinds and never pass alone.

Outcomes: 92, a branch, a partnership or an agency's inner division by sure reading fails; 31 and other mixed prefixes are for
review, with the look-up to make. Example: 鞍山禾穗农业科技有限公司 with 91… passes; 鞍山禾穗农业科技有限公司海城分公司 fails.
"""

import re
from enum import StrEnum

from checks.case import ApplicationCase
from checks.evidence_of import bearing_ink, certificates_of, registrar_of
from checks.fields import reading_of
from checks.rule import Ink, Outcome, Params, Rule, failed, ink_of, needs_review, not_applicable, passed, together
from chinese import uscc
from chinese.names import CueKind, NameCue, unit_cues
from schemas.documents import LegalPersonCertificate
from schemas.finding import FindingKind, LookUp, Scope

_NOT = re.compile(r"分公司|分支机构|分行|支行|营业单位|个体|合伙|个人独资|非法人|代表处|办事处")
_BRANCH = re.compile(r"分公司|分支机构|分行|支行|营业单位")
_IS = re.compile(r"法人|有限责任公司|有限公司|股份有限|事业单位|社会团体|基金会|机关|合作社|国有独资|全民所有制")
_DIVISION = re.compile(r"(?:局|厅|委员会|人民政府|法院|检察院).{2,}(?<!办事)(?:处|科|股|(?<!办公)室)$")
"""An agency's name with a division's behind it. A government's or a commission's 办公室 is often a body of its own."""
_OFFICE = re.compile(
    r"(?:人民政府|委员会|[省市县区]委|领导小组|联席会议|指挥部).*办公室$|(?:街道|地区)办事处$|(?:人民政府|省|市)驻.{2,8}办事处$"
)
"""Offices that the establishment register gives a code of their own."""
_INSTITUTION = re.compile(
    r"(?:管理|服务|保障|工程|养护|建设|事务|援助|鉴定|检测|监测|监察|执法|稽查|征收|救助|接待|信息|指导|促进|推广)(?:处|站|所|室)$"
)
"""What 事业单位 are called: 河道管理处 may be a bureau's division or a body of its own."""
_BRANCHES = frozenset({CueKind.BRANCH})
_BY_NAME_ALONE = ("", "11", "91", "92")
"""Prefixes under which a decisive word in the name settles it: with others the code says that the body was set up by itself."""


class LegalPersonParams(Params):
    """Whether the notice lets branches apply."""

    branches_allowed: bool = False


class Answer(StrEnum):
    """What code and name say together."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def check(case: ApplicationCase, params: LegalPersonParams) -> Outcome:
    """Climb the ladder: certificate, then code and name, then a look-up."""
    form = next((f for f in case.forms if f.undertaking_unit and f.undertaking_unit.value), None)
    if form is None or not form.undertaking_unit or not form.undertaking_unit.value:
        return not_applicable(f"{case.name}申请表中未读到承担单位名称，无法判断法人资格。")
    name = form.undertaking_unit.value
    if certified := [part for c in certificates_of(case) if (part := _certified(c, name, params))]:
        return together(certified, f"{name}的登记证书载明具有法人资格。")
    return _by_code_and_name(case, name, case.ink(form, "undertaking_unit"), params)


def _certified(certificate: LegalPersonCertificate, name: str, params: LegalPersonParams) -> Outcome | None:
    readings = [r for r in (certificate.unit_type, certificate.certificate_type) if r is not None and r.value]
    if not readings:
        return None
    said = "、".join(r.value or "" for r in readings)
    ink = tuple(ink_of(certificate.id, "登记证书类型", r) for r in readings)
    if params.branches_allowed and (branch := _BRANCH.search(said)):
        return passed(f"登记证书类型为“{readings[0].value}”（{branch[0]}），通知允许分支机构申报", *ink, observed=said)
    if found := _NOT.search(said):
        told = f"{name}的登记证书载明类型为“{readings[0].value}”（{found[0]}），不具有独立法人资格"
        return failed(told, *ink, *bearing_ink(certificate), observed=said)
    return passed(f"登记证书类型为“{readings[0].value}”", *ink, observed=said) if _IS.search(said) else None


def _by_code_and_name(case: ApplicationCase, name: str, name_ink: Ink, params: LegalPersonParams) -> Outcome:
    code, code_ink = _code(case)
    kind = uscc.registration(code) if code else None
    cues = tuple(cue for cue in unit_cues(name) if not (params.branches_allowed and cue.kind in _BRANCHES))
    told = f"{name}（代码前两位{code[:2]}，{kind.kind}）" if kind else f"{name}（统一社会信用代码缺失或存疑）"
    stated = reading_of(case.forms[0], "unit_type")
    type_ink = (case.ink(case.forms[0], "unit_type"),) if stated is not None and stated.value and _NOT.search(str(stated.value)) else ()
    match _answer(name, kind, code[:2], cues):
        case Answer.NO:
            because = _because(kind, cues)
            return failed(f"{told}不具有独立法人资格{because}。", name_ink, *code_ink, observed=because.strip("（）") or None)
        case Answer.YES if not type_ink:
            return passed(f"{told}具有独立法人资格{_because(kind, cues)}。", name_ink, *code_ink)
        case _:
            note = f"，申请表单位性质填为“{type_ink[0].text}”" if type_ink else _because(kind, cues)
            hint, where = registrar_of(code or _prefix_by_name(cues))
            look_up = LookUp(unit=name, uscc=code or case.application.uscc, where=where, why="是否具有独立法人资格")
            asked = f"{told}是否具有独立法人资格不能确定{note}，{hint}。"
            return needs_review(asked, name_ink, *code_ink, *type_ink, look_ups=(look_up,))


def _code(case: ApplicationCase) -> tuple[str, tuple[Ink, ...]]:
    """Return a sound code and its ink; a code that checks out bears out its own reading. '' where there is none."""
    for form in case.forms:
        if form.uscc is not None and form.uscc.value and uscc.is_valid(form.uscc.value):
            return uscc.normalise(form.uscc.value), (case.ink(form, "uscc").sure(),)
    return "", ()


def _prefix_by_name(cues: tuple[NameCue, ...]) -> str:
    """Return the registrar of a unit without a sound code, as far as its name gives it away: a company's is clear."""
    return "9" if any(cue.kind is CueKind.COMPANY for cue in cues) else ""


def _answer(name: str, kind: uscc.Registration | None, prefix: str, cues: tuple[NameCue, ...]) -> Answer:
    kinds = {cue.kind for cue in cues}
    if kind and kind.legal_person is uscc.LegalPerson.NO:
        return Answer.OPEN if kinds == {CueKind.COMPANY} else Answer.NO
    if _OFFICE.search(name):
        return Answer.YES if prefix == "11" and "街道办事处" in name else Answer.OPEN
    if any(cue.decisive for cue in cues) or (prefix in ("", "11") and bool(_DIVISION.search(name))):
        return _by_name(name, prefix)
    if kind and kind.legal_person is uscc.LegalPerson.YES:
        return Answer.YES if prefix != "11" or CueKind.INTERNAL not in kinds else Answer.OPEN
    return Answer.YES if prefix == "91" and kinds == {CueKind.COMPANY} else Answer.OPEN


def _by_name(name: str, prefix: str) -> Answer:
    """Judge a name that says no by itself: a code of another registrar speaks against it, and without a code 管理处 may be a body."""
    if prefix not in _BY_NAME_ALONE or (not prefix and _INSTITUTION.search(name)):
        return Answer.OPEN
    return Answer.NO


def _because(kind: uscc.Registration | None, cues: tuple[NameCue, ...]) -> str:
    words = dict.fromkeys(f"名称含“{cue.word}”" for cue in cues)
    notes = [kind.note] if kind and kind.note else []
    return f"（{'；'.join([*words, *notes])}）" if words or notes else ""


RULE = Rule("unit-legal-person", "承担单位独立法人资格", FindingKind.REQUIREMENT, Scope.APPLICATION, check, LegalPersonParams)
