"""The recommender's letter: running text, so its slots are found by their wording."""

import re
from collections.abc import Sequence

from chinese.punctuation import fold, strip_spaces
from extractors.documents import letter_projects, letter_signature, letter_units
from extractors.documents.issuers import held_against
from extractors.documents.letter_text import Body, Written, body_of, span, whole, written
from extractors.documents.second import SecondReader
from extractors.documents.sheets import Segment, all_seals, frame, numbered
from extractors.documents.text import join
from extractors.labelled.labels import Labels
from schemas.documents import RecommendationLetter
from schemas.evidence import Reading
from schemas.notice import LetterProfile, Notice

CITED = re.compile(r"[《〈<＜«]{1,2}([^《》〈〉<>＜＞«»]{6,80}?通知)[》〉>＞»]{0,2}")
VOICE = re.compile(r"我(?:厅|局|委|办|中心|部|社|会|关|行|总队|队|单位|市|区|省)")


def extract(segment: Segment, notice: Notice, second: SecondReader) -> RecommendationLetter:
    """Read one letter."""
    pages = numbered(segment)
    lines = written(pages, second)
    title_end, title = _title(lines)
    address_at, addressee = _addressee(lines, title_end)
    date_at, issued_on = letter_signature.issued_on(lines, address_at)
    issuer_at, issuer = letter_signature.issuer(lines, address_at, date_at)
    body = body_of(lines, address_at, min(issuer_at, date_at))
    labels = Labels(notice.form)
    attached = body_of(lines, max(issuer_at, date_at) + 1, len(lines))
    listing = next((part for part in (body, attached) if letter_projects.named(part)), body)
    spans = letter_projects.named(listing)
    names = tuple(span(listing, lines, start, end) for start, end in spans) or letter_projects.tabled(pages, labels, second)
    if not names:
        spans = tuple(letter_projects.unquoted(body.text))
        names = tuple(span(body, lines, start, end) for start, end in spans)
    units = letter_projects.units(names, spans, listing, lines) or letter_units.beside(pages, labels, names, second)
    return RecommendationLetter(
        **frame(segment, pages),
        title=title,
        addressee=addressee,
        cited_notice=_cited(body, lines, notice.letter),
        projects=letter_projects.projects(names),
        project_readings=names,
        unit_readings=tuple(unit for name, unit in zip(names, units, strict=True) if name.value),
        stated_count=letter_projects.count(body, lines),
        issuer=held_against(issuer, notice),
        issued_on=issued_on,
        voice=_voice(body, lines),
        seals=all_seals(pages),
    )


def _title(lines: Sequence[Written]) -> tuple[int, Reading[str] | None]:
    """The title: from 关于 (or a unit's name before it) to 函; over up to three lines. Returns the index behind it."""
    for start, item in enumerate(lines[:20]):
        if "关于" not in strip_spaces(item.text):
            continue
        for count in (1, 2, 3):
            joined = join(line.text for line in lines[start : start + count])
            if re.search(r"(函|报告|请示|意见|推荐信)$", joined):
                first = start - 1 if start and _is_issuers_line(lines[start - 1], item) else start
                return start + count, whole(lines[first : start + count])
    return 0, None


def _is_issuers_line(above: Written, title: Written) -> bool:
    """Whether the line above belongs to the title: a unit's name in the same size, close by; a letterhead is larger or stands apart."""
    a, t = above.line.bbox, title.line.bbox
    if not letter_signature.unit_in(above.text, at_date=False) or a is None or t is None or above.page != title.page:
        return False
    height, here = a[3] - a[1], t[3] - t[1]
    return abs(height - here) <= 0.22 * here and t[1] - a[3] + 0.3 * here >= 0 and t[1] - a[3] < 0.95 * here


def _addressee(lines: Sequence[Written], start: int) -> tuple[int, Reading[str] | None]:
    """The salutation: the first short line behind the title that ends in a colon."""
    for index, item in enumerate(lines[start : start + 6], start):
        text = strip_spaces(item.text)
        if re.search(r"[:：]$", text) and len(text) <= 24 and not letter_signature.APPENDIX.match(text):
            reading = whole([item])
            value = re.sub(r"[:：]+$", "", reading.value or "")
            return index + 1, reading.model_copy(update={"value": value})
    return start, None


def _cited(body: Body, lines: Sequence[Written], profile: LetterProfile) -> Reading[str] | None:
    """The title of the notice that it answers; without a readable 《 the words around 通知 serve."""
    hits = list(CITED.finditer(body.text)) or list(re.finditer(r"(?:按照|根据|依据|按)(.{8,70}?通知)", body.text))
    if not hits:
        return None
    wanted = fold(profile.cited_notice)[:6]
    hit = next((h for h in hits if fold(h.group(1)).find(wanted) >= 0), hits[0])
    return span(body, lines, hit.start(1), hit.end(1))


def _voice(body: Body, lines: Sequence[Written]) -> Reading[str] | None:
    hit = VOICE.search(body.text)
    return span(body, lines, hit.start(), hit.end()) if hit else None
