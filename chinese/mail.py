"""Which of l and 1, o and 0 is meant in a mail address, by what stands around it: a guess for a person to confirm, never a proof."""

import re

_INITIAL = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = r"(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"
_ALONE = r"(?:ang|eng|ai|an|ao|ei|en|er|ou|a|e|o)"
_PINYIN = re.compile(rf"(?:{_INITIAL}{_FINAL}|{_ALONE})+")
_RUNS = re.compile(r"[l1]+|[o0]+")
_LETTER_AND_FIGURE = {"l": ("l", "1"), "1": ("l", "1"), "o": ("o", "0"), "0": ("o", "0")}
_AS_SIGN = re.compile(r"(?<=[A-Za-z0-9])[oO0©®](?=[A-Za-z][A-Za-z0-9\-]*(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}$)")
WORD = 6
"""Whole syllables of so many letters are a word, and figures follow: lianxi1775. Fewer may be a surname and an initial: wangl88."""
_OFFICE_WORDS = frozenset({"admin", "contact", "info", "manager", "market", "office", "sales", "service", "support"})
"""English words that mail boxes of offices are called; none of them is another word with an l behind it."""
_ENDS_IN_L = re.compile(r"(?:control|digital|global|hospital|hotel|legal|mail|medical|metal|oil|school|social|steel|travel)$")


def likely(address: str) -> str:
    """Return an address whose look-alike characters before the @ are what their neighbours are: z1b → zlb, lianxil775 → lianxi1775.

    An address rarely begins with one figure and goes on with letters. Between a letter and a figure, whole syllables decide (none ends in
    l, and Liaoning begins with one); where these say nothing, it stays as it is.
    """
    local, at, host = address.partition("@")
    once = _RUNS.sub(_meant, local)
    twice = _RUNS.sub(_meant, once)  # what was settled first tells of its neighbours
    return _numbered(twice) + at + host


def with_its_sign(address: str) -> str:
    """Return an address with an @ for the one character that engines write for it (zhb229oexample.com); as it is where several may be."""
    places = [hit.start() for hit in _AS_SIGN.finditer(address)]
    return f"{address[: places[0]]}@{address[places[0] + 1 :]}" if "@" not in address and len(places) == 1 else address


def told_by_neighbours(address: str) -> frozenset[int]:
    """Return the places before the @ whose l, 1, o or 0 follows from what stands beside it."""
    local, _, _ = address.partition("@")
    return frozenset(place for run in _RUNS.finditer(local) if _likelier(run) == run.group() for place in range(*run.span()))


def lowered(address: str) -> str:
    """Return an address with l for a capital I among small letters only: nobody writes one capital into a mail address."""
    letters = [char for char in address if char.isalpha()]
    small = all(char.islower() for char in letters if char != "I") and any(char.islower() for char in letters)
    return address.replace("I", "l") if small else address


def _numbered(local: str) -> str:
    """Return the address with figures for the l of its number. That alone bears nothing out: an l may be an initial.

    Whole syllables and an l are a word and its number (guanlil is guanli1), an address hardly ends in a figure and an l (zhb01l), and
    hardly a number begins with 0 (xmsbl011 is xmsb1011) unless a word or a name ends there (school01, wangl08).
    """
    if local.endswith("l") and _is_word(_letters_at_end(local[:-1])):
        return f"{local[:-1]}1"
    ended = re.sub(r"(?<=[0-9])l+$", lambda ells: "1" * len(ells.group()), local)
    return re.sub(r"(?<=[a-z])l(?=0)", lambda ell: "l" if _may_end(ended[: ell.end()]) else "1", ended)


def _may_end(beginning: str) -> bool:
    """Whether an l may be the last letter of these: of a word, or of a name and its initial."""
    return bool(_ENDS_IN_L.search(beginning) or _PINYIN.fullmatch(_letters_at_end(beginning[:-1])))


def _meant(found: re.Match[str]) -> str:
    return _likelier(found) or found.group()


def _likelier(found: re.Match[str]) -> str | None:
    """Return what a run is by its neighbours; None where they don't tell."""
    run, before, after = found.group(), found.string[: found.start()], found.string[found.end() :]
    letter, figure = _LETTER_AND_FIGURE[run[0]]
    if before[-1:].isalpha() and after[:1].isalpha():
        return letter * len(run)
    if before[-1:].isdigit() and after[:1].isdigit():
        return figure * len(run)
    if not before[-1:].isalnum() and after[:1].isalpha() and len(run) == 1:
        return letter
    if letter == "l" and _is_word(_letters_at_end(before)) and after[:1].isdigit():
        return figure * len(run)
    if letter == "l" and len(run) == 1 and _is_word(letter + _letters_at_start(after)) and not _is_word(_letters_at_start(after)):
        return letter
    return None


def _is_word(letters: str) -> bool:
    return letters in _OFFICE_WORDS or (len(letters) >= WORD and _PINYIN.fullmatch(letters) is not None)


def _letters_at_end(text: str) -> str:
    return text[len(text.rstrip("abcdefghijklmnopqrstuvwxyz")) :]


def _letters_at_start(text: str) -> str:
    return text[: len(text) - len(text.lstrip("abcdefghijklmnopqrstuvwxyz"))]
