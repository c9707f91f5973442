"""Whether what was planted was found, and whether what is in order was left in peace."""

from bench.matching import Json, Pair


def judge_findings(audit: Json, truth: Json, pairs: list[Pair]) -> Json:
    """Planted defects one by one, clean subjects, and fails that nobody planted."""
    subjects = Subjects(audit, truth, pairs)
    rows = [_row(audit, e, subjects) for e in truth["expected_findings"]]
    planned = {(r["rule"], i) for r in rows for i in r.pop("ids")}
    return {
        "planted": len(rows),
        "found": sum(r["ok"] for r in rows),
        "sure": sum(r["ok"] and r["wanted"][0] in r["got"] for r in rows),
        "rows": rows,
        "clean": [_clean(audit, s, ids) for s, ids in subjects.clean()],
        "unplanned": [
            {"rule": f["rule"], "subject": subjects.name(f["subject"]), "message": f.get("message", "")}
            for f in audit["findings"]
            if f["verdict"] == "fail" and (f["rule"], f["subject"]) not in planned
        ],
    }


class Subjects:
    """Ids of the audit for the projects and folders of the truth."""

    def __init__(self, audit: Json, truth: Json, pairs: list[Pair]) -> None:
        self.truth = truth
        self.by_project: dict[str, set[str]] = {}
        self.by_folder: dict[str, set[str]] = {}
        self.names: dict[str, str] = {}
        for p in pairs:
            if p.audit is None:
                continue
            self.names[p.audit["id"]] = p.truth["path"]
            if p.truth["project"]:
                self.by_project.setdefault(p.truth["project"], set()).add(p.audit["id"])
                if p.audit.get("application"):
                    self.by_project[p.truth["project"]].add(p.audit["application"])
        for d in audit["deliveries"]:
            self.by_folder.setdefault(d["folder"], set()).add(d["id"])
            self.names[d["id"]] = d["folder"]
        for a in audit["applications"]:
            self.names[a["id"]] = a.get("project_name") or a["id"]

    def ids(self, match: Json) -> set[str]:
        """Ids that a finding on this subject may carry."""
        if match.get("project"):
            return self.by_project.get(match["project"], set())
        return self.by_folder.get(match.get("delivery", ""), set())

    def name(self, subject: str) -> str:
        """What a person calls it."""
        return self.names.get(subject, subject)

    def clean(self) -> list[tuple[str, set[str]]]:
        """Subjects on which no fail is allowed."""
        out = [(f, self.by_folder.get(f, set())) for f in self.truth["clean"]["deliveries"]]
        return out + [(p, self.by_project.get(p, set())) for p in self.truth["clean"]["applications"]]


def _row(audit: Json, expected: Json, subjects: Subjects) -> Json:
    ids = subjects.ids(expected["match"])
    pool = ids | subjects.by_folder.get(expected["match"].get("delivery", ""), set())
    got = sorted({f["verdict"] for f in audit["findings"] if f["rule"] == expected["rule"] and f["subject"] in ids})
    if not got:  # a rule may speak of the delivery where the truth speaks of the application, or of the round
        got = sorted({f["verdict"] for f in audit["findings"] if f["rule"] == expected["rule"] and f["subject"] in pool | {"round"}})
    return {
        "defect": expected["defect"],
        "rule": expected["rule"],
        "wanted": expected["verdict"],
        "got": got,
        "ok": any(v in expected["verdict"] for v in got),
        "subject": expected["match"].get("project") or expected["match"].get("delivery"),
        "ids": sorted(pool),
    }


def _clean(audit: Json, subject: str, ids: set[str]) -> Json:
    mine = [f for f in audit["findings"] if f["subject"] in ids]
    return {
        "subject": subject,
        "seen": bool(ids),
        "fails": sorted(f["rule"] for f in mine if f["verdict"] == "fail"),
        "reviews": sorted({f["rule"] for f in mine if f["verdict"] == "review"}),
    }
