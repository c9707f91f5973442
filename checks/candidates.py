"""Who stands for the province's places: what was recommended, in time, by somebody who may."""

from checks.case import ApplicationCase, RoundCase
from checks.rule import Ink, Outcome, needs_review, passed
from checks.tracks import Count, is_recommended, tracks_of

SHOWN = 20
"""So many candidates are named in the sentence; the evidence and the selection have them all."""


def candidates(case: RoundCase, track: str | None, domain: str | None = None) -> tuple[ApplicationCase, ...]:
    """Return every project that may count for a track (None: ordinary), and for a domain of it where one is given."""
    return tuple(a for a in case.applications if track in tracks_of(a) and (domain is None or a.application.domain == domain))


def counted(found: tuple[ApplicationCase, ...], track: str | None) -> Count:
    """Count the projects; those of an open track, or that no letter names, only may count."""
    least = sum(1 for a in found if tracks_of(a) == {track} and is_recommended(a))
    return Count(least, len(found))


def against(case: RoundCase, found: tuple[ApplicationCase, ...], track: str | None, what: str, places: int) -> Outcome:
    """Hold the candidates still standing against the places, and say what it would be with those that stand apart."""
    standing = tuple(a for a in found if not a.delivery.stands_apart)
    number, all_in = counted(standing, track), counted(found, track)
    apart = f"（计入逾期或推荐单位不符的为{all_in}）" if len(found) > len(standing) else ""
    told = f"{what}候选项目{number}，名额{places}个{apart}"
    ink = tuple(_ink(a) for a in standing)
    if number.most > places:
        over = number.least - places
        rest = f"须遴选，至少{over}个不能推荐" if over > 0 else "可能超出，请先确定领域和是否列入推荐"
        return needs_review(f"{told}，{rest}：{_named(standing)}。", *ink, expected=f"不超过{places}个", observed=str(number))
    return passed(f"{told}，未超出。", *ink, expected=f"不超过{places}个", observed=str(number))


def _ink(a: ApplicationCase) -> Ink:
    if a.forms:
        return a.ink(a.forms[0], "project_name").sure()
    return next((ink.sure() for ink in a.delivery.letter_ink("projects", "项目名单")), Ink("", ""))


def _named(found: tuple[ApplicationCase, ...]) -> str:
    told = [f"{a.name}（{a.delivery.name}{f'第{a.application.rank}位' if a.application.rank else ''}）" for a in found]
    return "、".join(told) if len(told) <= SHOWN else f"{'、'.join(told[:SHOWN])}等{len(told)}个"
