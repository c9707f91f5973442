"""The Liaoning pack says what the notice says."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

import notices
from chinese.names import same_unit
from schemas.notice import FieldKind, Notice, RecommenderClass, Strength

SOURCE = Path(notices.__file__).parent / "liaoning" / "2026" / "source.txt"

BINDINGS = {
    "recommender-eligible": "L-0",
    "letter-present": "L-3.2c",
    "letter-form": "L-A1a L-A1b L-A1c",
    "letter-ranked": "L-A1e L-A1f",
    "letter-sealed": "L-A1g",
    "letter-dated": "L-A1h",
    "letter-voice": "L-A1d",
    "deadline-recommender": "L-4.2a L-4.2b",
    "quota-recommender": "L-4.1a L-4.1b",
    "quota-special": "L-4.1c N-2c",
    "form-present": "L-3.1b L-3.2d",
    "form-complete": "L-3.1b",
    "form-copies": "L-3.1c",
    "form-sealed": "L-3.1d",
    "form-electronic": "L-3.2d",
    "domain-stated": "L-1 N-3c",
    "domain-fits": "N-3c A-1 A-2 A-3 A-4 A-5 A-6 A-7 A-8",
    "unit-legal-person": "L-2a N-3a",
    "unit-standardization-base": "L-2b N-3c",
    "unit-credit": "L-2c N-3a",
    "participant-credit": "N-3c",
    "unit-prior-pilot": "L-2d N-3b",
    "construction-period": "N-4a",
    "tasks-stated": "N-3c",
    "goals-stated": "N-3c",
    "quota-province-total": "N-2a",
    "quota-province-domain": "N-2b",
    "quota-province-special": "N-2c",
    "activities-covered": "N-4b",
    "national-deadline": "N-10a",
    "project-name-consistent": "X-1",
    "unit-name-consistent": "X-2",
    "copies-identical": "X-3",
    "uscc-valid": "X-4",
    "dates-in-order": "X-5",
    "unit-once": "X-6",
    "project-once": "X-6",
    "channel-competent": "L-3.2a X-7",
    "contact-reachable": "X-8",
    "participants-sealed": "X-10",
    "electronic-matches-scan": "X-11",
    "template-current": "X-12",
}
"""Which rule rests on which clauses, from the rule catalogue."""


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("liaoning-2026")


def test_rules_rest_on_the_clauses_of_the_catalogue(notice: Notice) -> None:
    found: dict[str, list[str]] = {}
    for clause in notice.clauses:
        for binding in clause.rules:
            found.setdefault(binding.rule, []).append(clause.id)
    assert {rule: set(ids) for rule, ids in found.items()} == {rule: set(ids.split()) for rule, ids in BINDINGS.items()}


def test_every_clause_of_the_two_notices_is_there(notice: Notice) -> None:
    groups = Counter(re.match(r"[A-Z]+-(?:A(?=1))?", clause.id)[0] for clause in notice.clauses)  # type: ignore[index]
    assert groups == {"L-": 24, "L-A": 8, "N-": 16, "A-": 8, "X-": 12}


def test_dates_of_the_notices(notice: Notice) -> None:
    recommender, province = notice.deadline("recommender"), notice.deadline("province")
    assert (notice.issued_on, notice.upstream_issued_on) == (dt.date(2026, 4, 14), dt.date(2026, 4, 9))
    assert recommender is not None
    assert recommender.day == dt.date(2026, 5, 20)
    assert province is not None
    assert province.day == dt.date(2026, 6, 30)


def test_in_principle_clauses_are_marked(notice: Notice) -> None:
    for clause in notice.clauses:
        assert ("原则上" in clause.quote) == (clause.strength is Strength.IN_PRINCIPLE), clause.id


def test_fourteen_cities_one_zone_and_the_departments(notice: Notice) -> None:
    by_class = Counter(body.recommender_class for body in notice.recommenders)
    assert by_class[RecommenderClass.MAJOR_CITY] == 2
    assert by_class[RecommenderClass.CITY] == 12
    assert by_class[RecommenderClass.ZONE] == 1
    assert by_class[RecommenderClass.DEPARTMENT] >= 50
    codes = [body.region_code for body in notice.recommenders if body.region_code]
    assert sorted(codes) == [str(code) for code in range(2101, 2115)]


def test_only_the_two_competent_departments_have_tracks(notice: Notice) -> None:
    tracks = {body.name: body.special_tracks for body in notice.recommenders if body.special_tracks}
    assert tracks == {"辽宁省司法厅": ("judicial-administration",), "辽宁省民政厅": ("civil-affairs",)}


def test_every_department_says_what_it_is_competent_for(notice: Notice) -> None:
    assert all(body.lines for body in notice.recommenders if body.recommender_class is RecommenderClass.DEPARTMENT)


def _ineligible(notice: Notice, name: str) -> str | None:
    return next((entry.title for entry in notice.ineligible if re.search(entry.pattern, name)), None)


def test_no_listed_recommender_looks_ineligible(notice: Notice) -> None:
    for body in notice.recommenders:
        for name in (body.name, *body.aliases):
            assert _ineligible(notice, name) is None, name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("沈阳市和平区市场监督管理局", "县（市、区）级单位"),
        ("大连市甘井子区市场监管局", "县（市、区）级单位"),
        ("桓仁满族自治县市场监督管理局", "县（市、区）级单位"),
        ("海城市市场监督管理局", "县（市、区）级单位"),
        ("朝阳市北票市市场监督管理局", "县（市、区）级单位"),
        ("鞍山市铁西区民政局", "县（市、区）级单位"),
        ("彰武县农业农村局", "县（市、区）级单位"),
        ("沈阳市浑南区人民政府", "县（市、区）级单位"),
        ("大连高新技术产业园区市场监督管理局", "县（市、区）级单位"),
        ("沈阳市市场监督管理局和平分局", "分局、派出机构"),
        ("沈阳市民政局", "各市市场监管局以外的市级单位"),
        ("葫芦岛市司法局", "各市市场监管局以外的市级单位"),
        ("大连市卫生健康委员会", "各市市场监管局以外的市级单位"),
        ("辽宁省鞍山市农业农村局", "各市市场监管局以外的市级单位"),
        ("锦州市人民政府", "各市市场监管局以外的市级单位"),
        ("辽宁某某装备制造有限公司", "企业等经营主体"),
        ("沈阳某某控股集团", "企业等经营主体"),
        ("某某投资中心（有限合伙）", "企业等经营主体"),
        ("沈阳工业大学", "学校"),
        ("辽宁某某职业技术学院", "学校"),
        ("大连市第一中学", "学校"),
    ],
)
def test_clearly_ineligible_bodies(notice: Notice, name: str, kind: str) -> None:
    assert not any(same_unit(name, known) for body in notice.recommenders for known in (body.name, *body.aliases))
    assert _ineligible(notice, name) == kind


@pytest.mark.parametrize(
    "name",
    [
        "辽宁省某某新设局",
        "辽宁省地质勘探矿业集团有限责任公司党委",
        "中国科学院沈阳分院",
        "辽宁省检验检测认证中心",
        "国家税务总局大连市税务局",
        "辽宁省疾病预防控制局",
        "沈抚改革创新示范区管理委员会",
        "吉林省市场监督管理厅",
        "沈阳铁路监督管理局",
    ],
)
def test_bodies_that_a_person_must_judge(notice: Notice, name: str) -> None:
    assert _ineligible(notice, name) is None


def test_eight_domains_two_of_them_special(notice: Notice) -> None:
    assert [domain.id for domain in notice.domains] == [
        "agriculture", "consumer-goods", "high-tech", "services", "basic-public-services", "social-governance",
        "judicial-administration", "civil-affairs",
    ]  # fmt: skip
    assert [domain.id for domain in notice.domains if domain.special] == ["judicial-administration", "civil-affairs"]


def test_terms_stand_in_the_annex_or_follow_from_it(notice: Notice) -> None:
    """Nearly every term is a piece of the annex's paragraph; the domain's own name and cut-out words may differ."""
    for domain in notice.domains:
        quote = notice.clause(domain.clause).quote + domain.heading
        strangers = [term for term in domain.terms if term not in quote]
        assert len(strangers) <= 6, (domain.id, strangers)


def test_quotas_in_the_params_are_those_of_the_quotes(notice: Notice) -> None:
    """The digit in a clause's params stands in the clause's own words."""
    for clause_id in ("L-4.1a", "L-4.1b", "L-4.1c", "N-2a", "N-2b", "N-2c"):
        clause = notice.clause(clause_id)
        numbers = set(re.findall(r"'(\d+)'", str([binding.params for binding in clause.rules])))
        assert numbers
        assert numbers <= set(re.findall(r"\d+", clause.quote)), clause_id


def test_form_asks_for_no_more_than_the_notice(notice: Notice) -> None:
    required = {field.name for field in notice.form.fields if field.required}
    assert required == {
        "project_name", "domain", "undertaking_unit", "uscc", "contact_name", "period_start", "period_end",
        "standardization_base", "goals", "tasks",
    }  # fmt: skip
    assert [box.role.value for box in notice.form.opinions if box.seal_required] == ["undertaking"]


def test_shared_labels_only_where_one_cell_gives_several_values(notice: Notice) -> None:
    owners: dict[str, list[str]] = {}
    for field in notice.form.fields:
        for label in field.labels:
            owners.setdefault(label, []).append(field.name)
    shared = {tuple(names) for names in owners.values() if len(names) > 1}
    assert shared == {("domain", "domain_text"), ("period_start", "period_end")}
    assert all(field.kind is FieldKind.PERIOD for field in notice.form.fields if field.name.startswith("period_"))


def test_readings_of_the_catalogue(notice: Notice) -> None:
    found = {question.id: ([choice.id for choice in question.choices], question.default) for question in notice.readings}
    assert found["special-quota-scope"] == (["per-recommender", "per-province", "competent-department"], "per-recommender")
    assert found["deadline-event"] == (["receipt", "letter-date"], "receipt")
    assert found["deadline-day-inclusive"] == (["yes", "no"], "yes")
    assert found["copies-evidence"] == (["scans", "one-scan-suffices"], "scans")
    assert found["prior-pilot-level"][1] == "national"


def test_source_names_nobody() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    assert not re.search(r"\d{3,4}-\d{5,}|1[3-9]\d{9}|[\w.]+@\w", text)
    assert re.findall(r"联系人[:：]\s*(\S+)", text) == ["×××", "标准技术司"]


@pytest.mark.parametrize("name", ["辽宁省市场监督管理局", "辽宁省市场监管局", "省市场监管局"])
def test_receiver_recommends_nothing_to_itself(notice: Notice, name: str) -> None:
    assert not any(same_unit(name, known) for body in notice.recommenders for known in (body.name, *body.aliases))
