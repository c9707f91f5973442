"""报送情况: which of the bodies that the notice addresses have sent something, with what, and which have not."""

from collections.abc import Iterator

from reports.directory import Directory
from reports.sheet import Sheet, Value
from reports.sheet import columns as columns_of
from schemas.notice import RecommenderClass
from schemas.submission import Delivery

NOTE = "“未见报送”只说明收件夹中没有可识别为该单位的材料；名单中的省（中）直部门不都须推荐，未报送不是问题。"


def attendance_sheet(directory: Directory) -> Sheet:
    """Return the workbook's sheet: every listed body, then senders that are on no list."""
    columns = columns_of("序号 5, 推荐单位 30, 类别 16, 报送情况 12, 批次 20, 收到时间 18, 普通项目 8, 专项项目 8, 合计 8")
    rows = (*_listed(directory), *_unlisted(directory))
    return Sheet("报送情况", NOTE, columns, tuple((n, *row) for n, row in enumerate(rows, 1)))


def _listed(directory: Directory) -> Iterator[tuple[Value, ...]]:
    for body in directory.notice.recommenders:
        sent = [d for d in directory.report.round.deliveries if d.recommender == body.name]
        yield _row(directory, body.name, body.recommender_class, sent)


def _unlisted(directory: Directory) -> Iterator[tuple[Value, ...]]:
    known = {body.name for body in directory.notice.recommenders}
    for delivery in directory.report.round.deliveries:
        if delivery.recommender not in known:
            yield _row(directory, delivery.recommender or delivery.folder or "（未识别）", delivery.recommender_class, [delivery])


def _row(directory: Directory, name: str, class_: RecommenderClass, sent: list[Delivery]) -> tuple[Value, ...]:
    applications = [a for delivery in sent for a in directory.applications_of(delivery)]
    special = sum(a.special_track is not None for a in applications)
    return (
        name,
        directory.notice.class_titles.get(class_, class_.value),
        "已报送" if sent else "未见报送",
        "、".join(delivery.folder or "散件" for delivery in sent),
        "、".join(f"{delivery.received_at:%Y-%m-%d %H:%M}" if delivery.received_at else "未登记" for delivery in sent),
        len(applications) - special if sent else "",
        special if sent else "",
        len(applications) if sent else "",
    )
