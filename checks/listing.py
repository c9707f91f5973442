"""Many facts in one sentence: what holds of several copies or several fields is said once, and no sentence goes on for ever."""

import re
from collections.abc import Callable, Iterable

MOST = 8
"""So many facts a sentence holds; the evidence shows the rest."""
_COPY = re.compile(r"第(\d+)份")
_FIELD = re.compile(r"([^“”]+)“([^“”]+)”([^“”]*)")


def listed(facts: Iterable[str]) -> str:
    """Join facts into a sentence: 第1、3份申请表未盖章；申请表“联系人”“手机”未填写."""
    told = _merged(_merged(facts, _copy, "、"), _field, "”“")
    return "；".join([*told[:MOST], f"另有{len(told) - MOST}处，见所附依据"] if len(told) > MOST else told)


def joined(texts: Iterable[str | None]) -> str | None:
    """Join what was expected, or found, in several places; None where there is nothing."""
    found = list(dict.fromkeys(text for text in texts if text))
    return "；".join([*found[:MOST], f"等{len(found)}项"] if len(found) > MOST else found) or None


def _merged(facts: Iterable[str], split: Callable[[str], tuple[str, str]], mark: str) -> list[str]:
    """Put together the facts that differ in one word only; ``split`` gives a fact with # in that word's place, and the word."""
    groups: dict[str, list[str]] = {}
    for fact in facts:
        frame, word = split(fact)
        groups.setdefault(frame, []).append(word)
    return [frame.replace("#", mark.join(dict.fromkeys(words))) if words[0] else frame for frame, words in groups.items()]


def _copy(fact: str) -> tuple[str, str]:
    """Take the copy out that a fact speaks of: the only one in it, or the one at its head."""
    numbers = dict.fromkeys(_COPY.findall(fact))
    if "#" in fact or not numbers or (len(numbers) > 1 and not _COPY.match(fact)):
        return fact, ""
    return _COPY.sub("第#份", fact, count=0 if len(numbers) == 1 else 1), next(iter(numbers))


def _field(fact: str) -> tuple[str, str]:
    """Take the one thing out that a fact quotes."""
    found = None if "#" in fact else _FIELD.fullmatch(fact)
    return (f"{found[1]}“#”{found[3]}", found[2]) if found else (fact, "")
