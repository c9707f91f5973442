"""What a finding shows of the paper: pictures side by side, their words aligned, and what each reader read there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reports.aligning import Row, aligned, alike
from reports.directory import Directory
from reports.evidence import Gallery, Shot
from reports.spots import SEAL_TITLE, Spot
from reports.wording import reader_name
from schemas.finding import Evidence, Finding, FindingKind, Scope, Verdict

MOST = 12
"""Exhibits of one finding; further places are named."""
SEAL_READINGS = 3
PASSAGE = 60
"""Characters from which on a text is a passage: its picture takes the room, and what one reader made of all of it helps nobody."""


@dataclass(frozen=True)
class Said:
    """What one reader read."""

    who: str
    text: str


@dataclass(frozen=True)
class Exhibit:
    """One place: its picture, its words, and who read what."""

    caption: str
    text: str
    shot: Shot | None
    row: Row = ()
    said: tuple[Said, ...] = ()
    doubt: str = ""
    whose: str = ""
    """Which document's words stand in ``row``; and what they are, where that is not the same everywhere."""


@dataclass(frozen=True)
class Group:
    """Exhibits that speak of one thing, to be compared with each other."""

    title: str
    exhibits: tuple[Exhibit, ...]
    expected: Row = ()
    """What should stand there, aligned with the one exhibit."""

    @property
    def compared(self) -> bool:
        """Whether the words of its exhibits are set one above the other."""
        return any(exhibit.row for exhibit in self.exhibits)


@dataclass(frozen=True)
class Exhibitor:
    """Makes a finding's exhibits."""

    directory: Directory
    gallery: Gallery

    def groups(self, finding: Finding) -> tuple[Group, ...]:
        """Return a finding's exhibits, those that speak of one thing together."""
        places = tuple(dict.fromkeys((e.document, e.page, e.bbox, e.text) for e in finding.evidence))[:MOST]
        evidence = (Evidence(document=d, page=p, bbox=b, text=t) for d, p, b, t in places)
        with_readers = finding.verdict is Verdict.REVIEW
        groups = _seals_with_names(self._sorted(evidence))
        passages = len(places) > 1 and all(len(text) >= PASSAGE for *_, text in places)
        # Other things need not agree.
        compared = finding.kind is FindingKind.CONSISTENCY or finding.scope is Scope.APPLICATION or passages
        told = tuple(self._group(title, members, with_readers=with_readers, compared=compared) for title, members in groups)
        return (_held_against(told[0], finding.expected),) if len(told) == 1 and finding.expected else told

    def _sorted(self, evidence: Iterable[Evidence]) -> list[tuple[str, list[Evidence]]]:
        groups: list[tuple[str, list[Evidence]]] = []
        for item in evidence:
            spot = self.directory.spot_at(item)
            title = spot.title if spot else ""
            home = next((g for g in groups if _belongs(item, title, g)), None)
            if home is None:
                groups.append((title, [item]))
            else:
                home[1].append(item)
        return groups

    def _group(self, title: str, evidence: list[Evidence], *, with_readers: bool, compared: bool) -> Group:
        exhibits = [self._exhibit(item, with_readers=with_readers) for item in evidence]
        rows = (
            aligned(*(item.text for item in evidence))
            if compared and len(evidence) > 1 and all(item.text.strip() for item in evidence)
            else ()
        )
        if rows:
            exhibits = [replace(exhibit, row=row) for exhibit, row in zip(exhibits, rows, strict=True)]
        return Group(title, tuple(exhibits))

    def _exhibit(self, evidence: Evidence, *, with_readers: bool) -> Exhibit:
        spot = self.directory.spot_at(evidence)
        place = self.directory.place(evidence.document, evidence.page)
        asked = spot is not None and (with_readers or spot.unsure) and len(evidence.text) < PASSAGE
        said = tuple(_said(spot)) if spot and asked else ()
        name = str(place).partition("　")[0] if place else ""
        whose = f"{name}印章" if spot and spot.seal else name
        doubt = spot.reading.doubt if spot and spot.reading and said else ""
        return Exhibit(
            str(place) if place else "（未找到所引文件）", evidence.text, self.gallery.shot(evidence), said=said, doubt=doubt, whose=whose
        )


def _held_against(group: Group, expected: str) -> Group:
    """Align what should stand there with the exhibits, where they are alike enough to be compared."""
    texts = {exhibit.text for exhibit in group.exhibits}
    if expected in texts or not all(alike(expected, text) for text in texts):
        return group
    rows = aligned(expected, *(exhibit.text for exhibit in group.exhibits))
    if not rows:
        return group
    exhibits = (replace(exhibit, row=row) for exhibit, row in zip(group.exhibits, rows[1:], strict=True))
    return replace(group, expected=rows[0], exhibits=tuple(exhibits))


def _seals_with_names(groups: list[tuple[str, list[Evidence]]]) -> list[tuple[str, list[Evidence]]]:
    """Put a seal beside the one name that it is held against, the name first: they are to be compared."""
    titles = [title for title, _ in groups]
    if len(groups) != 2 or SEAL_TITLE not in titles or not all(titles):
        return groups
    seals, names = (groups[0], groups[1]) if titles[0] == SEAL_TITLE else (groups[1], groups[0])
    return [(f"{names[0]}与{SEAL_TITLE}", [*names[1], *seals[1]])]


def _belongs(item: Evidence, title: str, group: tuple[str, list[Evidence]]) -> bool:
    if title and title == group[0]:
        return True
    return (not title or not group[0]) and alike(group[1][0].text, item.text)


def _said(spot: Spot) -> Iterator[Said]:
    if spot.reading is not None and (spot.reading.raw or spot.reading.second):
        sure = f"{reader_name(spot.reading.reader)}（把握{spot.reading.confidence:.0%}）"
        yield Said(sure, spot.reading.raw or "（空白）")
        if spot.reading.second is not None:
            yield Said("另一次识读", spot.reading.second or "（空白）")
    if spot.seal is not None:
        for number, reading in enumerate(spot.seal.readings[:SEAL_READINGS], 1):
            yield Said(f"印文第{number}种识读（把握{reading.confidence:.0%}）", reading.text)
