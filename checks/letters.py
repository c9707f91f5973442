"""The letters of a delivery that count, and the names in them by rank.

A second letter of the same issuer continues the first one's list. One that names nothing new is the first one over again (an
electronic version, a second scan) and isn't judged twice.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from checks.case import ApplicationCase, DeliveryCase
from checks.rule import Ink, Outcome, ink_of, together
from schemas.documents import RecommendationLetter
from schemas.evidence import Reading


def counting_letters(case: DeliveryCase) -> tuple[RecommendationLetter, ...]:
    """Return the letter that counts, then those that continue its list."""
    ids = dict.fromkeys((case.delivery.letter or "", *(named.letter for named in case.delivery.ranking)))
    found = (case.whole.documents.get(letter) for letter in ids)
    return tuple(letter for letter in found if isinstance(letter, RecommendationLetter))


def each_letter(case: DeliveryCase, judge: Callable[[DeliveryCase], Outcome]) -> Outcome:
    """Judge every letter that counts; the continuing ones are told by their files."""
    letters = counting_letters(case)
    if len(letters) < 2:
        return judge(case)
    said = [judge(_with(case, letter)) for letter in letters]
    parts = [said[0], *(_told_apart(outcome, letter) for outcome, letter in zip(said[1:], letters[1:], strict=True))]
    return together(parts, "；".join(dict.fromkeys(part.message.rstrip("。") for part in parts)) + "。")


def _with(case: DeliveryCase, letter: RecommendationLetter) -> DeliveryCase:
    return replace(case, delivery=case.delivery.model_copy(update={"letter": letter.id}))


def _told_apart(outcome: Outcome, letter: RecommendationLetter) -> Outcome:
    """Lead a continuing letter's sentence by its file, however the outcome is made."""
    about = f"另一份推荐函（{PurePosixPath(letter.path).name}）："
    return replace(outcome, about=f"{about}{outcome.about}", message=f"{about}{outcome.message}")


def names_by_rank(case: DeliveryCase) -> tuple[Ink, ...]:
    """Return the names that the letters put up, in the order of their ranks."""
    if not case.delivery.ranking:
        return _names_of(case.letter) if case.letter else ()
    by_letter = {letter.id: _names_of(letter) for letter in counting_letters(case)}
    found = ((by_letter.get(named.letter, ()), named) for named in case.delivery.ranking)
    return tuple(
        names[named.place - 1] if named.place <= len(names) else Ink(named.letter, "推荐函项目名称", named.name) for names, named in found
    )


def unit_in_letter(case: ApplicationCase) -> Ink | None:
    """Return the unit that the letter names beside a project; None where it names none."""
    if case.letter is None or case.named is None:
        return None
    units = enumerate(case.letter.unit_readings, 1)
    reading = next((reading for place, reading in units if place == case.named.place and reading is not None and reading.value), None)
    if reading is None:
        return None
    return replace(ink_of(case.letter.id, f"推荐函第{case.named.place}个项目的承担单位", reading), text=str(reading.value))


def _names_of(letter: RecommendationLetter) -> tuple[Ink, ...]:
    """Return a letter's names; the list as a whole gives the ink where the names have none of their own."""
    read = letter.project_readings
    if letter.projects is None:
        return _numbered(letter.id, read)
    names = letter.projects.value or ()
    for readings in (read, tuple(reading for reading in read if reading.value)):
        if len(readings) == len(names):
            return _numbered(letter.id, readings)
    return tuple(replace(ink_of(letter.id, "推荐函项目名单", letter.projects), text=name) for name in names)


def _numbered(document: str, readings: tuple[Reading[str], ...]) -> tuple[Ink, ...]:
    inks = (ink_of(document, f"推荐函第{number}个项目名称", reading) for number, reading in enumerate(readings, 1))
    return tuple(replace(ink, text=reading.value or ink.words) for ink, reading in zip(inks, readings, strict=True))
