"""A scanned form or letter has its pages in order, none missing and none blank in the middle.

Printed page numbers tell, where there are any. Blank backs of single-sided paper scanned on both sides are no lack, so a blank page
counts only where it breaks the rhythm and no page number bridges it. What is missing at the end the count beside the numbers tells,
and the other copies of the same form do, by their pages and by the boxes that stand on them. Where no number was read, columns that
another version of the form fills tell of a page in the middle.

Outcomes: a gap, a step back, an unreadable page, a blank one in the middle, or less than another copy has is for review; nothing here
fails. Example: pages numbered 1, 2, 4; a copy of five pages beside two of six; 共4页, and the last is 3.
"""

from itertools import pairwise

from checks.case import DocumentCase
from checks.fields import reading_of
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, passed, together
from schemas.documents import ApplicationForm, Document, Kind, Medium, Opinion, PageNote, Status
from schemas.finding import FindingKind, Scope
from schemas.page import PageFault

LACKING = 3
"""So many required columns do not go unread all at once while the rest of the form is read."""
_KINDS = (Kind.APPLICATION_FORM, Kind.RECOMMENDATION_LETTER)


def check(case: DocumentCase, _: Params) -> Outcome:
    """Look at the page numbers, the blank pages and the unreadable ones."""
    document = case.document
    if document.status is not Status.PROCESSED or document.medium is not Medium.SCAN or document.kind not in _KINDS:
        return not_applicable("不是申请表或推荐函的扫描件，不核对页码。")
    found = (*_numbers(document), *_blanks(document), *_unreadable(document), *(_shorter(case) or _narrower(case)))
    if not found and len(document.pages) < 2:
        return not_applicable("只有一页，不核对页码。")
    if not found:
        return passed(f"{document.path}共{len(document.pages)}页，未见缺页、错序。", _ink(document, document.pages[0]))
    return together(found, "", document.path)


def _numbers(document: Document) -> list[Outcome]:
    printed = [(note, note.printed_number) for note in document.pages if note.printed_number is not None]
    steps = [outcome for before, after in pairwise(printed) if (outcome := _step(document, before, after))]
    return steps or _end(document, [note for note, _ in printed])


def _end(document: Document, printed: list[PageNote]) -> list[Outcome]:
    """Hold the last number against the count printed beside it, where all pages name one count and count from this document's start."""
    totals = {note.printed_total for note in printed}
    if len(totals) != 1 or not printed or printed[0].printed_number != printed[0].number - document.first_page + 1:
        return []
    last, total = printed[-1], totals.pop() or 0
    behind = sum(not note.blank for note in document.pages if note.number > last.number)
    if (last.printed_number or 0) + behind >= total:
        return []
    return [needs_review(f"印刷页码写明共{total}页，只到第{last.printed_number}页，可能缺末页", _ink(document, last))]


def _step(document: Document, before: tuple[PageNote, int], after: tuple[PageNote, int]) -> Outcome | None:
    (one, first), (other, second) = before, after
    ink = (_ink(document, one), _ink(document, other))
    if second <= first:
        return needs_review(f"第{other.number}页印刷页码为{second}，前面已有页码{first}，页序可能有误", *ink)
    if second - first > other.number - one.number:
        return needs_review(f"印刷页码由{first}跳至{second}，可能缺页", *ink)
    return None


def _ink(document: Document, note: PageNote) -> Ink:
    return Ink(document.id, f"第{note.number}页", str(note.printed_number or ""), note.number)


def _blanks(document: Document) -> list[Outcome]:
    written = [note.number for note in document.pages if not note.blank]
    inside = [note for note in document.pages if note.blank and written and note.number in range(written[0], written[-1])]
    if _are_backs(inside, written):
        return []
    return [needs_review(f"第{n.number}页空白，请核对是否漏扫", _ink(document, n)) for n in inside if not _bridged(document, n)]


def _are_backs(blanks: list[PageNote], written: list[int]) -> bool:
    """Say whether every second page is blank: single-sided paper through a scanner that takes both sides."""
    parity = {note.number % 2 for note in blanks}
    return len(parity) == 1 and len(blanks) >= 2 and parity.isdisjoint(number % 2 for number in written)


def _bridged(document: Document, blank: PageNote) -> bool:
    """Say whether the page numbers before and after a blank page follow on each other."""
    at = document.pages.index(blank)
    before = next((n.printed_number for n in reversed(document.pages[:at]) if not n.blank), None)
    after = next((n.printed_number for n in document.pages[at:] if not n.blank), None)
    return before is not None and after is not None and after == before + 1


def _unreadable(document: Document) -> list[Outcome]:
    return [needs_review(f"第{note.number}页{why}", _ink(document, note)) for note in document.pages if (why := _why_unread(note))]


def _shorter(case: DocumentCase) -> list[Outcome]:
    """Hold a copy of a form against the project's other copies: one paper has as many pages, and the same boxes on its last one."""
    application = case.whole.application_by_id.get(case.document.application or "")
    copies = application.copies if application else ()
    mine = next((form for form in copies if form.id == case.document.id), None)
    others = [form for form in copies if form.id != case.document.id]
    if application is None or mine is None or not others:
        return []
    fullest = max(others, key=_written)
    place = Ink(mine.id, application.title_of(mine), page=mine.last_page)
    if (have := _written(mine)) < _written(fullest):
        told = f"除空白页外共{have}页，{application.title_of(fullest)}有{_written(fullest)}页，请核对是否缺页"
        return [needs_review(told, place)]
    gone = [box for box in _last_boxes(fullest) if all(_has(form, box) for form in others)]
    if not gone or any(_has(mine, box) for box in gone):
        return []
    named = "”“".join(box.label for box in gone)
    return [needs_review(f"未见“{named}”栏，其他各份均有，请核对是否缺页", place)]


def _narrower(case: DocumentCase) -> list[Outcome]:
    """Hold a copy against the project's other versions, the electronic one too: columns that it lacks stood on a page."""
    application = case.whole.application_by_id.get(case.document.application or "")
    mine = next((form for form in application.copies if form.id == case.document.id), None) if application else None
    if application is None or mine is None:
        return []
    for other in application.forms:
        gone = [field.title for field in case.notice.form.fields if field.required and _lacks(mine, other, field.name)]
        if len(gone) >= LACKING:
            told = f"未见{'、'.join(gone)}等栏，{application.title_of(other)}有这些栏目，请核对是否缺页"
            return [needs_review(told, Ink(mine.id, application.title_of(mine), page=mine.last_page))]
    return []


def _lacks(mine: ApplicationForm, other: ApplicationForm, name: str) -> bool:
    theirs = reading_of(other, name)
    return reading_of(mine, name) is None and theirs is not None and theirs.value is not None


def _last_boxes(form: ApplicationForm) -> list[Opinion]:
    return [box for box in form.opinions if box.page == max(other.page for other in form.opinions)]


def _written(form: ApplicationForm) -> int:
    return sum(not note.blank for note in form.pages)


def _has(form: ApplicationForm, box: Opinion) -> bool:
    return any(other.role is box.role for other in form.opinions)


def _why_unread(note: PageNote) -> str:
    if PageFault.DAMAGED in note.faults:
        return "的图像数据已损坏，内容可能不全，请重新报送该文件"
    return "无法辨读，请重新扫描" if PageFault.UNREADABLE in note.faults else ""


RULE = Rule("pages-complete", "页码连续完整", FindingKind.CONSISTENCY, Scope.DOCUMENT, check, Params, always=True)
