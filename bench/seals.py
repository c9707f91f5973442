"""How well the seals of one document were found and told."""

from dataclasses import dataclass

from bench.fields import iou, plain
from bench.matching import Json, Pair


@dataclass
class SealScore:
    """Counts of seals."""

    there: int = 0
    found: int = 0
    legible_there: int = 0
    """How many a person could read, found or not."""
    false_alarms: int = 0
    role_right: int = 0
    legible: int = 0
    """Of those found, how many a person could read."""
    legible_right: int = 0
    """Of those, how many were given to their owner."""
    owner_right: int = 0
    owner_wrong: int = 0
    """Given to somebody else: the dangerous one."""
    unreadable: int = 0
    false_mismatched: int = 0
    """The right owner's own seal, held against it: the worst one."""
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
        score.legible_there += bool(true["legible"] and not true["special"])
        if hit is None:
            continue
        found.remove(hit)
        score.found += 1
        score.role_right += hit.get("role") == true["role"]
        _judge(score, true, hit)
        score.false_mismatched += hit["outcome"] == "mismatched" and not true["special"] and _is_proper(true, pair)
    score.false_alarms = len(found)
    return score


def rates(row: Json) -> dict[str, float]:
    """What is asked of the seals, as shares."""
    plain_found = max(1, row["found"] - row["special"])
    return {
        "recall": row["found"] / max(1, row["there"]),
        "recall of legible": row["legible"] / max(1, row["legible_there"]),
        "precision": row["found"] / max(1, row["found"] + row["false_alarms"]),
        "owner right of legible": min(1.0, row["legible_right"] / max(1, row["legible"])),
        "false mismatched": row["false_mismatched"] / plain_found,
    }


def _is_proper(true: Json, pair: Pair) -> bool:
    """Whether a seal is of somebody whose name the document itself bears."""
    fields = pair.truth["fields"]
    units = [fields.get(n) for n in ("undertaking_unit", "recommending_unit", "issuer")] + list(fields.get("participating_units") or ())
    names = [plain(u) for u in [*units, pair.truth["delivery"]] if u]
    return plain(true["owner"]) in names and plain(true["text"]) == plain(true["owner"])


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
            score.legible_right += bool(true["legible"])
        else:
            score.unreadable += 1
    elif plain(owner) in (plain(true["owner"]), plain(true["text"])):
        score.owner_right += 1
        score.legible_right += bool(true["legible"])
    else:
        score.owner_wrong += 1
