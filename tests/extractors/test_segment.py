"""Documents are told apart by what their pages say."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "documents"))

from page_building import line, page, table

import notices
from extractors.documents.sheets import Sheet, frame, identity, numbered
from extractors.segment import segment
from schemas.documents import Kind
from schemas.page import Page

NOTICE = notices.load("liaoning-2026")


def cover(name: str = "甲标准化试点") -> Page:
    return page(
        line("国家标准化试点项目申请表", x=160, y=150, size=22), line(f"项目名称：{name}", y=300), line("承担单位：某某公司", y=340)
    )


def basics(name: str = "甲标准化试点", number: str = "") -> Page:
    rows = [
        ["项目名称", (name, 3)],
        ["承担单位", ("某某公司", 3)],
        ["统一社会信用代码", "91", "单位性质", "企业"],
        ["联系人", "赵", "手机", "199"],
    ]
    return page(table(rows), *([line(number, x=290, y=815)] if number else []))


def text(words: str = "续前页文字。", number: str = "") -> Page:
    return page(table([[(words, 4)]]), *([line(number, x=290, y=815)] if number else []))


def opinions() -> Page:
    return page(table([["承担单位意见", ("同意。", 3)], ["推荐单位意见", ("", 3)]], row_height=100))


def letter() -> Page:
    return page(
        line("关于推荐国家标准化试点项目的函", x=180), line("省市场监管局：", y=140), line("经研究确定推荐“甲标准化试点”等1个项目。", y=170)
    )


def kinds(*pages: Page) -> list[tuple[Kind, list[int]]]:
    sheets = [Sheet("甲/扫描件.pdf", "0" * 64, one.model_copy(update={"number": n})) for n, one in enumerate(pages, 1)]
    return [(found.kind, [sheet.page.number for sheet in found.sheets]) for found in segment(sheets, NOTICE)]


def test_a_pile_in_one_file() -> None:
    found = kinds(letter(), cover(), basics(), text(), opinions(), cover("乙"), basics("乙"), opinions())
    assert found == [
        (Kind.RECOMMENDATION_LETTER, [1]),
        (Kind.APPLICATION_FORM, [2, 3, 4, 5]),
        (Kind.APPLICATION_FORM, [6, 7, 8]),
    ]


def test_three_copies_in_one_file() -> None:
    copy = [cover(), basics(), opinions()]
    assert [kind for kind, _ in kinds(*copy, *copy, *copy)] == [Kind.APPLICATION_FORM] * 3


def test_copies_without_a_cover() -> None:
    copy = [basics(), opinions()]
    assert [pages for _, pages in kinds(*copy, *copy)] == [[1, 2], [3, 4]]


def test_the_title_again_over_the_table_is_no_new_form() -> None:
    again = page(line("国家标准化试点项目申请表", x=160, y=60, size=16), *basics().grids)
    assert kinds(cover(), again, opinions()) == [(Kind.APPLICATION_FORM, [1, 2, 3])]


def test_the_letter_in_the_middle() -> None:
    found = kinds(cover(), basics(), opinions(), letter(), cover(), basics(), opinions())
    assert [pages for _, pages in found] == [[1, 2, 3], [4], [5, 6, 7]]


def test_blank_backs_stay_with_their_document() -> None:
    blank = Page(number=1, width=595, height=842, blank=True)
    assert kinds(cover(), blank, basics(), blank, letter(), blank) == [
        (Kind.APPLICATION_FORM, [1, 2, 3, 4]),
        (Kind.RECOMMENDATION_LETTER, [5, 6]),
    ]


def test_pages_out_of_order_are_read_by_their_numbers() -> None:
    found = kinds(cover(), text(number="- 3 -"), basics(number="- 2 -"), opinions())
    assert found == [(Kind.APPLICATION_FORM, [1, 3, 2, 4])]


def test_a_form_cited_in_text_is_no_form() -> None:
    cites = page(line("承担单位应按照要求填报《国家标准化试点项目申请表》一式三份，加盖印章。", y=100))
    assert kinds(cites) == [(Kind.OTHER, [1])]


def test_identity_does_not_depend_on_the_path() -> None:
    def made(path: str) -> str:
        return identity(segment([Sheet(path, "a" * 64, cover())], NOTICE)[0])

    assert made("甲/1.pdf") == made("乙/申请表.pdf")


def test_page_images_make_one_document_with_parts() -> None:
    sheets = [Sheet(f"甲/{n}.jpg", str(n) * 64, one) for n, one in enumerate([cover(), basics(), opinions()], 1)]
    (found,) = segment(sheets, NOTICE)
    pages = numbered(found)
    assert [one.number for one in pages] == [1, 2, 3]
    described = frame(found, pages)
    assert described["path"] == "甲/1.jpg"
    assert (described["first_page"], described["last_page"]) == (1, 3)
    assert [part.path for part in described["parts"]] == ["甲/1.jpg", "甲/2.jpg", "甲/3.jpg"]


def listing(title: str = "国家标准化试点项目推荐汇总表") -> Page:
    head = ["序号", "项目名称", "所属领域", "承担单位", "统一社会信用代码", "联系人", "联系电话"]
    return page(line(title, x=180, y=60, size=18), table([head, ["1", "甲标准化试点", "服务业", "某某公司", "91", "赵", "024"]], cols=7))


def test_a_list_of_projects_is_no_form() -> None:
    assert kinds(letter(), listing(), cover(), basics(), opinions()) == [
        (Kind.RECOMMENDATION_LETTER, [1, 2]),
        (Kind.APPLICATION_FORM, [3, 4, 5]),
    ]
    assert kinds(listing("附件：推荐项目一览表")) == [(Kind.OTHER, [1])]


def piled(*pages: Page) -> list[Sheet]:
    return [Sheet("甲/材料.pdf", "0" * 64, item.model_copy(update={"number": n})) for n, item in enumerate(pages, 1)]


def test_a_page_of_opinions_whose_labels_break_is_no_new_form() -> None:
    """Each first line alone (承担单位) reads like a label of the form's first page."""
    boxes = page(
        table(
            [
                ["承担单位\n意　　见", ("法定代表人（签字）：", 3)],
                ["参加单位\n意　　见", ("（盖章）", 3)],
                ["推荐单位\n意　　见", ("（盖章）", 3)],
            ],
            row_height=100,
        )
    )
    rows = [["项目名称", ("甲标准化试点", 3)], ["承担单位", ("某某公司", 3)], ["法定代表人", "赵", "联系人", "钱"], ["参加单位", ("无", 3)]]
    first = page(line("国家标准化试点项目申报书", x=160, y=80, size=22), line("推荐单位：某某局", y=110), table(rows, y=140))
    found = segment(piled(first, text(), boxes), NOTICE)
    assert [len(part.sheets) for part in found] == [3]


def test_a_list_of_contents_is_no_title() -> None:
    contents = page(
        line("目录", x=280, y=100, size=22),
        line("1. 推荐函 ………………………… 1", y=200),
        line("2. 国家标准化试点项目申报书（一式三份） …… 2", y=240),
    )
    found = segment(piled(contents, cover(), basics()), NOTICE)
    assert [(part.kind, len(part.sheets)) for part in found] == [(Kind.OTHER, 1), (Kind.APPLICATION_FORM, 2)]


def test_page_numbers_and_their_total_are_kept() -> None:
    pages = [basics(number="第1页 共3页"), text(number="2 / 3"), text(number="- 7 -")]
    (found,) = segment(piled(*pages), NOTICE)
    notes = frame(found, numbered(found))["pages"]
    assert [(note.printed_number, note.printed_total) for note in notes] == [(1, 3), (2, 3), (7, None)]


def _pictures(*pages: Page) -> list[Sheet]:
    return [Sheet(f"甲/{n}.jpg", str(n) * 64, item.model_copy(update={"number": 1})) for n, item in enumerate(pages, 1)]


def test_a_receipt_beside_a_photographed_letter_is_no_page_of_it() -> None:
    ended = page(*letter().lines, line("营口市市场监督管理局", x=360, y=480), line("2026年5月17日", x=380, y=510))
    receipt = page(line("快递详情单", x=200, y=80, size=18), line("收件人：某处"))
    assert [part.kind for part in segment(_pictures(ended, receipt), NOTICE)] == [Kind.RECOMMENDATION_LETTER, Kind.OTHER]
    attached = page(line("附件1", y=60), line("项目情况说明", x=200, y=100))
    assert [part.kind for part in segment(_pictures(ended, attached), NOTICE)] == [Kind.RECOMMENDATION_LETTER]
    assert [part.kind for part in segment(_pictures(letter(), receipt), NOTICE)] == [Kind.RECOMMENDATION_LETTER], "it may go on"


def test_a_certificate_that_was_read_in_traditional_characters() -> None:
    certificate = page(line("事業單位法人證書", x=200, y=140, size=24), line("名称：某某中心", y=200))
    assert kinds(certificate) == [(Kind.LEGAL_PERSON_CERTIFICATE, [1])]
