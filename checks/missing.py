"""What seems to be missing may stand in a file that could not be read, or that nobody recognised."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from checks.case import ApplicationCase, DeliveryCase
from checks.identity import other_halves, strays_around
from chinese.punctuation import fold
from schemas.documents import ApplicationForm, Document, Kind, Medium, OtherDocument, Status

NO_PAPER = (".mp3", ".m4a", ".wav", ".amr", ".mp4", ".mov", ".avi", ".exe", ".dll", ".msi", ".apk", ".lnk", ".url")
"""Files that can't hold a letter or a form, whatever is the matter with them."""
_HAN = re.compile(r"[一-鿿]")
READABLE = 4
"""A heading of fewer Chinese characters says nothing of what the document is."""


def unread(case: DeliveryCase) -> tuple[Document, ...]:
    """Return the delivery's files that could not be read and may hold paper."""
    bad = (document for document in case.documents if document.status is Status.QUARANTINED)
    return tuple(document for document in bad if not document.path.lower().endswith(NO_PAPER))


def hidden_versions(case: ApplicationCase, medium: Medium) -> tuple[Document, ...]:
    """Return what may be a project's form in this medium: files that nobody could read or name, forms under another or a doubtful name."""
    unknown = hiding_places(case.delivery, form_titles(case.delivery))
    found = (*(d for d in unknown if d.status is Status.QUARANTINED or d.medium is medium), *other_halves(case, medium))
    return found or strays_around(case)


def hiding_places(case: DeliveryCase, titles: Iterable[str]) -> tuple[Document, ...]:
    """Return what may be, or hold, a paper of one of these titles: files that could not be read, and unknown ones headed like it."""
    wanted = tuple(fold(title) for title in titles)
    unknown = (d for d in case.documents if isinstance(d, OtherDocument) and d.kind is Kind.OTHER and d.status is Status.PROCESSED)
    return (*unread(case), *(d for d in unknown if _may_be(fold(d.heading), wanted)))


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
    names = [PurePosixPath(document.path).name for document in found]
    shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
    if all(isinstance(document, ApplicationForm) for document in found):
        return f"有{len(names)}份申请表的项目名称识读不确定（{shown}）"
    unread = all(document.status is Status.QUARANTINED for document in found)
    return f"另有{len(names)}个文件{'无法读取' if unread else '无法读取或未能归类'}（{shown}）"
