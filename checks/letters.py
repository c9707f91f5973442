"""The letters of a delivery that count, and the names in them by rank.

A second letter of the same issuer continues the first one's list. One that names nothing new is the first one over again (an
electronic version, a second scan) and isn't judged twice.
"""

from collections.abc import Callable
from dataclasses import replace

from checks.case import DeliveryCase
from checks.rule import Ink, Outcome, ink_of, together
from schemas.documents import RecommendationLetter
from schemas.evidence import Reading
from schemas.finding import Verdict


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
    about = f"另一份推荐函（{letter.path.rsplit('/', 1)[-1]}）"
    if outcome.parts and outcome.verdict is Verdict.PASS:
        return replace(outcome, about=f"{about}{outcome.about}", message=f"{about}：{outcome.message}")
    return replace(outcome, message=f"{about}：{outcome.message}")


def names_by_rank(case: DeliveryCase) -> tuple[Ink, ...]:
    """Return the names that the letters put up, in the order of their ranks."""
    if not case.delivery.ranking:
        return _names_of(case.letter) if case.letter else ()
    by_letter = {letter.id: _names_of(letter) for letter in counting_letters(case)}
    found = ((by_letter.get(named.letter, ()), named) for named in case.delivery.ranking)
    return tuple(
        names[named.place - 1] if named.place <= len(names) else Ink(named.letter, "推荐函项目名称", named.name) for names, named in found
    )


def _names_of(letter: RecommendationLetter) -> tuple[Ink, ...]:
    """Return a letter's names; the list as a whole gives the ink where the names have none of their own."""
    names = (letter.projects.value or ()) if letter.projects else ()
    for readings in (letter.project_readings, tuple(r for r in letter.project_readings if r.value)):
        if len(readings) == len(names) or (letter.projects is None and readings):
            return tuple(_named(letter.id, number, reading) for number, reading in enumerate(readings, 1))
    whole = ink_of(letter.id, "推荐函项目名单", letter.projects) if letter.projects else Ink(letter.id, "推荐函项目名单")
    return tuple(replace(whole, text=name) for name in names)


def _named(document: str, number: int, reading: Reading[str]) -> Ink:
    ink = ink_of(document, f"推荐函第{number}个项目名称", reading)
    return replace(ink, text=reading.value or ink.words)
