"""Registers as people really save them."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.registers import is_intake_log, read_registers
from extractors.registers.moments import SHANGHAI
from schemas.errors import RegisterError
from schemas.registers import IntakeEntry, Registers

LOG = "投递,收文时间,方式,备注\n沈阳市市场监督管理局,2026-05-18 16:20,纸质,\n散件.pdf,2026-05-19,邮件,补件\n"
READ = (
    IntakeEntry(delivery="沈阳市市场监督管理局", received_at=dt.datetime(2026, 5, 18, 16, 20, tzinfo=SHANGHAI), channel="纸质", row=2),
    IntakeEntry(delivery="散件.pdf", received_at=dt.datetime(2026, 5, 19, tzinfo=SHANGHAI), channel="邮件", remark="补件", row=3),
)
CODE = "91210100MA0P4LQU5X"


def read_log(folder: Path, data: bytes | str, name: str = "收文登记.csv") -> Registers:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_registers(None, folder)


def read_beside(folder: Path, name: str, text: str) -> Registers:
    (folder / name).write_text(text, encoding="utf-8")
    return read_registers(folder, folder / "inbox")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "，", "\t", ";", "；"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(tmp_path: Path, encoding: str, separator: str, ending: str) -> None:
    text = LOG.replace(",", separator).replace("\n", ending)
    found = read_log(tmp_path, text.encode(encoding))
    assert found.intake == READ
    assert found.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        '"投递","收文时间","方式","备注"\n"沈阳市市场监督管理局","2026-05-18 16:20","纸质",""\n"散件.pdf","2026-05-19","邮件","补件"\n',
        "序号,方式,备注,收文时间,投递,经办\n1,纸质,,2026-05-18 16:20,沈阳市市场监督管理局,甲\n2,邮件,补件,2026-05-19,散件.pdf,乙\n",
        "投 递：,收文时间（北京时间）,*方式,备注\n沈阳市市场监督管理局/, 2026/5/18 16:20 ,　纸质　,\n'散件.pdf,20260519,邮件,补件\n",
        "文件夹名称,收到时间,报送方式,说明\n沈阳市市场监督管理局,2026年5月18日16时20分,纸质,\n散件.pdf,2026.5.19,邮件,补件\n",
        "投递,收文日期,收文时间,方式,备注\n沈阳市市场监督管理局,2026-05-18,16:20,纸质,\n散件.pdf,2026-05-19,,邮件,补件\n",
        "投递，收文时间，方式，备注\n沈阳市市场监督管理局,2026-05-18 16:20,纸质,\n散件.pdf，2026-05-19,邮件，补件\n",
        LOG.replace("散件.pdf", '="散件.pdf"'),
    ],
    ids=["quoted", "reordered", "dressed header", "synonyms", "day and time apart", "mixed commas", "excel text"],
)
def test_layouts(tmp_path: Path, text: str) -> None:
    found = read_log(tmp_path, text)
    assert found.problems == ()
    assert found.intake == READ


def test_title_blank_rows_and_repeated_headers_are_passed_over(tmp_path: Path) -> None:
    head, first, second = LOG.splitlines()
    found = read_log(tmp_path, f"2026年收文登记,,,\n\n{head}\n,,,\n{first}\n\n{head}\n{second}\n\n")
    assert [entry.delivery for entry in found.intake or ()] == ["沈阳市市场监督管理局", "散件.pdf"]
    assert [entry.row for entry in found.intake or ()] == [5, 8]
    assert found.problems == ()


def test_bad_rows_are_named_and_lose_no_others(tmp_path: Path) -> None:
    bad = "大连市市场监督管理局,改天,纸质,\n,2026-05-18,纸质,\n鞍山市市场监督管理局\n铁岭市市场监督管理局,2026-05-20 下班前,系统,\n"
    text = f"{LOG}{bad}丹东,2026-05-20,纸质,\n"
    found = read_log(tmp_path, text)
    assert [entry.delivery for entry in found.intake or ()] == ["沈阳市市场监督管理局", "散件.pdf", "铁岭市市场监督管理局", "丹东"]
    assert len(found.problems) == 4
    for problem, words in zip(
        found.problems, (("第4行", "改天"), ("第5行", "投递"), ("第6行", "收文时间"), ("第7行", "下班前")), strict=True
    ):
        assert problem.startswith("收文登记.csv")
        assert all(word in problem for word in words)


@pytest.mark.parametrize("quote", ['"沈阳某局', '沈阳"某局', '沈阳某局"', '"沈阳"某局"'])
def test_a_forgotten_quote_swallows_nothing(tmp_path: Path, quote: str) -> None:
    rows = "".join(f"第{n}局,2026-05-{n:02d},纸质,\n" for n in range(1, 28))
    found = read_log(tmp_path, f"投递,收文时间,方式,备注\n{quote},2026-05-18,纸质,\n{rows}")
    assert {f"第{n}局" for n in range(1, 28)} <= {entry.delivery for entry in found.intake or ()}


def test_a_cell_may_hold_lines_commas_and_quotes(tmp_path: Path) -> None:
    found = read_log(tmp_path, '投递,收文时间,方式,备注\n沈阳局,2026-05-18,纸质,"第一行,\n第二行""引""，完"\n大连局,2026-05-19,纸质,\n')
    assert [entry.delivery for entry in found.intake or ()] == ["沈阳局", "大连局"]
    assert (found.intake or ())[0].remark == '第一行,\n第二行"引"，完'


def test_a_stray_zero_byte_spoils_no_more_than_its_row(tmp_path: Path) -> None:
    found = read_log(tmp_path, LOG.encode().replace("邮件".encode(), b"\0"))
    assert [entry.delivery for entry in found.intake or ()] == ["沈阳市市场监督管理局", "散件.pdf"]


def test_one_wrong_byte_spoils_one_cell(tmp_path: Path) -> None:
    data = LOG.encode()
    at = data.index("补".encode())
    found = read_log(tmp_path, data[:at] + b"\xff" + data[at + 1 :])
    assert [entry.delivery for entry in found.intake or ()] == ["沈阳市市场监督管理局", "散件.pdf"]
    assert len(found.problems) == 1
    assert "第3行" in found.problems[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"\0" * 100,
        b"a,b\n1,2\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old",
        b"PK\x03\x04broken",
        "投递,备注\n甲,乙\n".encode(),
    ],
)
def test_an_unreadable_register_is_named_and_is_not_there(tmp_path: Path, data: bytes) -> None:
    found = read_log(tmp_path, data)
    assert found.intake is None
    assert len(found.problems) == 1
    assert "收文登记.csv" in found.problems[0]


def test_a_missing_register_is_none_and_an_empty_one_is_empty(tmp_path: Path) -> None:
    assert read_registers(None, tmp_path) == Registers()
    assert read_registers(tmp_path, tmp_path) == Registers()
    assert read_log(tmp_path, "投递,收文时间,方式,备注\n").intake == ()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="不存在"):
        read_registers(tmp_path / "nowhere", tmp_path)


def test_the_log_may_lie_in_the_folder_and_the_inbox_goes_first(tmp_path: Path) -> None:
    inbox, folder = tmp_path / "inbox", tmp_path / "registers"
    inbox.mkdir()
    folder.mkdir()
    (folder / "收文登记.csv").write_text("投递,收文时间\n旧,2026-05-01\n", encoding="utf-8")
    assert [entry.delivery for entry in read_registers(folder, inbox).intake or ()] == ["旧"]
    (inbox / "收文登记.csv").write_text("投递,收文时间\n新,2026-05-01\n", encoding="utf-8")
    assert [entry.delivery for entry in read_registers(folder, inbox).intake or ()] == ["新"]


def test_a_link_is_no_register(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(LOG, encoding="utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "收文登记.csv").symlink_to(tmp_path / "secret")
    assert read_registers(None, inbox).intake is None


def test_prior_pilots(tmp_path: Path) -> None:
    found = read_beside(
        tmp_path,
        "往届试点单位.csv",
        "承担单位,统一社会信用代码,项目名称,批次,级别\n"
        f"甲公司, {CODE[:8].lower()} {CODE[8:]} ,某试点,第八批,国家\n乙中心,,某某试点,2020,省级\n丙,,,,市级\n",
    )
    pilots = found.prior_pilots or ()
    assert [(p.unit_name, p.uscc, p.level, p.row) for p in pilots] == [
        ("甲公司", CODE, "国家级", 2),
        ("乙中心", "", "省级", 3),
        ("丙", "", "市级", 4),
    ]
    assert len(found.problems) == 1
    assert "第4行" in found.problems[0]
    assert "市级" in found.problems[0]


def test_absent_columns_are_told_once(tmp_path: Path) -> None:
    found = read_beside(tmp_path, "往届试点单位.csv", "单位名称,项目名称\n甲,某试点\n乙,某试点\n")
    assert len(found.prior_pilots or ()) == 2
    assert sorted("统一社会信用代码" in p or "级别" in p for p in found.problems) == [True, True]


@pytest.mark.parametrize("code", ["9.12101E+17", "912101000000000000"])
def test_a_code_that_a_spreadsheet_rounded_is_not_used(tmp_path: Path, code: str) -> None:
    found = read_beside(tmp_path, "往届试点单位.csv", f"单位名称,统一社会信用代码,级别\n甲,{code},国家级\n")
    assert [p.uscc for p in found.prior_pilots or ()] == [""]
    assert "表格软件" in found.problems[0]


CREDIT = "单位名称,统一社会信用代码,来源,查询日期,结论,事项类型,事项说明,状态\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("信用中国,2026-05-18,无相关信息,,,", ("信用中国", "无相关信息", "", "")),
        ("“信用中国”网站,2026/5/18,无,无,,", ("信用中国", "无相关信息", "", "")),
        ("公示系统,2026年5月18日,查询期内无相关信息。,,,", ("国家企业信用信息公示系统", "无相关信息", "", "")),
        (
            "国家企业信用信息公示系统（辽宁）,20260518,有相关信息,列入经营异常名录,未报年报,在列",
            ("国家企业信用信息公示系统", "有相关信息", "经营异常名录", "在列"),
        ),
        ("信用中国,2026-05-18,有,行政处罚信息,罚款,修复完成", ("信用中国", "有相关信息", "行政处罚", "已修复")),
        ("信用中国,2026-05-18,有不良记录,严重违法失信企业名单（黑名单）,,移出", ("信用中国", "有相关信息", "严重违法失信名单", "已移出")),
    ],
)
def test_credit_words_become_the_official_ones(tmp_path: Path, row: str, expected: tuple[str, ...]) -> None:
    found = read_beside(tmp_path, "信用查询.csv", f"{CREDIT}甲公司,{CODE},{row}\n")
    assert found.problems == ()
    (entry,) = found.credit or ()
    assert (entry.source, entry.conclusion, entry.matter, entry.state) == expected
    assert entry.looked_up_on == dt.date(2026, 5, 18)


@pytest.mark.parametrize("word", ["无法查询", "有待核实", "无,有", "未查询", "待查"])
def test_a_conclusion_that_is_neither_stays_as_it_stands(tmp_path: Path, word: str) -> None:
    found = read_beside(tmp_path, "信用查询.csv", f'{CREDIT}甲公司,{CODE},信用中国,2026-05-18,"{word}",,,\n')
    assert [entry.conclusion for entry in found.credit or ()] == [word]
    assert len(found.problems) == 1


def test_several_matters_in_one_cell_stay_for_a_person(tmp_path: Path) -> None:
    found = read_beside(tmp_path, "信用查询.csv", f"{CREDIT}甲,{CODE},信用中国,2026-05-18,有,经营异常名录、行政处罚,,在列\n")
    assert [entry.matter for entry in found.credit or ()] == ["经营异常名录、行政处罚"]
    assert "人工" in found.problems[0]


def test_a_clean_conclusion_with_a_matter_is_questioned(tmp_path: Path) -> None:
    found = read_beside(tmp_path, "信用查询.csv", f"{CREDIT}甲,{CODE},信用中国,2026-05-18,无相关信息,行政处罚,,公示中\n")
    assert [entry.conclusion for entry in found.credit or ()] == ["无相关信息，但事项类型填有“行政处罚”"]
    assert len(found.problems) == 1
    assert "不符" in found.problems[0]


@pytest.mark.parametrize("column", ["来源", "查询日期", "结论", "单位名称"])
def test_a_row_without_what_matters_is_not_used(tmp_path: Path, column: str) -> None:
    values = dict(zip(CREDIT.strip().split(","), f"甲,{CODE},信用中国,2026-05-18,无相关信息,,,".split(","), strict=True))
    found = read_beside(tmp_path, "信用查询.csv", CREDIT + ",".join((values | {column: ""}).values()) + "\n")
    assert found.credit == ()
    assert column in found.problems[0]


def workbook(*rows: tuple[object, ...], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for _ in range(sheets - 1):
        book.create_sheet(index=0).append(["别的", "内容"])
    sheet = book.worksheets[-1]
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


ROWS = (
    ("投递", "收文时间", "方式", "备注"),
    ("沈阳市市场监督管理局", dt.datetime(2026, 5, 18, 16, 20), "纸质", None),
    ("散件.pdf", dt.date(2026, 5, 19), "邮件", "补件"),
)


@pytest.mark.parametrize("name", ["收文登记.xlsx", "收文登记.XLSX", "收文登记.csv"])
@pytest.mark.parametrize("sheets", [1, 3])
def test_workbooks_by_any_name(tmp_path: Path, name: str, sheets: int) -> None:
    found = read_log(tmp_path, workbook(*ROWS, sheets=sheets), name)
    assert found.intake == READ
    assert found.problems == ()


def test_a_csv_goes_before_a_workbook_and_the_other_is_named(tmp_path: Path) -> None:
    (tmp_path / "收文登记.xlsx").write_bytes(workbook(("投递", "收文时间"), ("别的", "2026-05-01")))
    found = read_log(tmp_path, LOG)
    assert found.intake == READ
    assert "收文登记.xlsx" in found.problems[0]


def test_gaps_and_blank_rows_keep_their_numbers(tmp_path: Path) -> None:
    found = read_log(
        tmp_path, workbook(("标题",), (), ("备注", "投递", None, "收文时间"), (), (None, "甲", None, 46160.5)), "收文登记.xlsx"
    )
    assert [(entry.delivery, entry.received_at.hour, entry.row) for entry in found.intake or ()] == [("甲", 12, 5)]


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'


@pytest.mark.parametrize(
    "changed",
    [
        {"xl/sharedStrings.xml": ENTITIES},
        {"xl/workbook.xml": b"<workbook"},
        {"xl/worksheets/sheet1.xml": b" " * 31_000_000},
        {"xl/_rels/workbook.xml.rels": b"\0"},
    ],
)
def test_hostile_workbooks_are_refused(tmp_path: Path, changed: dict[str, bytes]) -> None:
    found = read_log(tmp_path, _zip(_parts(workbook(*ROWS)) | changed), "收文登记.xlsx")
    assert found.intake is None
    assert len(found.problems) == 1


def test_a_workbook_without_its_parts_is_refused(tmp_path: Path) -> None:
    found = read_log(tmp_path, _zip({"word/document.xml": b"<x/>"}), "收文登记.xlsx")
    assert found.intake is None
    assert found.problems


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    found = read_log(tmp_path, LOG + LOG.splitlines()[1] + "\n")
    assert found.intake == READ
    assert found.problems == ("收文登记.csv：第4行与第2行完全相同，只采用一次。",)


def test_a_workbook_as_an_office_keeps_it(tmp_path: Path) -> None:
    """A merged title, a note, dates as day numbers and as text, columns of its own, a row twice, and another sheet before it."""
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["本表由标准化处登记"])
    sheet = book.create_sheet("查询")
    sheet.append(["2026年信用查询登记表"])
    sheet.merge_cells("A1:H1")
    sheet.append([])
    sheet.append(["序号", "单位名称", "统一社会信用代码", "来源", "查询日期", "查询结果", "事项类型", "状态", "查询人"])
    sheet.append([1, "鞍山样本有限公司", CODE, "信用中国网站", dt.date(2026, 5, 12), "未见", "", "", "甲"])
    sheet.append([1, "鞍山样本有限公司", CODE, "信用中国网站", dt.date(2026, 5, 12), "未见", "", "", "甲"])
    sheet.append([2, "鞍山样本有限公司", CODE, "公示系统", "2026.5.13", "有相关信息", "经营异常", "移出", "乙"])
    sheet.append([3, "大连样本有限公司", "", "公示系统", "五月", "无", "", "", "乙"])
    book.save(tmp_path / "信用查询.xlsx")
    found = read_registers(tmp_path, tmp_path)
    assert found.credit is not None
    assert [(e.row, e.looked_up_on.isoformat(), e.source, e.conclusion, e.matter, e.state) for e in found.credit] == [
        (4, "2026-05-12", "信用中国", "无相关信息", "", ""),
        (6, "2026-05-13", "国家企业信用信息公示系统", "有相关信息", "经营异常名录", "已移出"),
    ]
    assert found.problems == (
        "信用查询.xlsx：第5行与第4行完全相同，只采用一次。",
        "信用查询.xlsx：第7行“查询日期”“五月”不是可识别的日期，应写作 2026-05-18，该行未采用。",
    )


def test_rows_beyond_the_limit_are_told(tmp_path: Path) -> None:
    found = read_log(tmp_path, "投递,收文时间\n" + "".join(f"甲{n},2026-05-18\n" for n in range(50_001)))
    assert len(found.intake or ()) == 49_999
    assert "其余未读" in found.problems[-1]


def test_problems_are_counted_beyond_a_hundred(tmp_path: Path) -> None:
    found = read_log(tmp_path, "投递,收文时间\n" + "甲,改天\n" * 150)
    assert len(found.problems) == 101
    assert "50" in found.problems[-1]


@given(
    st.binary(max_size=400) | st.text(alphabet=st.sampled_from('投递收文时间方式备注,，;\t"\n\r2026-051 甲'), max_size=120).map(str.encode)
)
def test_junk_never_raises(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("junk")
    for name in ("收文登记.csv", "往届试点单位.csv", "信用查询.csv"):
        (folder / name).write_bytes(data)
    read_registers(folder, folder)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_never_raises(tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes) -> None:
    data = workbook(*ROWS)
    at %= len(data)
    read_log(tmp_path_factory.mktemp("damaged"), data[:at] + junk + data[at + len(junk) :], "收文登记.xlsx")


@pytest.mark.parametrize(
    ("name", "expected"), [("收文登记.csv", True), ("收文登记.XLSX", True), ("收文登记.pdf", False), ("登记.csv", False)]
)
def test_names_that_are_no_submissions(name: str, *, expected: bool) -> None:
    assert is_intake_log(name) == expected
