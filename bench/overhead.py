"""What orchestration and isolation cost beside the reading, in one run: CPU seconds of every process of an audit, by what it is for.

python -m bench.overhead sample_docs/round/inbox --registers sample_docs/round/registers --as-of 2026-05-21 --out OUT --store STORE

Everything after the program's name is given to ``chuhe audit``. CPU seconds, not hours on the wall, so that a busy machine tells the same.
Reading is what the reading processes do once their engine is loaded, with all that they start; loading the engine would be needed without
isolation, too, but is counted as its cost here.
"""

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_PAUSE = 0.2
_TICK = os.sysconf("SC_CLK_TCK")
_ROLES = {"flows.worker": "reading", "flows.gate_process": "gate", "flows.leash": "prefect server", "prefect": "prefect server"}
_BARE = "import sys; from flows.file_reader import engines; engines(sys.argv[1])"


def main(arguments: list[str]) -> int:
    """Run an audit and print the shares."""
    child = subprocess.Popen([sys.executable, "-c", "from flows.cli import main; main()", "audit", *arguments])
    spent: dict[int, float] = {}
    roles: dict[int, str] = {child.pid: "supervisor"}
    while child.poll() is None:
        for pid, parent, seconds, command in _processes():
            if pid != child.pid and parent not in roles:
                continue
            roles.setdefault(pid, _role(command) or roles.get(parent, ""))
            if roles[pid] == "supervisor" and (own := _role(command)):
                roles[pid] = own  # it was looked at between fork and exec
            spent[pid] = max(spent.get(pid, 0.0), seconds)
        time.sleep(_PAUSE)
    _tell(spent, roles, _cpu_of_loading())
    return child.returncode


def _tell(spent: dict[int, float], roles: dict[int, str], loading: float) -> None:
    by_role: defaultdict[str, float] = defaultdict(float)
    for pid, seconds in spent.items():
        by_role[roles[pid]] += seconds
    readers = sum(role == "reading" and spent[pid] > loading for pid, role in roles.items() if pid in spent)
    reading = by_role["reading"] - readers * loading
    for role, seconds in sorted(by_role.items()):
        print(f"{role}: {seconds:.1f} CPU s")
    print(f"loading an engine: {loading:.1f} CPU s, {readers} reading processes")
    if reading <= 0:
        print("nothing was read, so there is nothing to compare with")
        return
    other = by_role["prefect server"] + by_role["gate"] + readers * loading
    print(f"server, gate and loading: {other:.1f} CPU s, {other / reading:.1%} of {reading:.1f} s of reading")
    whole = other + by_role["supervisor"]
    print(f"with the supervisor (intake, rules and report included): {whole:.1f} CPU s, {whole / reading:.1%}")


def _processes() -> Iterator[tuple[int, int, float, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        yield int(folder.name), int(fields[1]), (int(fields[11]) + int(fields[12])) / _TICK, command


def _role(command: str) -> str:
    return next((role for words, role in _ROLES.items() if words in command), "")


def _cpu_of_loading() -> float:
    before = os.times()
    subprocess.run([sys.executable, "-c", _BARE, "auto"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
