"""Small PDF files written by hand, so that they may be as wrong as a test needs."""

import io
import zlib

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

Objects = dict[int, bytes]


def written(objects: Objects, root: int = 1) -> bytes:
    """Write objects as a PDF file."""
    body = bytearray(b"%PDF-1.5\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        body += b"%d 1\n%010d 00000 n \n" % (number, place)
    body += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, root, start)
    return bytes(body)


def stream(content: bytes, entries: bytes = b"", *, packed: int = 0) -> bytes:
    """Write a stream, packed by Flate as many times as said."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = b"/Filter [%s]" % b" ".join([b"/FlateDecode"] * packed) if packed else b""
    return b"<< /Length %d %s %s >>\nstream\n%s\nendstream" % (len(content), filters, entries, content)


def one_page(content: bytes = stream(b""), page: bytes = b"/MediaBox [0 0 595 842]", resources: bytes = b"") -> Objects:
    """Write the objects of a file with one page."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s /Resources << /Font << /F1 5 0 R >> %s >> >>" % (page, resources),
        4: content,
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }


def drawn(*pages: list[tuple[float, float, str]], turn: int = 0, size: float = 12, encrypt: object = None) -> bytes:
    """Draw pages of Chinese text at places in points from the top left."""
    data = io.BytesIO()
    paper = canvas.Canvas(data, pagesize=(595, 842), encrypt=encrypt)
    for page in pages:
        paper.setFont("STSong-Light", size)
        for x, y, text in page:
            paper.drawString(x, 842 - y, text)
        paper.showPage()
    paper.save()
    # Canvas.setPageRotation also swaps the paper's sides; the entry is set afterwards, in as many bytes.
    upright = b"/Rotate 0 /Trans <<"
    return data.getvalue().replace(upright, (b"/Rotate %d/Trans" % turn).ljust(len(upright) - 2) + b"<<") if turn else data.getvalue()
