"""The generator and the measuring tools share nothing with what they judge."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READERS = {"schemas", "chinese", "extractors", "assembly", "checks", "notices", "reports", "storage", "flows"}
JUDGES = ("samples.py", "matching.py", "fields.py", "seals.py", "findings.py", "rounds.py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {a.name.split(".")[0] for a in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where they lead"
            names.add((node.module or "").split(".")[0])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "__import__", path
    return names


@pytest.mark.parametrize("path", sorted((ROOT / "sample_docs").rglob("*.py")), ids=lambda p: p.name)
def test_generator_imports_nothing_of_the_product(path):
    assert not imported(path) & READERS


@pytest.mark.parametrize("name", JUDGES)
def test_judges_import_nothing_of_the_product(name):
    assert not imported(ROOT / "bench" / name) & READERS


def test_generator_reads_no_file_of_the_product():
    for path in (ROOT / "sample_docs" / "generator").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for word in ("notice.yaml", "form.yaml", "domains.csv", "recommenders.csv"):
            assert word not in text, path
