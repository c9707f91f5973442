"""What the registers and print-outs say of a unit's credit, and how much each matter weighs.

Definitions:《信用修复管理办法》 article 4 (in force 2026-04-01). A print-out shows what was displayed on its day, and nothing more.
"""

from dataclasses import dataclass

from checks.case import ApplicationCase
from checks.days import in_words
from checks.evidence_of import reports_on
from checks.rule import Ink, Outcome, failed, needs_review, no_evidence, not_applicable, passed, together
from chinese import uscc
from chinese.names import same_unit
from schemas.documents import CreditReport
from schemas.registers import CreditLookup

SERIOUS = ("严重失信主体名单", "严重违法失信名单")
TO_WEIGH = ("经营异常名录", "行政处罚", "失信被执行人")
REPAIRED = ("已移出", "已修复", "已撤销")
CLEAN, FOUND = "无相关信息", "有相关信息"
_REGISTER_OF_BUSINESSES = "国家企业信用信息公示系统"


@dataclass(frozen=True)
class Unit:
    """Whose credit is asked about."""

    name: str
    code: str | None = None

    @property
    def is_no_business(self) -> bool:
        """Whether its code says that the register of businesses doesn't cover it: 机关, 事业单位, 社会组织."""
        return bool(self.code and uscc.is_valid(self.code) and uscc.normalise(self.code)[0] in "15")


def credit_of(case: ApplicationCase, unit: Unit, sources: tuple[str, ...]) -> Outcome:
    """Join what every source says of a unit."""
    parts = [_source(case, unit, source, nameless=source == sources[0]) for source in sources]
    return together(parts, f"{unit.name}{_dates(case, unit)}未见不良信用记录。", "")


def _source(case: ApplicationCase, unit: Unit, source: str, *, nameless: bool) -> Outcome:
    """Join what one source says; a report that doesn't show where it is from is heard with the first."""
    rows = [row for row in case.whole.round.registers.credit or () if row.source == source and _is_row_of(row, unit)]
    reports = [r for r in reports_on(case.whole, unit.name, unit.code) if _is_from(r, source) or (nameless and not _is_from(r, None))]
    if not rows and not reports:
        return _unknown(unit, source)
    return together(
        [*(_row(row, unit) for row in rows), *(part for r in reports for part in _report(r, unit))], f"{source}未见不良信用记录"
    )


def _is_from(report: CreditReport, source: str | None) -> bool:
    """Say whether a report is from a source; from any at all, where none is asked for."""
    named = report.source.value if report.source else None
    return bool(named) if source is None else named == source


def _unknown(unit: Unit, source: str) -> Outcome:
    if source == _REGISTER_OF_BUSINESSES and unit.is_no_business:
        return not_applicable(f"{unit.name}不是经营主体，{source}不收录")
    return no_evidence(f"未提供{unit.name}的{source}查询结果，请查询并登记查询日期")


def _is_row_of(row: CreditLookup, unit: Unit) -> bool:
    if row.uscc and unit.code:
        return uscc.normalise(row.uscc) == uscc.normalise(unit.code)
    return same_unit(row.unit_name, unit.name)


def _row(row: CreditLookup, unit: Unit) -> Outcome:
    told = f"{unit.name}在{row.source}（{in_words(row.looked_up_on)}查询）"
    if row.conclusion == CLEAN:
        return passed(f"{told}无相关信息")
    if row.conclusion != FOUND:
        return needs_review(f"{told}结论为“{row.conclusion or '空白'}”，请核实")
    return _weigh(told, row.matter, row.state, row.detail, ())


def _report(report: CreditReport, unit: Unit) -> list[Outcome]:
    day = report.reported_on.raw if report.reported_on else ""
    told = f"{unit.name}的{report.source.value if report.source else '信用'}报告（{day or '日期不详'}）"
    if report.entries:
        return [_weigh(told, e.block, e.state, e.text, (Ink(report.id, "信用报告", e.text, e.page),)) for e in report.entries]
    ink = Ink(report.id, "信用报告", "未见负面记录")
    if report.complete:
        return [passed(f"{told}未见负面记录", ink)]
    return [needs_review(f"{told}不完整，不能确认没有负面记录，请查询核实", ink)]


def _weigh(told: str, matter: str, state: str, detail: str, ink: tuple[Ink, ...]) -> Outcome:
    said = f"{told}载有{matter or '相关'}信息" + (f"（{detail[:40]}）" if detail and detail != matter else "")
    if state in REPAIRED:
        return passed(f"{said}，{state}", *ink, observed=f"{matter}，{state}")
    if matter in SERIOUS:
        return failed(f"{said}，{state or '未见移出记载'}", *ink, observed=f"{matter}，{state or '未注明状态'}")
    if matter in TO_WEIGH:
        return needs_review(f"{said}，{state or '状态未注明'}，请按信用修复管理办法核定失信程度", *ink, observed=matter)
    return needs_review(f"{said}，请核实是否属不良信用记录", *ink, observed=matter or None)


def _dates(case: ApplicationCase, unit: Unit) -> str:
    """Say when and where it was looked up, and what was found and mended since."""
    rows = [row for row in case.whole.round.registers.credit or () if _is_row_of(row, unit)]
    told = [f"{row.source}{in_words(row.looked_up_on)}查询" + _mended(row) for row in rows]
    told += [
        f"{r.source.value if r.source else ''}报告{r.reported_on.raw if r.reported_on else ''}"
        for r in reports_on(case.whole, unit.name, unit.code)
    ]
    return f"（{'、'.join(told)}）" if told else ""


def _mended(row: CreditLookup) -> str:
    return f"，{row.matter}{row.state}" if row.conclusion == FOUND and row.state in REPAIRED else ""
