"""How many days are left for the province's own upload, and what it still lacks.

The province uploads the official letter and each project's form; it writes the former itself. A candidate without an electronic form
can't be uploaded, nor can one of which only the letter speaks.

Outcomes: time left and all forms there: pass; overdue, or a form lacking: review as a 提示. Example: 21 May leaves 40 days.
"""

from checks.case import ApplicationCase, DeliveryCase, RoundCase
from checks.days import in_words
from checks.letters import names_by_rank
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, passed
from schemas.finding import FindingKind, Scope


class UploadParams(Params):
    """What is to be uploaded."""

    uploads: tuple[str, ...] = ()


def check(case: RoundCase, params: UploadParams) -> Outcome:
    """Count the days, and the candidates that have no electronic form."""
    deadline = case.notice.deadline("province")
    if deadline is None:
        return not_applicable("通知未规定省级上传期限。")
    days = (deadline.day - case.round.as_of).days
    told = f"截至{in_words(case.round.as_of)}，距国家系统上传截止日{in_words(deadline.day)}" + (
        f"还有{days}天" if days >= 0 else f"已过{-days}天"
    )
    uploads = f"，须上传{'、'.join(params.uploads)}" if params.uploads else ""
    lacking = [a for a in case.applications if not a.delivery.stands_apart and not a.electronic]
    formless = [ink for d in case.deliveries if not d.stands_apart for ink in _formless(d)]
    gaps = [f"尚缺电子版：{_names(lacking)}"] * bool(lacking) + [f"尚缺申请表：{_quoted(formless)}"] * bool(formless)
    if gaps:
        ink = (*(a.ink(a.forms[0], "project_name") for a in lacking if a.forms), *formless)
        return needs_review(f"{told}{uploads}，以下候选项目{'；'.join(gaps)}。", *ink)
    return passed(f"{told}{uploads}，候选项目电子版齐备。") if days >= 0 else needs_review(f"{told}{uploads}。")


def _formless(delivery: DeliveryCase) -> list[Ink]:
    """Return the letters' names that came without any form."""
    ranks = {a.application.rank for a in delivery.applications}
    return [ink for rank, ink in enumerate(names_by_rank(delivery), 1) if ink.text and rank not in ranks]


def _quoted(names: list[Ink]) -> str:
    return "、".join(f"《{ink.text}》" for ink in names)


def _names(found: list[ApplicationCase]) -> str:
    return "、".join(a.name for a in found)


RULE = Rule("national-deadline", "国家系统上传期限", FindingKind.ADVICE, Scope.ROUND, check, UploadParams)
