"""A wrong pack is refused with the file, the clause, what is wrong, and what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import notices
from checks.binding import bind
from schemas.errors import NoticeError

Spoil = Callable[[str, str, str], str]

FAULTS = [
    (
        "clause without rule or reason",
        "notice.yaml",
        "    rules:\n      - rule: recommender-eligible\n",
        "",
        ["notice.yaml", "条款 L-0", "既没有写明核查规则"],
    ),
    ("blank reason", "notice.yaml", "by_hand: 申报阶段不核查，属建设期满后的义务。", "by_hand: ''", ["条款 N-6", "既没有写明核查规则"]),
    ("clause id twice", "notice.yaml", "id: L-4.1b", "id: L-4.1a", ["条款 L-4.1a", "出现 2 次"]),
    ("quote not in the notice", "notice.yaml", "其他地区不超过1个", "其他地区不超过3个", ["条款 L-4.1b", "找不到"]),
    ("unknown strength", "notice.yaml", "strength: in_principle", "strength: maybe", ["notice.yaml", "条款 L-2d", "maybe"]),
    ("unknown source", "notice.yaml", "id: L-0\n    source: provincial", "id: L-0\n    source: county", ["条款 L-0", "county"]),
    (
        "derived by half",
        "notice.yaml",
        "source: derived\n    strength: derived",
        "source: derived\n    strength: must",
        ["条款 X-1", "derived"],
    ),
    ("unknown key", "notice.yaml", "programme:", "program:", ["notice.yaml", "program", "不认识"]),
    ("unknown key in a clause", "notice.yaml", "id: L-0\n", "id: L-0\n    note: x\n", ["条款 L-0", "note"]),
    ("no such day", "notice.yaml", "day: 2026-05-20", "day: 2026-02-30", ["期限", "日期", "2026-02-30"]),
    ("deadline before the notice", "notice.yaml", "day: 2026-05-20", "day: 2026-04-01", ["期限 recommender", "早于"]),
    ("deadline of an unknown clause", "notice.yaml", "clause: L-4.2a}", "clause: L-9}", ["期限 recommender", "L-9"]),
    ("year is no number", "notice.yaml", "year: 2026", "year: 二〇二六", ["year", "不是数"]),
    ("reading of an unknown clause", "notice.yaml", "clauses: [L-2d, N-3b]", "clauses: [L-2d, N-3z]", ["解读 prior-pilot-level", "N-3z"]),
    ("default that is no choice", "notice.yaml", "default: scans", "default: scan", ["解读 copies-evidence", "“scan”"]),
    ("choice twice", "notice.yaml", "id: letter-date", "id: receipt", ["deadline-event", "receipt", "2 次"]),
    ("bad regular expression", "notice.yaml", "(?:大学|学院", "(?:大学|学院(", ["学校", "正则"]),
    ("rule twice in a clause", "notice.yaml", "- rule: form-complete", "- rule: form-present", ["条款 L-3.1b", "form-present", "两次"]),
    ("rule name that is none", "notice.yaml", "rule: form-copies", "rule: Form_Copies", ["条款 L-3.1c", "Form_Copies"]),
    (
        "two numbers for one quota",
        "notice.yaml",
        "max: {city: 1, zone: 1}",
        "max: {city: 1, zone: 1, department: 3}",
        ["条款 L-4.1b", "max.department", "不同"],
    ),
    ("quota of an unknown class", "notice.yaml", "max: {city: 1, zone: 1}", "max: {county: 1}", ["条款 L-4.1b", "county"]),
    (
        "track that is no special domain",
        "notice.yaml",
        "tracks: [judicial-administration, civil-affairs]",
        "tracks: [services]",
        ["条款 L-4.1c", "services"],
    ),
    ("repeated YAML key", "notice.yaml", "year: 2026", "year: 2026\nyear: 2027", ["notice.yaml", "重复", "第"]),
    ("not YAML", "letter.yaml", "titles:", "titles: [", ["letter.yaml", "语法"]),
    ("a list instead of a mapping", "letter.yaml", "titles:", "- titles:", ["letter.yaml"]),
    ("loader's key written by hand", "notice.yaml", "year: 2026", "year: 2026\nversion: abc", ["notice.yaml", "version"]),
    ("domain twice", "domains.yaml", "id: services", "id: high-tech", ["domains.yaml", "领域 high-tech", "2 次"]),
    ("domain of an unknown clause", "domains.yaml", "clause: A-4", "clause: A-9", ["领域 services", "A-9"]),
    ("alias of two domains", "domains.yaml", "aliases: [消费品领域", "aliases: [农业农村领域, 消费品领域", ["农业农村领域", "2 次"]),
    (
        "overlap with an unknown domain",
        "domains.yaml",
        "domains: [services, high-tech]",
        "domains: [services, hightech]",
        ["平台经济", "hightech"],
    ),
    ("overlap of one", "domains.yaml", "domains: [services, high-tech]", "domains: [services]", ["平台经济", "少于两个"]),
    ("unknown form field", "form.yaml", "name: postcode", "name: zip_code", ["form.yaml", "字段 zip_code"]),
    ("form field twice", "form.yaml", "name: postcode", "name: address", ["字段 address", "两次"]),
    ("label of two kinds", "form.yaml", "labels: [邮政编码,", "labels: [手机, 邮政编码,", ["标签“手机”", "不同种类"]),
    ("label with a colon", "form.yaml", "labels: [邮政编码,", "labels: [邮政编码：,", ["邮政编码：", "冒号"]),
    ("opinion box twice", "form.yaml", "role: participant", "role: undertaking", ["意见栏 undertaking"]),
    ("unknown role", "form.yaml", "role: participant", "role: witness", ["form.yaml", "witness"]),
    (
        "unknown class of recommender",
        "recommenders.csv",
        "沈阳市市场监督管理局,major-city",
        "沈阳市市场监督管理局,mega-city",
        ["recommenders.csv", "第2行", "mega-city"],
    ),
    ("missing cell", "recommenders.csv", "辽宁省教育厅,department,", "辽宁省教育厅,", ["recommenders.csv", "6 格"]),
    ("unknown column", "recommenders.csv", "region_code", "code", ["recommenders.csv", "表头"]),
    ("alias of two bodies", "recommenders.csv", "大连市市场监管局；", "沈阳市市场监管局；", ["沈阳市市场监", "2 次"]),
    ("unknown special track", "recommenders.csv", ",civil-affairs", ",services", ["辽宁省民政厅", "services"]),
    (
        "settled by an unknown clause",
        "notice.yaml",
        "readings:\n",
        "settled: [{reading: a, choice: b, clause: L-99}]\nreadings:\n",
        ["notice.yaml", "已定口径 a", "L-99"],
    ),
    (
        "settled and asked",
        "notice.yaml",
        "readings:\n",
        "settled: [{reading: seal-units, choice: undertaking, clause: L-0}]\nreadings:\n",
        ["解读 seal-units", "2 次"],
    ),
    ("class without a title", "notice.yaml", "  zone: 沈抚示范区\n", "", ["zone"]),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_fault_is_named(spoil: Spoil, file: str, old: str, new: str, says: list[str]) -> None:
    message = spoil(file, old, new)
    for word in says:
        assert word in message


def test_all_faults_are_named_at_once(pack: Path, spoil: Spoil) -> None:
    form = pack / "form.yaml"
    form.write_text(form.read_text(encoding="utf-8").replace("name: postcode", "name: zip_code"), encoding="utf-8")
    message = spoil("notice.yaml", "其他地区不超过1个", "其他地区不超过3个")
    assert "2 处问题" in message
    assert "zip_code" in message
    assert "L-4.1b" in message


@pytest.mark.parametrize("name", ["notice.yaml", "recommenders.csv", "domains.yaml", "form.yaml", "letter.yaml", "source.txt"])
def test_missing_file_is_named(pack: Path, name: str) -> None:
    (pack / name).unlink()
    with pytest.raises(NoticeError, match=name):
        notices.load_path(pack)


def test_other_encodings_are_refused(pack: Path) -> None:
    path = pack / "letter.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(NoticeError, match="UTF-8"):
        notices.load_path(pack)


def test_huge_files_are_refused(pack: Path) -> None:
    with (pack / "source.txt").open("ab") as file:
        file.write(b" " * 1_000_001)
    with pytest.raises(NoticeError, match="超过"):
        notices.load_path(pack)


BINDING_FAULTS = [
    ("unknown rule", "rule: form-copies", "rule: form-copied", ["L-3.1c", "form-copied"]),
    ("number that is none", "params: {copies: 3}", "params: {copies: 三}", ["L-3.1c", "form-copies", "copies"]),
    ("parameter that the rule has not", "params: {copies: 3}", "params: {copies: 3, pages: 2}", ["L-3.1c", "pages"]),
    ("number left out", "params: {copies: 3}", "params: {}", ["L-3.1c", "copies"]),
    ("relation that is none", "relation: forbidden", "relation: unwanted", ["L-2d", "relation"]),
    ("question that no rule asks", "id: seal-units", "id: seal-unit", ["notice.yaml", "seal-unit"]),
    ("choice that no rule knows", "id: one-scan-suffices", "id: one-scan", ["copies-evidence", "one-scan"]),
]


@pytest.mark.parametrize(("old", "new", "says"), [fault[1:] for fault in BINDING_FAULTS], ids=[fault[0] for fault in BINDING_FAULTS])
def test_what_only_the_rules_can_see_is_named(pack: Path, old: str, new: str, says: list[str]) -> None:
    path = pack / "notice.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(NoticeError) as caught:
        bind(notices.load_path(pack))
    assert caught.value.remedy
    for word in says:
        assert word in caught.value.message


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["notice.yaml", "recommenders.csv", "domains.yaml", "form.yaml", "letter.yaml"]),
    st.integers(0, 30_000),
    st.integers(0, 40),
    st.binary(max_size=12) | st.sampled_from([b": ", b"- ", b"\n", b"[", b"{", b'"', b",", b"&a ", b"\xef\xbb\xbf"]),
)
def test_a_damaged_pack_loads_or_is_refused(pack: Path, name: str, at: int, gone: int, junk: bytes) -> None:
    path = pack / name
    whole = path.read_bytes()
    at %= len(whole)
    path.write_bytes(whole[:at] + junk + whole[at + gone :])
    try:
        notices.load_path(pack)
    except NoticeError as error:
        assert error.remedy  # noqa: PT017
    finally:
        path.write_bytes(whole)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoticeError, match="缺少"):
        notices.load_path(tmp_path / "nowhere")
