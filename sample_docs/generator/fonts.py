"""Typefaces: where they are, how wide their characters run, and how a paragraph breaks into lines."""

import functools
import hashlib
from enum import StrEnum
from pathlib import Path

from PIL import ImageFont

ROOT = Path("/usr/share/fonts")


class Face(StrEnum):
    """Typefaces as an office would name them."""

    SONG = "song"
    SERIF = "serif"
    BOLD = "bold"
    KAI = "kai"
    UKAI = "ukai"
    HEI = "hei"
    MICROHEI = "microhei"
    SANS = "sans"
    WENKAI = "wenkai"


FILES: dict[Face, tuple[str, int]] = {
    Face.SONG: ("truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
    Face.SERIF: ("opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    Face.BOLD: ("opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    Face.KAI: ("truetype/arphic-gkai00mp/gkai00mp.ttf", 0),
    Face.UKAI: ("truetype/arphic/ukai.ttc", 0),
    Face.HEI: ("truetype/wqy/wqy-zenhei.ttc", 0),
    Face.MICROHEI: ("truetype/wqy/wqy-microhei.ttc", 0),
    Face.SANS: ("opentype/noto/NotoSansCJK-Regular.ttc", 2),
    Face.WENKAI: ("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
}
FALLBACK: dict[Face, Face] = {
    Face.SONG: Face.SERIF,
    Face.KAI: Face.WENKAI,
    Face.UKAI: Face.WENKAI,
    Face.HEI: Face.SANS,
    Face.MICROHEI: Face.SANS,
    Face.WENKAI: Face.SERIF,
}
NO_START = set("，。、；：？！）》”’」』】〕%％…—·/")
NO_END = set("（《“‘「『【〔")


def path_of(face: Face) -> Path:
    """Where a typeface's file is."""
    return ROOT / FILES[face][0]


@functools.cache
def load(face: Face, pixels: int) -> ImageFont.FreeTypeFont:
    """A typeface at a size in pixels."""
    return ImageFont.truetype(str(path_of(face)), pixels, index=FILES[face][1], layout_engine=ImageFont.Layout.BASIC)


@functools.cache
def _picture(face: Face, character: str) -> str:
    mask = load(face, 40).getmask(character)
    return hashlib.md5(bytes(mask) + str(mask.size).encode(), usedforsecurity=False).hexdigest()


@functools.cache
def covers(face: Face, character: str) -> bool:
    """Whether a typeface has a glyph of its own for a character (no tofu)."""
    return character.isspace() or _picture(face, character) not in {_picture(face, "\uffff"), _picture(face, "\U000e0fff")}


@functools.cache
def face_for(face: Face, character: str) -> Face:
    """The face itself, or the one that steps in where it lacks the character."""
    if covers(face, character) or face not in FALLBACK:
        return face
    return face_for(FALLBACK[face], character)


@functools.cache
def advance(face: Face, character: str) -> float:
    """Width of a character in ems."""
    if character == "\u3000":
        return 1.0
    return load(face_for(face, character), 200).getlength(character) / 200


def measure(text: str, face: Face, size: float) -> float:
    """Width of a run of text in points."""
    return sum(advance(face, c) for c in text) * size


def runs(text: str, face: Face) -> list[tuple[Face, str]]:
    """A run split where another face has to step in."""
    out: list[tuple[Face, str]] = []
    for c in text:
        f = face_for(face, c)
        if out and out[-1][0] is f:
            out[-1] = (f, out[-1][1] + c)
        else:
            out.append((f, c))
    return out


def _atoms(text: str) -> list[str]:
    atoms: list[str] = []
    for c in text:
        glue = atoms and c.isascii() and not c.isspace() and atoms[-1][-1].isascii() and not atoms[-1][-1].isspace() and len(atoms[-1]) < 24
        if glue or (atoms and (c in NO_START or atoms[-1][-1] in NO_END)):
            atoms[-1] += c
        else:
            atoms.append(c)
    return atoms


def wrap(text: str, face: Face, size: float, width: float, *, indent: float = 0.0) -> list[str]:
    """Lines of at most ``width`` points; punctuation never starts a line, numbers are kept whole."""
    lines, line, room = [], "", width - indent
    for atom in _atoms(text):
        if line and measure(line + atom, face, size) > room:
            lines.append(line)
            line, room = "", width
        if measure(atom, face, size) > room:
            for c in atom:
                if line and measure(line + c, face, size) > room:
                    lines.append(line)
                    line, room = "", width
                line += c
        else:
            line += atom
    return [*lines, line] if line or not lines else lines
