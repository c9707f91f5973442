"""What the office's own registers say of a finding: the rows that it rests on, so that nobody has to open the spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.directory import Directory
from schemas.finding import Finding, Scope
from schemas.registers import CreditLookup, PriorPilot, Registers
from schemas.submission import Delivery


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register."""

    register: str
    row: int
    text: str


def register_rows(finding: Finding, directory: Directory) -> tuple[RegisterRow, ...]:
    """Return what the registers say of the units that the finding's message names; a deadline's finding shows its delivery's receipt."""
    registers = directory.report.round.registers
    units = (*_credit(finding, registers), *_pilots(finding, registers))
    return (*_receipts(finding, directory), *units)


def _receipts(finding: Finding, directory: Directory) -> Iterator[RegisterRow]:
    delivery = next((d for d in directory.report.round.deliveries if d.id == finding.subject), None)
    if finding.scope is not Scope.DELIVERY or delivery is None or "收到" not in finding.message:
        return
    for entry in directory.report.round.registers.intake or ():
        if _is_of(entry.delivery, delivery):
            told = f"{entry.delivery}　{entry.received_at:%Y-%m-%d %H:%M}　{entry.channel}　{entry.remark}"
            yield RegisterRow("收文登记", entry.row, told.strip())


def _is_of(name: str, delivery: Delivery) -> bool:
    return bool(delivery.folder) and name.strip("/") == delivery.folder


def _credit(finding: Finding, registers: Registers) -> Iterator[RegisterRow]:
    for row in registers.credit or () if finding.rule.endswith("-credit") else ():
        if row.unit_name and row.unit_name in finding.message:
            yield RegisterRow("信用查询", row.row, _credit_text(row))


def _credit_text(row: CreditLookup) -> str:
    parts = (row.unit_name, row.uscc, row.source, row.looked_up_on.isoformat(), row.conclusion, row.matter, row.detail, row.state)
    return "　".join(part for part in parts if part)


def _pilots(finding: Finding, registers: Registers) -> Iterator[RegisterRow]:
    for row in registers.prior_pilots or () if finding.rule.endswith("-prior-pilot") else ():
        if row.unit_name and row.unit_name in finding.message:
            yield RegisterRow("往届试点单位", row.row, _pilot_text(row))


def _pilot_text(row: PriorPilot) -> str:
    return "　".join(part for part in (row.unit_name, row.uscc, row.project_name, row.batch, row.level) if part)
