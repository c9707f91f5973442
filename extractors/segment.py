"""Which pages are one document, and what kind of document that is.

Documents begin where their own title stands; pages without a title go on with the document before them. What a page cites in its text is
no title: a title is a line (or two) of its own in the upper part of the page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chinese.punctuation import fold, half_width, strip_spaces
from chinese.traditional import simplified
from extractors.documents.page_numbers import printed_number
from extractors.documents.sheets import Segment, Sheet
from extractors.labelled.labels import Labels
from extractors.labelled.lines import LEADER, free_lines
from schemas.documents import Kind
from schemas.notice import Notice
from schemas.page import Grid, Line, Page

TITLE_ZONE = 0.62
"""A title stands in this upper share of its page (on a cover it may stand quite low)."""
END_ZONE = 0.35
"""A letter ends below this share of its page."""
SIGNED = re.compile(r"^(?:\d{4}|[二2][〇○零0oO][一二三四五六七八九〇○零\d]{2})年.{1,3}月.{1,3}日?$")
ATTACHED = re.compile(r"附[件表]")
FORM_LABELS = 4
"""So many different labels of the form make a page a page of it."""

LETTER_TITLE = re.compile(r"关于.{0,30}(?:推荐|申报|报送).{0,40}的?(?:函|报告|请示)$")
LIST_TITLE = re.compile(r"(?:汇总表|一览表|(?:项目|推荐)(?:清单|名单|名录|目录|情况表))(?:[（(].{0,12}[）)])?$")
"""A list of projects asks for the same things as a form, but is none; it goes with the letter that it is attached to."""
LETTER_BODY = re.compile(r"经研究.{0,12}推荐|推荐.{0,80}等.{1,3}个.{0,4}项目|开展了?(?:征集|遴选|推荐)工作")
HEADINGS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.CREDIT_REPORT,
        re.compile(r"信用信息(?:概况|报告)|公共信用信息|企业信用信息公示报告|信用报告$|企业信用报告|法人和非法人组织公共信用"),
    ),
    (
        Kind.LEGAL_PERSON_CERTIFICATE,
        re.compile(
            r"^(?:营业执照|企业法人营业执照|事业单位法人证书|民办非企业单位(?:[（(]?法人[）)]?)?登记证书|社会团体法人登记证书|基金会法人登记证书|统一社会信用代码证书?|律师事务所执业许可证|农民专业合作社法人营业执照)(?:[（(]?[正副]本[）)]?)?$"
        ),
    ),
    (Kind.SELF_EVALUATION, re.compile(r"(?:标准化试点|试点项目).{0,6}(?:自评表|自评报告|自我评价)|^自评(?:表|报告)$")),
    (Kind.ANNUAL_SUMMARY, re.compile(r"年度工作总结$|试点.{0,10}(?:年度总结|工作总结)$")),
)


@dataclass(frozen=True)
class Signs:
    """What a page shows of itself."""

    starts: Kind | None
    form_fields: frozenset[str]
    printed: int | None
    blank: bool
    listing: bool = False
    """Whether it is a list of projects."""
    signed: bool = False
    """Whether a date stands alone in its lower part, as at the end of a letter."""
    attached: bool = False
    """Whether it says that it is an attachment."""


def segment(sheets: Sequence[Sheet], notice: Notice) -> tuple[Segment, ...]:
    """Divide the pages of one unit (a file, or the page images of one folder) into documents."""
    labels = Labels(notice.form)
    signs = [_signs(sheet.page, notice, labels) for sheet in sheets]
    groups = _groups(sheets, signs)
    return tuple(Segment(kind, _ordered(pages)) for kind, pages in _joined(groups))


def _groups(sheets: Sequence[Sheet], signs: Sequence[Signs]) -> list[tuple[Kind, list[tuple[Sheet, Signs]]]]:
    """Start a document at each title; a form without one starts where its first fields come again."""
    groups: list[tuple[Kind, list[tuple[Sheet, Signs]]]] = []
    for sheet, sign in zip(sheets, signs, strict=True):
        kind = _starting(sign, groups[-1] if groups else None) or (_behind_letter(sheet, sign, groups[-1]) if groups else None)
        if kind is not None or not groups:
            groups.append((kind or Kind.OTHER, [(sheet, sign)]))
        else:
            groups[-1][1].append((sheet, sign))
    return groups


def _starting(sign: Signs, running: tuple[Kind, list[tuple[Sheet, Signs]]] | None) -> Kind | None:
    """Return the kind of the document that this page begins, None where it goes on with the running one."""
    if sign.blank:
        return None
    if sign.listing:
        return None if running and running[0] is Kind.RECOMMENDATION_LETTER else Kind.OTHER
    if sign.starts is not None:
        return None if running and _is_inner_title(sign, running) else sign.starts
    if len(sign.form_fields) < FORM_LABELS:
        return None
    if running is None or running[0] is not Kind.APPLICATION_FORM:
        return Kind.APPLICATION_FORM
    seen = frozenset().union(*(other.form_fields for _, other in running[1]))
    return Kind.APPLICATION_FORM if len(sign.form_fields & seen) >= FORM_LABELS and "undertaking_unit" in sign.form_fields & seen else None


def _behind_letter(sheet: Sheet, sign: Signs, running: tuple[Kind, list[tuple[Sheet, Signs]]]) -> Kind | None:
    """A picture of its own after a letter that has ended is no page of it, unless it says that it is attached: a receipt."""
    kind, pages = running
    ended = kind is Kind.RECOMMENDATION_LETTER and any(other.signed for _, other in pages)
    other_file = all(sheet.path != before.path for before, _ in pages)
    return Kind.OTHER if ended and other_file and not (sign.blank or sign.listing or sign.attached) else None


def _is_inner_title(sign: Signs, running: tuple[Kind, list[tuple[Sheet, Signs]]]) -> bool:
    """A form may repeat its title over its table: that is no new copy, as long as no field has come yet."""
    kind, pages = running
    if kind is not Kind.APPLICATION_FORM or sign.starts is not Kind.APPLICATION_FORM:
        return False
    written = [other for _, other in pages if not other.blank]
    covers_only = all(len(other.form_fields) < FORM_LABELS or index == 0 for index, other in enumerate(written))
    table_seen = any("contact_name" in other.form_fields or "uscc" in other.form_fields for other in written)
    return covers_only and not table_seen and len(sign.form_fields) >= FORM_LABELS and len(written) <= 2


def _joined(groups: list[tuple[Kind, list[tuple[Sheet, Signs]]]]) -> list[tuple[Kind, list[tuple[Sheet, Signs]]]]:
    """Put pages that stand before their document's title back to it: an unordered pile's form pages before the cover."""
    if len(groups) > 1 and groups[0][0] is Kind.APPLICATION_FORM and groups[1][0] is Kind.APPLICATION_FORM:
        head, body = groups[0][1], groups[1][1]
        numbers = [sign.printed for _, sign in head + body if sign.printed is not None]
        if not any(sign.starts for _, sign in head) and numbers and len(numbers) == len(set(numbers)):
            return [(Kind.APPLICATION_FORM, head + body), *groups[2:]]
    return groups


def _ordered(pages: list[tuple[Sheet, Signs]]) -> tuple[Sheet, ...]:
    """Reading order: the pages that carry a printed number stand in the order of their numbers, the others stay where they lie."""
    slots = [index for index, (_, sign) in enumerate(pages) if sign.printed is not None and not sign.blank]
    numbers = [pages[index][1].printed for index in slots]
    ordered = [sheet for sheet, _ in pages]
    if len(set(numbers)) == len(numbers):
        ranked = sorted(slots, key=lambda index: pages[index][1].printed or 0)
        for slot, source in zip(slots, ranked, strict=True):
            ordered[slot] = pages[source][0]
    return tuple(ordered)


def _signs(page: Page, notice: Notice, labels: Labels) -> Signs:
    if page.blank:
        return Signs(None, frozenset(), None, blank=True)
    if _is_listing(page, labels):
        return Signs(None, frozenset(), printed_number(page), blank=False, listing=True)
    return Signs(
        _title_kind(page, notice),
        _form_fields(page, labels),
        printed_number(page),
        blank=False,
        signed=any(SIGNED.match(strip_spaces(line.text)) and not _is_upper(line, page, END_ZONE) for line in free_lines(page)),
        attached=any(ATTACHED.match(strip_spaces(line.text)) and _is_upper(line, page) for line in free_lines(page)),
    )


def _is_listing(page: Page, labels: Labels) -> bool:
    """A table of projects, one a row: it says so over the table, and its head names them in a column."""
    titled = any(LIST_TITLE.search(fold(line.text)) and _is_upper(line, page) for line in free_lines(page))
    return titled and any(_lists_projects(grid, labels) for grid in page.grids)


def _lists_projects(grid: Grid, labels: Labels) -> bool:
    first = [cell for cell in grid.cells if cell.row <= 1]
    return any(fold(cell.text) in {"序号", "编号", "排序", "顺序", "推荐顺序", "推荐排序"} for cell in first) and any(
        label.field == "project_name" for cell in first if (label := labels.match(cell.text))
    )


def _title_kind(page: Page, notice: Notice) -> Kind | None:
    """The kind whose title stands on the page as a line (or two, or three) of its own."""
    framed = [grid for grid in page.grids if sum(bool(cell.lines) for cell in grid.cells) <= 1]  # a decorated border is no table
    lines = [
        *(line for line in free_lines(page) if not LEADER.search(line.text)),
        *(line for grid in framed for cell in grid.cells for line in cell.lines),
    ]
    upper = [line for line in lines if _is_upper(line, page)][:16]
    texts = [simplified(strip_spaces(half_width(line.text))) for line in upper]  # a brush typeface is read as traditional characters
    for start in range(len(texts)):
        for count in (1, 2, 3):
            joined = "".join(texts[start : start + count])
            kind = _kind_of(joined, notice) if len(joined) <= 60 else None
            if kind is not None:
                return kind
    if LETTER_BODY.search("".join(strip_spaces(line.text) for line in page.lines)) and not page.grids:
        return Kind.RECOMMENDATION_LETTER
    return None


def _kind_of(text: str, notice: Notice) -> Kind | None:
    bare = fold(text)
    if any(_is_form_title(bare, fold(title)) for title in notice.form.titles):
        return Kind.APPLICATION_FORM
    if LETTER_TITLE.search(text):
        return Kind.RECOMMENDATION_LETTER
    return next((kind for kind, pattern in HEADINGS if pattern.search(text)), None)


def _is_form_title(text: str, title: str) -> bool:
    """The title, with little else on its line: a year, a bracket, (示范)."""
    return title in text and len(text) <= len(title) + 12 and not re.search(r"关于|按照|填报|下载|通过", text.replace(title, ""))


def _is_upper(line: Line, page: Page, zone: float = TITLE_ZONE) -> bool:
    return line.bbox is None or (line.bbox[1] + line.bbox[3]) / 2 < page.height * zone


def _lines_alone(page: Page, labels: Labels) -> list[Line]:
    """The page's lines but for those of cells that are labels as a whole."""
    whole = [line for grid in page.grids for cell in grid.cells if len(cell.lines) > 1 and labels.match(cell.text) for line in cell.lines]
    return [line for line in page.lines if line not in whole]


def _form_fields(page: Page, labels: Labels) -> frozenset[str]:
    """Fields and opinion boxes of the form that have their label here; one over two lines of its cell is one (承担单位｜意见)."""
    found: set[str] = set()
    for text in [cell.text for grid in page.grids for cell in grid.cells] + [line.text for line in _lines_alone(page, labels)]:
        label = labels.match(text)
        matched = [label] if label else [piece.label for piece in labels.pieces(text)]
        found.update(str(one.field or one.role) for one in matched if one and (one.field or one.role))
    return frozenset(found)
