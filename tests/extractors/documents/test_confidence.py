"""A reading's confidence is what such readings were worth; what nobody had to read stands."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.documents.confidence import calibrated
from extractors.documents.text import Text, reading


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_surer_readers_are_never_worth_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= calibrated(low) <= calibrated(high) < 1.0


def test_text_of_a_file_is_certain_and_text_by_sight_is_not() -> None:
    assert reading("沈阳", Text("沈阳", "沈阳", 1.0, None, "text-layer")).confidence == 1.0
    assert reading("沈阳", Text("沈阳", "沈阳", 1.0, None, "rapidocr")).confidence == round(calibrated(1.0), 4)


def test_the_threshold_for_review_is_the_readers_own() -> None:
    assert reading("沈阳", Text("沈阳", "沈阳", 0.89, None, "rapidocr")).needs_review
    assert not reading("沈阳", Text("沈阳", "沈阳", 0.9, None, "rapidocr")).needs_review
