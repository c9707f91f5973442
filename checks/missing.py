"""What seems to be missing may stand in a file that could not be read, or that nobody recognised."""

import re
from collections.abc import Iterable

from checks.case import DeliveryCase
from chinese.punctuation import fold
from schemas.documents import ApplicationForm, Document, Kind, OtherDocument, Status

_HAN = re.compile(r"[一-鿿]")
READABLE = 4
"""A heading of fewer Chinese characters says nothing of what the document is."""


def hiding_places(case: DeliveryCase, titles: Iterable[str]) -> tuple[Document, ...]:
    """Return what may be, or hold, a paper of one of these titles: files that could not be read, and unknown ones headed like it."""
    wanted = tuple(fold(title) for title in titles)
    unknown = (d for d in case.documents if isinstance(d, OtherDocument) and d.kind is Kind.OTHER and d.status is Status.PROCESSED)
    return (*case.unread, *(d for d in unknown if _may_be(fold(d.heading), wanted)))


def form_titles(case: DeliveryCase) -> tuple[str, ...]:
    """Return the names of the form, and the programme's: a form under another title names it all the same."""
    return (*case.notice.form.titles, case.notice.programme)


def letter_titles(case: DeliveryCase) -> tuple[str, ...]:
    """Return the titles of the letter, and the notice that it cites."""
    return (*case.notice.letter.titles, case.notice.letter.cited_notice)


def _may_be(heading: str, titles: tuple[str, ...]) -> bool:
    return len(_HAN.findall(heading)) < READABLE or any(title in heading for title in titles)


def hidden_note(found: tuple[Document, ...]) -> str:
    """Name the files that may hold what is missing: 另有2个文件无法读取或未能归类（a.pdf、b.pdf）."""
    names = [document.path.rsplit("/", 1)[-1] for document in found]
    shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
    if all(isinstance(document, ApplicationForm) for document in found):
        return f"有{len(names)}份申请表的项目名称识读不确定（{shown}）"
    unread = all(document.status is Status.QUARANTINED for document in found)
    return f"另有{len(names)}个文件{'无法读取' if unread else '无法读取或未能归类'}（{shown}）"
