"""The two worst things: to accuse somebody because of a doubtful reading, and to pass over a defect because of one."""

import random
from functools import cache
from typing import Any

import pytest
from building import build
from doubting import doubted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planted import planted_round
from planting import Draw

import checks
import notices
from assembly import assemble
from schemas.documents import Document
from schemas.finding import Finding, Verdict
from schemas.page import SealReading
from schemas.registers import Registers
from schemas.submission import Round

NOTICE = notices.load("liaoning-2026")
SENDERS = [r for r in NOTICE.recommenders if r.region_code or r.place or r.lines]
SHARES = (0.02, 0.05, 0.15, 0.4, 0.8)
WAYS = ("red", "green", "gray")


def as_read(document: Document, folder: str) -> Document:
    """Return a document as a reader gives it: nobody has said yet whose seal it is, or to which project it belongs."""
    seals = tuple(
        s.model_copy(update={"owner": None, "readings": tuple(SealReading(text=s.text, confidence=0.97, way=way) for way in WAYS)})
        for s in document.seals
    )
    path = f"{folder}/{document.path.rpartition('/')[2]}"
    return document.model_copy(update={"application": None, "copy_number": None, "seals": seals, "folder": folder, "path": path})


@cache
def faultless(seed: int) -> tuple[tuple[Document, ...], Round]:
    chance = random.Random(seed)  # noqa: S311
    sender = chance.choice(SENDERS)
    round_ = build({"deliveries": [Draw(NOTICE, chance).delivery(sender)]}, NOTICE)
    return tuple(as_read(d, sender.name) for d in round_.documents), round_


def fails(documents: tuple[Document, ...], round_: Round) -> list[tuple[str, str]]:
    receipts = tuple(entry for delivery in round_.deliveries for entry in delivery.receipts)
    registers = Registers(intake=receipts, prior_pilots=(), credit=())
    found = checks.run(assemble(documents, NOTICE, registers, round_.as_of), NOTICE, {})
    return [(f.rule, f.message[:300]) for f in found if f.verdict is Verdict.FAIL]


@pytest.mark.parametrize("seed", range(4))
def test_a_faultless_package_fails_nowhere(seed: int) -> None:
    assert fails(*faultless(seed)) == []


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 30), st.sampled_from(SHARES), st.integers(0, 1 << 30))
def test_nobody_fails_by_what_was_read_in_doubt(seed: int, share: float, doubt: int) -> None:
    documents, round_ = faultless(seed)
    chance = random.Random(doubt)  # noqa: S311
    assert fails(tuple(doubted(d, chance, share, other=True) for d in documents), round_) == []


@pytest.mark.parametrize(("seed", "share"), [(1, 0.1), (2, 0.5), (3, 1.0)])
def test_no_planted_defect_passes_for_being_read_in_doubt(seed: int, share: float) -> None:
    planted = planted_round(NOTICE, seed)
    round_ = build(planted.given, NOTICE)
    chance = random.Random(seed)  # noqa: S311
    documents = tuple(doubted(d, chance, share, other=False) for d in round_.documents)
    said: dict[tuple[str, str], list[Finding]] = {}
    for finding in checks.run(round_.model_copy(update={"documents": documents}), NOTICE, {}):
        said.setdefault((finding.rule, finding.subject), []).append(finding)
    missed: list[Any] = [(kind, found, said.get((found.rule, found.subject))) for kind, found in planted.found]
    quiet = (Verdict.PASS, Verdict.NOT_APPLICABLE)
    assert [(kind, found) for kind, found, heard in missed if all(f.verdict in quiet for f in heard or ())] == []
