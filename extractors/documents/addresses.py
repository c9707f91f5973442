"""An address, the postcode behind it, and whether it names a place that there is."""

import re
from collections.abc import Mapping
from dataclasses import replace

from chinese.lookalikes import equal_but_lookalikes
from extractors.documents import values
from extractors.documents.text import EXACT_READERS, Text, cleaned, reading
from schemas.evidence import Reading
from schemas.notice import Notice

DATED = re.compile(r"20\d\d\s*[年.\-/]\s*\d")
"""No address has a date in it."""
POSTCODE_BEHIND = re.compile(r"[\s,，;；、(（]*(?:邮政编码|邮编)?[:：\s]*(?<!\d)(\d{6})(?!\d)\s*[)）]?\s*$")
BEGINNING = re.compile(r"^(?:\w{2,3}省)?(\w{2,4}?市)")


def address(text: Text, notice: Notice) -> Mapping[str, Reading[str]]:
    """Return the address, and the postcode where it was written behind it."""
    place, code = _parted(text)
    if doubt := _doubt(place, notice):
        place = reading(place.value, text, doubt=doubt)
    return {"address": place, "postcode": code} if code else {"address": place}


def _doubt(place: Reading[str], notice: Notice) -> str:
    value = place.value or ""
    if DATED.search(value):
        return "夹有日期，可能与相邻栏目混淆"
    city = BEGINNING.match(value)
    known = {body.place for body in notice.recommenders if body.place}
    if city and place.reader not in EXACT_READERS and any(equal_but_lookalikes(city.group(1), name) for name in known):
        return "地名与名单中的市名形近而不同，可能识读有误"
    return ""


def _parted(text: Text) -> tuple[Reading[str], Reading[str] | None]:
    """An address without the postcode behind it, and that postcode."""
    value = cleaned(text.text)
    found = POSTCODE_BEHIND.search(value)
    if not found or not value[: found.start()].strip():
        return values.plain(text), None
    return values.plain(replace(text, text=value[: found.start()])), reading(found.group(1), text)
