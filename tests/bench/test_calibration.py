"""The curve rises, and nothing is certain because few were seen."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.calibration import fit, main, reliability

SEEN = st.lists(
    st.builds(lambda told, right: {"tier": "office", "confidence": told, "right": right}, st.floats(0.0, 1.0), st.booleans()), min_size=1
)


@given(SEEN)
def test_the_curve_rises_and_stays_short_of_certain(seen: list[dict[str, object]]) -> None:
    curve = fit(seen)
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(curve))
    assert all(0 <= share < 1 for _, share in curve)


def test_figures_that_were_too_high_come_down() -> None:
    seen = [{"tier": "hard", "confidence": 0.9, "right": n % 2 == 0} for n in range(100)]
    seen += [{"tier": "hard", "confidence": 0.99, "right": True} for _ in range(98)]
    assert dict(map(tuple, fit(seen))) == {0.0: 0.0, 0.9: 0.5, 0.99: 0.99}


def test_the_table_tells_how_often_each_bin_was_right() -> None:
    seen = [{"confidence": 0.92, "right": True}, {"confidence": 0.94, "right": False}]
    assert reliability(seen) == [("0.90–0.95", 2, pytest.approx(0.93), 0.5)]


def test_the_curve_is_written_with_where_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "seen").write_text(json.dumps({"tier": "clean", "confidence": 0.9, "right": True}) + "\n", encoding="utf-8")
    assert main([str(tmp_path / "seen"), "--out", str(tmp_path / "curve.json"), "--from", "a test"]) == 0
    written = json.loads((tmp_path / "curve.json").read_text(encoding="utf-8"))
    assert (written["from"], written["values"], written["by_tier"]) == ("a test", 1, {"clean": 1})
