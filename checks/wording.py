"""How verdicts are worded: only a requirement may be 不符合要求, and advice is a 提示 whatever it found."""

from schemas.finding import FindingKind, Verdict

_LEADS = {
    (FindingKind.REQUIREMENT, Verdict.FAIL): "不符合要求",
    (FindingKind.REQUIREMENT, Verdict.REVIEW): "待核对",
    (FindingKind.CONSISTENCY, Verdict.FAIL): "不一致",
    (FindingKind.CONSISTENCY, Verdict.REVIEW): "存疑",
    (FindingKind.ADVICE, Verdict.FAIL): "提示",
    (FindingKind.ADVICE, Verdict.REVIEW): "提示",
}
_PLAIN = {Verdict.PASS: "通过", Verdict.NOT_APPLICABLE: "不适用", Verdict.NO_EVIDENCE: "待查询"}


def verdict_word(kind: FindingKind, verdict: Verdict) -> str:
    """Return the word that a report may use for this verdict of this kind of rule."""
    return _LEADS.get((kind, verdict)) or _PLAIN.get(verdict, verdict.value)


def worded(kind: FindingKind, verdict: Verdict, fact: str) -> str:
    """Return the finding's sentence: the fact, led by its word where something is the matter."""
    if verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE):
        return fact
    return f"{verdict_word(kind, verdict)}：{fact}"
