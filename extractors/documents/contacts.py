"""How to reach somebody: postcodes, telephone numbers, mail addresses."""

import re
from collections.abc import Collection
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from chinese import mail
from chinese.punctuation import strip_spaces
from extractors.documents.second import DIFFER
from extractors.documents.text import EMPTY_MARKS, EXACT_READERS, Text, blank, cleaned, doubted, reading
from schemas.evidence import Reading

POSTCODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


def postcode(text: Text) -> Reading[str]:
    """A postcode; where it shares its cell with an address, the six digits alone."""
    value = cleaned(text.text)
    found = POSTCODE.search(value) if re.search(r"[一-鿿]", value) else None
    return reading(found.group(), text) if found else spaceless(text)


def spaceless(text: Text) -> Reading[str]:
    """A telephone number, a mail address, a postcode: nothing of it is a space."""
    value = strip_spaces(cleaned(text.text))
    return blank(text) if not value or EMPTY_MARKS.match(value) else reading(value, text)


MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
TRUNK = re.compile(r"(?<!\d)0(?=1[3-9]\d{9}(?!\d))")
"""The 0 that some write before a mobile number of another place."""
MISCOUNTED = re.compile(r"(?<![\d\-—–])1[3-9]\d{8}(?:\d{2})?(?!\d)")
"""A mobile number with a digit too few or too many, as somebody wrote it: no landline is as long without its 0."""
LANDLINE = re.compile(r"(?<!\d)(?:[（(]?0\d{2,3}[)）]?[\s\-—–]?)?[2-9]\d{6,7}(?:[\-—–转]\d{1,5})?(?!\d)")


TWO_NUMBERS = re.compile(r"(?<=\d{7})\s+(?=[（(]?\d)")
"""A gap between two numbers in one cell is no gap inside a number."""


def phone(text: Text) -> Reading[str]:
    """A telephone number; where other words stand beside it (联系人及电话), the numbers alone."""
    whole = strip_spaces("".join(text.lines))
    run_over = any(number.fullmatch(whole) for number in (MOBILE, LANDLINE))  # 024-2486900｜1: a number runs over the line's end
    value = whole if run_over else TWO_NUMBERS.sub("、", cleaned(text.text))
    if re.search(r"[一-鿿]", value):
        found = [*LANDLINE.finditer(value)] or [*MOBILE.finditer(value)]
        return reading("、".join(strip_spaces(hit.group()) for hit in found), text) if found else blank(replace(text, text=""))
    return spaceless(replace(text, text=value))


def parted_phones(text: Text) -> tuple[Reading[str], Reading[str] | None]:
    """The landlines of a cell, and the mobile numbers that share it with them, where every digit belongs to one or the other."""
    value = TRUNK.sub("", TWO_NUMBERS.sub("、", cleaned(text.text)))
    pattern = MOBILE if MOBILE.search(value) else MISCOUNTED
    mobiles = [strip_spaces(hit.group()) for hit in pattern.finditer(value)]
    rest = pattern.sub(" ", value)
    landlines = [strip_spaces(hit.group()) for hit in LANDLINE.finditer(rest)]
    if not mobiles or not landlines or re.search(r"\d", LANDLINE.sub("", rest)):
        return phone(text), None
    return reading("、".join(landlines), text), reading("、".join(mobiles), text)


AREA = re.compile(r"^[（(]?(0\d{2,3})[)）\-—–]")
STRANGE_AREA = "区号与本省的只差一位，可能识读有误"


def with_area_doubted(landline: Reading[str], known: Collection[str]) -> Reading[str]:
    """Return a landline for review whose area code is none of the province, and one but for a figure: 021 for 024."""
    area = AREA.match(landline.value or "")
    if area is None or landline.reader in EXACT_READERS or landline.needs_review or area.group(1) in known:
        return landline
    if not any(Levenshtein.distance(area.group(1), code) == 1 for code in known):
        return landline
    return doubted(landline, STRANGE_AREA)


def mobile(text: Text) -> Reading[str]:
    """A mobile number; of a cell that it shares with a landline (024-… / 138…), the mobile numbers alone."""
    landline, own = parted_phones(text)
    return own or landline


LONE_ONE = re.compile(
    r"(?<![0-9])1(?![0-9])|(?<=[0-9])[lI]|[lI](?=[0-9])|(?<=[A-Za-z])[0](?=[A-Za-z])|(?<![0-9])[01]{3,}(?=[A-Za-z])|(?<=[A-Za-z])[01]{3,}(?![0-9])|(?<=[a-z])1(?=(?:19|20)\d\d(?!\d))"
)
"""Where one shape may be either: alone among the other kind, a run of nothing but such figures beside letters (1100cao for l1O0cao),
or between a word and a year (fsc12009 for fscl2009)."""
RULES_READ = "|丨｜[]"
"""What engines read for the table's rule beside a value."""
MAIL = re.compile(r"(?<=[@.])(e?)mai1(?=\.)")


ADDRESS = re.compile(r"[^@]+@[^@.]+(?:\.[^@.]+)+")
NO_ADDRESS = "不成邮箱地址，“@”或“.”可能识读有误"
"""Readers agree on another character for an @ now and then (zhb2290example.com)."""


LOOK_ALIKE = "字母l与数字1、字母o与数字0难以区分"


def email(text: Text) -> Reading[str]:
    """A mail address. In many typefaces 1 and l are one shape, so an address that hangs on it is for a person, whatever the readers say.

    「mai1.」 in the host is mail beyond doubt; before the @ the likelier of both is given. Either is told in ``second``.
    """
    value = strip_spaces(cleaned(text.text))
    if not value or EMPTY_MARKS.match(value):
        return blank(text)
    if text.reader in EXACT_READERS:
        return reading(value, text)
    value = value.strip(RULES_READ)
    certain = MAIL.sub(r"\1mail", value)
    lowered = mail.lowered(certain)
    mended = mail.likely(mail.with_its_sign(lowered))
    if not all(ADDRESS.fullmatch(one) for one in re.split(r"[;；、,，/]+", lowered)):
        return reading(mended, replace(text, second=value), doubt=NO_ADDRESS)
    told = replace(text, second=value) if mended != value else text
    if mended == certain and not LONE_ONE.search(mended):
        return reading(mended, told)
    otherwise = text.doubt and strip_spaces(text.second or "") not in {mended, value}
    return reading(mended, told, doubt=DIFFER if otherwise else LOOK_ALIKE)
