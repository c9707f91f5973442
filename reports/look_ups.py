"""待查询清单: what has to be looked up before somebody can answer, one row for a unit and a site, however many projects it serves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chinese import uscc
from chinese.names import bare_key
from reports.directory import Directory
from reports.sheet import Sheet
from reports.sheet import columns as columns_of
from schemas.finding import Finding, LookUp

NOTE = "一个单位在一处只列一行。查询结果填入“信用查询.csv”“往届试点单位.csv”后重新运行，即可更新结论。"


@dataclass(frozen=True)
class Row:
    """One unit to look up in one place: what for, and the findings that wait for it."""

    unit: str
    uscc: str
    where: str
    why: str
    findings: tuple[Finding, ...]

    @property
    def code_told(self) -> str:
        """Return the code as a clerk may use it: one that does not check out is no key to search by."""
        return self.uscc if not self.uscc or uscc.is_valid(self.uscc) else f"{self.uscc}（校验不符，请按名称查询）"


def look_up_rows(findings: Iterable[Finding]) -> tuple[Row, ...]:
    """Return the look-ups of all findings, in the findings' order; a unit is known by its sound code, else by its name."""
    asked = [(look_up, finding) for finding in findings for look_up in finding.look_ups]
    codes = _sound_codes(look_up for look_up, _ in asked)
    groups: dict[tuple[str, str], list[tuple[LookUp, Finding]]] = {}
    for look_up, finding in asked:
        groups.setdefault((_unit_key(look_up, codes), look_up.where), []).append((look_up, finding))
    return tuple(_row(group) for group in groups.values())


def _sound_codes(look_ups: Iterable[LookUp]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for look_up in look_ups:
        codes = found.setdefault(bare_key(look_up.unit), set())
        codes |= {uscc.normalise(look_up.uscc)} if look_up.uscc and uscc.is_valid(look_up.uscc) else set()
    return found


def _unit_key(look_up: LookUp, codes: dict[str, set[str]]) -> str:
    """Two units of one name and two sound codes stay two; a code that fails its digits is taken for a slip of the same unit's."""
    if look_up.uscc and uscc.is_valid(look_up.uscc):
        return uscc.normalise(look_up.uscc)
    known = codes[bare_key(look_up.unit)]
    return next(iter(known)) if len(known) == 1 else bare_key(look_up.unit)


def _row(group: list[tuple[LookUp, Finding]]) -> Row:
    look_ups = [look_up for look_up, _ in group]
    codes = [uscc.normalise(look_up.uscc) for look_up in look_ups if look_up.uscc]
    return Row(
        unit=look_ups[0].unit,
        uscc=next(iter(sorted(codes, key=uscc.is_valid, reverse=True)), ""),
        where=look_ups[0].where,
        why="、".join(dict.fromkeys(look_up.why for look_up in look_ups)),
        findings=tuple({id(finding): finding for _, finding in group}.values()),
    )


def homes_of(row: Row, directory: Directory) -> Iterator[tuple[str, str]]:
    """Give what waits for a look-up: a project's or recommender's name, and the address of its finding."""
    seen: set[str] = set()
    for finding in row.findings:
        home = directory.home(finding)
        if home not in seen:
            seen.add(home)
            name, page = directory.homes.get(home, ("全省汇总", "report.html"))
            yield name, f"{page}#f-{finding.fingerprint}"


def look_up_sheet(directory: Directory) -> Sheet:
    """Return the workbook's sheet; the last three columns are the clerk's."""
    columns = columns_of(
        "序号 5, 单位名称 24, 统一社会信用代码 21, 查询处 24, 查询事项 22, 涉及项目 40, 推荐单位 24, 查询日期 11, 查询结果 16, 查询人 9"
    )
    rows = enumerate(look_up_rows(directory.report.findings), 1)
    return Sheet("待查询清单", NOTE, columns, tuple((n, *_cells(row, directory), "", "", "") for n, row in rows))


def _cells(row: Row, directory: Directory) -> tuple[str, ...]:
    applications = {a.id: a for a in directory.report.round.applications}
    senders = dict.fromkeys(applications[f.subject].recommender or "" for f in row.findings if f.subject in applications)
    projects = "\n".join(name for name, _ in homes_of(row, directory))
    return (row.unit, row.code_told, row.where, row.why, projects, "\n".join(filter(None, senders)))
