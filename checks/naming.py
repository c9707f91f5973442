"""When two names may still be one body: abbreviations, former names, and differences shown character by character."""

import re
from functools import lru_cache

from chinese.names import DiffKind, bare_key, char_diff, is_abbreviation_of, name_similarity

_PLACES = re.compile(r"^(?:中国|中华人民共和国|[一-鿿]{2,3}?(?:省|自治区|市|县|区|旗))+")
_FORMS = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|集团|公司|厂|合作社|专业合作社)+$")
_ALIKE = 0.5
PLACES = 5
"""So many differing places are shown …"""
CONTEXT = 12
"""… each with so many characters of what stands before and behind it."""


@lru_cache(maxsize=50_000)
def without_legal_form(name: str) -> str:
    """Return the name without 有限公司 and its kin at the end: what stays when a company changes its form."""
    key = bare_key(name)
    return _FORMS.sub("", key) or key


def core(name: str) -> str:
    """Return what is a name's own: without places before it and legal forms after it."""
    key = bare_key(name)
    bare = _FORMS.sub("", _PLACES.sub("", key))
    return bare if len(bare) >= 2 else key


def may_be_same_unit(a: str, b: str) -> bool:
    """Say whether one name may be the other's abbreviation or former form: 禾穗公司, 禾穗有限责任公司 for 禾穗股份有限公司."""
    if not a or not b:
        return False
    if is_abbreviation_of(a, b) or is_abbreviation_of(b, a):
        return True
    if not _places_agree(a, b):
        return False
    first, second = core(a), core(b)
    return first in second or second in first


def _places_agree(a: str, b: str) -> bool:
    """Say whether two names may be of one place: 鞍山市 and 海城市 are two bodies' places, 辽宁省鞍山市 and 鞍山市 one's."""
    first, second = (found[0] if (found := _PLACES.match(bare_key(name))) else "" for name in (a, b))
    return first in second or second in first


def hardly_same_unit(a: str, b: str) -> bool:
    """Say whether two names are so far apart that no misread stroke explains it."""
    return not may_be_same_unit(a, b) and name_similarity(core(a), core(b)) < _ALIKE


def shown_difference(first: str, second: str) -> str:
    """Show where two texts differ, character by character: 辽宁【省→】禾【穗→惠】公司; the first places only, where there are many."""
    spans = char_diff(first, second)
    apart = [place for place, span in enumerate(spans) if span.kind is not DiffKind.EQUAL]
    shown = spans if len(apart) <= PLACES else spans[: apart[PLACES]]
    told = "".join(_around(s.first) if s.kind is DiffKind.EQUAL else f"【{_cut(s.first)}→{_cut(s.second)}】" for s in shown)
    return told if shown is spans else f"{told}等{len(apart)}处"


def _around(same: str) -> str:
    """Return what stands between two differences, or enough of it to find them by."""
    return same if len(same) <= 2 * CONTEXT else f"{same[:CONTEXT]}…{same[-CONTEXT:]}"


def _cut(text: str) -> str:
    return text if len(text) <= 2 * CONTEXT else f"{text[: 2 * CONTEXT]}…"
