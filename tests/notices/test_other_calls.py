"""Calls that differ from Liaoning's in every number: a made-up one, as small as a pack can be."""

import datetime as dt
from pathlib import Path

import notices
from checks.binding import bind
from flows.orders import default_notice
from schemas.notice import Notice, RecommenderClass, Strength

SOURCE = """
关于组织申报2031年度某某标准化试点示范的通知
各市州市场监管局、省直有关部门：
每个市州推荐不少于2个，省直有关部门推荐数量不限。申报书一式五份。特殊行业的分支机构可以申报。
原则上应已承担过省级试点。材料于2031年9月15日24时以前报到（以邮戳为准）。建设期三年，自2032年1月起。
"""

NOTICE = """
id: elsewhere-2031
title: 关于组织申报2031年度某某标准化试点示范的通知
issuer: 某省市场监督管理局
doc_no: 某市监标准〔2031〕7号
issued_on: 2031-08-01
upstream_title: 关于征集试点示范的通知
upstream_issuer: 国家标准化管理委员会
upstream_issued_on: 2031-07-01
year: 2031
programme: 某某标准化试点示范
receiver: 某省市场监督管理局
class_titles: {city: 市州, department: 省直有关部门}
deadlines: [{actor: recommender, day: 2031-09-15, clause: L-5}]
settled: [{reading: deadline-event, choice: letter-date, clause: L-5}]
clauses:
  - {id: L-1, source: provincial, strength: must, quote: 每个市州推荐不少于2个, rules: [{rule: quota-recommender, params: {min: {city: 2}}}]}
  - {id: L-2, source: provincial, strength: must, quote: 申报书一式五份, rules: [{rule: form-copies, params: {copies: 5}}]}
  - {id: L-3, source: provincial, strength: must, quote: 特殊行业的分支机构可以申报, rules: [{rule: unit-legal-person, params: {branches_allowed: true}}]}
  - {id: L-4, source: provincial, strength: in_principle, quote: 原则上应已承担过省级试点, rules: [{rule: unit-prior-pilot, params: {relation: required}}]}
  - {id: L-5, source: provincial, strength: must, quote: 材料于2031年9月15日24时以前报到（以邮戳为准）, rules: [{rule: deadline-recommender}]}
  - {id: L-6, source: provincial, strength: must, quote: '建设期三年，自2032年1月起', rules: [{rule: construction-period, params: {start: 2032-01, end: 2034-12}}]}
  - {id: D-1, source: derived, strength: derived, quote: 领域一, by_hand: 由人工判断}
"""  # noqa: E501

FILES = {
    "notice.yaml": NOTICE,
    "source.txt": SOURCE,
    "recommenders.csv": "name,recommender_class,aliases,region_code,place,lines,special_tracks\n"
    "甲市市场监督管理局,city,甲市市场监管局,9901,甲市,,\n",
    "domains.yaml": "domains: [{id: manufacturing, name: 制造业, heading: 一、制造业, clause: D-1}]\n",
    "form.yaml": "titles: [某某标准化试点示范申报书]\n"
    "fields: [{name: project_name, title: 项目名称, kind: cell, labels: [项目名称]}]\nopinions: []\n",
    "letter.yaml": "titles: [推荐公函]\naddressees: [某省市场监督管理局]\ncited_notice: 关于组织申报2031年度某某标准化试点示范的通知\n",
}


def elsewhere(folder: Path) -> Notice:
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return notices.load_path(folder)


def test_a_call_of_another_kind_loads(tmp_path: Path) -> None:
    notice = elsewhere(tmp_path)
    deadline = notice.deadline("recommender")
    assert deadline is not None
    assert deadline.day == dt.date(2031, 9, 15)
    assert notice.doc_no == "某市监标准〔2031〕7号"
    assert notice.deadline("province") is None
    assert notice.clause("L-1").rules[0].params == {"min": {"city": "2"}}
    assert notice.clause("L-4").strength is Strength.IN_PRINCIPLE
    assert [domain.id for domain in notice.domains] == ["manufacturing"]
    assert notice.recommenders[0].recommender_class is RecommenderClass.CITY
    assert notice.readings == ()


def test_text_of_numbers_is_text_in_params_and_typed_in_models(tmp_path: Path) -> None:
    notice = elsewhere(tmp_path)
    assert notice.clause("L-2").rules[0].params == {"copies": "5"}
    assert notice.year == 2031
    assert notice.form.fields[0].required is False


def test_what_the_words_settle_is_no_question(tmp_path: Path) -> None:
    (answer,) = elsewhere(tmp_path).settled
    assert (answer.reading, answer.choice, answer.clause) == ("deadline-event", "letter-date", "L-5")


def test_the_made_up_province_is_there_but_never_taken_by_default() -> None:
    lanjiang = notices.load("lanjiang-2025")
    assert lanjiang.fictional
    assert bind(lanjiang)
    assert default_notice() == "liaoning-2026"


def test_no_word_of_liaoning_is_in_the_other_pack() -> None:
    text = notices.load("lanjiang-2025").model_dump_json()
    assert not [word for word in ("辽宁", "沈阳", "沈抚", "2026", "国家标准委", "司法行政", "民政专项") if word in text]
