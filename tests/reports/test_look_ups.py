"""One row for a unit and a site, whoever asks and however it is written."""

from reports.look_ups import look_up_rows
from schemas.finding import Finding, FindingKind, LookUp, Scope, Verdict

SOUND, OTHER = "91210302MA0ABCD1XY", "12210100123456788N"


def asking(subject: str, *look_ups: LookUp) -> Finding:
    return Finding(
        rule="unit-credit",
        title="信用记录",
        kind=FindingKind.REQUIREMENT,
        verdict=Verdict.NO_EVIDENCE,
        scope=Scope.APPLICATION,
        subject=subject,
        message="",
        look_ups=look_ups,
    )


def at(unit: str, code: str | None = None, where: str = "信用中国", why: str = "承担单位信用记录") -> LookUp:
    return LookUp(unit=unit, uscc=code, where=where, why=why)


def told(*findings: Finding) -> list[tuple[str, str, str, str]]:
    return [(row.unit, row.uscc, row.where, row.why) for row in look_up_rows(findings)]


def test_two_projects_of_one_unit_make_one_row_a_site() -> None:
    first = asking("a-1", at("东湖养老公司", SOUND), at("东湖养老公司", SOUND, "公示系统"))
    second = asking("a-2", at("东湖养老公司", SOUND, why="参加单位信用记录"))
    assert told(first, second) == [
        ("东湖养老公司", SOUND, "信用中国", "承担单位信用记录、参加单位信用记录"),
        ("东湖养老公司", SOUND, "公示系统", "承担单位信用记录"),
    ]
    assert [f.subject for f in look_up_rows([first, second])[0].findings] == ["a-1", "a-2"]


def test_a_name_without_a_code_joins_the_one_code_of_that_name() -> None:
    assert told(asking("a-1", at("东湖 养老公司")), asking("a-2", at("东湖养老公司", SOUND))) == [
        ("东湖 养老公司", SOUND, "信用中国", "承担单位信用记录")
    ]


def test_one_code_under_two_names_is_one_unit() -> None:
    assert len(told(asking("a-1", at("东湖养老公司", SOUND)), asking("a-2", at("东湖养老", SOUND)))) == 1


def test_two_sound_codes_of_one_name_stay_two_rows_and_a_bare_name_joins_neither() -> None:
    rows = told(asking("a-1", at("东湖养老公司", SOUND)), asking("a-2", at("东湖养老公司", OTHER)), asking("a-3", at("东湖养老公司")))
    assert [code for _, code, *_ in rows] == [SOUND, OTHER, ""]


def test_a_code_that_does_not_check_out_is_no_key_to_search_by() -> None:
    row, *rest = look_up_rows([asking("a-1", at("东湖养老公司", SOUND[:-1] + "X")), asking("a-2", at("东湖养老公司", SOUND))])
    assert (row.uscc, row.code_told, rest) == (SOUND, SOUND, [])
    (alone,) = look_up_rows([asking("a-1", at("东湖养老公司", SOUND[:-1] + "X"))])
    assert "校验不符" in alone.code_told


def test_what_nobody_has_to_look_up_makes_no_row() -> None:
    assert told(asking("a-1")) == []
