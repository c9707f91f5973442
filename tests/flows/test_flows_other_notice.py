"""Another province's call through the real command: electronic packages in, verdicts by that call's own numbers out."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

pytestmark = pytest.mark.slow

SENDER = "岚州市市场监督管理局"
NOTICE = "岚江省市场监督管理局关于征集2025年度标准化试点示范项目的通知"
FORMS = {
    "齿轮智能工厂标准化试点": ("岚州齿轮制造有限公司", "先进制造", "面向轴承齿轮企业开展质量分级和检验互认，建设智能工厂标准体系。"),
    "茶园生态种植标准化试点": ("岚州云台茶业有限公司", "乡村建设", "围绕茶叶特色产业开展茶园种植标准化，带动农户和合作社。"),
}


def letter(path: Path) -> None:
    paper = docx.Document()
    for line in (
        "推荐公函",
        "岚江省市场监督管理局：",
        f"根据《{NOTICE}》要求，我局审核同意，现推荐“{'”“'.join(FORMS)}”（按优先次序排列）等2个项目。",
        SENDER,
        "2025年5月20日",
    ):
        paper.add_paragraph(line)
    paper.save(str(path))


def form(path: Path, name: str) -> None:
    unit, domain, tasks = FORMS[name]
    paper = docx.Document()
    paper.add_paragraph("标准化试点示范项目申报书")
    rows = {
        "示范项目名称": name,
        "申报方向": domain,
        "申报单位": unit,
        "联系人": "吴样本",
        "联系电话": "0990-5550000",
        "执行期": "2025年7月至2028年6月",
        "绩效目标": "建成标准体系，制定标准十项，培训人员三百人次。",
        "主要工作": tasks,
        "填报日期": "2025年5月12日",
    }
    table = paper.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in rows.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    paper.save(str(path))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict:
    place = tmp_path_factory.mktemp("岚江")
    (place / "inbox" / SENDER).mkdir(parents=True)
    letter(place / "inbox" / SENDER / "推荐公函.docx")
    for number, name in enumerate(FORMS, 1):
        form(place / "inbox" / SENDER / f"申报书{number}.docx", name)
    (place / "inbox" / "收文登记.csv").write_text(f"投递,收文时间,方式,备注\n{SENDER},2025-05-30 17:40,系统,\n", "utf-8")
    command = [Path(sys.executable).with_name("chuhe"), "audit", place / "inbox", "--out", place / "out", "--store", place / "store"]
    options = ["--notice", "lanjiang-2025", "--as-of", "2025-06-03", "--plain", "--workers", "1"]
    done = subprocess.run([str(part) for part in command + options], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (place / "out" / "report.html").is_file()
    return json.loads((place / "out" / "audit.json").read_text("utf-8"))


def verdicts(found: dict, rule: str) -> set[str]:
    return {f["verdict"] for f in found["findings"] if f["rule"] == rule}


def test_the_packages_are_put_together(found: dict) -> None:
    assert found["notice"] == "lanjiang-2025"
    (delivery,) = found["deliveries"]
    assert (delivery["recommender"], delivery["recommender_class"]) == (SENDER, "city")
    assert {a["project_name"]: a["domain"] for a in found["applications"]} == {
        "齿轮智能工厂标准化试点": "advanced-manufacturing",
        "茶园生态种植标准化试点": "rural-construction",
    }


def test_the_calls_own_numbers_decide(found: dict) -> None:
    assert verdicts(found, "quota-recommender") == {"pass"}
    assert verdicts(found, "deadline-recommender") == {"pass"}
    assert verdicts(found, "construction-period") == {"pass"}
    assert verdicts(found, "domain-fits") == {"pass"}
    assert verdicts(found, "unit-prior-pilot") == {"no_evidence"}
    assert set(found["readings"]) == {"copies-evidence"}
