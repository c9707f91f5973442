"""Credit reports and certificates become records; positive blocks are never counted."""

from page_building import line, page

from extractors.documents import certificate, credit_report
from extractors.documents.second import SecondReader
from extractors.documents.sheets import Segment, Sheet
from extractors.ocr.blank import build as blank_engine
from schemas.documents import CreditReport, Kind, LegalPersonCertificate

CODE = "91210112MA1565JA26"


class NoCrops:
    def crop(self, page, quad, *, margin=1.5, red=False, beyond=0.0):
        return None


SECOND = SecondReader(NoCrops(), blank_engine(), blank_engine())


def report(*texts: str) -> CreditReport:
    sheet = Sheet("甲/信用报告.pdf", "0" * 64, page(*(line(text, y=60 + 18 * i) for i, text in enumerate(texts))))
    return credit_report.extract(Segment(Kind.CREDIT_REPORT, (sheet,)), SECOND)


HEAD = (
    "法人和非法人组织公共信用信息报告",
    "信用中国",
    "机构名称：沈阳某某家政服务有限公司",
    f"统一社会信用代码：{CODE}",
    "报告生成日期：2026年5月6日",
)


def test_a_clean_report() -> None:
    found = report(
        *HEAD,
        "一、行政管理信息（共12条）",
        "二、诚实守信信息（共1条）",
        "第1条",
        "A级纳税人",
        "三、严重失信主体名单信息（共0条）",
        "四、经营异常名录（状态）信息（共0条）",
        "五、行政处罚信息",
        "查询期内无相关信息",
        "六、信用承诺信息（共3条）",
    )
    assert found.source.value == "信用中国"
    assert found.unit_name.value == "沈阳某某家政服务有限公司"
    assert found.uscc.value == CODE
    assert found.reported_on.value == "2026-05-06"
    assert found.entries == ()
    assert found.complete


def test_an_entry() -> None:
    found = report(
        *HEAD,
        "严重失信主体名单信息（共0条）",
        "经营异常名录信息（共1条）",
        "第1条",
        "列入经营异常名录原因类型名称：通过登记的住所无法联系",
        "设立日期：2025年3月4日",
        "行政处罚信息（共0条）",
        "信用评价",
        "不相干的文字",
    )
    (entry,) = found.entries
    assert entry.block == "经营异常名录"
    assert entry.decided_on == "2025-03-04"
    assert entry.state == "在列"
    assert "不相干" not in (entry.text.value or "")
    assert not entry.text.needs_review


DIM = (
    "严重失信主体名单信息（共1条）",
    "第1条",
    "列入日期：2025年3月4日",
    "经营异常名录信息（共0条）",
    "行政处罚信息（共0条）",
)


def dimmed(*dim: str) -> CreditReport:
    """Return a report of which some lines were read with little confidence."""
    texts = (*HEAD, *DIM)
    lines = (line(text, y=60 + 18 * i) for i, text in enumerate(texts))
    told = (found.model_copy(update={"confidence": 0.5 if found.text in dim else 0.98, "reader": "rapidocr"}) for found in lines)
    return credit_report.extract(Segment(Kind.CREDIT_REPORT, (Sheet("甲/信用报告.pdf", "0" * 64, page(*told)),)), SECOND)


def test_an_entry_is_as_sure_as_its_least_sure_line() -> None:
    assert not dimmed().entries[0].text.needs_review
    (entry,) = dimmed("列入日期：2025年3月4日").entries
    assert entry.text.needs_review
    assert entry.text.region.page == 1


def test_a_count_that_was_hardly_read_proves_no_absence() -> None:
    assert dimmed().complete
    assert not dimmed("行政处罚信息（共0条）").complete


def test_a_report_with_a_block_missing_is_not_complete() -> None:
    assert not report(*HEAD, "行政处罚信息（共0条）").complete


def certificate_of(*texts: tuple[str, float, float]) -> LegalPersonCertificate:
    sheet = Sheet("甲/证书.jpg", "0" * 64, page(*(line(text, x=x, y=y) for text, x, y in texts)))
    return certificate.extract(Segment(Kind.LEGAL_PERSON_CERTIFICATE, (sheet,)), SECOND)


def test_a_business_licence() -> None:
    found = certificate_of(
        ("营业执照", 200, 60),
        ("统一社会信用代码", 60, 120),
        (CODE, 60, 140),
        ("名  称  沈阳某某家政服务有限公司", 60, 180),
        ("类  型", 60, 200),
        ("有限责任公司", 120, 200),
        ("法定代表人  赵一", 60, 220),
    )
    assert found.certificate_type.value == "营业执照"
    assert found.uscc.value == CODE
    assert found.unit_name.value == "沈阳某某家政服务有限公司"
    assert found.unit_type.value == "有限责任公司"
    assert found.legal_representative.value == "赵一"


PUBLIC = ("企业信用信息公示报告", "国家企业信用信息公示系统", "企业名称：沈阳某某家政服务有限公司", "报告生成时间：2026年05月09日")


def test_a_report_of_the_publicity_system_calls_its_blocks_listed_in() -> None:
    found = report(
        *PUBLIC,
        "行政处罚信息",
        "暂无行政处罚信息",
        "列入经营异常名录信息",
        "暂无列入经营异常名录信息",
        "列入严重违法失信名单（黑名单）信息",
        "暂无列入严重违法失信名单信息",
    )
    assert found.complete
    assert found.entries == ()


def test_a_column_of_an_entry_is_no_block() -> None:
    found = report(
        *PUBLIC,
        "列入经营异常名录信息",
        "第1条",
        "列入经营异常名录原因",
        "通过登记的住所无法联系",
        "列入日期：2025年7月8日",
        "移出日期：2025年9月1日",
    )
    assert [(entry.block, entry.state) for entry in found.entries] == [("经营异常名录", "已移出")]


def test_the_kind_of_a_certificate_stands_in_brackets_behind_or_below_it() -> None:
    below = certificate_of(
        ("民办非企业单位登记证书", 200, 60), ("（法人）", 240, 90), ("名", 60, 140), ("称：沈阳某某养老服务中心", 100, 140)
    )
    assert below.certificate_type.value == "民办非企业单位登记证书（法人）"
    assert below.unit_name.value == "沈阳某某养老服务中心"
    assert certificate_of(("民办非企业单位登记证书(个体)", 200, 60)).certificate_type.value == "民办非企业单位登记证书（个体）"
    plain = certificate_of(("事业单位法人证书", 200, 60), ("（副本）", 240, 90))
    assert plain.certificate_type.value == "事业单位法人证书"
