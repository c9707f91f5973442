"""The form of a project: from labelled values to a record."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chinese.dates import is_blank_date, parse_date
from chinese.punctuation import fold, label_key
from extractors.documents import addresses, choices, contacts, mails, outside_table, values
from extractors.documents.opinions import opinions_of, seals_with_roles
from extractors.documents.second import Crops, Place, SecondReader
from extractors.documents.sheets import Segment, frame, numbered
from extractors.documents.text import Read, Text, cleaned, join, settled
from extractors.documents.torn import DOUBT, left_over, torn_entries
from extractors.labelled.entries import find_entries
from extractors.labelled.entry import Entry, Loose, Source
from extractors.labelled.labels import PERSON_FIELDS, Labels
from schemas.documents import ApplicationForm, Leftover
from schemas.evidence import BBox, Reading
from schemas.notice import FieldKind, FormField, FormProfile, Notice
from schemas.page import Page

ORDER = (Source.CELL, Source.INLINE, Source.COVER, Source.HEADING)
UNIT_FIELDS = ("undertaking_unit", "recommending_unit")
CONTACT_NUMBERS = ("contact_phone", "contact_mobile", "contact_email")
SEAL_HINT = re.compile(r"[(（]?(?:单位)?(?:(?:盖|公|签|印)?章|盖|签字|签名|意见)[)）]?[:：]?")
"""「（盖章）」, or the end of one that was torn off its label: what a form prints, and nobody wrote."""


def extract(segment: Segment, notice: Notice, crops: Crops, second: SecondReader) -> ApplicationForm:
    """Read one copy of a form."""
    pages = numbered(segment)
    profile = notice.form
    entries, loose = find_entries(pages, Labels(profile))
    chosen = _choose(_told_apart(entries, profile), profile)
    torn = torn_entries(loose, profile, chosen)
    chosen |= {entry.label.field: [entry] for entry, _ in torn if entry.label.field}
    seconds = second.read(_key_places(chosen, profile))
    fields = _fields(chosen, notice, crops, seconds)
    fields |= _mail_on_poor_page(fields, pages)
    boxes = tuple(entry for entry in entries if entry.label.role is not None)
    opinions = opinions_of(boxes, pages, second)
    return ApplicationForm(
        **frame(segment, pages),
        **(outside_table.heading(pages, profile) | fields),
        **outside_table.copies(pages, fields, second),
        **outside_table.cover_date(pages, fields, second),
        opinions=opinions,
        seals=seals_with_roles(pages, opinions, boxes),
        leftovers=_leftovers(tuple(left_over(torn, loose))),
        name_places=_places(entries, "undertaking_unit", seconds, pages),
        project_name_places=_places(entries, "project_name", seconds, pages),
    )


def _choose(entries: Sequence[Entry], profile: FormProfile) -> dict[str, list[Entry]]:
    """Pick the entry that a field is read from: tables before cover lines, written before empty; the rest stay behind it."""
    found: dict[str, list[Entry]] = {}
    for field in profile.fields:
        mine = [entry for entry in entries if field.name in (entry.label.field, *entry.label.also) and _is_mine(entry, field)]
        if mine:
            found[field.name] = sorted(mine, key=lambda entry: _rank(entry, field))
    return found


def _told_apart(entries: Sequence[Entry], profile: FormProfile) -> tuple[Entry, ...]:
    """Give a short label to the field whose longer label ends in it, where its own field stands on the form under another label.

    负责人 is the 法定代表人 on many a form, and the 项目负责人 on one that asks for the 法定代表人 as well.
    """
    labels = {field.name: {label_key(name) for name in field.labels} for field in profile.fields if field.kind is FieldKind.PERSON}
    asked = {name: {label_key(entry.label.printed) for entry in entries if entry.label.field == name} for name in labels}

    def stem(entry: Entry) -> str | None:
        """The field whose label an unclaimed one begins with: 负责人姓名."""
        printed = label_key(entry.label.printed)
        if entry.label.role is not None:
            return None
        return next((name for name, known in labels.items() if any(printed.startswith(label) for label in known)), None)

    def owner(entry: Entry) -> str | None:
        own, printed = entry.label.field or stem(entry), label_key(entry.label.printed)
        if own not in labels or all(other in printed or printed in other for other in asked[own]):
            return None
        longer = [name for name in labels if not asked[name] and any(known.endswith(printed) for known in labels[name])]
        return longer[0] if len(longer) == 1 else None

    return tuple(replace(entry, label=replace(entry.label, field=name)) if (name := owner(entry)) else entry for entry in entries)


def _is_mine(entry: Entry, field: FormField) -> bool:
    """A telephone beside the project leader or the legal representative is not the contact's."""
    return field.name not in CONTACT_NUMBERS or entry.beside not in PERSON_FIELDS


def _rank(entry: Entry, field: FormField) -> tuple[bool, int, int, int]:
    written = bool(cleaned(entry.text)) and not SEAL_HINT.fullmatch(fold(_said(entry, entry.text)))
    contact = 0 if entry.beside == "contact_name" else 1
    size = -len(entry.text) if field.kind is FieldKind.LONG else 0
    return (not written, contact if field.name in CONTACT_NUMBERS else 0, size, ORDER.index(entry.source))


def _key_places(chosen: Mapping[str, list[Entry]], profile: FormProfile) -> list[Place]:
    """The lines that are read twice: those of the key fields, wherever they stand, and the postcode, whose figures no words bear out."""
    keys = {field.name for field in profile.fields if field.kind is FieldKind.POSTCODE or (field.key and field.kind is not FieldKind.LONG)}
    return [
        (ink.page, line.quad)
        for name, entries in chosen.items()
        if name in keys
        for entry in entries
        for ink in entry.inks
        for line in ink.lines
        if line.quad is not None
    ]


def _fields(chosen: Mapping[str, list[Entry]], notice: Notice, crops: Crops, seconds: Read) -> dict[str, Reading[object]]:
    fields: dict[str, Reading[object]] = {}
    for name, entries in chosen.items():
        field = notice.form.field(name)
        if field is None:
            continue
        entry = _special_entry(entries, notice, crops, seconds) if field.name == "domain" else entries[0]
        for key, value in _read(field, entry, notice, crops, seconds, parted="period_end" in chosen).items():
            if key == field.name or key not in chosen or key not in fields:
                fields[key] = value
    return fields | _mail_by_its_glyphs(chosen, fields, crops)


def _mail_by_its_glyphs(
    chosen: Mapping[str, list[Entry]], fields: Mapping[str, Reading[object]], crops: Crops
) -> dict[str, Reading[object]]:
    """Return the contact's mail anew where only look-alike characters were in doubt."""
    address, lines = fields.get("contact_email"), chosen["contact_email"][0].inks if "contact_email" in chosen else ()
    if address is None or not isinstance(address.value, str) or not address.needs_review or len(lines) != 1:
        return {}
    known = (name for name in CONTACT_NUMBERS[:2] if name in chosen and (number := fields.get(name)) and not number.needs_review)
    numbers = [ink for name in known for ink in chosen[name][0].inks]
    return {"contact_email": mails.borne_out(address, lines[0], numbers, crops)}  # type: ignore[arg-type, dict-item]


def _mail_on_poor_page(fields: Mapping[str, Reading[object]], pages: Sequence[Page]) -> dict[str, Reading[object]]:
    """Return the contact's mail for review where its page lost strokes."""
    address = fields.get("contact_email")
    page = next((page for page in pages if address and address.region and page.number == address.region.page), None)
    return {"contact_email": mails.on_page(address, page)} if address and page else {}  # type: ignore[arg-type, dict-item]


def _special_entry(entries: Sequence[Entry], notice: Notice, crops: Crops, seconds: Read) -> Entry:
    """A form may ask for the field of the call and for the special track in two places: the track, where one is named, decides."""
    for entry in entries[1:]:
        value, _ = choices.domain([entry], settled(entry.inks, seconds), notice.domains, crops)
        named = notice.domain(value.value) if value.value else None
        if named is not None and named.special:
            return entry
    return entries[0]


def _read(field: FormField, entry: Entry, notice: Notice, crops: Crops, seconds: Read, *, parted: bool) -> Mapping[str, Reading[object]]:
    """One field's value, or the two of a period, or the two of the domain."""
    inks = [ink for ink in entry.inks if ink.lines] or list(entry.inks[:1])
    text = _without_label(settled(inks, seconds), entry)
    text = replace(text, doubt=text.doubt or DOUBT) if entry.torn else text
    match field.kind:
        case FieldKind.LONG:
            if answer := choices.yes_or_no([entry], text, crops):
                return {field.name: answer}  # type: ignore[dict-item]
            table = entry.table or values.tabbed(inks)
            return {field.name: values.long_text(values.long_ink(inks, seconds), table)}  # type: ignore[dict-item]
        case FieldKind.PERIOD if field.name == "period_end":
            return {field.name: values.one_end(text)}  # type: ignore[dict-item]
        case FieldKind.PERIOD:
            start, end = values.period(text, parted=parted)
            return {"period_start": start, "period_end": end}  # type: ignore[dict-item]
        case FieldKind.UNITS:
            return {field.name: values.units(text, notice.form.empty_marks)}  # type: ignore[dict-item]
        case FieldKind.NUMBER:
            return {field.name: values.number(text)}  # type: ignore[dict-item]
        case FieldKind.CHOICE:
            return _choice(field, entry, text, notice, crops)
        case _ if field.name in UNIT_FIELDS:
            return {field.name: values.unit(text)}  # type: ignore[dict-item]
        case _ if field.name == "address":
            return addresses.address(text, notice)  # type: ignore[return-value]
        case _ if field.name == "contact_phone":
            return _phones(text, notice)
        case _ if field.name == "contact_mobile":
            return {field.name: contacts.mobile(text)}  # type: ignore[dict-item]
        case _:
            return {field.name: values.PARSERS[field.kind](text)}  # type: ignore[dict-item]


def _phones(text: Text, notice: Notice) -> Mapping[str, Reading[object]]:
    """The contact's telephone, and the mobile where both stand in one cell."""
    landline, mobile = contacts.parted_phones(text)
    landline = contacts.with_area_doubted(landline, {city.area_code for city in notice.cities})
    return {"contact_phone": landline, "contact_mobile": mobile} if mobile else {"contact_phone": landline}  # type: ignore[dict-item]


def _without_label(text: Text, entry: Entry) -> Text:
    """A detector may draw one box around a label and its value: what begins with the field's own label is not all value.

    Where only a piece of the label (主｜管部门) or its 「（盖章）」 is left, the value was not read: that is doubt, not an empty field.
    So is a label alone on its line, with nothing that could be its value.
    """
    label, value = fold(entry.label.printed), fold(_said(entry, text.text))
    if entry.source is Source.HEADING and not entry.label.is_long and not value:
        return replace(text, doubt="未读出内容")
    if entry.label.is_long or not value:
        return text
    if SEAL_HINT.fullmatch(value) or (len(value) > 1 and value != label and value in label):
        return replace(text, text="", doubt="未读出内容")
    if len(label) < 3 or not value.startswith(label) or len(value) <= len(label):
        return text
    pattern = r"\s*".join(map(re.escape, label))
    rest = re.sub(rf"^{pattern}[\s:：]*", "", text.text)
    return replace(text, text=rest) if rest and rest != text.text else text


def _said(entry: Entry, text: str) -> str:
    """What counts as the value: of a person its first line, since under a 「盖章」 there the opinion's date and text go on."""
    lines = [line.text for ink in entry.inks for line in ink.lines]
    return lines[0] if lines and entry.label.kind is FieldKind.PERSON else text


def _choice(field: FormField, entry: Entry, text: Text, notice: Notice, crops: Crops) -> Mapping[str, Reading[object]]:
    if field.name != "domain":
        return {field.name: choices.plain_choice([entry], text, crops)}  # type: ignore[dict-item]
    value, words = choices.domain([entry], text, notice.domains, crops)
    return {"domain": value, "domain_text": words}  # type: ignore[dict-item]


def _places(entries: Sequence[Entry], name: str, seconds: Read, pages: Sequence[Page]) -> tuple[Reading[str], ...]:
    """Every place where a name was written; under a seal its end may be lost or the seal's text be taken for it: no proof there."""
    parse = values.unit if name in UNIT_FIELDS else values.plain
    found = [(parse(_without_label(settled(entry.inks, seconds), entry)), entry) for entry in entries if entry.label.field == name]
    written = [(reading, _at_seal(entry, pages)) for reading, entry in found if reading.value]
    clear = {reading.value for reading, sealed in written if not sealed and not reading.needs_review}
    return tuple(_doubted(reading) if sealed and clear and reading.value not in clear else reading for reading, sealed in written)


def _at_seal(entry: Entry, pages: Sequence[Page]) -> bool:
    """Whether a value touches a seal, or stands so near before or above one that its end or its next row may lie beneath."""
    for ink in entry.inks:
        seals = [seal.bbox for page in pages if page.number == ink.page for seal in page.seals]
        if any(line.under_seal or any(_near(line.bbox, seal) for seal in seals) for line in ink.lines):
            return True
    return False


def _near(line: BBox | None, seal: BBox) -> bool:
    if line is None:
        return False
    reach = 2 * (line[3] - line[1])
    return line[1] < seal[3] and line[3] + reach > seal[1] and line[0] - reach < seal[2] and line[2] + reach > seal[0]


def _doubted(reading: Reading[str]) -> Reading[str]:
    return reading.model_copy(
        update={"needs_review": True, "confidence": min(reading.confidence, 0.6), "doubt": "被印章遮盖，识读可能不全"}
    )


def _leftovers(loose: Sequence[Loose]) -> tuple[Leftover, ...]:
    return tuple(
        Leftover(label=item.label, text=join(line.text for line in item.ink.lines), page=item.ink.page, bbox=item.ink.bbox)
        for item in loose
        if item.ink.lines and not is_blank_date(item.ink.text) and parse_date(item.ink.text) is None
    )
