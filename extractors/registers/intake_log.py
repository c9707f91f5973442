"""收文登记: what arrived when."""

from extractors.registers.moments import is_time_only, parse_moment
from extractors.registers.table import Cells, Column, Register
from schemas.registers import IntakeEntry

_DAYS = ("收文日期", "收到日期", "收件日期", "接收日期", "送达日期", "签收日期", "来文日期", "登记日期", "日期")

COLUMNS = (
    Column(
        "delivery",
        "投递",
        (
            "投递名称",
            "投递文件夹",
            "投递文件",
            "投递文件名",
            "投递单位",
            "文件夹",
            "文件夹名",
            "文件夹名称",
            "文件夹或文件名",
            "投递文件夹或文件名",
            "文件名",
            "文件名称",
            "来文单位",
            "来件单位",
            "报送单位",
            "推荐单位",
            "送件单位",
            "寄件单位",
            "发文单位",
            "单位名称",
            "单位",
            "名称",
            "文件",
        ),
        required=True,
    ),
    Column(
        "received_at",
        "收文时间",
        (
            "收到时间",
            "收件时间",
            "接收时间",
            "送达时间",
            "签收时间",
            "来文时间",
            "收文日期时间",
            "收文日期及时间",
            "登记时间",
            "时间",
            *_DAYS,
        ),
        required=True,
    ),
    Column("received_day", "收文日期", _DAYS[1:]),
    Column("channel", "方式", ("收文方式", "报送方式", "递交方式", "投递方式", "送达方式", "接收方式", "途径", "渠道", "收文渠道")),
    Column("remark", "备注", ("说明", "附注", "备注说明", "情况说明")),
)


def _entry(cells: Cells) -> IntakeEntry:
    delivery = cells.need("delivery").replace("\\", "/").removeprefix("./").rstrip("/")
    written = cells.get("received_at")
    if cells.get("received_day") and (not written or is_time_only(written)):
        written = f"{cells.get('received_day')} {written}"
    moment = parse_moment(written or cells.need("received_at"))
    if moment is None:
        raise cells.fault("received_at", "不是可识别的日期时间，应写作 2026-05-18 16:20")
    if moment.rest:
        cells.note("received_at", f"中的“{moment.rest[:20]}”未能识别，按 {moment.at:%Y-%m-%d %H:%M} 采用")
    return IntakeEntry(delivery=delivery, received_at=moment.at, channel=cells.get("channel"), remark=cells.get("remark"), row=cells.number)


REGISTER = Register("收文登记", COLUMNS, _entry)
