"""How long the rules take: over a round of 60 deliveries and 120 applications with every kind of defect, and over one package alone.

The selection that such a round leaves is counted as well, with 101 of its labels in doubt.

Run from the repository's root: python bench/check_speed.py
"""

import statistics
import sys
import time
from collections import Counter
from pathlib import Path

import checks
import notices
from checks.selection import selection
from schemas.finding import Finding, Verdict
from schemas.notice import Notice
from schemas.submission import Round

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "checks"))
from building import build
from planted import planted_round

ROUND_SECONDS, PACKAGE_SECONDS = 5.0, 0.050
SEEDS = (1, 2, 3)
DOUBTFUL = 101


def main() -> int:
    """Time rounds and packages, and say whether they were quick enough."""
    notice = notices.load("liaoning-2026")
    rounds = [build(planted_round(notice, seed).given, notice) for seed in SEEDS]
    took = [_round(round_, notice) for round_ in rounds]
    alone = [_seconds(build(given, notice), notice) / 2 for given in _packages(notice)]
    usual, most = statistics.median(alone) * 1000, max(alone) * 1000
    print(f"all rules of one package: median {usual:.0f} ms, most {most:.0f} ms (at most {PACKAGE_SECONDS * 1000:.0f})")
    return 0 if max(took) < ROUND_SECONDS and statistics.median(alone) < PACKAGE_SECONDS else 1


def _packages(notice: Notice) -> list[dict[str, object]]:
    """Return the round's deliveries, each a round of its own with all registers."""
    whole = planted_round(notice, SEEDS[0]).given
    return [{"deliveries": [given], "registers": whole["registers"]} for given in whole["deliveries"]]


def _round(round_: Round, notice: Notice) -> float:
    start = time.process_time()
    findings = checks.run(round_, notice, {})
    seconds = time.process_time() - start
    seconds += _selection(round_, notice, findings)
    size = f"{len(round_.deliveries)} deliveries, {len(round_.applications)} applications, {len(round_.documents)} documents"
    print(f"{size}: {len(findings)} findings in {seconds:.2f} CPU s (at most {ROUND_SECONDS})")
    print(f"  {dict(Counter(f.verdict.value for f in findings))}")
    return seconds


def _selection(round_: Round, notice: Notice, findings: tuple[Finding, ...]) -> float:
    doubtful = iter(range(DOUBTFUL))
    asked = [_doubted(f, notice, next(doubtful, None)) if f.rule == "domain-fits" else f for f in findings]
    states = checks.readings_in_force(notice, {})
    start = time.process_time()
    found = selection(round_, notice, asked, states)
    seconds = time.process_time() - start
    print(f"selection: {len(found.candidates)} candidates, {len(found.moves)} labels in doubt, {seconds:.2f} CPU s")
    return seconds


def _doubted(finding: Finding, notice: Notice, number: int | None) -> Finding:
    """Make one finding ask whether another label fits better; as it is where enough of them do."""
    if number is None:
        return finding
    other = notice.domains[number % len(notice.domains)].name
    return finding.model_copy(update={"verdict": Verdict.REVIEW, "expected": other})


def _seconds(round_: Round, notice: Notice) -> float:
    start = time.process_time()
    checks.run(round_, notice, {})
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
