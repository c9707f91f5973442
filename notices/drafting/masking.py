"""Contact persons stay out of a pack: their names, numbers and mail addresses are masked before anything is kept."""

import re

_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?<![0-9A-Za-z〔\[（.\-])(?:\(?0\d{2,3}\)?[-—–]?)?\d{7,8}(?:-\d{1,6})*(?![0-9A-Za-z])|(?<!\d)1[3-9]\d{9}(?!\d)|0\d{2,3}[-—–]\d[\d\-—–]{6,}"
)
_CONTACT_LINE = re.compile(r"^(?:联系|电话|传真|邮箱|电子邮箱|手机)")
_PERSON = re.compile(r"(联系人[:：])(.*?)(?=(?:[，,；;]?(?:联系)?(?:电话|手机|邮箱|传真|电子邮箱|方式)|[×\d]|$))")
_MASK = "×××"


def masked(text: str) -> str:
    """Mask mail addresses everywhere, and numbers and names in the lines about contacts."""
    text = _MAIL.sub(_MASK, text)
    if not _CONTACT_LINE.match(text):
        return _PHONE.sub(_MASK, text)
    text = re.sub(r"[\d\-—–]{6,}", _MASK, text)
    return _PERSON.sub(rf"\1{_MASK}", text)
