"""What is set on a sheet stays on it, does not overlap, and has no missing glyphs."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_docs.generator.committed import committed_round
from sample_docs.generator.difficulty import CLEAN, HARD, OFFICE
from sample_docs.generator.drawn import CopyPlan
from sample_docs.generator.fonts import Face, covers, face_for, measure, wrap
from sample_docs.generator.form import draw_form
from sample_docs.generator.letter import LetterPlan, draw_letter
from sample_docs.generator.project import invent_project
from sample_docs.generator.recipe import FIXED, mix
from sample_docs.generator.sheet import Sheet, Text, ink_box

HANZI = st.text(alphabet="国家标准化试点项目申报推荐养老服务，。、；（）“”GB/T19001—2016 ABCabc0123", max_size=200)


@given(HANZI, st.sampled_from([Face.SONG, Face.KAI, Face.MICROHEI]), st.floats(60, 500))
def test_wrapping_loses_nothing_and_fits(text, face, width):
    lines = wrap(text, face, 10.5, width)
    assert "".join(lines) == text
    assert all(measure(line, face, 10.5) <= width + 11 for line in lines)


def project(seed: int, *, length: int = 1):
    rng = np.random.default_rng(seed)
    domains = ["agriculture", "services", "civil-affairs", "high-tech", "social-governance"]
    return invent_project(domains[seed % 5], "沈阳市", "沈阳市市场监督管理局", rng, length=length, participants=seed % 3)


def texts_of(sheet: Sheet) -> list[Text]:
    return [op for op in sheet.ops if isinstance(op, Text) and op.text.strip()]


def overlap(a: Text, b: Text) -> float:
    x, y = (ink_box(t.x, t.base, measure(t.text, t.face, t.size), t.size) for t in (a, b))
    w, h = min(x[2], y[2]) - max(x[0], y[0]), min(x[3], y[3]) - max(x[1], y[1])
    return w * h if w > 1 and h > 2 else 0.0


def assert_well_set(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        texts = texts_of(sheet)
        for t in texts:
            assert t.x >= 20, t
            assert t.x + measure(t.text, t.face, t.size) <= sheet.size[0] - 15, t
            assert 20 <= t.base <= sheet.size[1] - 20, t
            assert all(covers(face_for(t.face, c), c) for c in t.text), t
        for i, a in enumerate(texts):
            for b in texts[i + 1 :]:
                assert overlap(a, b) == 0.0, (a, b)
        for box in sheet.boxes.values():
            assert box[0] < box[2]
            assert box[1] < box[3]


@pytest.mark.parametrize("name", sorted(FIXED))
@pytest.mark.parametrize("length", [1, 3])
def test_fixed_layouts_are_well_set(name, length):
    p = project(len(name), length=length)
    drawn = draw_form(p, FIXED[name], CopyPlan({}, {"undertaking": dt.date(2026, 5, 8)}, hand=False, seed=3, copies_stated=True), OFFICE)
    assert_well_set(drawn.sheets)
    assert 2 <= len(drawn.sheets) <= 12
    assert drawn.fields["project_name"] == p.name
    placed = set().union(*(s.boxes for s in drawn.sheets))
    missing = {n for n, v in drawn.fields.items() if v not in (None, "") and n not in placed and f"cover.{n}" not in placed}
    assert missing <= {"period_end", "domain_text"}


@pytest.mark.parametrize("seed", range(24))
def test_mixed_layouts_are_well_set(seed):
    recipe = mix(np.random.default_rng(seed))
    drawn = draw_form(project(seed), recipe, CopyPlan({}, {}, hand=bool(seed % 2), seed=seed), CLEAN)
    assert_well_set(drawn.sheets)


def test_blank_fields_are_there_without_a_value():
    p = replace(project(1), blanks=frozenset({"address", "goals"}))
    drawn = draw_form(p, FIXED["classic"], CopyPlan({}, {}, hand=False, seed=1), CLEAN)
    assert drawn.fields["address"] is None
    assert drawn.fields["goals"] is None
    assert any("address" in s.boxes for s in drawn.sheets)


@pytest.mark.parametrize("wording", [0, 1, 2])
@pytest.mark.parametrize("listed", [True, False])
def test_letters_are_well_set(wording, listed):
    plan = LetterPlan(
        "沈阳市市场监管局", "沈阳市市场监督管理局", ("甲项目标准化试点", "乙项目标准化试点"), 2, None, None, wording=wording, listed=listed
    )
    drawn = draw_letter(plan, HARD)
    assert_well_set(drawn.sheets)
    assert drawn.fields["issued_on"] is None
    assert {"title", "addressee", "cited_notice", "projects", "issuer", "issued_on"} <= set(drawn.sheets[0].boxes)


def test_committed_plan_has_variety():
    plan = committed_round()
    apps = [a for d in plan.deliveries for a in d.apps]
    assert len(plan.deliveries) == 6
    assert 9 <= len(apps) <= 10
    assert len({a.recipe.name for a in apps}) == 6
    assert len({a.packing for a in apps}) >= 5
    assert len({a.project.domain for a in apps}) >= 5
    assert len({a.project.name for a in apps}) == len(apps)
