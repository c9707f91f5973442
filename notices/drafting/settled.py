"""Questions that other notices leave open, and the words by which this one answers them."""

import re
from collections.abc import Iterator, Sequence

from notices.drafting.parts import Part, PartKind
from notices.drafting.sentences import sentences
from schemas.draft import DraftFact, Sureness

_EVENT, _DAY = "deadline-event", "deadline-day-inclusive"
_ANSWERS = (
    (
        _EVENT,
        "receipt",
        r"以(?:实际)?(?:收到|送达)[^，。]{0,8}为准|以[^，。]{0,8}(?:平台|系统)[^，。]{0,6}(?:记录|时间|提交)[^，。]{0,6}为准",
    ),
    (_EVENT, "letter-date", r"以[^，。]{0,6}(?:邮戳|寄出|落款|成文)[^，。]{0,6}为准"),
    (_DAY, "yes", r"日[（(]含[^（）()]{0,8}[)）]|日(?:24时|下班)|含当[日天]"),
    (_DAY, "no", r"不含当[日天]|日[（(]不含"),
    ("special-quota-scope", "per-recommender", r"每个(?:推荐单位|地区|市|部门)[^，。]{0,6}(?:另|额外)"),
    (
        "seal-units",
        "undertaking-and-participants",
        r"(?:申报|承担|牵头)单位[和及、与](?:各)?(?:合作|参加|参与)单位[^，。]{0,6}(?:盖|公章|印章)",
    ),
    ("prior-pilot-level", "any", r"(?:省级以上|省级及以上|国家级[、或和]省级)[^，。]{0,8}试点"),
    ("prior-pilot-level", "national", r"(?:承担过|获批过?)国家级[^，。省]{0,10}试点"),
)


def settled(parts: Sequence[Part]) -> Iterator[DraftFact]:
    """Propose each answer that the notice gives."""
    for part in parts:
        if part.kind is PartKind.NOTICE:
            for sentence in sentences(part):
                for reading, choice, words in _ANSWERS:
                    if match := re.search(words, sentence.text):
                        sure = Sureness.MEDIUM if "下班" in match[0] else Sureness.HIGH
                        yield sentence.fact(f"settled.{reading}", choice, sure)
