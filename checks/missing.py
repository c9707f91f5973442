"""What seems to be missing may stand in a file that could not be read."""

from checks.case import DeliveryCase


def unread_note(case: DeliveryCase) -> str:
    """Name the files of a delivery that could not be read: 另有2个文件无法读取（a.pdf、b.pdf）."""
    names = [document.path.rsplit("/", 1)[-1] for document in case.unread]
    shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
    return f"另有{len(names)}个文件无法读取（{shown}）"
