"""Whether a letter's issuer is a known body's name misread: 督管理局, 芦岛市市场监督管理局, 鞍由市市场监督管理局."""

from collections.abc import Collection

from chinese.lookalikes import equal_but_lookalikes
from chinese.punctuation import fold
from extractors.documents.text import EXACT_READERS
from schemas.evidence import Reading
from schemas.notice import Notice

HALF = 0.5
"""How sure such a reading is."""
SHARED = 10
"""A beginning that so many names share is the province's, which letters leave out: 省民政厅."""


def held_against(issuer: Reading[str] | None, notice: Notice) -> Reading[str] | None:
    """Doubt an issuer that is a piece of a recommender's name, or differs from one only in characters that look alike.

    What a letter itself leaves out, the province's name, makes no piece. A known name whose first character was read twice (辽辽宁省司法厅)
    is that name; what was read is kept beside it.
    """
    if issuer is None or not issuer.value or issuer.reader in EXACT_READERS:
        return issuer
    value = fold(issuer.value)
    names = {fold(name) for body in notice.recommenders for name in (body.name, *body.aliases)}
    if value[:1] == value[1:2] and value[1:] in names and value not in names:
        return issuer.model_copy(update={"value": value[1:], "second": issuer.value})
    if issuer.needs_review or value in names or not any(_misread(value, name, names) for name in names):
        return issuer
    doubt = "落款与推荐单位名单中的名称相近而不全相同，可能识读有误"
    return issuer.model_copy(update={"needs_review": True, "doubt": doubt, "confidence": min(issuer.confidence, HALF)})


def _misread(value: str, name: str, names: Collection[str]) -> bool:
    if equal_but_lookalikes(value, name):
        return True
    if value not in name:
        return False
    left_out = name.removesuffix(value)
    return left_out == name or sum(other.startswith(left_out) for other in names) < SHARED
