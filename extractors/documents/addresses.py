"""An address, the postcode behind it, and whether it names a place that there is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chinese.lookalikes import equal_but_lookalikes
from extractors.documents import values
from extractors.documents.text import EXACT_READERS, Text, cleaned, reading
from schemas.evidence import Reading
from schemas.notice import City, Notice

DATED = re.compile(r"20\d\d\s*[年.\-/]\s*\d")
"""No address has a date in it."""
POSTCODE_BEHIND = re.compile(r"[\s,，;；、(（]*(?:邮政编码|邮编)?[:：\s]*(?<!\d)(\d{6})(?!\d)\s*[)）]?\s*$")
BEGINNING = re.compile(r"^(?:\w{2,3}省)?(\w{2,4}?市)")
COUNTY = re.compile(r"\w{1,11}?[区县市]")
TELLING = 4
"""甘井自区 is a misread 甘井子区; 新城区 may be a place of its own beside 顺城区."""


def address(text: Text, notice: Notice) -> Mapping[str, Reading[str]]:
    """Return the address, and the postcode where it was written behind it."""
    place, code = _parted(text)
    value = place.value or ""
    if doubt := _doubt(place, notice):
        place = reading(value, text, doubt=doubt)
    elif place.reader not in EXACT_READERS and (meant := _of_the_city(value, notice.cities)):
        place = reading(meant, replace(text, second=value), doubt="县（市、区）名与该市所辖的只差一字，可能识读有误")
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


def _of_the_city(value: str, cities: Sequence[City]) -> str:
    """Return the address with the one county of its city that it names but for one character; '' where it names one, or none."""
    begun = BEGINNING.match(value)
    city = next((c for c in cities if begun and c.name == begun.group(1)), None)
    found = COUNTY.match(value, begun.end()) if begun and city else None
    if city is None or found is None or found.group() in city.counties:
        return ""
    near = [name for name in city.counties if _is_slip(found.group(), name)]
    return value[: found.start()] + near[0] + value[found.end() :] if len(near) == 1 else ""


def _is_slip(read: str, name: str) -> bool:
    apart = sum(a != b for a, b in zip(read, name, strict=False)) if len(read) == len(name) else 0
    return apart == 1 and (len(name) >= TELLING or equal_but_lookalikes(read, name))


def _parted(text: Text) -> tuple[Reading[str], Reading[str] | None]:
    """An address without the postcode behind it, and that postcode."""
    value = cleaned(text.text)
    found = POSTCODE_BEHIND.search(value)
    if not found or not value[: found.start()].strip():
        return values.plain(text), None
    return values.plain(replace(text, text=value[: found.start()])), reading(found.group(1), text)
