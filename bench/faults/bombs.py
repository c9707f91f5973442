"""Small files that grow without end: each must get a verdict within its time and memory, and the next file must not notice."""

import io
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from bench.faults.trial import Row
from extractors.intake import FileKind
from flows.gate import Gate, gate_pool
from flows.messages import Setup
from flows.pool import WorkerPool
from flows.process import Patience
from flows.read import UnitReader
from flows.shelf import Shelf, Versions
from flows.units import Incoming, Unit
from notices import load
from schemas.errors import Quarantine
from storage import Store

_PATIENCE = Patience(silence=20, base=20, per_page=2)
_LONGEST = 3 * 20 + 30
_CAP_MB = 4096 * 1.1


def run(root: Path) -> Iterator[Row]:
    """Read every bomb as the product would, with the engine that reads nothing, and a good file after each."""
    store = Store(root / "store")
    broken: list[str] = []
    verdicts: list[str] = []
    setup = Setup(engine="blank", notice=load("liaoning-2026"))
    with gate_pool(_PATIENCE) as at_gate, WorkerPool(1, setup, patience=_PATIENCE) as pool:
        gate, reader = Gate(store, at_gate), UnitReader(store, Shelf(store, Versions("blank", "1", "1")), pool)
        for name, content in (*_pdfs(), *_pictures(), *_archives(), *_office()):
            begun = time.monotonic()
            verdict = _verdict(name, content, gate, reader)
            seconds = time.monotonic() - begun
            verdicts.append(f"{name} {verdict}")
            if seconds > _LONGEST:
                broken.append(f"{name}: {seconds:.0f} s")
            if _verdict(f"good after {name}.pdf", _pdf(b"BT ET", note=name), gate, reader) != "read":
                broken.append(f"{name}: the next file was not read")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    if peak > _CAP_MB:
        broken.append(f"{peak:.0f} MB")
    seen = f"{', '.join(verdicts)}; largest process {peak:.0f} MB" + (f"; {broken}" if broken else "")
    yield Row("bombs", f"{len(verdicts)} generated files", not broken, seen)


def _verdict(name: str, content: bytes, gate: Gate, reader: UnitReader) -> str:
    original = gate.store.vault.put(io.BytesIO(content))
    try:
        kind, _ = gate.look(original, name)
        if kind is FileKind.ZIP:
            reasons = sorted({str(found.reason) for found in gate.unpack(original) if found.reason})
            return " ".join(reasons) or "unpacked"
    except Quarantine as refusal:
        return str(refusal.reason)
    record = reader.read(Unit((Incoming(name, original.sha256, original.size, kind),))).record
    if record.refused:
        return str(record.refused[0].reason)
    return "read, flagged" if any(note.faults for document in record.documents for note in document.pages) else "read"


def _pdf(stream: bytes, *, box: str = "0 0 595 842", filters: str = "", resources: str = "<<>>", more: str = "", note: str = "") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources {resources}>>".encode(),
        f"<</Length {len(stream)}{filters}>>stream\n".encode() + stream + b"\nendstream",
        *(part.encode() for part in more.split("|") if part),
    ]
    return _assembled(objects, note)


def _assembled(objects: list[bytes], note: str = "") -> bytes:
    out, places = bytearray(f"%PDF-1.4\n%{note}\n".encode()), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    return bytes(out + f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF".encode())


def _pdfs() -> Iterator[tuple[str, bytes]]:
    spaces = zlib.compress(b" " * (1 << 30), 9)
    yield "flate.pdf", _pdf(spaces, filters="/Filter/FlateDecode")
    yield "flate-twice.pdf", _pdf(zlib.compress(spaces, 9), filters="/Filter[/FlateDecode/FlateDecode]")
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X {} 0 R>>>>/Length 60>>stream\n{}\nendstream"
    layers = "|".join(form.format(n + 6, "/X Do " * 10) for n in range(11))
    forms = f"{layers}|<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 11>>stream\n0 0 9 9 re f\nendstream"
    yield "forms.pdf", _pdf(b"/X Do", resources="<</XObject<</X 5 0 R>>>>", more=forms)
    font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    yield "glyphs.pdf", _pdf(b"BT /F 9 Tf 9 9 Td (" + b"x" * 300_000 + b") Tj ET", resources=font)
    yield "rectangles.pdf", _pdf(b"1 1 2 2 re f " * 200_000)
    yield "huge-page.pdf", _pdf(b"", box="0 0 1000000000 1000000000")
    yield "large-page.pdf", _pdf(b"", box="0 0 200000 200000")
    yield "self-loop.pdf", _assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"])
    shared = [f"<</Type/Pages/Kids[{n + 1} 0 R {n + 1} 0 R]/Count {1 << (26 - n)}>>".encode() for n in range(2, 26)]
    yield "shared-kids.pdf", _assembled([b"<</Type/Catalog/Pages 2 0 R>>", *shared, b"<</Type/Page/MediaBox[0 0 9 9]>>"])
    kids = " ".join(f"{n} 0 R" for n in range(3, 20_003)).encode()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    yield (
        "20000-pages.pdf",
        _assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[" + kids + b"]/Count 20000>>", *[page] * 20_000]),
    )
    yield "false-count.pdf", _assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 7>>", page])


def _pictures() -> Iterator[tuple[str, bytes]]:
    yield "13000-square.png", _png(13_000, 13_000)
    yield "60000-square.png", _png(60_000, 60_000)
    yield "strip.png", _png(20_000, 20)
    whole = _png(1_000, 1_400)
    yield "cut.png", whole[: len(whole) // 2]


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer, row = zlib.compressobj(9), bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _zip(members: Iterator[tuple[zipfile.ZipInfo | str, bytes]] | list[tuple[zipfile.ZipInfo | str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "ratio.zip", _zip([("a.pdf", bytes(300 << 20))])
    inner = _zip([("a.pdf", b"%PDF-1.4")])
    yield "deep.zip", _zip([("1.zip", _zip([("2.zip", _zip([("3.zip", inner)]))]))])
    yield "100000-members.zip", _zip([(str(n), b"") for n in range(100_000)])
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = 0o120777 << 16
    yield "link.zip", _zip([(link, b"/etc/passwd"), ("../../out.pdf", b"%PDF-1.4")])


def _office() -> Iterator[tuple[str, bytes]]:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc>'
    yield "grid-span.docx", _docx(f"<w:document {space}><w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:body></w:document>")
    yield "huge.docx", _docx(f"<w:document {space}><w:body>{'<w:p/>' * 8_000_000}</w:body></w:document>")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "laughs.docx", _docx(f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><w:document {space}><w:body><w:p>&l9;</w:p></w:body></w:document>')
    yield (
        "deep-tables.docx",
        _docx(f"<w:document {space}><w:body>{'<w:tbl><w:tr><w:tc>' * 3000}<w:p/>{'</w:tc></w:tr></w:tbl>' * 3000}</w:body></w:document>"),
    )


def _docx(document: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    return _zip([("[Content_Types].xml", types.encode()), ("_rels/.rels", relations.encode()), ("word/document.xml", document.encode())])
