"""No round, however odd, stops the audit; and no doubt ever fails anyone."""

from building import LONG, build
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checks
import notices
from schemas.documents import ApplicationForm, RecommendationLetter
from schemas.evidence import Reading
from schemas.finding import Verdict

NOTICE = notices.load("liaoning-2026")
JUNK = st.text(alphabet="甲乙0年月日XIO/(（“”。，\n\t@.-标准化试点有限公司 ", max_size=25)
DATES = st.sampled_from(["2026-05-15", "2026-05", "2026", "2026-13", "2026-02-30", "二〇二六", "", "9999-12-31"])


def field(values: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    unsure = st.sampled_from(["", "扫描模糊"])
    full = st.fixed_dictionaries({"value": values | st.none(), "raw": JUNK, "unsure": unsure})
    return st.one_of(st.just("absent"), st.none(), values, full)


TEXTS = (
    "project_name",
    "undertaking_unit",
    "uscc",
    "address",
    "contact_name",
    "contact_phone",
    "contact_mobile",
    "contact_email",
    "form_title",
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        **{name: field(JUNK) for name in (*TEXTS, *LONG, "prior_pilot_statement", "unit_type", "recommending_unit")},
        **{name: field(DATES) for name in ("period_start", "period_end", "filled_on")},
        "domain": field(st.sampled_from(["agriculture", "civil-affairs", "nowhere"])),
    },
)
SEALS = st.fixed_dictionaries(
    {},
    optional={
        "owner": JUNK,
        "outcome": st.sampled_from(["matched", "mismatched", "unreadable", "special_purpose"]),
        "ink": st.sampled_from(["red", "black"]),
        "complete": st.booleans(),
        "role": st.sampled_from([None, "undertaking", "participant", "recommender", "province"]),
    },
)
PROJECT = st.fixed_dictionaries(
    {},
    optional={
        "fields": FIELDS,
        "copies": st.integers(0, 3),
        "electronic": st.booleans(),
        "in_letter": st.booleans(),
        "participants": st.lists(JUNK, max_size=2),
        "seal": st.just("none") | SEALS,
        "opinions": st.lists(st.sampled_from(["undertaking", "participant", "recommender", "province"]), max_size=3),
    },
)
LETTER = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "title": field(JUNK),
        "addressee": field(JUNK),
        "cited": field(JUNK),
        "issuer": field(JUNK),
        "date": field(DATES),
        "voice": field(JUNK),
        "seal": st.just("none") | SEALS,
        "count": st.sampled_from([None, "absent", 0, 1, 5]),
    },
)
DELIVERY = st.fixed_dictionaries(
    {
        "projects": st.lists(PROJECT, max_size=3),
        "letter": LETTER,
        "received": st.sampled_from([None, "2026-05-18 16:20", "2026-07-01 00:00"]),
    },
    optional={"recommender": st.sampled_from(["沈阳市市场监督管理局", "辽宁省民政厅", "沈抚示范区市场监管局", "某县某局", "某公司"])},
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(DELIVERY, min_size=1, max_size=2))
def test_any_round_is_judged(deliveries: list[dict[str, object]]) -> None:
    round_ = build({"deliveries": deliveries}, NOTICE)
    findings = checks.run(round_, NOTICE, {})
    assert all(f.message.strip() for f in findings)
    assert findings == checks.run(round_, NOTICE, {})


def doubted(document: object) -> object:
    """Return a form or letter of which nothing was read surely."""
    if not isinstance(document, (ApplicationForm, RecommendationLetter)):
        return document
    readings = {name: value for name in type(document).model_fields if isinstance(value := getattr(document, name), Reading)}
    unsure = {name: value.model_copy(update={"needs_review": True, "doubt": "扫描模糊"}) for name, value in readings.items()}
    places = ("name_places", "project_name_places", "project_readings")
    listed = {name: getattr(document, name) for name in places if hasattr(document, name)}
    unsure |= {name: tuple(r.model_copy(update={"needs_review": True}) for r in values) for name, values in listed.items()}
    return document.model_copy(update=unsure)


READ_NO_INK = {
    "form-copies",  # counts scans
    "form-electronic",
    "form-present",  # nothing there at all
    "letter-present",
    "letter-sealed",  # no seal, or a special-purpose one
    "form-sealed",
    "recommendation-opinion",  # another's seal
    "deadline-recommender",  # the intake log
    "recommender-eligible",  # print and seal bear each other out
}
"""Rules whose fail may rest on what is there, on a seal or on the intake log: no reading of text is in it."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(DELIVERY, min_size=1, max_size=2))
def test_unsure_readings_fail_nobody(deliveries: list[dict[str, object]]) -> None:
    round_ = build({"deliveries": deliveries}, NOTICE)
    murky = round_.model_copy(update={"documents": tuple(doubted(d) for d in round_.documents)})
    failed = [f for f in checks.run(murky, NOTICE, {}) if f.verdict is Verdict.FAIL and f.rule not in READ_NO_INK]
    assert [(f.rule, f.message) for f in failed] == []
