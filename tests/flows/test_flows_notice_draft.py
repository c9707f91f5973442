"""A notice as people have it, on paper or in a word processor, becomes a draft through the real command."""

import subprocess
import sys
from pathlib import Path

import docx
import pytest
import yaml
from PIL import Image, ImageDraw, ImageFont

TEXT = Path(__file__).parents[1] / "notices" / "texts" / "lanjiang-2025.txt"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
KEYS = ("issued_on", "doc_no", "deadline.recommender", "quota.min", "quota.max", "copies", "period.end", "province.max", "special.max")
WIDTH, ROWS = 30, 40
"""Characters of a printed line, and lines of a page."""

pytestmark = pytest.mark.slow


def run(*arguments: str | Path) -> str:
    command = [str(Path(sys.executable).with_name("chuhe")), "notice", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def facts(folder: Path) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for fact in yaml.safe_load((folder / "draft.yaml").read_text("utf-8"))["facts"]:
        found.setdefault(fact["key"], []).append((fact["value"], fact["page"]))
    return found


def values(folder: Path) -> dict[str, list[str]]:
    return {key: sorted(value for value, _ in facts(folder).get(key, [])) for key in KEYS}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("plain") / "草稿"
    run("draft", TEXT, "--out", folder)
    found = values(folder)
    assert all(found.values()), found
    return found


def test_a_word_file_gives_the_same_draft(tmp_path: Path, plain: dict[str, list[str]]) -> None:
    paper = docx.Document()
    for line in TEXT.read_text("utf-8").splitlines():
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "通知.docx"))
    run("draft", tmp_path / "通知.docx", "--out", tmp_path / "草稿")
    assert values(tmp_path / "草稿") == plain


def test_a_scan_gives_the_same_draft_with_its_pages(tmp_path: Path, plain: dict[str, list[str]]) -> None:
    lines = [line[at : at + WIDTH] for line in TEXT.read_text("utf-8").splitlines() for at in range(0, max(1, len(line)), WIDTH)]
    font = ImageFont.truetype(str(FONT), 40, index=2)
    pages = []
    for start in range(0, 2 * ROWS, ROWS):
        page = Image.new("L", (1654, 2339), 250)
        for row, line in enumerate(lines[start : start + ROWS]):
            ImageDraw.Draw(page).text((200, 100 + row * 54), line, font=font, fill=25)
        pages.append(page)
    pages[0].save(tmp_path / "通知.pdf", save_all=True, append_images=pages[1:], resolution=200)
    run("draft", tmp_path / "通知.pdf", "--out", tmp_path / "草稿")
    assert values(tmp_path / "草稿") == plain
    assert {page for found in facts(tmp_path / "草稿").values() for _, page in found} == {1, 2}
