"""What l and 1, o and 0 are by their neighbours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.mail import likely, told_by_neighbours, with_its_sign


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("z1b1243@example.com", "zlb1243@example.com"),
        ("lianxil775@example.com", "lianxi1775@example.com"),
        ("guanlil@example.com", "guanli1@example.com"),
        ("wangl@example.com", "wangl@example.com"),
        ("1ianxil438@example.com", "lianxi1438@example.com"),
        ("he11o@example.com", "hello@example.com"),
        ("1iaoning@example.com", "liaoning@example.com"),
        ("20261iaoning@example.com", "2026liaoning@example.com"),
        ("1vye2019@example.com", "lvye2019@example.com"),
        ("bz_0ffice@example.com", "bz_office@example.com"),
        ("ba0zhi@example.com", "baozhi@example.com"),
        ("138o411@example.com", "1380411@example.com"),
        ("bz.guan1i_2l7@example.com", "bz.guanli_217@example.com"),
        ("officel517@example.com", "office1517@example.com"),
        ("xmsbl01l@example.com", "xmsb1011@example.com"),
    ],
)
def test_neighbours_tell(read: str, meant: str) -> None:
    assert likely(read) == meant


@pytest.mark.parametrize(
    "read",
    [
        "wangl88@example.com",
        "11bz@example.com",
        "bzhl215@example.com",
        "zhao0512@example.com",
        "zhangl@example.com",
        "wangl08@example.com",
        "school01@example.com",
        "bz.mail05@example.com",
        "l@example.com",
        "zhangwei@l63.com",
        "",
        "@",
    ],
)
def test_where_they_do_not_it_stays(read: str) -> None:
    assert likely(read) == read


@given(st.text(max_size=30))
def test_nothing_but_look_alikes_changes(text: str) -> None:
    told = likely(text)
    assert len(told) == len(text)
    assert all(a == b or {a, b} in ({"l", "1"}, {"o", "0"}) for a, b in zip(text, told, strict=True))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("zhb229oexample.com", "zhb229@example.com"),
        ("zhb2290example.com", "zhb229@example.com"),
        ("guanli1606omail.example.cn", "guanli1606@mail.example.cn"),
        ("zhb229©example.com", "zhb229@example.com"),
        ("zhb229@example.com", "zhb229@example.com"),
        ("zhao0company.com", "zhao0company.com"),  # the o of company may be it, for all that can be told
        ("zhb229example", "zhb229example"),
    ],
)
def test_the_one_character_that_may_be_the_sign_is_it(read: str, meant: str) -> None:
    assert with_its_sign(read) == meant


def test_a_number_at_the_end_is_a_guess_that_its_neighbours_do_not_bear_out() -> None:
    assert 6 not in told_by_neighbours("guanli1@example.com")
    assert not {4, 7} & told_by_neighbours("xmsb1011@example.com")
