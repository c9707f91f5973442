"""The tables of the reading bench as text."""

from bench.calibration import KEY, reliability
from bench.matching import Json
from bench.samples import _render_wrong
from bench.seals import rates

TIERS = ("clean", "office", "hard")


def render(results: dict[str, Json], wrong: int) -> str:
    """All tables, ways side by side."""
    ours = results["ours"]
    lines = [*_fields(results), *_documents(results), *_seals(ours), *_grids(ours), *_boxes(ours), *_cost(results), *_reliability(ours)]
    return "\n".join([*lines, *_render_wrong(ours["wrong"], wrong)])


def sums(groups: Json, names: tuple[str, ...]) -> Json:
    """Several classes as one."""
    rows = [groups[n] for n in names if n in groups]
    keys = ("n", "right", "burden", "flagged", "silent", "missing", "invented")
    return {k: sum(r[k] for r in rows) for k in keys}


def _fields(results: dict[str, Json]) -> list[str]:
    head = f"{'tier':<8}{'class':<10}{'n':>5}"
    for way in results:
        head += f" | {way:^43}"
    under = " " * 23
    for _ in results:
        under += f" | {'exact':>8}{'silent':>8}{'‰':>7}{'burden':>8}{'CER':>12}"
    lines = ["FIELDS  silent: wrong or invented, and not marked; ‰ of values; burden: right but marked", head, under]
    for tier in TIERS:
        groups = results["ours"]["fields"].get(tier, {})
        for name in [*sorted(groups), *(["all key"] if groups else [])]:
            line = f"{tier:<8}{name:<10}"
            for i, result in enumerate(results.values()):
                own = result["fields"].get(tier, {})
                row = sums(own, KEY) if name == "all key" else own.get(name)
                if row is None:
                    continue
                line += f"{row['n']:>5}" if i == 0 else ""
                line += f" | {_cells(row)}"
            lines.append(line)
    return lines


def _cells(row: Json) -> str:
    n = max(1, row["n"])
    silent = row["silent"] + row["invented"]
    cer = f"{row['cer']:12.4f}" if "cer" in row else " " * 12
    return f"{(row['right'] + row['burden']) / n:8.1%}{silent:8}{1000 * silent / n:7.1f}{row['burden'] / n:8.1%}{cer}"


def _documents(results: dict[str, Json]) -> list[str]:
    lines = ["", "DOCUMENTS  found, kind right, borders right"]
    for tier in TIERS:
        for way, result in results.items():
            row = result["documents"].get(tier)
            if row:
                lines.append(f"{tier:<8}{way:<10}{row['expected']:>5} | {row['found']:>5}{row['kind']:>5}{row['borders']:>5}")
    return lines


def _seals(ours: Json) -> list[str]:
    lines = ["", "SEALS"]
    for tier in TIERS:
        row = ours["seals"].get(tier)
        if row:
            lines.append(f"{tier:<8}" + "  ".join(f"{k.replace('_', ' ')} {v}" for k, v in row.items()))
            lines.append(" " * 8 + "  ".join(f"{k} {v:.1%}" for k, v in rates(row).items()))
    return lines


def _grids(ours: Json) -> list[str]:
    lines = ["", "GRIDS  pages with every cell and no other"]
    for tier in TIERS:
        g = ours.get("grids", {}).get(tier)
        if g:
            lines.append(
                f"{tier:<8}{g['exact']} of {g['pages']} pages; {g['cells_found']} of {g['cells']} cells, {g['cells_too_many']} too many"
            )
    return lines


def _boxes(ours: Json) -> list[str]:
    return ["", "BOXES  " + "   ".join(f"{t} {b['hit']} of {b['asked']}" for t, b in ours["boxes"].items())]


def _cost(results: dict[str, Json]) -> list[str]:
    lines = ["", "COST  seconds a page: wall, core; core seconds for documents, a page"]
    for tier in TIERS:
        for way, result in results.items():
            c = result["cost"].get(tier)
            if c:
                n = max(1, c["pages"])
                lines.append(
                    f"{tier:<8}{way:<10}{c['pages']:>5} pages {c['wall'] / n:7.2f}{c['core'] / n:7.2f}{c['documents_core'] / n:7.2f}"
                )
    return lines


def _reliability(ours: Json) -> list[str]:
    lines = ["", "RELIABILITY  key values: confidence, values, mean confidence, share right"]
    for tier in (*TIERS, "all"):
        mine = [s for s in ours["seen"] if tier in (s["tier"], "all")]
        lines += [f"{tier:<8}{label:<12}{n:>6}{sure:9.3f}{right:9.3f}" for label, n, sure, right in reliability(mine)] if mine else []
    return lines
