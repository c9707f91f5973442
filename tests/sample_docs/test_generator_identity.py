"""Codes, numbers and names that the generator invents."""

import re

import numpy as np
import pytest
from stdnum.cn import uscc

from sample_docs.generator.identity import code_for, found_unit, mail, mobile, phone, spoil_code
from sample_docs.generator.material import cities, domains

WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@pytest.mark.parametrize("prefix", ["91", "92", "93", "12", "52"])
def test_codes_have_both_check_digits_right(prefix):
    rng = np.random.default_rng(4)
    for _ in range(50):
        code = code_for(prefix, "210102", rng)
        assert uscc.is_valid(code), code
        inner = 11 - sum(int(c, 36) * w for c, w in zip(code[8:16], WEIGHTS, strict=True)) % 11
        assert code[16] == {10: "X", 11: "0"}.get(inner, str(inner)), code


def test_spoilt_codes_fail_and_differ_in_one_place():
    rng = np.random.default_rng(5)
    for _ in range(50):
        code = code_for("91", "210211", rng)
        bad = spoil_code(code, rng)
        assert sum(a != b for a, b in zip(code, bad, strict=True)) == 1
        assert not uscc.is_valid(bad)


def test_numbers_are_well_formed_and_nobodys():
    rng = np.random.default_rng(6)
    for _ in range(100):
        assert re.fullmatch(r"1[3-9]\d0000\d{4}|1\d{2}0000\d{4}", mobile(rng))
        assert re.fullmatch(r"0\d{2,3}-20000\d+", phone("024", rng))
        assert len(phone("024", rng)) == 12
        assert len(phone("0412", rng)) == 12
        assert re.search(r"@(\w+\.)*example\.(cn|com)$", mail(rng))


def test_a_units_code_lies_in_the_district_of_its_address():
    rng = np.random.default_rng(7)
    for city in cities().values():
        for material in domains().values():
            for kind in material.units:
                unit = found_unit(kind, city, rng)
                district = next(d for d, _ in city.districts if d in unit.address)
                assert unit.uscc[2:8] == dict(city.districts)[district]
                assert 6 <= len(unit.name) <= 24
                assert unit.name.count("市") <= 2
