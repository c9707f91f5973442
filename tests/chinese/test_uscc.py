import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese import uscc

BODY = st.text(alphabet=uscc.ALPHABET, min_size=16, max_size=16)


def _complete(body: str) -> str:
    """Give the two check characters to sixteen others; '' where the inner one is no character of the alphabet's."""
    first17 = body + uscc.inner_digit(body[8:16])
    return first17 + uscc.check_digit(first17)


VALID = BODY.map(_complete)


@given(VALID)
def test_built_codes_pass(code):
    assert uscc.check(code).ok
    assert uscc.repair(code) == ()


@given(VALID)
def test_every_single_substitution_is_caught(code):
    for place in range(18):
        for other in uscc.ALPHABET:
            if other != code[place]:
                assert not uscc.is_valid(code[:place] + other + code[place + 1 :])


@given(VALID, st.integers(0, 16))
def test_adjacent_transpositions_are_caught(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or not uscc.is_valid(swapped)


@given(VALID, st.integers(0, 17))
def test_a_look_alike_is_repaired(code, place):
    for misread in [char for char, others in uscc.LOOK_ALIKES.items() if code[place] in others and char in uscc.ALPHABET]:
        assert code in uscc.repair(code[:place] + misread + code[place + 1 :])


@given(VALID)
def test_impossible_letters_go_back_to_their_digits(code):
    misread = code.replace("0", "O").replace("1", "I").replace("5", "S").replace("2", "Z")
    assert misread == code or uscc.repair(misread) == (code,)


@given(st.text())
def test_junk_never_raises(text):
    assert not uscc.check(text).ok or len(uscc.normalise(text)) == 18
    uscc.repair(text)
    uscc.registration(text)
    uscc.region(text)


def test_a_registered_code_that_fails_only_the_outer_digit():
    found = uscc.check("91350211M0000XUF46")
    assert (found.length_ok, found.charset_ok, found.inner_ok, found.check_ok) == (True, True, True, False)


@pytest.mark.parametrize("code", ["91110000600037341L", "911100007109250324"])
def test_published_codes_pass(code):
    assert uscc.is_valid(code)


def test_normalised_but_not_repaired():
    assert uscc.normalise(" ９１11-0000 6000 3734 1l ") == "91110000600037341L"
    assert uscc.normalise("O1") == "O1"


def test_old_registration_numbers_are_known():
    assert uscc.check("210100000012345").old_registration_number
    assert not uscc.check("21010000001234").old_registration_number


@pytest.mark.parametrize(
    ("prefix", "person"),
    [
        ("11", uscc.LegalPerson.YES),
        ("31", uscc.LegalPerson.MIXED),
        ("52", uscc.LegalPerson.MIXED),
        ("91", uscc.LegalPerson.MIXED),
        ("92", uscc.LegalPerson.NO),
        ("93", uscc.LegalPerson.YES),
        ("81", uscc.LegalPerson.CONDITIONAL),
        ("N2", uscc.LegalPerson.YES),
    ],
)
def test_prefixes(prefix, person):
    found = uscc.registration(prefix + "2101020000000000")
    assert found is not None
    assert found.legal_person is person


def test_a_prefix_the_standard_lacks():
    assert uscc.registration("00210100") is None
    assert uscc.region("9121") == ""
    assert uscc.region("91210102MA0000000X") == "210102"
