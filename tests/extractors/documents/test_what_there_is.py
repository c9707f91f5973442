"""What there is speaks against a reading: counties, area codes; and where strokes are lost, nothing bears a mail out."""

import pytest
from form_reading import NOTICE, read, value
from page_building import line, page, table

from extractors.documents import addresses, contacts, mails, values
from extractors.documents.text import Text
from schemas.evidence import Reading, Region
from schemas.page import Page, PageFault

AREAS = {city.area_code for city in NOTICE.cities}


def _text(said: str, reader: str = "rapidocr") -> Text:
    return Text(said, said, 0.99, Region(page=1, bbox=(0, 0, 9, 9)), reader, lines=(said,))


def test_the_pack_knows_the_whole_province() -> None:
    assert len(NOTICE.cities) == 14
    assert sum(len(city.counties) for city in NOTICE.cities) == 100
    assert {city.name for city in NOTICE.cities} == {body.place for body in NOTICE.recommenders if body.place and body.region_code}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("辽宁省大连市甘井自区长青路60号", "辽宁省大连市甘井子区长青路60号"),
        ("营口市跋鱼圈区金穗路14号", "营口市鲅鱼圈区金穗路14号"),
        ("辽宁省阜新市阜新蒙占族自治县团结路1号", "辽宁省阜新市阜新蒙古族自治县团结路1号"),
        ("大连市长海具海洋路2号", "大连市长海具海洋路2号"),
    ],
)
def test_a_county_but_for_one_character_is_proposed_and_told(said: str, meant: str) -> None:
    place = addresses.address(_text(said), NOTICE)["address"]
    assert place.value == meant
    assert place.needs_review == (said != meant)
    assert place.raw == said


@pytest.mark.parametrize(
    "said",
    [
        "辽宁省大连市甘井子区长青路60号",
        "抚顺市新城区某路1号",  # may be a place of its own
        "沈阳市高新区某路1号",
        "沈阳市北陵大街45号某小区",
        "抚顺市清原满族自治县清原镇",
        "某地甘井自区长青路60号",
    ],
)
def test_other_places_stay_as_they_are(said: str) -> None:
    place = addresses.address(_text(said), NOTICE)["address"]
    assert (place.value, place.needs_review) == (said, False)


def test_a_text_layer_is_not_corrected() -> None:
    assert addresses.address(_text("大连市甘井自区长青路60号", "text-layer"), NOTICE)["address"].value == "大连市甘井自区长青路60号"


@pytest.mark.parametrize(
    ("said", "doubted"),
    [("021-20000698", True), ("(0412)2000698", False), ("024-20000698", False), ("0755-20000698", False), ("0428—2000698", True)],
)
def test_an_area_code_but_for_a_figure_is_doubted(said: str, doubted: bool) -> None:
    landline, _ = contacts.parted_phones(_text(said))
    assert contacts.with_area_doubted(landline, AREAS).needs_review is doubted
    assert not contacts.with_area_doubted(landline, set()).needs_review


@pytest.mark.parametrize(
    ("faults", "reader", "doubted"),
    [
        ((PageFault.BILEVEL,), "rapidocr", True),
        ((PageFault.GRAY, PageFault.FAINT), "rapidocr", True),
        ((PageFault.GRAY,), "rapidocr", False),
        ((PageFault.BILEVEL,), "text-layer", False),
    ],
)
def test_no_mail_is_sure_where_strokes_are_lost(faults: tuple[PageFault, ...], reader: str, doubted: bool) -> None:
    said = Reading(value="bzh2013@cxample.com", raw="bzh2013@cxample.com", confidence=0.99, reader=reader)
    assert mails.on_page(said, Page(number=1, width=595, height=842, faults=faults)).needs_review is doubted


def test_a_box_before_a_label_that_nobody_ticks_is_none() -> None:
    form = read(page(table([["项目名称", ("某某标准化试点", 3)], ["☑手机", ("13800138042", 3)], ["□联系人", ("赵一", 3)]])))
    assert (value(form, "contact_mobile"), value(form, "contact_name")) == ("13800138042", "赵一")


@pytest.mark.parametrize("said", ["—一", "一—", "——", "—", "/"])
def test_a_dash_of_which_half_was_read_as_one_is_empty(said: str) -> None:
    form = read(page(table([["项目名称", ("某某标准化试点", 3)], ["参加单位", (said, 3)], ["联系人", (said, 3)]])))
    assert value(form, "participating_units") == ()
    assert value(form, "contact_name") is None


def test_a_seals_number_behind_a_name_is_left_out_and_told() -> None:
    unit = values.unit(_text("朝阳市市场监督管理局1303741204"))
    assert (unit.value, unit.needs_review, unit.raw) == ("朝阳市市场监督管理局", True, "朝阳市市场监督管理局1303741204")


@pytest.mark.parametrize("said", ["i)", "）", "1l", "农)"])
def test_what_is_left_of_a_label_is_no_sure_name_of_a_unit(said: str) -> None:
    assert values.unit(_text(said)).needs_review


@pytest.mark.parametrize("rest", ["标准化试点项目", "试点项目", "标准化试点"])
def test_a_names_second_line_that_could_be_a_label_belongs_to_the_name(rest: str) -> None:
    form = read(
        page(
            line("2026年度国家标准化试点项目申报书", x=118, y=190, size=20),
            line("试点名称：东港市机关事务服务中心城市应急避难场所管理", x=98, y=304, size=16),
            line(rest, x=185, y=330, size=16),
            line("申报单位：东港市机关事务服务中心", x=98, y=374, size=16),
        )
    )
    assert value(form, "project_name") == "东港市机关事务服务中心城市应急避难场所管理" + rest
    assert value(form, "undertaking_unit") == "东港市机关事务服务中心"
