"""A letter's slots are found by their wording."""

import pytest
from page_building import line, page, table

import notices
from extractors.documents import recommendation_letter
from extractors.documents.second import SecondReader
from extractors.documents.sheets import Segment, Sheet
from extractors.ocr.blank import build as blank_engine
from schemas.documents import Kind, RecommendationLetter

NOTICE = notices.load("liaoning-2026")
A, B = "智慧温室蔬菜种植标准化试点", "社区居家养老服务标准化试点项目"


class NoCrops:
    def crop(self, page, quad, *, margin=1.5, red=False, beyond=0.0):
        return None


def read(*texts: str) -> RecommendationLetter:
    lines = [line(text, x=420 if i >= len(texts) - 2 else 80, y=100 + 24 * i) for i, text in enumerate(texts)]
    segment = Segment(Kind.RECOMMENDATION_LETTER, (Sheet("甲/推荐函.pdf", "0" * 64, page(*lines)),))
    return recommendation_letter.extract(segment, NOTICE, SecondReader(NoCrops(), blank_engine(), blank_engine()))


def letter(
    names: str, count: str, date: str = "2026年5月12日", issuer: str = "鞍山市市场监督管理局", cited: str = "2026"
) -> RecommendationLetter:
    return read(
        "关于推荐国家标准化试点项目的函",
        "省市场监管局：",
        f"按照《关于组织开展{cited}年度国家标准化试",
        "点项目申报推荐工作的通知》要求，我局开展了征集工作，经研究确定推荐",
        f"{names}（按先后顺序排列）等{count}个项目",
        "申报国家标准化试点。",
        issuer,
        date,
    )


def test_every_slot() -> None:
    found = letter(f"“{A}”“{B}”", "2")
    assert found.title.value == "关于推荐国家标准化试点项目的函"
    assert found.addressee.value == "省市场监管局"
    assert found.cited_notice.value == "关于组织开展2026年度国家标准化试点项目申报推荐工作的通知"
    assert found.projects.value == (A, B)
    assert found.stated_count.value == 2
    assert found.issuer.value == "鞍山市市场监督管理局"
    assert found.issued_on.value == "2026-05-12"
    assert found.voice.value == "我局"


@pytest.mark.parametrize(("written", "count"), [("两", 2), ("二", 2), ("贰", 2), ("３", 3), ("1", 1)])
def test_numerals(written: str, count: int) -> None:
    assert letter(f"“{A}”", written).stated_count.value == count


def test_a_count_before_the_table_that_lists_them() -> None:
    body = f"经研究确定推荐下表所列三个项目申报国家标准化试点：“{A}”。"
    assert read(*_with_body(body)).stated_count.value == 3


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026年5月8日", "2026-05-08"),
        ("二〇二六年五月十八日", "2026-05-18"),
        ("2026 年 5 月 18 日", "2026-05-18"),
        ("2026.5.18", "2026-05-18"),
    ],
)
def test_dates(written: str, day: str) -> None:
    assert letter(f"“{A}”", "1", date=written).issued_on.value == day


def test_an_unfilled_date_is_empty() -> None:
    found = letter(f"“{A}”", "1", date="年    月    日")
    assert found.issued_on.is_blank
    assert found.issuer.value == "鞍山市市场监督管理局"


def test_a_date_cut_short_is_doubtful() -> None:
    assert letter(f"“{A}”", "1", date="2026年5月").issued_on.needs_review


@pytest.mark.parametrize("names", [f'"{A}""{B}"', f"「{A}」「{B}」", f"”{A}““{B}”", f"{A}、{B}"])
def test_quotes_as_engines_read_them(names: str) -> None:
    assert letter(names, "2").projects.value == (A, B)


def test_a_name_over_two_lines() -> None:
    found = read(
        "鞍山市市场监督管理局关于推荐国家标准化",
        "试点项目的函",
        "辽宁省市场监督管理局：",
        "按照《关于组织开展2025年度国家标准化试点项目申报推荐工作的通知》要求，我局推荐“智慧温室",
        "蔬菜种植标准化试点”等1个项目申报国家标准化试点。",
        "鞍山市市场监督管理局（盖章）",
        "2026年5月12日",
    )
    assert found.projects.value == (A,)
    assert found.title.value == "鞍山市市场监督管理局关于推荐国家标准化试点项目的函"
    assert found.issuer.value == "鞍山市市场监督管理局"
    assert "2025" in found.cited_notice.value
    assert len(found.project_readings) == 1


def test_contacts_and_copies_are_not_the_signature() -> None:
    found = read(
        "关于推荐国家标准化试点项目的函",
        "省市场监管局：",
        f"经研究确定推荐“{A}”等1个项目申报国家标准化试点。",
        "附件：申请表",
        "鞍山市市场监督管理局",
        "2026年5月12日",
        "（联系人：某某，联系电话：0412-0000000）",
    )
    assert found.issuer.value == "鞍山市市场监督管理局"
    assert found.issued_on.value == "2026-05-12"


def placed(*items: tuple[str, float, float, float]) -> RecommendationLetter:
    lines = [line(text, x=x, y=y, size=size) for text, x, y, size in items]
    segment = Segment(Kind.RECOMMENDATION_LETTER, (Sheet("甲/推荐函.pdf", "0" * 64, page(*lines)),))
    return recommendation_letter.extract(segment, NOTICE, SecondReader(NoCrops(), blank_engine(), blank_engine()))


def test_the_issuers_name_over_the_title_belongs_to_it_and_a_letterhead_does_not() -> None:
    body = (("省市场监管局：", 80, 240, 16), (f"经研究确定推荐“{A}”等1个项目申报国家标准化试点。", 80, 270, 16))
    own = placed(("鞍山市市场监督管理局", 180, 150, 22), ("关于推荐国家标准化试点项目的函", 140, 182, 22), *body)
    assert own.title.value == "鞍山市市场监督管理局关于推荐国家标准化试点项目的函"
    head = placed(("鞍山市市场监督管理局", 120, 60, 34), ("关于推荐国家标准化试点项目的函", 140, 182, 22), *body)
    assert head.title.value == "关于推荐国家标准化试点项目的函"


@pytest.mark.parametrize(("first", "second"), [("一、", "二、"), ("1.", "2."), ("（一）", "（二）"), ("①", "②")])
def test_names_in_a_list(first: str, second: str) -> None:
    found = read(
        "关于推荐国家标准化试点项目的函",
        "省市场监管局：",
        "按照《关于组织开展2026年度国家标准化试点项目申报推荐工作的通知》要求，我局组织开展了项目征集工作，现将以下2个试点项目推荐给贵局（按先后顺序排列）：",
        f"{first}{A}（承担单位：辽宁禾穗农业科技有限公司）",
        f"{second}{B}（承担单位：某某养老服务中心）",
        "附件：1.国家标准化试点项目申请表（一式三份）",
        "2.电子版材料",
        "鞍山市市场监督管理局",
        "2026年5月12日",
    )
    assert found.projects.value == (A, B)
    assert found.stated_count.value == 2
    assert units_of(found) == ["辽宁禾穗农业科技有限公司", "某某养老服务中心"]


@pytest.mark.parametrize(
    ("behind", "unit"),
    [
        ("（承担单位：辽宁禾穗农业科技有限公司）", "辽宁禾穗农业科技有限公司"),
        ("（申报单位为辽宁禾穗（集团）有限公司，领域：农业农村）", "辽宁禾穗（集团）有限公司"),
        ("（农业农村领域）", None),
        ("", None),
    ],
)
def test_the_unit_behind_a_quoted_name(behind: str, unit: str | None) -> None:
    found = read(*_with_body(f"经研究确定推荐“{A}”{behind}、“{B}”（承担单位：某某养老服务中心）等2个项目申报国家标准化试点。"))
    assert found.projects.value == (A, B)
    assert units_of(found) == [unit, "某某养老服务中心"]


def units_of(letter: RecommendationLetter) -> list[str | None]:
    return [unit and unit.value for unit in letter.unit_readings]


def test_names_in_an_attached_table() -> None:
    lines = [
        line(text, x=80, y=100 + 24 * i)
        for i, text in enumerate(("关于推荐国家标准化试点项目的函", "省市场监管局：", "现将推荐汇总表报上，请审核。"))
    ]
    lines += [line("鞍山市市场监督管理局", x=380, y=400), line("2026年5月12日", x=400, y=424)]
    listed = table([["序号", "项目名称", "承担单位", "领域"], ["1", A, "甲", "农业农村"], ["2", B, "乙", "服务业"]])
    pages = (page(*lines), page(listed, number=2))
    segment = Segment(Kind.RECOMMENDATION_LETTER, tuple(Sheet("甲/推荐函.pdf", "0" * 64, item) for item in pages))
    found = recommendation_letter.extract(segment, NOTICE, SecondReader(NoCrops(), blank_engine(), blank_engine()))
    assert found.projects.value == (A, B)
    assert found.issuer.value == "鞍山市市场监督管理局"
    assert units_of(found) == ["甲", "乙"]


def test_an_attached_table_beside_quoted_names_tells_their_units() -> None:
    body = ("关于推荐国家标准化试点项目的函", "省市场监管局：", f"经研究确定推荐“{A}”“{B}”等2个项目申报国家标准化试点。")
    lines = [line(text, x=80, y=100 + 24 * i) for i, text in enumerate(body)]
    listed = table([["序号", "项目名称", "承担单位"], ["1", B, "乙单位"], ["2", A, "甲单位"], ["3", "合计", "2个"]])
    segment = Segment(
        Kind.RECOMMENDATION_LETTER, tuple(Sheet("甲/推荐函.pdf", "0" * 64, item) for item in (page(*lines), page(listed, number=2)))
    )
    found = recommendation_letter.extract(segment, NOTICE, SecondReader(NoCrops(), blank_engine(), blank_engine()))
    assert units_of(found) == ["甲单位", "乙单位"]


def test_count_behind_the_name() -> None:
    assert read(*_with_body(f"经研究确定推荐“{A}”1个项目申报国家标准化试点。")).stated_count.value == 1


def test_issuer_over_two_lines() -> None:
    found = read(*_with_body(f"推荐“{A}”1个项目。")[:-2], "沈抚改革创新示范区", "市场监督管理局", "2026年5月12日")
    assert found.issuer.value == "沈抚改革创新示范区市场监督管理局"


def test_joint_letter_is_its_first_issuers_and_for_a_person() -> None:
    found = read(*_with_body(f"推荐“{A}”1个项目。")[:-2], "辽宁省民政厅", "辽宁省残疾人联合会", "2026年5月12日")
    assert found.issuer.value == "辽宁省民政厅"
    assert found.issuer.needs_review


def _with_body(body: str) -> tuple[str, ...]:
    return ("关于推荐国家标准化试点项目的函", "省市场监管局：", body, "鞍山市市场监督管理局", "2026年5月12日")


def test_ring_of_a_seal_is_no_second_issuer() -> None:
    found = read(*_with_body(f"推荐“{A}”1个项目。")[:-2], "人宁省司法厅", "辽宁省司法厅", "2026年5月12日")
    assert found.issuer.value == "辽宁省司法厅"
    assert not found.issuer.needs_review


OPENING = (
    "关于推荐国家标准化试点项目的函",
    "省市场监管局：",
    "按照《关于组织开展2026年度国家标准化试点项目申报推荐工作的通知》要求，我厅推荐2个民政专项试点项目（名单附后）申报。",
    "辽宁省民政厅",
    "2026年5月13日",
)


def attached(second) -> RecommendationLetter:
    first = page(*(line(text, x=80, y=100 + 24 * i) for i, text in enumerate(OPENING)))
    sheets = tuple(Sheet("甲/推荐函.pdf", "0" * 64, item) for item in (first, second))
    reader = SecondReader(NoCrops(), blank_engine(), blank_engine())
    return recommendation_letter.extract(Segment(Kind.RECOMMENDATION_LETTER, sheets), NOTICE, reader)


def test_an_attached_table_names_the_projects_and_how_many_there_are_does_not() -> None:
    rows = [["排序", "试点项目名称", "申报单位"], ["1", A, "甲康养院"], ["2", B, "乙养老服务有限公司"]]
    found = attached(page(line("附件", y=60), table(rows, y=120), number=2))
    assert (found.projects.value, found.stated_count.value) == ((A, B), 2)


def test_an_attached_list_in_numbered_lines() -> None:
    found = attached(page(line("附件", y=60), line(f"1.{A}", y=100), line(f"2.{B}", y=130), number=2))
    assert found.projects.value == (A, B)
