"""Makes readings doubtful: other words in the place of what stands there, nothing at all, or the right words without confidence.

What is marked is what a reader marks: a value for review, a name or a date that nobody could make out, a seal whose ring is illegible.
"""

import random
from typing import Any

from schemas.documents import ApplicationForm, Document, RecommendationLetter
from schemas.evidence import Reading

WORDS = ("沈阳某某样本有限公司", "鞍山市农业农村局", "智慧养老标准化试点", "XXX", "无", "／", "测试", "2025年度国家标准化试点")
OTHERS: dict[str, tuple[object, ...]] = {
    "form_year": (2025, 2024, 20),
    "stated_count": (0, 1, 3, 9),
    "copies_stated": (1, 5),
    "domain": ("agriculture", "civil-affairs", "services", "high-tech"),
    "period_start": ("2026-01", "2027-13", "2019"),
    "period_end": ("2029-12", "2026-06", "2030"),
    "filled_on": ("2026-06-30", "2025-03-01", "2026-05"),
    "issued_on": ("2026-06-30", "2026-05", "2025-05-01", "2026-05-31"),
    "reported_on": ("2025-01-01", "2026-05-30"),
    "uscc": ("92210302MA0ABCD14T", "91210302MA0ABCD1XX", "31210000123456789A", "210302000012345"),
    "contact_mobile": ("1380000", "无", "138000000000"),
    "contact_email": ("sample.example.com", "@"),
    "unit_type": ("个体工商户", "合伙企业", "分公司"),
    "undertaking_unit": ("鞍山禾穗农业科技有限公司海城分公司", "鞍山禾穗农业科技", "沈阳某某事务所（有限合伙）"),
    "issuer": ("海城市市场监督管理局", "沈阳某某有限公司", "鞍山市民政局"),
    "title": ("关于推荐省级标准化试点项目的函", "关于推荐2025年度国家标准化试点项目的函"),
    "cited_notice": ("关于组织开展2025年度国家标准化试点项目申报推荐工作的通知", "另一份通知"),
}
DOUBT = "扫描模糊"


def doubted(document: Document, chance: random.Random, share: float, *, other: bool) -> Document:
    """Return the document with that share of its readings doubtful; ``other`` allows other words, else they stay or go unread."""
    fields = {name: value for name in type(document).model_fields if isinstance(value := getattr(document, name), Reading)}
    hit = [name for name in fields if chance.random() < share]
    changed: dict[str, Any] = {name: _doubted(name, fields[name], chance, other=other) for name in hit}
    if isinstance(document, ApplicationForm):
        changed |= _places(document, chance, share, other=other)
    if isinstance(document, RecommendationLetter) and "projects" in changed:
        changed |= _names(document, chance, other=other)
    if document.seals and chance.random() < share:
        changed["seals"] = tuple(_illegible(s) if chance.random() < 0.5 else s for s in document.seals)
    if document.opinions and chance.random() < share:
        dates = (_doubted("filled_on", o.signed_on, chance, other=other) if o.signed_on else None for o in document.opinions)
        changed["opinions"] = tuple(o.model_copy(update={"signed_on": d}) for o, d in zip(document.opinions, dates, strict=True))
    return document.model_copy(update=changed)


def _doubted(name: str, reading: Reading[Any], chance: random.Random, *, other: bool) -> Reading[Any]:
    way = chance.choice(("same", "unread", "other", "other") if other else ("same", "same", "unread"))
    doubt = {"needs_review": True, "doubt": DOUBT, "confidence": 0.4}
    if way == "same":
        return reading.model_copy(update=doubt)
    if way == "unread":
        return reading.model_copy(update={**doubt, "value": None, "raw": chance.choice(("", "□□模糊", "司法民丰"))})
    value = chance.choice(OTHERS.get(name, WORDS))
    if isinstance(reading.value, tuple):
        value = (str(value),) if chance.random() < 0.7 else ()
    return reading.model_copy(update={**doubt, "value": value, "raw": str(value)})


def _places(form: ApplicationForm, chance: random.Random, share: float, *, other: bool) -> dict[str, Any]:
    lists = {"name_places": "undertaking_unit", "project_name_places": "project_name"}
    return {
        place: tuple(_doubted(name, r, chance, other=other) if chance.random() < share else r for r in getattr(form, place))
        for place, name in lists.items()
    }


def _names(letter: RecommendationLetter, chance: random.Random, *, other: bool) -> dict[str, Any]:
    """Make one of the letter's names doubtful, as the list then is; what nobody could read of a name keeps its place."""
    if not letter.project_readings:
        return {}
    at = chance.randrange(len(letter.project_readings))
    names = list(letter.project_readings)
    names[at] = _doubted("project_name", names[at], chance, other=other)
    values = tuple(r.value or "" for r in names)
    whole = Reading(value=values, raw="、".join(values), needs_review=True, doubt=DOUBT, confidence=0.4)
    return {"project_readings": tuple(names), "projects": whole}


def _illegible(seal: Any) -> Any:
    return seal.model_copy(update={"readings": (), "text": "", "line_text": ""})
