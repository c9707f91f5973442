"""Names in quotes, where a name may itself have words in quotes: “医保经办“一窗通办”标准化试点”."""

import re
from collections.abc import Iterator

OPEN, CLOSE = '“"「『〝‘＂', '”"」』〞’＂'
QUOTED = re.compile(f"[{OPEN}{CLOSE}]([^{OPEN}{CLOSE}]{{4,80}})[{OPEN}{CLOSE}]")
INNER = re.compile(f"[{OPEN}{CLOSE}][^{OPEN}{CLOSE}、，,；;。]{{1,20}}[{OPEN}{CLOSE}]")
"""Words in quotes between two pieces of a name; between two names stand quotes alone, or a comma."""
NAMES_END = re.compile(r"(?:试点|项目|示范)(?:项目)?$")
ENDS_NAME = re.compile(r"[、，,；;。“「『]")
"""No name runs on over these."""
LONGEST = 80


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the quoted names stand, without their own quotes."""
    return _nested(text) or tuple(_rejoined(text, _whole(text, [(hit.start(1), hit.end(1)) for hit in QUOTED.finditer(text)])))


def _whole(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Run a name on to the quote of its own kind where another kind cut it: of the quotes within it, only one was read."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and start < whole[-1][1]:
            continue
        own = CLOSE[OPEN.index(text[start - 1])] if text[start - 1] in OPEN else ""
        behind = text.find(own, end + 1, start + LONGEST) if own and text[end] != own else -1
        goes_on = behind > 0 and not NAMES_END.search(text[start:end]) and not ENDS_NAME.search(text[end + 1 : behind])
        whole.append((start, behind if goes_on else end))
    return whole


def _nested(text: str) -> tuple[tuple[int, int], ...]:
    """The outer quotes, where every quote tells its side, all of them pair, and some stand within others; else nothing."""
    spans, starts, deepest = [], [], 0
    for index, char in enumerate(text):
        if char in OPEN and char in CLOSE:
            return ()
        if char in OPEN:
            starts.append(index + 1)
            deepest = max(deepest, len(starts))
        elif char in CLOSE:
            if not starts:
                return ()
            start = starts.pop()
            spans += [] if starts else [(start, index)]
    usable = deepest == 2 and not starts and all(end - start <= LONGEST for start, end in spans)
    return tuple(span for span in spans if span[1] - span[0] >= 4) if usable else ()


def _rejoined(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Put a name together that its own inner quotes cut: its first piece ends like no project, and words in quotes follow."""
    held: tuple[int, int] | None = None
    for start, end in spans:
        if held and not NAMES_END.search(text[held[0] : held[1]]) and INNER.fullmatch(text[held[1] : start]) and end - held[0] <= LONGEST:
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held
