"""Registration certificates: 营业执照, 事业单位法人证书, 民办非企业单位登记证书, 统一社会信用代码证书 and their kin.

They are set freely on a decorated page, without a ruled grid, and a label's value stands right of it.
"""

import re
from collections.abc import Sequence

from chinese import uscc
from chinese.punctuation import half_width, label_key, strip_spaces
from chinese.traditional import simplified
from extractors.documents import values
from extractors.documents.second import SecondReader
from extractors.documents.sheets import Segment, all_seals, frame, numbered
from extractors.documents.text import reading, settled
from extractors.labelled.lines import baseline_rows
from extractors.layout.ink import Ink, part, union
from schemas.documents import LegalPersonCertificate
from schemas.evidence import Reading
from schemas.page import Line, Page

TYPES = re.compile(
    r"(?:农民专业合作社法人|企业法人)?营业执照|事业单位法人证书|民办非企业单位登记证书|社会团体法人登记证书|基金会法人登记证书|统一社会信用代码证书?|律师事务所执业许可证"
)
KIND = re.compile(r"[（(](法人|合伙|个体)[）)]")
"""Of three kinds of 民办非企业单位 one is a legal person."""
LABELS: dict[str, tuple[str, ...]] = {
    "unit_name": ("名称", "单位名称", "机构名称", "企业名称"),
    "unit_type": ("类型", "单位类型", "机构性质", "组织形式", "主体类型"),
    "legal_representative": ("法定代表人", "负责人", "经营者", "投资人", "执行事务合伙人"),
    "address": ("住所", "地址", "机构地址", "营业场所", "经营场所", "主要经营场所"),
    "valid_until": ("有效期", "有效期限", "营业期限", "证书有效期"),
    "uscc": ("统一社会信用代码", "社会信用代码"),
}
CODE = re.compile(r"(?<![0-9A-Z])([0-9A-Z]{18})(?![0-9A-Z])")


def extract(segment: Segment, second: SecondReader) -> LegalPersonCertificate:
    """Read one certificate."""
    pages = numbered(segment)
    found = {name: reading for name, labels in LABELS.items() if (reading := _labelled(pages, name, labels, second)) is not None}
    code = found.get("uscc")
    if code is None or code.value is None or not uscc.is_valid(code.value):
        found.update(_code_anywhere(pages, second))
    return LegalPersonCertificate(
        **frame(segment, pages),
        **found,
        certificate_type=_type(pages),
        seals=all_seals(pages),
    )


def _type(pages: Sequence[Page]) -> Reading[str] | None:
    """What the certificate is called, and of which kind it is where brackets behind or below that say so: （法人）."""
    for page in pages:
        for index, line in enumerate(page.lines):
            hit = TYPES.search(simplified(strip_spaces(line.text)))
            if hit:
                below = page.lines[index + 1] if index + 1 < len(page.lines) else None
                kind = KIND.match(strip_spaces(line.text)[hit.end() :]) or (below and KIND.fullmatch(strip_spaces(below.text)))
                lines = (line, below) if below and kind and kind.string == strip_spaces(below.text) else (line,)
                called = f"{hit.group()}（{kind.group(1)}）" if kind else hit.group()
                return reading(called, settled([Ink(page.number, lines)], {}))
    return None


def _labelled(pages: Sequence[Page], name: str, labels: Sequence[str], second: SecondReader) -> Reading[str] | None:
    """The text right of a label, in its own line or in the lines beside it."""
    for page in pages:
        placed = [line for line in page.lines if line.bbox]
        rows = [_unspaced(row) for row in baseline_rows(placed)] if placed else [(line,) for line in page.lines]
        for row in rows:
            value = _value_in(row, labels)
            if value:
                places = [(page.number, line.quad) for line in value if line.quad is not None]
                text = settled([Ink(page.number, value)], second.read(places))
                return values.code(text) if name == "uscc" else values.plain(text)
    return None


def _unspaced(row: Sequence[Line]) -> tuple[Line, ...]:
    """Join a label's first character with the rest where the gap in it (名　称：) was taken for the end of a line."""
    if len(row) < 2 or len(row[0].text.strip()) != 1:
        return tuple(row)
    first, second = row[0], row[1]
    words = {"text": first.text.strip() + second.text, "bbox": union((first.bbox, second.bbox)), "quad": None, "centres": ()}
    return (second.model_copy(update=words), *row[2:])


def _value_in(row: Sequence[Line], labels: Sequence[str]) -> tuple[Line, ...]:
    for index, line in enumerate(row):
        for label in sorted(labels, key=len, reverse=True):
            spaced = r"\s*".join(map(re.escape, label))
            hit = re.match(rf"^\s*{spaced}\s*[:：]?\s*", line.text)
            if hit is None:
                continue
            if label_key(line.text) == label_key(label):
                return tuple(row[index + 1 :])
            rest = part(line, hit.end(), len(line.text))
            gap = line.text[len(hit.group().rstrip(" :：\u3000")) : hit.end()]
            if rest.text and (gap or len(label) > 2):
                return (rest, *row[index + 1 :])
    return ()


def _code_anywhere(pages: Sequence[Page], second: SecondReader) -> dict[str, Reading[str]]:
    """Eighteen characters that pass both check digits, wherever they stand."""
    for page in pages:
        for line in page.lines:
            for hit in CODE.finditer(half_width(line.text).upper()):
                if uscc.is_valid(hit.group(1)):
                    piece = part(line, hit.start(1), hit.end(1))
                    seconds = second.read([(page.number, piece.quad)]) if piece.quad else {}
                    return {"uscc": values.code(settled([Ink(page.number, (piece,))], seconds))}
    return {}
