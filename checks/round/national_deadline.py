"""How many days are left for the province's own upload, and what it still lacks.

The province uploads the official letter and each project's form; it writes the former itself. A candidate without an electronic form
can't be uploaded.

Outcomes: time left and all forms there: pass; overdue, or a form lacking: review as a 提示. Example: 21 May leaves 40 days.
"""

from checks.case import ApplicationCase, RoundCase
from checks.days import in_words
from checks.rule import Outcome, Params, Rule, needs_review, not_applicable, passed
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
    if lacking:
        ink = tuple(a.ink(a.forms[0], "project_name") for a in lacking if a.forms)
        return needs_review(f"{told}{uploads}，以下候选项目尚缺电子版：{_names(lacking)}。", *ink)
    return passed(f"{told}{uploads}，候选项目电子版齐备。") if days >= 0 else needs_review(f"{told}{uploads}。")


def _names(found: list[ApplicationCase]) -> str:
    return "、".join(a.name for a in found)


RULE = Rule("national-deadline", "国家系统上传期限", FindingKind.ADVICE, Scope.ROUND, check, UploadParams)
