"""How much a matter on a credit record weighs, and the tier that its words point to."""

from checks.rule import Ink, Outcome, failed, needs_review, passed
from schemas.notice import CreditTier, Notice

SERIOUS = ("严重失信主体名单", "严重违法失信名单")
TO_WEIGH = ("经营异常名录", "行政处罚", "失信被执行人")
REPAIRED = ("已移出", "已修复", "已撤销")
SHOWN = 40
"""So many characters of a matter's detail are quoted."""


def weigh(notice: Notice, told: str, matter: str, state: str, detail: str, *ink: Ink) -> Outcome:
    """Say what one matter means: mended passes, a list of the seriously dishonest fails, the rest is for a person."""
    said = f"{told}载有{matter or '相关'}信息" + (f"（{detail[:SHOWN]}）" if detail and detail != matter else "")
    if state in REPAIRED:
        return passed(f"{said}，{state}", *ink, observed=f"{matter}，{state}")
    if matter in SERIOUS:
        return failed(f"{said}，{state or '未见移出记载'}", *ink, observed=f"{matter}，{state or '未注明状态'}")
    if matter in TO_WEIGH:
        return needs_review(f"{said}，{state or '状态未注明'}，{_tier(notice, detail)}", *ink, observed=matter)
    return needs_review(f"{said}，请核实是否属不良信用记录", *ink, observed=matter or None)


def _tier(notice: Notice, detail: str) -> str:
    tier = tier_of(notice.credit_tiers, detail)
    if tier is None:
        return "请按信用修复管理办法核定失信程度"
    return f"按{tier.source}所列情形似属“{tier.name}”（公示期：{tier.shown}），请核定失信程度"


def tier_of(tiers: tuple[CreditTier, ...], detail: str) -> CreditTier | None:
    """Return the gravest tier that a matter's words point to; tiers stand from light to grave."""
    found = [tier for tier in tiers if any(word in detail for word in tier.words)]
    return found[-1] if found else None
