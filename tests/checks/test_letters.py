"""The names of several letters by rank, and which letters count."""

from building import build

import notices
from checks.case import DeliveryCase, RoundCase
from checks.letters import counting_letters, each_letter, names_by_rank
from checks.rule import Outcome, failed, passed
from schemas.evidence import Reading
from schemas.finding import Verdict
from schemas.submission import RankedName

NOTICE = notices.load("liaoning-2026")
TWO = {
    "projects": [{"name": "甲标准化试点"}, {"name": "乙标准化试点", "in_letter": False, "rank": 2}],
    "more_letters": [{"names": ["乙标准化试点"], "count": 1}],
}


def delivery(given: dict[str, object]) -> DeliveryCase:
    return RoundCase(NOTICE, build(given, NOTICE)).deliveries[0]


def changed(case: DeliveryCase, **update: object) -> DeliveryCase:
    """Return the delivery with its letter's record changed."""
    assert case.letter is not None
    letter = case.letter.model_copy(update=update)
    documents = tuple(letter if d.id == letter.id else d for d in case.whole.round.documents)
    return RoundCase(NOTICE, case.whole.round.model_copy(update={"documents": documents})).deliveries[0]


def test_names_of_all_letters_stand_in_their_order() -> None:
    assert [(ink.text, ink.title) for ink in names_by_rank(delivery(TWO))] == [
        ("甲标准化试点", "推荐函第1个项目名称"),
        ("乙标准化试点", "推荐函第1个项目名称"),
    ]


def test_a_delivery_without_a_ranking_takes_its_letter_s_names() -> None:
    case = delivery({"projects": [{"name": "甲标准化试点"}]})
    bare = DeliveryCase(case.whole, case.delivery.model_copy(update={"ranking": ()}))
    assert [ink.text for ink in names_by_rank(bare)] == ["甲标准化试点"]


def test_a_name_that_nobody_read_shifts_no_other() -> None:
    """The list holds what was read, the readings also what wasn't."""
    case = delivery({"projects": [{"name": "甲标准化试点"}]})
    assert case.letter is not None
    unread = Reading[str](value=None, raw="模糊", needs_review=True)
    read = case.letter.project_readings[0]
    assert [ink.text for ink in names_by_rank(changed(case, project_readings=(unread, read)))] == ["甲标准化试点"]


def test_a_list_without_names_of_their_own_gives_its_ink() -> None:
    case = changed(delivery({"projects": [{"name": "甲标准化试点"}]}), project_readings=())
    assert [(ink.text, ink.title) for ink in names_by_rank(case)] == [("甲标准化试点", "推荐函项目名单")]


def test_a_name_is_what_was_understood_else_what_stood_there() -> None:
    case = delivery({"projects": [{"name": "甲标准化试点"}]})
    understood = Reading[str](value="甲标准化试点", raw="甲 标准化\n试点")
    unread = Reading[str](value=None, raw="模糊", needs_review=True)
    case = changed(case, projects=None, project_readings=(understood, unread))
    bare = DeliveryCase(case.whole, case.delivery.model_copy(update={"ranking": ()}))
    assert [ink.text for ink in names_by_rank(bare)] == ["甲标准化试点", "模糊"]


def test_names_without_a_list_stand_by_themselves() -> None:
    case = changed(delivery({"projects": [{"name": "甲标准化试点"}]}), projects=None)
    assert [(ink.text, ink.title) for ink in names_by_rank(case)] == [("甲标准化试点", "推荐函第1个项目名称")]


def test_a_rank_beyond_the_letter_s_names_keeps_its_name() -> None:
    case = delivery({"projects": [{"name": "甲标准化试点"}]})
    more = (*case.delivery.ranking, RankedName(letter=case.delivery.letter or "", place=2, name="丙标准化试点"))
    far = DeliveryCase(case.whole, case.delivery.model_copy(update={"ranking": more}))
    assert [ink.text for ink in names_by_rank(far)] == ["甲标准化试点", "丙标准化试点"]


def test_letters_that_name_nothing_new_do_not_count() -> None:
    again = {"projects": [{"name": "甲标准化试点"}], "more_letters": [{"names": ["甲标准化试点"], "count": 1}]}
    assert len(counting_letters(delivery(again))) == 1
    assert len(counting_letters(delivery(TWO))) == 2


def test_the_second_letter_is_told_apart() -> None:
    def judge(case: DeliveryCase) -> Outcome:
        first = case.letter is not None and case.letter.id == "d-letter-1"
        return passed("好。") if first else failed("不好。")

    joined = each_letter(delivery(TWO), judge)
    assert [part.verdict for part in joined.parts] == [Verdict.PASS, Verdict.FAIL]
    assert joined.parts[1].message == "另一份推荐函（推荐函1-2.pdf）：不好。"
    assert joined.parts[0].message == "好。"
