"""A label of which only a piece was read (邮 of 邮　编) still has its value beside it.

The value is taken where its own shape says which field it is, and always for a person to confirm: left among the leftovers, a field
that is there would count as one that the form doesn't ask for.
"""

import re
from collections.abc import Container, Iterator, Sequence

from chinese import uscc
from chinese.dates import parse_date
from chinese.periods import parse_period
from chinese.punctuation import label_key, strip_spaces
from extractors.documents.contacts import LANDLINE, MOBILE
from extractors.documents.text import cleaned
from extractors.labelled.entry import Entry, Loose, Source
from extractors.labelled.labels import Label
from schemas.notice import FieldKind, FormField, FormProfile

DOUBT = "栏目名称未读全，据内容推定"
_PERSON = re.compile(r"[一-鿿]{2,4}|[一-鿿]{1,10}·[一-鿿]{1,10}")
_POSTCODE = re.compile(r"\d{6}")


def torn_entries(loose: Sequence[Loose], profile: FormProfile, found: Container[str]) -> tuple[tuple[Entry, Loose], ...]:
    """Return an entry for each leftover whose label is a piece of exactly one missing field's and whose value has that field's shape."""
    missing = [field for field in profile.fields if field.name not in found]
    pairs = [(_only([field for field in missing if _may_be(item, field)]), item) for item in loose]
    named = [field.name for field, _ in pairs if field]
    return tuple((_entry(field, item), item) for field, item in pairs if field and named.count(field.name) == 1)


def _only(fields: Sequence[FormField]) -> FormField | None:
    return fields[0] if len(fields) == 1 else None


def _may_be(item: Loose, field: FormField) -> bool:
    piece = label_key(item.label)
    return bool(piece) and any(_is_piece(piece, label_key(label)) for label in field.labels) and has_shape(item.ink.text, field.kind)


def _is_piece(piece: str, label: str) -> bool:
    """Whether the piece is the label's beginning or end, and two fifths of it at least."""
    whole = len(piece) >= len(label) or len(piece) * 5 < len(label) * 2
    return not whole and (label.startswith(piece) or label.endswith(piece))


def has_shape(text: str, kind: FieldKind) -> bool:
    """Whether a text can be nothing but a value of that kind. Plain words and long text have no shape of their own."""
    value = cleaned(text)
    bare = strip_spaces(value)
    match kind:
        case FieldKind.POSTCODE:
            return bool(_POSTCODE.fullmatch(bare))
        case FieldKind.PHONE:
            return bool(MOBILE.fullmatch(bare) or LANDLINE.fullmatch(bare))
        case FieldKind.EMAIL:
            return bare.count("@") == 1
        case FieldKind.CODE:
            return uscc.check(uscc.normalise(bare)).charset_ok and len(uscc.normalise(bare)) == uscc.LENGTH
        case FieldKind.DATE:
            return parse_date(value) is not None
        case FieldKind.PERIOD:
            return parse_period(value) is not None
        case FieldKind.PERSON:
            return bool(_PERSON.fullmatch(bare))
        case _:
            return False


def _entry(field: FormField, item: Loose) -> Entry:
    return Entry(Label(field.labels[0], field=field.name, kind=field.kind), Source.CELL, (item.ink,), page=item.ink.page, torn=True)


def left_over(pairs: Sequence[tuple[Entry, Loose]], loose: Sequence[Loose]) -> Iterator[Loose]:
    """Yield the leftovers that stay leftovers."""
    taken = [item for _, item in pairs]
    yield from (item for item in loose if item not in taken)
