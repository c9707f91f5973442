"""Which domain a text speaks for, and how well that is told on projects that nobody looked at while the words were chosen."""

import pytest

import notices
from bench.domain_fit import Project, judge, measure
from checks.application.domain_fits import NAME, outweighs
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


def test_a_word_of_the_name_counts_twice_and_any_other_once(notice: Notice) -> None:
    texts = {"project_name": "盐碱地改良", "tasks": "管护高标准农田。高标准农田连片"}
    found = supports(notice, texts, {"project_name": NAME, "tasks": 1})
    own = next(s for s in found if s.domain.id == "agriculture")
    assert own.lexical == 2 * ("盐碱地" in own.words) + ("高标准农田" in own.words) + sum(
        w not in ("盐碱地", "高标准农田") for w in own.words
    )
    assert own.words[0] == "盐碱地"


def test_a_sentence_with_more_of_the_words_is_shown_before_an_earlier_one(notice: Notice) -> None:
    support = of(notice, "civil-affairs", tasks="开展失能照护；开展失能照护和居家养老；总结经验")
    assert support.sentence == "开展失能照护和居家养老"
    nothing = of(notice, "civil-affairs", tasks="总结经验")
    assert (nothing.field, nothing.sentence, nothing.lexical) == ("", "", 0)


def test_without_words_the_paragraph_that_a_text_repeats_is_the_nearest(notice: Notice) -> None:
    bare = tuple(domain.model_copy(update={"terms": (), "related": ()}) for domain in notice.domains)
    wordless = notice.model_copy(update={"domains": bare, "overlaps": ()})
    for domain in bare:
        quote = next(c.quote for c in notice.clauses if c.id == domain.clause)
        assert supports(wordless, {"tasks": quote}, {"tasks": 1})[0].domain.id == domain.id


def test_half_as_much_again_outweighs_the_stated_domain() -> None:
    assert outweighs(3, 2)
    assert not outweighs(2.99, 2)


def effect(notice: Notice, text: str, stated: str) -> str:
    return judge(Project("样本", text, "", "", 1), stated, notice).message


def test_another_label_s_effect_on_the_quotas_is_told(notice: Notice) -> None:
    care = "普惠养老、失能照护、机构养老、居家养老"
    assert "支持该领域的用语较少" in effect(notice, f"{care}。行政复议", "judicial-administration")
    assert "未见支持该领域的用语" in effect(notice, care, "judicial-administration")
    assert "改占民政专项的全省名额，推荐单位普通名额不变" in effect(notice, care, "judicial-administration")
    assert "将减少1个" in effect(notice, care, "agriculture")
    farm = "高标准农田管护、盐碱地综合利用、智慧农业"
    assert "将增加1个" in effect(notice, farm, "civil-affairs")
    assert "改占农业农村的全省名额，推荐单位普通名额不变" in effect(notice, farm, "high-tech")


def test_a_word_of_two_labels_is_named_only_where_both_are_in_question_and_it_stands_there(notice: Notice) -> None:
    assert "两个领域都可归入" not in effect(notice, "高标准农田管护、盐碱地综合利用、智慧农业", "civil-affairs")
    assert "两个领域都可归入" not in effect(notice, "失能照护、老年助餐、老年助浴", "services")
    assert "两个领域都可归入" not in effect(notice, "智能家居、高标准农田、盐碱地、智慧农业、耕地保护", "services")


def test_the_evidence_is_what_the_form_has(notice: Notice) -> None:
    said = judge(Project("样本", "普惠养老、失能照护、机构养老", "", "", 1), "agriculture", notice)
    assert {ink.title.partition("“")[2].rstrip("”") for ink in said.shows} >= {notice.form.field("tasks").title}


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
