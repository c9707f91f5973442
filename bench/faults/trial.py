"""An inbox, a store and a report folder, and the command line run on them with reading processes whose files say what goes wrong."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parents[2]
FAKES = TOP / "tests" / "flows" / "cli_with_fakes.py"


@dataclass(frozen=True)
class Row:
    """One line of the matrix."""

    fault: str
    tried: str
    held: bool
    seen: str

    def __str__(self) -> str:
        return f"| {self.fault} | {self.tried} | {'holds' if self.held else '**BROKEN**'} | {self.seen} |"


class Trial:
    """A place of its own for one trial."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inbox, self.out, self.store, self.temporary = root / "inbox", root / "out", root / "store", root / "tmp"
        self.inbox.mkdir(parents=True)
        self.temporary.mkdir()

    def put(self, path: str, content: str) -> None:
        """Put a file of the fake reading process into the inbox."""
        place = self.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"%PDF-1.4\n{content}\n", "utf-8")

    def put_mixture(self) -> None:
        """Put one of each: a good file, an archive, an empty one, the same bytes twice, one that is refused."""
        self.put("甲/a.pdf", "pages 3")
        self.put("乙/a.pdf", "pages 3")
        self.put("甲/b.pdf", "open refuse")
        (self.inbox / "甲" / "空.pdf").write_bytes(b"")
        with zipfile.ZipFile(self.inbox / "甲" / "c.zip", "w") as archive:
            archive.writestr(zipfile.ZipInfo("d.pdf"), "%PDF-1.4\npages 2\n")

    def arguments(self) -> list[str]:
        """Return the command that audits the inbox."""
        fixed = ["--out", str(self.out), "--store", str(self.store), "--as-of", "2026-05-21", "--plain", "--workers", "1"]
        return ["audit", str(self.inbox), *fixed]

    def run(self, driver: Path = FAKES) -> "subprocess.CompletedProcess[str]":
        """Audit the inbox."""
        surroundings = os.environ | {"TMPDIR": str(self.temporary), "PYTHONPATH": str(TOP)}
        command = [sys.executable, str(driver), *self.arguments()]
        return subprocess.run(command, capture_output=True, text=True, timeout=900, check=False, env=surroundings)

    def reconciles(self) -> bool:
        """Ask the product itself whether every file is in exactly one state."""
        command = [sys.executable, str(FAKES), "reconcile", "--store", str(self.store)]
        surroundings = os.environ | {"PYTHONPATH": str(TOP)}
        return subprocess.run(command, capture_output=True, timeout=120, check=False, env=surroundings).returncode == 0

    def report(self) -> str:
        """Return the report without what is particular to the run."""
        value = json.loads((self.out / "audit.json").read_text("utf-8"))
        del value["run"]
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def leftovers(self) -> list[str]:
        """Return what stayed in the temporary folder, and who still lives that was given a home there."""
        alive = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                surroundings = (folder / "environ").read_bytes()
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if f"HOME={self.temporary}".encode() in surroundings and state != "Z":
                alive.append(folder.name)
        return alive + [path.name for path in self.temporary.iterdir()]

    def remove(self) -> None:
        """Clear up."""
        shutil.rmtree(self.root, ignore_errors=True)


def undisturbed(root: Path) -> str:
    """Return the report of the mixture when nothing goes wrong."""
    trial = Trial(root)
    trial.put_mixture()
    done = trial.run()
    assert done.returncode == 0, done.stderr
    report = trial.report()
    trial.remove()
    return report
