"""``chuhe select`` goes on from what somebody has decided."""

import json
from pathlib import Path

import pytest

from flows.select import remaining_told
from schemas.errors import UsageError
from schemas.selection import Candidate, Cap, Selection

PLACES = ("甲市", "乙市", "丙市")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    candidates = tuple(
        Candidate(number=n, application=f"a-{n}", name=f"项目{n}", recommender=place, rank=1, domain="services" if n < 3 else "agriculture")
        for n, place in enumerate(PLACES, 1)
    )
    caps = (Cap(title="全省普通项目总数", places=2), Cap(title="服务业领域", places=1, domain="services"))
    selection = Selection(candidates=candidates, caps=caps)
    (tmp_path / "audit.json").write_text(json.dumps({"notice": "liaoning-2026", "selection": selection.model_dump(mode="json")}), "utf-8")
    return tmp_path


def lines(report: Path, take: str = "", leave: str = "", domain: str = "") -> str:
    return "\n".join(remaining_told(report, [take] if take else [], [leave] if leave else [], [domain] if domain else []))


def test_what_remains_is_listed_where_it_is_little(report: Path) -> None:
    told = lines(report)
    assert "不排名次" in told
    assert "最多可选2个；选满的组合共2种" in told
    assert "组合：1号、3号" in told
    assert "组合：2号、3号" in told


def test_decisions_narrow_it_down(report: Path) -> None:
    assert "组合：2号、3号" not in lines(report, take="1")
    assert "组合：1号、3号" not in lines(report, leave="1")
    assert "没有可行的组合" in lines(report, take="1,2")


def test_another_label_is_tried_out(report: Path) -> None:
    assert "组合：1号、2号" in lines(report, domain="2=高新技术")


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"take": "9"}, "没有这个序号"),
        ({"take": "x"}, "没有这个序号"),
        ({"take": "1", "leave": "1"}, "既选又不选"),
        ({"domain": "1=无此领域"}, "没有这个领域"),
    ],
)
def test_wrong_numbers_are_refused(report: Path, said: dict[str, str], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        lines(report, **said)


def test_a_folder_without_a_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="读不到审核报告"):
        lines(tmp_path)
