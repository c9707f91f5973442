import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.text_yaml import MAX_DEPTH, TextYamlError, parse


@pytest.mark.parametrize("scalar", ["no", "yes", "2027-01", "2026-05-20", "010", "1e3", "0x10", "null", "~", "1:30", "true", "5.0"])
def test_every_scalar_stays_text(scalar: str) -> None:
    assert parse(f"a: {scalar}\nb: [{scalar}]") == {"a": scalar, "b": [scalar]}


def test_nothing_after_a_colon_is_empty_text() -> None:
    assert parse("a:\n") == {"a": ""}


def test_tags_construct_nothing() -> None:
    assert parse("a: !!python/object/apply:os.system [echo]") == {"a": ["echo"]}


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3", "x:\n  k: 1\n  k: 1", "- {k: 1, k: 2}"])
def test_a_repeated_key_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(TextYamlError, match="重复") as caught:
        parse(text)
    assert caught.value.line is not None


def test_aliases_are_refused() -> None:
    with pytest.raises(TextYamlError, match="别名"):
        parse("a: &x [1]\nb: [*x, *x]")


def test_depth_is_limited() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    with pytest.raises(TextYamlError, match="层次"):
        parse("[" * 50_000)


def test_a_mapping_is_no_key() -> None:
    with pytest.raises(TextYamlError, match="键应当是文字"):
        parse("? {a: 1}\n: 2")


def test_two_documents_are_refused() -> None:
    with pytest.raises(TextYamlError):
        parse("a: 1\n---\nb: 2")


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!?|>%@`\"' \n\t,#中\x00\x85�"), max_size=60))
def test_junk_is_yaml_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except TextYamlError:
        return
    assert isinstance(found, str | list | dict)
