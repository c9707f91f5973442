"""How long the rules take over a large round: 60 deliveries, 120 applications of three copies and an electronic version each.

Run from the repository's root: python bench/check_speed.py
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

import checks
import notices

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "checks"))
from building import LONG, build, code_for

BODIES = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SECONDS = 5.0


def given(deliveries: int, seed: int = 20260521) -> dict[str, object]:
    """Describe a round in which every text is of its own words and three times as long as a short form's."""
    chance = random.Random(seed)  # noqa: S311
    names = [r.name for r in notices.load("liaoning-2026").recommenders][:deliveries]
    return {"deliveries": [{"recommender": name, "projects": [project(chance, name, n) for n in (1, 2)]} for name in names]}


def project(chance: random.Random, name: str, number: int) -> dict[str, object]:
    """Describe one project in words drawn by chance from the sample's, so that passages aren't shared."""
    words = "".join(LONG.values())
    body = "MA" + "".join(chance.choice(BODIES) for _ in range(6))
    drawn = {field: "".join(chance.choice(words) for _ in range(3 * len(text))) for field, text in LONG.items() if field != "schedule"}
    unit = f"{name[:3]}{''.join(chance.sample(words, 4))}有限公司"
    return {"name": f"{name[:6]}{number}{chance.randrange(10**6)}标准化试点", "unit": unit, "uscc": code_for(body=body), "fields": drawn}


def main() -> int:
    """Time one run, print what it found, and say whether it was quick enough."""
    notice = notices.load("liaoning-2026")
    round_ = build(given(60), notice)
    start = time.process_time()
    findings = checks.run(round_, notice, {})
    seconds = time.process_time() - start
    print(f"{len(round_.deliveries)} deliveries, {len(round_.applications)} applications, {len(round_.documents)} documents")
    print(f"{len(findings)} findings in {seconds:.2f} CPU seconds (at most {SECONDS}): {dict(Counter(f.verdict.value for f in findings))}")
    return 0 if seconds < SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
