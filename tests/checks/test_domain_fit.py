"""Which domain a text speaks for, and how well that is told on projects that nobody looked at while the words were chosen."""

import pytest

import notices
from bench.domain_fit import Project, judge, measure
from checks.domain_words import Support, supports
from schemas.finding import Verdict
from schemas.notice import Notice


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("liaoning-2026")


def of(notice: Notice, domain: str, **texts: str) -> Support:
    found = supports(notice, texts, dict.fromkeys(texts, 1))
    return next(s for s in found if s.domain.id == domain)


def test_a_longer_word_hides_the_shorter_one_in_it(notice: Notice) -> None:
    assert "燃气" not in of(notice, "social-governance", tasks="燃气轮机叶片试验").words
    assert "燃气" in of(notice, "social-governance", tasks="城镇燃气管理").words


def test_a_word_of_two_labels_speaks_for_both(notice: Notice) -> None:
    assert "智能家居" in of(notice, "high-tech", tasks="智能家居互联").words
    assert "智能家居" in of(notice, "consumer-goods", tasks="智能家居互联").words


def test_a_word_broken_by_a_line_still_counts(notice: Notice) -> None:
    assert "盐碱地" in of(notice, "agriculture", tasks="改良盐碱\n地种稻").words


def test_the_sentence_that_speaks_for_a_domain_is_shown(notice: Notice) -> None:
    support = of(notice, "civil-affairs", goals="建立制度。", tasks="加强管理；开展失能照护和老年助餐；总结经验。")
    assert (support.field, support.sentence) == ("tasks", "开展失能照护和老年助餐")


def test_the_finding_shows_both_sentences_and_names_the_shared_word(notice: Notice) -> None:
    project = Project("社区养老助餐", "社区养老服务站为老年人助餐、助浴。养老机构开展失能照护", "civil-affairs", "", 1)
    outcome = judge(project, "services", notice)
    assert outcome.verdict is Verdict.REVIEW
    assert (outcome.observed, outcome.expected) == ("服务业", "民政专项")
    assert "“养老”两个领域都可归入" in outcome.message
    assert any(ink.text == "社区养老服务站为老年人助餐、助浴" for ink in outcome.shows)


@pytest.mark.parametrize("half", ["measure", "samples"])
def test_right_labels_fit_and_wrong_ones_are_noticed(half: str) -> None:
    count, wrong = measure(half)
    assert count["plain right, passed"] >= 0.92 * count["plain right"], wrong
    noticed = count["plain wrong, noticed"] + count["borderline wrong, noticed"]
    assert noticed >= 0.9 * (count["plain wrong"] + count["borderline wrong"])
