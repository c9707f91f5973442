"""What the registers and print-outs say of a unit's credit: source by source, the newest word first.

Definitions:《信用修复管理办法》 article 4 (in force 2026-04-01). A print-out shows what was displayed on its day, and nothing more: the
same unit may be clean a month later, so an older look-up gives way to a newer one of the same source and is only mentioned.
"""

from collections.abc import Sequence

from checks.case import ApplicationCase
from checks.credit_records import FOUND, Record, Unit, records
from checks.days import in_words
from checks.matching import Match
from checks.rule import Outcome, needs_review, no_evidence, not_applicable, together
from schemas.registers import CreditLookup

_REGISTER_OF_BUSINESSES = "国家企业信用信息公示系统"


def credit_of(case: ApplicationCase, unit: Unit, sources: tuple[str, ...]) -> Outcome:
    """Join what every source says of a unit; other sites aren't what the notice goes by, and are asked about where they accuse."""
    found = {source: records(case, unit, source, nameless=source == sources[0]) for source in sources}
    parts = [_source(source, said) for source, said in found.items() if said]
    parts += _unknown(unit, [source for source, said in found.items() if not said])
    parts += _of_other_sites(case, unit, sources)
    told = "、".join(note for said in found.values() for note in _notes(said))
    return together(parts, f"{unit.name}{f'（{told}）' if told else ''}未见不良信用记录。", "")


def _source(source: str, said: Sequence[Record]) -> Outcome:
    return together([outcome for record in _standing(said) for outcome in record.outcomes], f"{source}未见不良信用记录")


def _standing(said: Sequence[Record]) -> list[Record]:
    """Return the records that speak: the newest, those without a day, and what a similar name is accused of."""
    sure = [record for record in said if record.match is Match.SAME]
    newest = max((record.day for record in sure if record.day), default=None)
    kept = [record for record in sure if record.day is None or record.day == newest]
    near = [record for record in said if record.match is Match.NEAR]
    return kept + ([record for record in near if not record.is_clean] if kept else near)


def _unknown(unit: Unit, sources: Sequence[str]) -> list[Outcome]:
    """Say which sources nobody asked; the one of businesses knows nothing of other bodies."""
    idle = [source for source in sources if source == _REGISTER_OF_BUSINESSES and unit.is_no_business]
    open_ = [source for source in sources if source not in idle]
    said = [not_applicable(f"{unit.name}不是经营主体，{source}不收录") for source in idle]
    if not open_:
        return said
    code = f"（统一社会信用代码{unit.code}）" if unit.code else ""
    told = f"未提供{unit.name}{code}在{'、'.join(open_)}的查询结果，请查询并登记查询日期"
    return [*said, no_evidence(told, *(unit.to_look_up(source) for source in open_))]


def _of_other_sites(case: ApplicationCase, unit: Unit, sources: tuple[str, ...]) -> list[Outcome]:
    rows = [row for row in case.whole.round.registers.credit or () if row.source not in sources and unit.match(row)]
    return [_elsewhere(unit, row, sources) for row in rows if row.conclusion == FOUND]


def _elsewhere(unit: Unit, row: CreditLookup, sources: tuple[str, ...]) -> Outcome:
    told = f"{unit.name}在{row.source}（{in_words(row.looked_up_on)}查询）有相关信息"
    look_ups = tuple(unit.to_look_up(source) for source in sources)
    return needs_review(f"{told}，通知以{'、'.join(sources)}为准，请在该处核实", look_ups=look_ups)


def _notes(said: Sequence[Record]) -> list[str]:
    """Say when and where it was looked up, what was mended since, and what an older look-up showed."""
    standing = _standing(said)
    told = [record.told for record in standing if record.match is Match.SAME]
    older = [record for record in said if record not in standing and record.match is Match.SAME and not record.is_clean]
    return told + [f"此前{record.told}曾载有负面信息" for record in older]
