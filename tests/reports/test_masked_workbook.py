"""The workbook is what gets mailed about: it hides contact persons unless somebody asks for them."""

from pathlib import Path

import openpyxl
import pytest
import report_builder as made

import reports


def cells(path: Path) -> str:
    book = openpyxl.load_workbook(path / "report.xlsx")
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("unmasked", [False, True])
def test_contacts_are_hidden_unless_asked_for(tmp_path: Path, unmasked: bool) -> None:
    reports.publish(made.report(1), made.notice(), made.picture, tmp_path / "out", unmasked=unmasked)
    told = cells(tmp_path / "out")
    assert ("13800001234" in told) == unmasked
    assert ("测试联系人" in told) == unmasked
    assert ("138****1234" in told) == (not unmasked)


def test_a_report_is_not_for_everybody(tmp_path: Path) -> None:
    reports.publish(made.report(1), made.notice(), made.picture, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        assert path.stat().st_mode & 0o007 == 0, path
