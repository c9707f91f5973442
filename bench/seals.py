"""How well the seals of one document were found and told."""

from dataclasses import dataclass

from bench.fields import iou, plain
from bench.matching import Json, Pair


@dataclass
class SealScore:
    """Counts of seals."""

    there: int = 0
    found: int = 0
    false_alarms: int = 0
    role_right: int = 0
    legible: int = 0
    """Of those found, how many a person could read."""
    owner_right: int = 0
    owner_wrong: int = 0
    """Given to somebody else: the dangerous one."""
    unreadable: int = 0
    special: int = 0
    special_right: int = 0

    def add(self, other: "SealScore") -> None:
        """Add another document's counts."""
        for key, value in vars(other).items():
            setattr(self, key, getattr(self, key) + value)


def score_seals(pair: Pair) -> SealScore:
    """Seals of a document: each true one takes the nearest found one on its page."""
    score = SealScore(there=len(pair.truth["seals"]))
    found = list(pair.audit.get("seals", ())) if pair.audit is not None else []
    for true in pair.truth["seals"]:
        hit = _nearest(true, found)
        if hit is None:
            continue
        found.remove(hit)
        score.found += 1
        score.role_right += hit.get("role") == true["role"]
        _judge(score, true, hit)
    score.false_alarms = len(found)
    return score


def _nearest(true: Json, found: list[Json]) -> Json | None:
    here = [(iou(f["bbox"], true["bbox"]), i) for i, f in enumerate(found) if f.get("page") == true["page"] and f.get("bbox")]
    best = max(here, default=(0.0, -1))
    return found[best[1]] if best[0] > 0.25 else None


def _judge(score: SealScore, true: Json, hit: Json) -> None:
    if true["special"]:
        score.special += 1
        score.special_right += hit["outcome"] == "special_purpose"
        return
    score.legible += bool(true["legible"])
    owner = hit.get("owner")
    if owner is None:
        # a stranger's seal has no known name to be matched to: told apart is told right
        if hit["outcome"] == "mismatched" and plain(hit.get("text") or "") == plain(true["text"]):
            score.owner_right += 1
        else:
            score.unreadable += 1
    elif plain(owner) in (plain(true["owner"]), plain(true["text"])):
        score.owner_right += 1
    else:
        score.owner_wrong += 1
