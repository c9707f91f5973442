"""Whether the packed streams that a PDF page is drawn with are whole: its content, its fonts and what they say their characters are.

A reader goes on over a broken one: the rest of the page is then not there, or its text layer says other characters, and nobody tells.
"""

from collections.abc import Iterator

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1

from extractors.sources.broken import is_broken_flate

_UNPACK = {"ASCII85Decode": ascii85decode, "A85": ascii85decode, "ASCIIHexDecode": asciihexdecode, "AHx": asciihexdecode}
"""What Flate data are wrapped in where a file has to be plain text."""
_FLATE = frozenset({"FlateDecode", "Fl"})
_DEPTH = 8
"""Fonts lie three dictionaries below their page; form fields and patterns within patterns not much deeper."""
_SEEN_ALONE = frozenset({"Image"})
"""Pictures are looked at one by one, by what they show."""
_ELSEWHERE = frozenset({"Parent", "P", "Metadata", "PieceInfo", "StructParents", "OC"})


class PageStreams:
    """The streams of one file's pages, each looked at once, since fonts serve many pages."""

    def __init__(self) -> None:
        self._broken: dict[int, bool] = {}

    def broken(self, page: PDFPage) -> bool:
        """Say whether any of them ends too early or is not what its sum says."""
        known: set[int] = set()
        found = [*_reached(page.contents, _DEPTH, known), *_reached(page.resources, _DEPTH, known)]
        return any(self._is_broken(one) for one in found)

    def _is_broken(self, stream: PDFStream) -> bool:
        key = stream.objid or id(stream)
        if key not in self._broken:
            self._broken[key] = _is_broken(stream)
        return self._broken[key]


def _reached(thing: object, depth: int, known: set[int]) -> Iterator[PDFStream]:
    """Walk the dictionaries and lists under a thing, each once."""
    one = resolve1(thing)
    if depth < 0 or not isinstance(one, PDFStream | dict | list) or id(one) in known:
        return
    known.add(id(one))
    if isinstance(one, list):
        below = one
    else:
        entries = one.attrs if isinstance(one, PDFStream) else one
        below = [value for name, value in entries.items() if name not in _ELSEWHERE]
    if isinstance(one, PDFStream) and getattr(resolve1(one.attrs.get("Subtype")), "name", "") not in _SEEN_ALONE:
        yield one
    for value in below:
        yield from _reached(value, depth - 1, known)


def _is_broken(stream: PDFStream) -> bool:
    if stream.rawdata is None or stream.decipher is not None:
        return False
    data = stream.rawdata
    for name in (getattr(name, "name", "") for name, _ in stream.get_filters()):
        if name in _FLATE:
            return is_broken_flate(data)
        if name not in _UNPACK:
            return False
        try:
            data = _UNPACK[name](data)
        except ValueError:
            return True
    return False
