import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.punctuation import fold, half_width, label_key, squeeze, strip_spaces


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("沈阳 市\n市场 监管局", "沈阳市市场监管局"),
        ("依据 GB/T 19001 开展", "依据GB/T 19001开展"),
        ("Smart  Home 试点", "Smart Home试点"),
        ("2026 年 5 月", "2026年5月"),
        ("联　系　人", "联系人"),
        ("024 8888 6666", "024 8888 6666"),
        ("数据， 安全", "数据，安全"),
    ],
)
def test_squeeze(text, squeezed):
    assert squeeze(text) == squeezed


@given(st.text())
def test_squeeze_keeps_everything_but_spaces_and_is_stable(text):
    assert strip_spaces(squeeze(text)) == strip_spaces(text)
    assert squeeze(squeeze(text)) == squeeze(text)


def test_half_width_leaves_chinese_punctuation():
    assert half_width("ＧＢ／Ｔ１９００１，（试行）：ａ＠ｂ．ｃｏｍ") == "GB/T19001，（试行）：a@b.com"


def test_fold_makes_brackets_quotes_and_dashes_equal():
    assert fold("“沈阳（集团）”：Ａ—１") == fold('"沈阳(集团)":A-1')


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("一、项目名称", "项目名称"),
        ("（一）联 系 人：", "联系人"),
        ("1.承担单位（盖章）：____", "承担单位"),
        ("1 项目名称", "项目名称"),
        ("2、建设周期（起止时间）", "建设周期"),
        ("3.1 工作目标", "工作目标"),
        ("地　　址", "地址"),
        ("职\n务", "职务"),
        ("*手机：", "手机"),
        ("①参加单位", "参加单位"),
        ("（盖章）", "盖章"),
        ("2026年度", "2026年度"),
        ("三年工作情况", "三年工作情况"),
        ("单位（盖章", "单位"),
        ("省（中）直有关部门意见", "省(中)直有关部门意见"),
        ("E-mail", "E-mail"),
    ],
)
def test_label_key(text, key):
    assert label_key(text) == key


@given(st.text())
def test_label_key_never_raises(text):
    label_key(text)
    fold(text)
