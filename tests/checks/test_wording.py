"""Every sentence that a clerk will read: whole, short enough, and in plain words."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from building import build
from planted import planted_round

import checks
import notices
from checks.naming import shown_difference
from schemas.finding import Finding, Verdict

NOTICE = notices.load("liaoning-2026")
LONGEST = 900
QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^（）]*）|[^，。；：]*\.(?:pdf|docx|wps|jpg)")
"""Names, words of a paper and of files are not ours."""
FAULTS = {
    "two marks in a row": re.compile(r"[，。；：、]{2,}|[，；：、]$"),
    "a double no": re.compile(r"未[^，。；：（）]*未(?!能|见|列|按|读)"),
    "a programmer's word": re.compile(r"[a-z]{2,}[_-]?[a-z]*|None|True|False|\[|\]|\{"),
    "empty brackets": re.compile(r"（）|“”(?!→)|《》"),
    "a date for machines": re.compile(r"\d{4}-\d\d"),
}


@cache
def findings() -> tuple[Finding, ...]:
    """Return what the rules say of a planted round and of every situation."""
    found = list(checks.run(build(planted_round(NOTICE, 1).given, NOTICE), NOTICE, {}))
    for situation in situations():
        found += checks.run(build(situation.get("given") or {}, NOTICE), NOTICE, situation.get("readings", {}))
    return tuple({(f.rule, f.message): f for f in found}.values())


def situations() -> Iterator[dict[str, Any]]:
    for path in sorted((Path(__file__).parents[1] / "rules").glob("*.yaml")):
        yield from yaml.safe_load(path.read_text("utf-8"))["situations"]


@pytest.mark.parametrize("fault", FAULTS)
def test_no_sentence_has_a_fault(fault: str) -> None:
    plain = ((f, QUOTED.sub("甲", f.message)) for f in findings())
    assert [(f.rule, f.message) for f, said in plain if FAULTS[fault].search(said)][:5] == []


def test_every_sentence_ends_and_none_goes_on_for_ever() -> None:
    assert [f.message for f in findings() if not f.message.endswith("。")][:5] == []
    assert [(f.rule, len(f.message)) for f in findings() if len(f.message) > LONGEST] == []
    assert [(f.rule, f.observed) for f in findings() if len(f.observed or "") > LONGEST] == []


def test_a_long_difference_shows_its_first_places_and_counts_the_rest() -> None:
    same = "".join(chr(0x4E00 + n) for n in range(30))
    assert shown_difference(f"{same}甲", f"{same}乙") == f"{same[:12]}…{same[-12:]}【甲→乙】"
    assert shown_difference(f"{same[:24]}甲", f"{same[:24]}乙") == f"{same[:24]}【甲→乙】"
    five = shown_difference("".join(f"一{c}" for c in "甲乙丙丁戊"), "".join(f"一{c}" for c in "子丑寅卯辰"))
    assert (five.count("→"), five.endswith("】")) == (5, True)
    six = shown_difference("".join(f"一{c}" for c in "甲乙丙丁戊己"), "".join(f"一{c}" for c in "子丑寅卯辰巳"))
    assert (six.count("→"), six.endswith("等6处")) == (5, True)
    assert shown_difference("", same) == f"【→{same[:24]}…】"


def test_copies_that_differ_everywhere_make_no_endless_sentence() -> None:
    other = dict.fromkeys(
        ("tasks", "goals", "necessity", "unit_profile", "safeguards", "expected_results", "schedule"), f"另一{'某' * 300}"
    )
    short = dict.fromkeys(
        ("legal_representative", "contact_name", "address", "contact_mobile", "contact_phone", "contact_email", "uscc"), "某某某"
    )
    given = {"projects": [{"copies": [{}, {"fields": other | short}, {"fields": {k: f"再{v}" for k, v in (other | short).items()}}]}]}
    said = [f for f in checks.run(build(given, NOTICE), NOTICE, {}) if f.rule == "copies-identical"]
    assert [f.verdict for f in said] == [Verdict.FAIL]
    assert len(said[0].message) <= LONGEST
    assert re.search(r"另有\d+处", said[0].message)
