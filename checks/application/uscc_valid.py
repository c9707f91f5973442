"""The 统一社会信用代码 satisfies its own check digits, and its place fits the address.

GB 32100 checks the whole code, GB 11714 the organisation code inside it. Codes that are registered and fail exist, so a failure is
suspect and never false; where one misread character explains it and nothing else does, the repair is proposed.

Outcomes: sound passes; anything else is for review, never a fail. A sound code also bears out its own reading.
Example: a code with O for 0 is for review, with the code that passes.
"""

from checks.case import ApplicationCase
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, passed, together
from chinese import uscc
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Check every different code in the form's versions."""
    having = [form for form in case.forms if form.uscc is not None and not form.uscc.is_blank and _code(form)]
    if not having:
        return not_applicable(f"{case.name}申请表未填写统一社会信用代码。")
    codes = sorted({uscc.normalise(_code(form)) for form in having})
    parts = [_one(case, [form for form in having if uscc.normalise(_code(form)) == code], having, code) for code in codes]
    return together(parts, f"{case.name}统一社会信用代码{'、'.join(codes)}校验通过。", case.name)


def _code(form: ApplicationForm) -> str:
    return (form.uscc.value or form.uscc.raw) if form.uscc else ""


def _one(case: ApplicationCase, bearing: list[ApplicationForm], among: list[ApplicationForm], code: str) -> Outcome:
    form = bearing[0]
    ink, found = case.ink(form, "uscc"), uscc.check(code)
    told = f"{case.titles(bearing, among)}统一社会信用代码{code}"
    if found.old_registration_number:
        return needs_review(f"{told}为15位旧注册号，请填报18位统一社会信用代码", ink, observed=code)
    if not found.ok:
        return _suspect(ink, found, told)
    if uscc.registration(code) is None:
        return needs_review(f"{told}的前两位“{code[:2]}”不是现行登记类别，请核对", ink, observed=code)
    return _place(case, form, ink.sure(), told)


def _suspect(ink: Ink, found: uscc.UsccCheck, told: str) -> Outcome:
    fixes = uscc.repair(found.code)
    hint = f"，仅改一个形近字符即通过校验的代码为{fixes[0]}，请核对" if len(fixes) == 1 else "，请核对原件和登记信息"
    if not found.length_ok:
        return needs_review(f"{told}为{len(found.code)}位，应为{uscc.LENGTH}位，请核对", ink, observed=found.code)
    why = "含有代码中不使用的字符" if not found.charset_ok else "校验码不符"
    return needs_review(f"{told}{why}{hint}", ink, expected=fixes[0] if len(fixes) == 1 else None, observed=found.code)


def _place(case: ApplicationCase, form: ApplicationForm, ink: Ink, told: str) -> Outcome:
    address = form.address.value if form.address else None
    region = uscc.region(ink.text)
    places = {r.region_code: r.place for r in case.notice.recommenders if r.region_code and r.place}
    here = places.get(region[:4])
    others = [place for place in places.values() if address and place in address]
    zones = [r.place[:2] for r in case.notice.recommenders if r.place and not r.region_code]
    if not address or not others or here in others or region[2:] == "0000" or any(zone in address for zone in zones):
        return passed(told, ink)
    there = here or f"区划{region[:4]}"
    return needs_review(f"{told}的登记地（{there}）与地址“{address}”不同，请核对", ink, case.ink(form, "address"))


RULE = Rule("uscc-valid", "统一社会信用代码", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
