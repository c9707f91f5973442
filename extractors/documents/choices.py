"""Fields with a choice: which option is ticked, or what was written where the form has no boxes."""

from collections.abc import Sequence
from dataclasses import replace

from chinese.punctuation import fold, label_key
from extractors.documents.option_boxes import judged
from extractors.documents.options import (
    LIST_LENGTH,
    PRINTED_EMPTY,
    PRINTED_TICKED,
    SIGNS,
    Option,
    boxed_options,
    option_lines,
    options_of_domains,
)
from extractors.documents.second import Crops
from extractors.documents.text import Text, blank, cleaned, reading
from extractors.labelled.entry import Entry
from extractors.layout.ink import part, union
from extractors.layout.marks import Choice
from schemas.evidence import Reading, Region
from schemas.notice import Domain

LONGEST_OPTION = 12
"""A longer stretch of words is an answer, no option."""
YES_OR_NO = ("是否", "有无")
TICK_SURE = 0.97
"""How sure a tick is, or that there is none, where the boxes' ink leaves no doubt."""


def domain(entries: Sequence[Entry], text: Text, domains: Sequence[Domain], crops: Crops) -> tuple[Reading[str], Reading[str]]:
    """Read the field of the call: the domain's id, and the words that stood for it.

    Two ticked options give no value, both in ``raw``, and a look by a person; none gives an empty field.
    """
    options = options_of_domains(entries, domains)
    distinct = {option.value for option in options}
    if len(distinct) > 1 and _looks_like_options(entries, options):
        return _ticked_domain(entries, options, text, crops)
    if not cleaned(text.text):
        return blank(text), blank(text)
    found = _stated(text.text, domains)
    if len(distinct) > 1 and _called(text.text, domains) is None:
        return reading(None, text, doubt="写有两个以上领域"), reading(cleaned(text.text), text)
    if found is None:
        return reading(None, text, doubt="未能对应到通知的征集领域"), reading(cleaned(text.text), text)
    return reading(found, text), reading(cleaned(text.text), text)


def plain_choice(entries: Sequence[Entry], text: Text, crops: Crops) -> Reading[str]:
    """Read a choice whose options the notice does not list (单位性质: □事业单位 ☑企业): the ticked option's own words."""
    options = boxed_options(entries)
    if len(options) < 2:
        value = cleaned(text.text)
        several = len(text.raw.split()) >= LIST_LENGTH and len(value) < LIST_LENGTH * LONGEST_OPTION
        return blank(text) if not value else reading(value, text, doubt="列有多个选项，未能辨认所选" if several else "")
    choice = judged(entries[0].inks[0].page, options, crops)
    if len(choice.ticked) == 1:
        return reading(options[choice.ticked[0]].label, text, doubt="" if choice.sure else "勾选不清")
    if choice.ticked:
        return reading(None, text, doubt="勾选多项")
    return _unticked(text, choice)


def _unticked(text: Text, choice: Choice) -> Reading[str]:
    """No tick anywhere: whatever the readers made of the boxes' words, only the boxes tell."""
    if not choice.sure:
        return reading(None, text, doubt="勾选不清")
    return blank(replace(text, doubt="", second=None, confidence=max(text.confidence, TICK_SURE)))


def yes_or_no(entries: Sequence[Entry], text: Text, crops: Crops) -> Reading[str] | None:
    """Read an answer that is two boxes: 「□是　☑否」 is 否. None where more is said than that."""
    lines = option_lines(entries)
    bare = "".join(char for line in lines for char in fold(line.text) if char not in SIGNS and char not in "()")
    if bare not in YES_OR_NO:
        return None
    options = [Option(word, word, line, line.text.index(word)) for word in bare for line in lines if word in line.text]
    choice = judged(entries[0].inks[0].page, options, crops)
    if len(choice.ticked) != 1:
        return reading(cleaned(text.text), text, doubt="勾选不清")
    return reading(options[choice.ticked[0]].label, text, doubt="" if choice.sure else "勾选不清")


def _ticked_domain(entries: Sequence[Entry], options: Sequence[Option], text: Text, crops: Crops) -> tuple[Reading[str], Reading[str]]:
    choice = judged(entries[0].inks[0].page, options, crops)
    chosen = [options[i] for i in choice.ticked] or ([] if choice.sure else _likely(options))
    if not chosen:
        return _unticked(text, choice), _unticked(text, choice)
    # The words are the form's own: only the tick can be in doubt.
    labels = "、".join(option.words or option.label for option in chosen)
    page = entries[0].inks[0].page
    place = Region(page=page, bbox=union(part(option.line, option.start, option.start + len(option.label)).bbox for option in chosen))
    told = Text(labels, labels, TICK_SURE if choice.sure else 0.6, place, text.reader)
    if len({option.value for option in chosen}) > 1:
        return reading(None, told, doubt="勾选了两个以上领域"), reading(None, told, doubt="勾选了两个以上领域")
    doubt = "" if choice.sure else "勾选不清"
    return reading(chosen[0].value, told, doubt=doubt), reading(labels, told, doubt=doubt)


def _likely(options: Sequence[Option]) -> list[Option]:
    """What a person is asked to confirm: the one option that a tick was read beside, else the one whose box a tick may have hidden."""
    signed = [option for option in options if option.mark and option.mark in PRINTED_TICKED]
    return signed if len(signed) == 1 else _left_without_a_box(options)


def _left_without_a_box(options: Sequence[Option]) -> list[Option]:
    """The one option whose box nobody saw where each of the others has an empty one."""
    boxless = [option for option in options if not option.sign]
    empty = [option for option in options if option.sign and option.sign in PRINTED_EMPTY]
    return boxless if len(boxless) == 1 and len(empty) == len(options) - 1 >= LIST_LENGTH else []


def _stated(text: str, domains: Sequence[Domain]) -> str | None:
    """Return the domain that a written answer names: by the whole text first, else the one longest name in it."""
    if called := _called(text, domains):
        return called
    bare = fold(text)
    hits = [(len(fold(name)), item.id) for item in domains for name in (item.name, item.heading, *item.aliases) if fold(name) in bare]
    if not hits:
        return None
    longest = max(hits)[0]
    best = {found for size, found in hits if size == longest}
    return best.pop() if len(best) == 1 else None


def _called(text: str, domains: Sequence[Domain]) -> str | None:
    """Return the domain whose name a text is, taken whole."""
    key = label_key(text)
    return next((item.id for item in domains if key in {label_key(name) for name in (item.name, item.heading, *item.aliases)}), None)


def _looks_like_options(entries: Sequence[Entry], options: Sequence[Option]) -> bool:
    """A list to choose from has boxes, or names (nearly) all there is; a written answer names one."""
    boxed = sum(1 for option in options if option.sign or option.behind or option.bracketed)
    return boxed >= 1 or len({option.value for option in options}) >= 4 or len(option_lines(entries)) > 2
