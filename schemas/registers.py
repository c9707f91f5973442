"""What the office keeps beside the packages: intake log, past undertakers, credit look-ups."""

import datetime as dt

from schemas.base import Frozen


class IntakeEntry(Frozen):
    """A row of 收文登记.csv."""

    delivery: str
    """投递: folder or file name."""
    received_at: dt.datetime
    """With offset (Asia/Shanghai)."""
    channel: str = ""
    """方式: 纸质, 邮件 or 系统."""
    remark: str = ""
    row: int


class PriorPilot(Frozen):
    """A row of 往届试点单位.csv."""

    unit_name: str
    uscc: str = ""
    project_name: str = ""
    batch: str = ""
    level: str = ""
    """国家级 or 省级."""
    row: int


class CreditLookup(Frozen):
    """A row of 信用查询.csv."""

    unit_name: str
    uscc: str = ""
    source: str
    looked_up_on: dt.date
    conclusion: str
    matter: str = ""
    detail: str = ""
    state: str = ""
    row: int


class Registers(Frozen):
    """All registers of a workspace; ``None`` where the register is not there (which is not the same as an empty one)."""

    intake: tuple[IntakeEntry, ...] | None = None
    prior_pilots: tuple[PriorPilot, ...] | None = None
    credit: tuple[CreditLookup, ...] | None = None
    problems: tuple[str, ...] = ()
    """Rows that could not be used: file, row, column, what is wrong; Chinese."""
