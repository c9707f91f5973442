"""Whose seal: on made-up readings, garbled in the ways that real ones were."""

import pytest
from assembly_builder import (
    NOTICE,
    agreed_seal,
    certificate,
    copies,
    document,
    electronic,
    form,
    letter,
    put_together,
    said,
    seal,
    undertaking_seal,
    unread,
)
from hypothesis import given
from hypothesis import strategies as st

from assembly.known_names import KnownName, listed_names
from assembly.ring import ring_likeness, ring_texts
from assembly.seals import seal_owner
from schemas.documents import OpinionRole, SealOutcome
from schemas.evidence import Reading
from schemas.page import SealReading

MATCHED, MISMATCHED = SealOutcome.MATCHED, SealOutcome.MISMATCHED
UNREADABLE, SPECIAL = SealOutcome.UNREADABLE, SealOutcome.SPECIAL_PURPOSE
FARM, FARMER = "沈阳市智慧农业标准化试点", "沈阳禾穗农业科技有限公司"
BUREAU = "沈阳市市场监督管理局"
OTHER = "大连远洋机械制造有限公司"


def _known(*names):
    return tuple(KnownName(name, (name,)) for name in names)


def _owner(impression, expected=FARMER, others=(OTHER,), **more):
    return seal_owner(impression, _known(expected), (*_known(expected, *others), *listed_names(NOTICE)), **more)


@pytest.mark.parametrize(
    "texts",
    [
        ("沈阳禾穗农业科技有限公司",),
        ("农业科技有限公司沈阳禾穗",),
        ("沈阳禾穗农业科技有限公司2101020012345",),
        ("沈阳禾德农业科技有限公司",),
        ("沈禾穗农业科技有限公司",),
        ("沈阳禾穗农业科技有限公司沈阳", "阳禾穗农业科技"),
        ("★沈阳禾穗农业科技有限公司★", "口口口"),
        ("沈阳 禾穗农亚科支有限公司", "沈阳术穗农业科技有眼公司"),
        ("禾穗农业科技有限公", "农业科技有限公司"),
    ],
)
def test_the_units_own_seal_however_garbled(texts):
    owner = _owner(undertaking_seal(*texts))
    assert (owner.outcome, owner.name) == (MATCHED, FARMER), owner


@pytest.mark.parametrize("texts", [(), ("口",), ("口口囗口",), ("有限公司",), ("公司", "科技有限")])
def test_too_little_to_say(texts):
    owner = _owner(undertaking_seal(*texts))
    assert (owner.outcome, owner.name) == (UNREADABLE, None)


@pytest.mark.parametrize("texts", [(OTHER, OTHER), (OTHER, "远洋机械制造有限公司大连"), (OTHER, "大连远洋机械制造有限公亏", "口口")])
def test_another_known_units_seal(texts):
    owner = _owner(undertaking_seal(*texts))
    assert (owner.outcome, owner.name) == (MISMATCHED, OTHER)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ((OTHER,), "one way alone is not sure"),
        (("大连远泮机戒制告有限公司", "大连远洋机械"), "too garbled to hold against anyone"),
        (("沈阳禾穗公司", "沈阳禾穗公司"), "an abbreviation is for a person"),
        (("沈阳禾穗农业有限公司", "沈阳禾穗农业有限公司"), "so is a short form that nearly is the name"),
        (("沈阳禾穗集团有限公司", "沈阳禾穗集团有限公司"), "a mother company, or a former name"),
        (("沈阳和穗农业", "沈阳禾穂"), "a piece"),
    ],
)
def test_doubt_is_never_a_mismatch_and_never_a_match(texts, why):
    assert _owner(undertaking_seal(*texts)).outcome is UNREADABLE, why


@pytest.mark.parametrize("more", [{"complete": False}, {"ink": "black"}])
def test_cut_and_black_impressions_are_never_mismatched(more):
    assert _owner(undertaking_seal(OTHER, OTHER, OTHER, **more)).outcome is UNREADABLE
    assert _owner(undertaking_seal(FARMER, **more)).outcome is MATCHED


def test_a_strange_name_that_most_ways_share():
    strange = "鞍山铁东建筑安装工程有限公司"
    owner = _owner(undertaking_seal(strange, strange, "鞍山铁东建筑安装工程有限公亏"))
    assert (owner.outcome, owner.name) == (MISMATCHED, None)
    doubted = tuple(SealReading(text=strange, confidence=0.5) for _ in range(3))
    assert _owner(undertaking_seal(strange).model_copy(update={"readings": doubted})).outcome is UNREADABLE
    assert _owner(undertaking_seal(strange, "口口", "某某", "阿巴")).outcome is UNREADABLE


def test_a_worn_short_form_is_no_match_and_names_whose_it_may_be():
    """As ways read a photographed seal of 沈阳禾穗农业有限公司: garbled each in its own way, and 科技 in none."""
    worn = ("沈阳木穗农业有限公司", "沈阳禾德农亚有限公司", "沈阳禾农业有限公", "农业有限公司沈阳未穗", "阳禾穗农业有限公亏", "口口农口")
    owner = _owner(undertaking_seal(*worn))
    assert (owner.outcome, owner.name, owner.short_of) == (UNREADABLE, None, FARMER)
    whole = ("沈阳木穗农业科技有限公司", "沈阳禾德农亚科支有限公司", "沈阳禾农业有限公司", "禾穗农业科技有限公")
    assert _owner(undertaking_seal(*whole)).outcome is MATCHED


def test_ways_that_differ_in_the_worn_part_and_share_the_rest():
    """As ways read a photographed seal of 锦州市泊远水稻种植专业合作社; the form names a company."""
    worn = ("锦远水稻种植专业合作社", "锦远水稻种植专业合社", "锦名市远水稻种植专业合作社", "绵照市珀远水稻种植专业合作社")
    assert _owner(undertaking_seal(*worn), expected="锦州市盛桐农业发展有限公司").outcome is MISMATCHED
    assert _owner(undertaking_seal(*worn), expected="锦州市泊远水稻种植专业合作社").outcome is MATCHED
    assert _owner(undertaking_seal(*worn), expected="锦州市泊源水稻种植农民专业合作社").outcome is UNREADABLE
    assert _owner(undertaking_seal(*worn), expected="锦州市盛桐农业发展有限公司", certain=False).outcome is UNREADABLE


def test_no_seal_is_held_against_a_name_that_was_hardly_read():
    for reading, outcome in ((said(FARMER), MISMATCHED), (said(FARMER, 0.5), UNREADABLE), (said(FARMER, needs_review=True), UNREADABLE)):
        sealed = form("甲/表.pdf", unit=reading, seals=[agreed_seal(BUREAU, role=OpinionRole.UNDERTAKING)])
        assert _first_seal(put_together(sealed), sealed)[0] is outcome


@pytest.mark.parametrize("tail", ["沈阳分公司", "工会委员会", "标准化处"])
def test_a_branchs_or_divisions_seal(tail):
    assert _owner(undertaking_seal(FARMER + tail, FARMER + tail)).outcome is MISMATCHED
    assert _owner(undertaking_seal(FARMER + tail)).outcome is UNREADABLE


@pytest.mark.parametrize(
    "impression",
    [
        undertaking_seal(FARMER + "合同专用章"),
        undertaking_seal(FARMER, line_text="财务专用章"),
        undertaking_seal(FARMER, FARMER + "发票专用章(1)"),
        undertaking_seal(FARMER, line_text="合同专厂章百"),
    ],
)
def test_special_purpose_seals(impression):
    owner = _owner(impression)
    assert (owner.outcome, owner.name) == (SPECIAL, FARMER)


def test_a_name_with_such_a_word_in_it_is_no_special_purpose():
    assert _owner(undertaking_seal("沈阳专用汽车制造有限公司"), expected="沈阳专用汽车制造有限公司").outcome is MATCHED


@pytest.mark.parametrize(
    ("text", "outcome", "name"),
    [
        (FARMER, MATCHED, FARMER),
        (OTHER, MISMATCHED, OTHER),
        ("鞍山铁东建筑安装工程有限公司", MISMATCHED, None),
        ("沈阳禾穗公司", UNREADABLE, None),
        ("沈阳禾穗农业有限公司", UNREADABLE, None),
        (FARMER + "沈阳分公司", MISMATCHED, None),
    ],
)
def test_one_reading_that_several_ways_agree_on(text, outcome, name):
    owner = _owner(agreed_seal(text, role=OpinionRole.UNDERTAKING))
    assert (owner.outcome, owner.name) == (outcome, name)


def _worn(text, room, ways=3):
    impression = agreed_seal(text, role=OpinionRole.UNDERTAKING)
    reading = SealReading(text=text, confidence=0.99, ways=ways, spaced=room)
    return impression.model_copy(update={"readings": (reading,)})


@pytest.mark.parametrize(
    ("text", "room", "outcome"),
    [
        ("沈禾穗农技有限公司", "沈□禾穗农□□技有限公司", MATCHED),
        ("沈阳禾穗农业有限公司", "沈阳禾穗农业□□有限公司", MATCHED),
        ("沈阳禾穗农业有限公司", "", UNREADABLE),
        ("沈阳禾穗农业有限公司", "沈阳禾穗农业□有限公司", UNREADABLE),
        ("沈阳禾穗农业有限公司", "沈阳禾穗□农业□有限公司", UNREADABLE),
    ],
)
def test_what_is_worn_away_leaves_room_for_it_and_what_is_left_out_does_not(text, room, outcome):
    assert _owner(_worn(text, room)).outcome is outcome


def test_a_worn_ring_that_fits_two_names_is_nobodys():
    twin = "沈阳禾田农业科技有限公司"
    assert _owner(_worn("沈阳禾农业科技有限公司", "沈阳禾□农业科技有限公司"), others=(twin,)).outcome is UNREADABLE


def test_the_end_of_a_short_name_may_be_worn_away():
    ministry, others = "辽宁省民政厅", ("辽宁省民政局",)
    assert _owner(agreed_seal("辽宁省民政"), expected=ministry).name == ministry
    assert _owner(agreed_seal("辽宁省民政"), expected=ministry, others=others).outcome is UNREADABLE
    assert _owner(agreed_seal("辽宁省民局"), expected=ministry).outcome is UNREADABLE


def test_a_spelling_with_the_province_before_it_makes_no_short_form_of_the_other():
    bureau = KnownName("辽阳市市场监督管理局", ("辽阳市市场监督管理局", "辽宁省辽阳市市场监督管理局"), listed=True)
    texts = (
        "辽阳市市场监督气题局",
        "运阳市市场监督管理局",
        "辽阳市市场监贸题局",
        "阳富市市场监督局",
        "题局辽阳市市场监督",
        "局阳市市场监督",
    )
    assert seal_owner(seal(*texts), (bureau,), (bureau, *_known(OTHER))).name == bureau.full


def test_a_parent_is_no_rival_of_its_branch_nor_a_torn_name_of_a_whole_one():
    branch = FARMER + "沈阳分公司"
    assert _owner(agreed_seal(branch, role=OpinionRole.UNDERTAKING), expected=branch, others=(FARMER,)).name == branch
    assert _owner(agreed_seal(BUREAU), expected=BUREAU, others=("督管理局",)).name == BUREAU
    assert _owner(seal(BUREAU), expected="某单位", others=("督管理局",), strict=False).name == BUREAU
    assert _owner(agreed_seal(FARMER, role=OpinionRole.UNDERTAKING), expected=branch, others=(FARMER,)).outcome is not MATCHED


def test_the_middle_line_may_be_a_names_end_or_a_division():
    assert _owner(undertaking_seal("沈阳禾穗农业科技有限公司", line_text="有限公司")).outcome is MATCHED
    assert _owner(agreed_seal("沈阳市市场监督管理局标准化处", line_text="标准化处"), expected=BUREAU).outcome is UNREADABLE


def test_the_straight_line_does_not_hide_the_ring():
    assert _owner(undertaking_seal(FARMER + "行政章", line_text="行政章")).outcome is MATCHED


@pytest.mark.parametrize("strict", [True, False])
def test_a_seal_with_a_line_that_was_not_read_is_nobodys(strict):
    """It may be a special-purpose seal: neither the unit's own, nor held against anyone."""
    read = agreed_seal(FARMER, role=OpinionRole.UNDERTAKING)
    assert _owner(read, strict=strict).outcome is MATCHED
    assert _owner(read.model_copy(update={"line_unread": True}), strict=strict).outcome is UNREADABLE
    for line in ("财条世音", "合同甲章", "发要考用量"):
        assert _owner(read.model_copy(update={"line_text": line}), strict=strict).outcome is UNREADABLE


def test_a_piece_of_the_ring_of_a_seal_beside_is_no_line_of_this_one():
    participant = "沈阳工大智造检测技术有限公司"
    read = agreed_seal(FARMER, role=OpinionRole.UNDERTAKING)
    over = read.model_copy(update={"line_text": "造检测盘"})
    assert _owner(over, others=(participant,)).outcome is MATCHED
    assert _owner(over).outcome is UNREADABLE
    assert _owner(read.model_copy(update={"line_text": "检测"}), others=(participant,)).outcome is UNREADABLE


@pytest.mark.parametrize(
    ("line", "outcome"), [("市督", MATCHED), ("市监管", MATCHED), ("人事", UNREADABLE), ("管市", UNREADABLE), ("法规处", UNREADABLE)]
)
def test_a_line_laid_across_a_ring_meets_some_of_its_characters(line, outcome):
    """The notice's recommenders are known, so 市…督 may be one's ring; what lines say (人事, …处) is never taken for that."""
    read = agreed_seal(FARMER, role=OpinionRole.UNDERTAKING).model_copy(update={"line_text": line})
    assert _owner(read, others=("某某人力资源事务中心",)).outcome is outcome


def test_a_villages_line_is_its_name():
    village = "海城市牛庄镇石桥村村民委员会"
    for line in ("村民委员会", "村民奏员会"):
        assert _owner(agreed_seal("海城市牛庄镇石桥村" + line, line_text=line), expected=village).outcome is MATCHED


def test_bureaux_that_differ_in_one_character():
    own = lambda *texts: _owner(seal(*texts), expected=BUREAU, others=())  # noqa: E731
    assert own(BUREAU).name == BUREAU
    assert own("阳市市场监督管理局", "某阳市市场监督管理局").outcome is UNREADABLE
    assert own("辽阳市市场监督管理局", "辽阳市市场监督管理局").outcome is UNREADABLE
    found = own("大连市市场监督管理局", "大连市市场监督管理局")
    assert (found.outcome, found.name) == (MISMATCHED, "大连市市场监督管理局")
    assert own("沈阳市和平区市场监督管理局").outcome is UNREADABLE


def test_a_cover_takes_the_best_known_name_and_is_never_wrong():
    assert _owner(seal(OTHER), strict=False).name == OTHER
    assert _owner(seal("鞍山铁东建筑安装工程有限公司", "鞍山铁东建筑安装工程有限公司"), strict=False).outcome is UNREADABLE


@given(st.lists(st.text(max_size=30), max_size=4, unique=True), st.booleans())
def test_junk_never_raises_and_never_fails_anyone(texts, strict):
    """Junk may happen to be a listed body's name; it must never be somebody else's seal. What several ways read alike is no junk."""
    assert _owner(undertaking_seal(*texts), strict=strict).outcome is not MISMATCHED


@given(st.permutations(range(len(FARMER))), st.sampled_from("口田目日木本术"))
def test_up_to_one_character_in_ten_wrong_is_a_match(order, wrong):
    place, start = order[0], order[1]
    garbled = FARMER[:place] + wrong + FARMER[place + 1 :]
    assert _owner(undertaking_seal(garbled[start:] + garbled[:start])).outcome is MATCHED


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share(text, name):
    assert 0.0 <= ring_likeness(text, name) <= 1.0
    ring_texts(seal(text))


def _first_seal(round_, wanted):
    found = document(round_, wanted).seals[0]
    return found.outcome, found.owner


def test_owners_in_a_delivery():
    sent = letter("甲/函.pdf", [FARM], seals=[seal("市场监督管理局沈阳市")])
    forms = copies("甲", project=FARM, unit=FARMER, seals=[undertaking_seal("禾穗农业科技有限公司沈阳")])
    round_ = put_together(sent, *forms)
    assert _first_seal(round_, sent) == (MATCHED, BUREAU)
    assert {_first_seal(round_, f) for f in forms} == {(MATCHED, FARMER)}
    assert all(document(round_, f).seals[0].confidence > 0.8 for f in forms)


def test_each_box_has_its_owner():
    participant, recommender = "沈阳某某行业协会", "沈阳市市场监督管理局"
    boxes = [
        undertaking_seal(FARMER),
        seal(participant, role=OpinionRole.PARTICIPANT),
        seal(recommender, role=OpinionRole.RECOMMENDER),
        seal("辽宁省市场监督管理局", role=OpinionRole.PROVINCE),
        seal(FARMER),
    ]
    sealed = form("甲/表.pdf", unit=FARMER, seals=boxes, participating_units=Reading(value=(participant,)))
    round_ = put_together(letter("甲/函.pdf", [FARM]), sealed)
    found = document(round_, sealed).seals
    assert [s.outcome for s in found] == [MATCHED] * 5
    assert [s.owner for s in found] == [FARMER, participant, recommender, NOTICE.receiver, FARMER]


def test_the_participants_seal_in_the_undertaking_box_is_anothers():
    participant = "沈阳某某行业协会"
    sealed = form(
        "甲/表.pdf", unit=FARMER, seals=[undertaking_seal(participant, participant)], participating_units=Reading(value=(participant,))
    )
    assert _first_seal(put_together(sealed), sealed) == (MISMATCHED, participant)


LIKE, ALIKE = "锦州市汇岚智能装备股份有限公司", "锦州亿朔智能装备股份有限公司"


def test_units_of_one_place_and_trade_are_told_apart():
    """Four fifths of their names are the same, and each seals its own box."""
    boxes = [undertaking_seal(LIKE), seal(ALIKE, role=OpinionRole.PARTICIPANT)]
    sealed = form("甲/表.pdf", unit=LIKE, seals=boxes, participating_units=Reading(value=(ALIKE,)))
    assert [s.owner for s in document(put_together(sealed), sealed).seals] == [LIKE, ALIKE]


def test_a_seal_of_a_unit_that_only_a_certificate_names_is_not_the_applicants():
    sealed = form("甲/表.pdf", unit=LIKE, seals=[undertaking_seal(ALIKE, ALIKE)])
    outcome, owner = _first_seal(put_together(sealed, certificate("甲/照.pdf", ALIKE)), sealed)
    assert outcome is not MATCHED
    assert owner != LIKE


def test_a_misread_copy_of_the_name_is_no_unit_of_its_own():
    forms = copies("甲", unit=LIKE, seals=[undertaking_seal(LIKE)])
    forms[1] = forms[1].model_copy(update={"undertaking_unit": said("锦州市汇岗智能装备股份有限公司", 0.95)})
    assert {_first_seal(put_together(*forms), f) for f in forms} == {(MATCHED, LIKE)}


def test_a_copy_that_surely_names_another_unit_is_sealed_by_somebody_else():
    forms = copies("甲", unit=FARMER, seals=[undertaking_seal(FARMER, FARMER)])
    forms[2] = forms[2].model_copy(update={"undertaking_unit": said(OTHER, 0.99)})
    round_ = put_together(*forms)
    assert [_first_seal(round_, f) for f in forms] == [(MATCHED, FARMER), (MATCHED, FARMER), (MISMATCHED, FARMER)]


@pytest.mark.parametrize("reading", [unread(), said("沈阳术穗农亚科支有限公司", 0.5), said(OTHER, 0.4, needs_review=True)])
def test_a_copy_whose_unit_could_not_be_read_is_judged_by_the_others(reading):
    forms = copies("甲", unit=FARMER, seals=[undertaking_seal(FARMER)])
    forms[1] = forms[1].model_copy(update={"undertaking_unit": reading})
    assert _first_seal(put_together(*forms), forms[1]) == (MATCHED, FARMER)


def test_where_no_name_could_be_read_a_seal_is_named_but_not_matched():
    sealed = form("甲/表.pdf", project=FARM, unit=unread(), seals=[undertaking_seal(BUREAU)])
    assert _first_seal(put_together(sealed), sealed) == (UNREADABLE, BUREAU)


def test_a_letter_of_a_county_bureau_bears_its_own_seal():
    county = "沈阳市和平区市场监督管理局"
    sent = letter("甲/函.pdf", [FARM], issuer=county, seals=[seal(county)])
    assert _first_seal(put_together(sent), sent) == (MATCHED, county)


def test_a_letter_sealed_by_another_recommender():
    sent = letter("甲/函.pdf", [FARM], seals=[seal("大连市市场监督管理局", "大连市市场监督管理局")])
    round_ = put_together(sent)
    assert _first_seal(round_, sent) == (MISMATCHED, "大连市市场监督管理局")
    assert round_.deliveries[0].recommender == BUREAU


def test_an_aliased_recommender_is_one_owner():
    sent = letter("甲/函.pdf", [FARM], issuer="沈阳市市场监管局", seals=[seal("沈阳市市场监管局")])
    assert _first_seal(put_together(sent), sent) == (MATCHED, BUREAU)


def test_an_electronic_form_without_seals_stays_as_it_is():
    soft = electronic("甲/表.docx", unit=FARMER)
    assert document(put_together(soft), soft).seals == ()


@pytest.mark.parametrize(
    ("ring", "name"),
    [("阜新市医疗保障事务服务中心", "辽宁省医疗保障事务服务中心"), ("铁岭市银州区行政审批局", "铁岭市银州区民政局")],
)
@pytest.mark.parametrize("strict", [True, False])
def test_one_undoubted_reading_of_another_name_is_no_worn_one(ring, name, strict):
    """Its unit is not among the known ones; nine characters in thirteen are the same."""
    clear = undertaking_seal(ring).model_copy(update={"readings": (SealReading(text=ring, confidence=0.998),)})
    assert _owner(clear, expected=name, others=(), strict=strict).outcome is not MATCHED
    shorter = undertaking_seal(name).model_copy(update={"readings": (SealReading(text=name[3:], confidence=0.998),)})
    assert _owner(shorter, expected=name, others=(), strict=strict).name == name


@pytest.mark.parametrize(
    ("ring", "ways", "sure", "outcome"),
    [
        ("锦州泊远家居制造有限公司", 3, 0.998, MISMATCHED),
        ("家居制造有限公司锦州泊远", 3, 0.998, MISMATCHED),
        ("锦州泊远家居制造有限公司", 2, 0.998, UNREADABLE),
        ("锦州泊远家居制造有限公司", 3, 0.97, UNREADABLE),
        ("州泊远家居制造有限公", 3, 0.998, UNREADABLE),
        ("绵州市润岫家居制造有限公司", 3, 0.998, MATCHED),
        ("锦州市润岫家居有限公司", 3, 0.998, UNREADABLE),
    ],
)
def test_three_undoubted_ways_with_two_other_characters_are_anothers(ring, ways, sure, outcome):
    """A unit of the same place and trade, which nobody knows; what lost characters or differs in one is left to a person at most."""
    reading = SealReading(text=ring, confidence=sure, ways=ways)
    impression = undertaking_seal(ring).model_copy(update={"readings": (reading,)})
    assert _owner(impression, expected="锦州市润岫家居制造有限公司", others=()).outcome is outcome


def test_two_characters_misread_apart_are_held_against_nobody():
    """So three ways read a worn ring of this very unit, at 0.992."""
    reading = SealReading(text="慈芦岛市残疾人康夏中心", confidence=0.992, ways=3)
    impression = undertaking_seal(reading.text).model_copy(update={"readings": (reading,)})
    assert _owner(impression, expected="葫芦岛市残疾人康复中心", others=()).outcome is not MISMATCHED
