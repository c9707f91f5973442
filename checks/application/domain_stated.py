"""Exactly one domain of the call is stated on the form.

The domain decides three quotas at once. Copies that state two different ones are for a person to settle.

Outcomes: one listed domain passes; a field that is blank in every version fails; two ticked boxes, another word, or a field blank in
one version only are for review.
Example: neither box ticked nor a word written fails as 未填写.
"""

from checks.case import ApplicationCase
from checks.filled import is_empty
from checks.rule import Outcome, Params, Rule, borne_out, failed, needs_review, not_applicable, passed, together
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Read the domain off every version of the form."""
    having = [form for form in case.forms if form.domain is not None]
    if not case.forms:
        return not_applicable(f"{case.name}未收到申请表，无法核对领域。")
    if not having:
        return needs_review(f"{case.name}申请表中未见领域栏，请核对所属领域。")
    stated = {form.domain.value for form in having if form.domain and form.domain.value and not form.domain.needs_review}
    if len(stated) > 1:
        names = "、".join(sorted(_name(case, value) for value in stated))
        return needs_review(f"{case.name}各份申请表填写的领域不同（{names}），请核实。", *(case.ink(f, "domain") for f in having))
    return together((_one(case, form) for form in having), f"{case.name}所属领域为{'、'.join(_name(case, v) for v in stated)}。", case.name)


def _one(case: ApplicationCase, form: ApplicationForm) -> Outcome:
    ink = case.ink(form, "domain")
    if form.domain is None or is_empty(form.domain, case.notice.form):
        if others := [f for f in case.forms if f.domain is not None and f.domain.value]:
            said = f"{case.title_of(form)}未见所属领域，{case.title_of(others[0])}填为{_name(case, others[0].domain.value)}"  # type: ignore[union-attr, arg-type]
            return needs_review(f"{said}，请核对", ink, case.ink(others[0], "domain"))
        return failed(f"{case.title_of(form)}未填写所属领域", ink)
    if form.domain.value is None:
        return needs_review(f"{case.title_of(form)}所属领域未能确定（“{ink.words}”，{ink.doubt}），应为通知所列领域之一，请核对", ink)
    alike = [f for f in case.forms if (f.domain.value if f.domain else None) == form.domain.value]
    return passed(f"所属领域为{_name(case, form.domain.value)}", *borne_out([ink, *(case.ink(f, "domain") for f in alike)])[:1])


def _name(case: ApplicationCase, domain_id: str) -> str:
    domain = case.notice.domain(domain_id)
    return domain.name if domain else domain_id


RULE = Rule("domain-stated", "所属领域", FindingKind.REQUIREMENT, Scope.APPLICATION, check, Params)
