import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.contacts import ContactKind, check_email, check_mobile, check_phone, mask_email, mask_name, mask_phone, split_contacts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("13800000000", ContactKind.MOBILE),
        ("138 0000 0000", ContactKind.MOBILE),
        ("+86 138-0000-0000", ContactKind.MOBILE),
        ("024-23456789", ContactKind.LANDLINE),
        ("024—23456789", ContactKind.LANDLINE),
        ("（024）23456789", ContactKind.LANDLINE),
        ("0411-83456789-801", ContactKind.LANDLINE),
        ("02423456789", ContactKind.LANDLINE),
        ("23456789", ContactKind.LANDLINE),
        ("024-23456789转801", ContactKind.LANDLINE),
        ("400-800-1234", ContactKind.HOTLINE),
        ("12345", ContactKind.HOTLINE),
        ("024-12345", ContactKind.HOTLINE),
    ],
)
def test_good_numbers(text, kind):
    found = check_phone(text)
    assert found.ok, found
    assert found.kind is kind


@pytest.mark.parametrize("text", ["1380000000", "138000000000", "12800000000x", "024-2345", "", "无", "见附件", "1380000O000", "024-"])
def test_bad_numbers_say_why(text):
    assert check_phone(text).problem


def test_a_short_mobile_is_counted():
    assert check_mobile("1390000123").problem == "手机号码应为11位，现为10位"
    assert not check_mobile("024-23456789").ok


@pytest.mark.parametrize("text", ["a@b.com", "zhang.san_1@mail.sy.gov.cn", "ａ＠ｂ．ｃｎ"])
def test_good_mail(text):
    assert check_email(text).ok


@pytest.mark.parametrize("text", ["", "ab.com", "a@@b.com", "a@b", "张三@b.com", "a b@c.com", "a@b.c", ".a@b.com", "a@-b.com", "a@.com"])
def test_bad_mail(text):
    assert check_email(text).problem


def test_several_in_one_cell():
    assert split_contacts("024-23456789／13800000000") == ("024-23456789", "13800000000")
    assert split_contacts("13800000000、13900000000") == ("13800000000", "13900000000")
    assert split_contacts("") == ()


@pytest.mark.parametrize(
    ("function", "text", "masked"),
    [
        (mask_phone, "13812345678", "138****5678"),
        (mask_phone, "024-23455678", "024-****5678"),
        (mask_phone, "12345", "*****"),
        (mask_name, "张三", "张*"),
        (mask_name, "欧阳娜娜", "欧阳**"),
        (mask_name, "", ""),
        (mask_email, "zhangsan@163.com", "z***@163.com"),
        (mask_email, "zhang", "*****"),
    ],
)
def test_masks(function, text, masked):
    assert function(text) == masked


@given(st.text())
def test_junk_never_raises(text):
    check_phone(text)
    check_mobile(text)
    check_email(text)
    split_contacts(text)
    assert len(mask_phone(text)) == len(text)
    mask_name(text)
    mask_email(text)
