"""Compare an audit.json with the truth of a sample round, and print the table of how well it was read.

    python -m bench.samples --audit OUT/audit.json --truth sample_docs/round/truth.json [--json] [--wrong N]

Judges from the two files alone and shares no code with the reader. ``--wrong N`` lists the first N wrong values of each class.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from bench.calibration import KEY
from bench.fields import Outcome, Score, score_fields
from bench.findings import judge_findings
from bench.matching import Json, Pair, match_documents
from bench.seals import SealScore, score_seals

TIERS = ("clean", "office", "hard", "electronic")


def main(argv: list[str] | None = None) -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(prog="python -m bench.samples", description=__doc__.split("\n")[0])
    parser.add_argument("--audit", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--wrong", type=int, default=0, help="list so many wrong values of each class")
    given = parser.parse_args(argv)
    audit, truth = (json.loads(p.read_text(encoding="utf-8")) for p in (given.audit, given.truth))
    result = compare(audit, truth)
    if given.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        print(render(result, given.wrong))
    return 0


def compare(audit: Json, truth: Json) -> Json:
    """Everything that the tables show, as plain data."""
    pairs = match_documents(audit["documents"], truth["documents"])
    scores = [s for p in pairs for s in score_fields(p)]
    return {
        "documents": _documents(pairs, audit),
        "fields": {t: _fields([s for s in scores if s.tier == t]) for t in TIERS if any(s.tier == t for s in scores)},
        "by_name": {t: _by_name([s for s in scores if s.tier == t]) for t in TIERS if any(s.tier == t for s in scores)},
        "boxes": {t: _boxes([s for s in scores if s.tier == t]) for t in TIERS if any(s.tier == t for s in scores)},
        "seals": {
            t: vars(_seals([p for p in pairs if p.tier == t])) for t in TIERS if any(p.tier == t and p.truth["seals"] for p in pairs)
        },
        "findings": judge_findings(audit, truth, pairs),
        "seen": [_seen(s) for s in scores if s.group in KEY and s.confidence is not None],
        "wrong": [_wrong(s) for s in scores if s.outcome is not Outcome.RIGHT],
    }


def _documents(pairs: list[Pair], audit: Json) -> Json:
    out: Json = {}
    for tier in TIERS:
        mine = [p for p in pairs if p.tier == tier]
        if mine:
            out[tier] = {
                "expected": len(mine),
                "found": sum(p.audit is not None for p in mine),
                "kind": sum(p.kind_right for p in mine),
                "borders": sum(p.borders_right for p in mine),
                "medium": sum(p.medium_right for p in mine),
            }
    odd = [p for p in pairs if p.truth["status"] != "processed"]
    out["odd files"] = {"expected": len(odd), "status right": sum(p.status_right for p in odd)}
    taken = {id(p.audit) for p in pairs if p.audit is not None}
    out["documents too many"] = sum(id(d) not in taken for d in audit["documents"])
    out["trouble"] = [p.trouble for p in pairs if p.trouble]
    return out


def _fields(scores: list[Score]) -> Json:
    out: Json = {}
    for group in sorted({s.group for s in scores}):
        mine = [s for s in scores if s.group == group]
        counts = Counter(s.outcome for s in mine)
        row: Json = {"n": sum(s.outcome is not Outcome.INVENTED for s in mine)}
        row |= {o.value: counts[o] for o in Outcome}
        rates = [s.cer for s in mine if s.cer is not None]
        if rates:
            row["cer"] = round(sum(rates) / len(rates), 4)
        out[group] = row
    return out


def _by_name(scores: list[Score]) -> Json:
    out: Json = {}
    for s in scores:
        row = out.setdefault(s.name, {"n": 0, "right": 0})
        if s.outcome is not Outcome.INVENTED:
            row["n"] += 1
            row["right"] += s.outcome in (Outcome.RIGHT, Outcome.BURDEN)
    return out


def _boxes(scores: list[Score]) -> Json:
    asked = [s for s in scores if s.box_hit is not None]
    return {"asked": len(asked), "hit": sum(bool(s.box_hit) for s in asked)}


def _seals(pairs: list[Pair]) -> SealScore:
    total = SealScore()
    for p in pairs:
        total.add(score_seals(p))
    return total


def _seen(s: Score) -> Json:
    right = s.outcome in (Outcome.RIGHT, Outcome.BURDEN)
    return {"tier": s.tier, "group": s.group, "field": s.name, "confidence": s.confidence, "asked": s.asked, "right": right}


def _wrong(s: Score) -> Json:
    return {
        "tier": s.tier,
        "where": s.where,
        "field": s.name,
        "outcome": s.outcome.value,
        "true": s.true,
        "read": s.read,
        "confidence": s.confidence,
    }


def render(result: Json, wrong: int) -> str:
    """The tables as text."""
    lines = ["DOCUMENTS"]
    for tier, row in result["documents"].items():
        if isinstance(row, dict):
            lines.append(f"  {tier:<12}" + "  ".join(f"{k} {v}" for k, v in row.items()))
    lines.append(f"  documents too many: {result['documents']['documents too many']}")
    lines += [f"    {t}" for t in result["documents"]["trouble"]]
    heads = [o.value for o in Outcome]
    lines += ["", "FIELDS" + " " * 16 + f"{'n':>5}" + "".join(f"{h:>9}" for h in heads) + "   exact   silent      CER"]
    for tier, groups in result["fields"].items():
        for group, row in groups.items():
            n = max(1, row["n"])
            right = (row["right"] + row["burden"]) / n
            cer = f"{row['cer']:9.4f}" if "cer" in row else ""
            lines.append(
                f"  {tier:<11}{group:<9}{row['n']:>5}"
                + "".join(f"{row[h]:>9}" for h in heads)
                + f"{right:8.1%}{row['silent'] / n:9.1%}{cer}"
            )
    lines += ["", "BOXES   " + "   ".join(f"{t} {b['hit']}/{b['asked']}" for t, b in result["boxes"].items())]
    lines += ["", "SEALS"]
    for tier, row in result["seals"].items():
        lines.append(f"  {tier:<11}" + "  ".join(f"{k.replace('_', ' ')} {v}" for k, v in row.items()))
    lines += _render_findings(result["findings"])
    lines += _render_wrong(result["wrong"], wrong)
    return "\n".join(lines)


def _render_findings(found: Json) -> list[str]:
    lines = ["", f"PLANTED  found {found['found']} of {found['planted']}, with the verdict of a sure reading {found['sure']}"]
    lines += [_planted(row) for row in found["rows"]]
    lines += ["", "CLEAN"]
    lines += [
        f"  {row['subject']}: fails {', '.join(row['fails']) or 'none'}; reviews {', '.join(row['reviews']) or 'none'}"
        for row in found["clean"]
    ]
    lines += ["", f"FAILS THAT NOBODY PLANTED: {len(found['unplanned'])}"]
    lines += [f"  {row['rule']:<26}{row['subject']}  {row['message']}" for row in found["unplanned"]]
    return lines


def _planted(row: Json) -> str:
    verdicts = f"wanted {'/'.join(row['wanted']):<14}got {'/'.join(row['got']) or '—'}"
    return f"  {'ok ' if row['ok'] else 'NOT'} {row['defect']:<34}{row['rule']:<26}{verdicts}  {row['subject']}"


def _render_wrong(rows: list[Json], limit: int) -> list[str]:
    lines: list[str] = []
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = (row["tier"], row["outcome"])
        seen[key] += 1
        if seen[key] <= limit:
            values = f"{str(row['true'])[:60]!r} read {str(row['read'])[:60]!r} ({row['confidence']})"
            lines.append(f"  {row['tier']} {row['outcome']:<8}{row['field']:<22}{values}  {row['where']}")
    return ["", "WRONG VALUES", *lines] if lines else []


if __name__ == "__main__":
    sys.exit(main())
