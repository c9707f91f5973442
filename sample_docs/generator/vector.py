"""Sheets as a born-digital PDF with a text layer."""

import io
import re
from collections.abc import Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sample_docs.generator.fonts import FILES, Face, advance, path_of, runs
from sample_docs.generator.sheet import Fill, Sheet, Stroke, Text

# CFF outlines cannot be embedded, so the Noto faces hand over to their TrueType neighbours
STAND_IN = {Face.SERIF: Face.WENKAI, Face.BOLD: Face.HEI, Face.SANS: Face.MICROHEI, Face.UKAI: Face.KAI}


def vector_pdf(sheets: Sequence[Sheet], *, password: str = "") -> bytes:
    """The sheets' print (no pen, no seals) as PDF; with a password, encrypted."""
    out = io.BytesIO()
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, pagesize=sheets[0].size, invariant=1, encrypt=lock)
    for sheet in sheets:
        for op in sheet.ops:
            _draw(canvas, op, sheet.size[1])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _font(face: Face) -> str:
    face = STAND_IN.get(face, face)
    if face.value not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(face.value, str(path_of(face)), subfontIndex=FILES[face][1]))
    return face.value


def _draw(canvas: Canvas, op: object, height: float) -> None:
    match op:
        case Text():
            _text(canvas, op, height)
        case Stroke():
            canvas.setLineWidth(op.width)
            canvas.setStrokeColorRGB(*(c / 255 for c in op.colour))
            path = canvas.beginPath()
            path.moveTo(op.points[0][0], height - op.points[0][1])
            for x, y in op.points[1:]:
                path.lineTo(x, height - y)
            canvas.drawPath(path)
        case Fill():
            canvas.setFillColorRGB(*(c / 255 for c in op.colour))
            canvas.rect(op.box[0], height - op.box[3], op.box[2] - op.box[0], op.box[3] - op.box[1], stroke=0, fill=1)
        case _:
            pass


def _text(canvas: Canvas, op: Text, height: float) -> None:
    x = op.x
    canvas.setFillColorRGB(*(c / 255 for c in op.colour))
    for face, run in runs(op.text, op.face):
        canvas.setFont(_font(face), op.size)
        for piece in re.findall("\u3000+|[^\u3000]+", run):
            if piece[0] != "\u3000":
                canvas.drawString(x, height - op.base, piece)
            x += sum(advance(op.face, c) for c in piece) * op.size
