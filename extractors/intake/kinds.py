"""What kind of file it is, by its first bytes. The name only has to agree."""

import zipfile
from enum import StrEnum
from pathlib import Path, PurePosixPath

from extractors.intake.limits import LIMITS, Limits
from schemas.errors import Quarantine, Reason


class FileKind(StrEnum):
    """Kinds of files that are read, and the two that LibreOffice has to convert first."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    BMP = "bmp"
    DOCX = "docx"
    OFD = "ofd"
    ZIP = "zip"
    DOC = "doc"
    WPS = "wps"


_WORD = frozenset({FileKind.DOCX, FileKind.DOC, FileKind.WPS})
_PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.TIFF, FileKind.BMP})

_FAMILIES: dict[str, frozenset[FileKind]] = {
    ".pdf": frozenset({FileKind.PDF}),
    ".ofd": frozenset({FileKind.OFD}),
    ".zip": frozenset({FileKind.ZIP}),
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".bmp"), _PICTURES),
    **dict.fromkeys((".docx", ".docm", ".doc", ".wps"), _WORD),
}

_OTHERS = frozenset(
    f".{name}"
    for names in (
        ("exe", "dll", "com", "scr", "bat", "cmd", "js", "vbs", "jar", "msi"),
        ("html", "htm", "mht", "xml", "svg", "eps", "ps", "gif", "webp", "heic", "psd", "ai", "dwg", "caj"),
        ("xls", "xlsx", "et", "csv", "txt", "rtf", "ppt", "pptx", "dps", "eml", "msg"),
        ("rar", "7z", "gz", "tar", "mp3", "mp4", "avi", "mov"),
    )
    for name in names
)
"""Names that promise something else. A PDF under such a name is not what somebody meant to send."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_FOREIGN = frozenset({b"GIF8", b"RIFF", b"Rar!", b"7z\xbc\xaf", b"PK\x03\x04", _OLE[:4]})
_HEAD = 1024
_OLE_DIRECTORY = 4_000_000


def detect(path: Path, name: str, limits: Limits = LIMITS) -> FileKind:
    """Say what kind of file it is; raises ``Quarantine`` where it is none of ours, or not what its name says."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Quarantine(Reason.EMPTY_FILE)
    if path.stat().st_size > limits.file_bytes:
        raise Quarantine(Reason.TOO_LARGE)
    kind = _sniff(path, head)
    suffix = PurePosixPath(name).suffix.lower()
    expected = _FAMILIES.get(suffix)
    if kind is None:
        raise Quarantine(_reason_for_unknown(head, suffix), "unknown content")
    if suffix in _OTHERS or (expected is not None and kind not in expected):
        raise Quarantine(Reason.TYPE_MISMATCH, f"content is {kind}")
    return FileKind.WPS if kind is FileKind.DOC and suffix == ".wps" else kind


def _reason_for_unknown(head: bytes, suffix: str) -> Reason:
    # Zeros, or nonsense under one of our names, is a broken file; anything else is a kind we do not read.
    if suffix not in _FAMILIES:
        return Reason.UNSUPPORTED_TYPE
    return Reason.TYPE_MISMATCH if _is_text(head) or head[:4] in _FOREIGN else Reason.DAMAGED_UNREADABLE


def _is_text(head: bytes) -> bool:
    return b"\0" not in head and sum(byte >= 32 or byte in b"\t\r\n" for byte in head) == len(head)


def _sniff(path: Path, head: bytes) -> FileKind | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):  # before PDF: an archive's first member may be a PDF, stored as it is
        return _inside_zip(path)
    if b"%PDF-" in head:
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(_TIFF):
        return FileKind.TIFF
    if head.startswith(b"BM") and len(head) > 26 and head[14] in {12, 40, 52, 56, 64, 108, 124}:
        return FileKind.BMP
    return _inside_ole(path) if head.startswith(_OLE) else None


def _inside_ole(path: Path) -> FileKind | None:
    """Tell Word's old format from a locked DOCX and from other programs' files, by the names in the container's directory."""
    with path.open("rb") as file:
        body = file.read(_OLE_DIRECTORY)
        file.seek(max(0, path.stat().st_size - _OLE_DIRECTORY))
        body += file.read(_OLE_DIRECTORY)
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise Quarantine(Reason.ENCRYPTED_NEEDS_PASSWORD, "locked office document")
    return FileKind.DOC if "WordDocument".encode("utf-16-le") in body else None


def _inside_zip(path: Path) -> FileKind | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        raise Quarantine(Reason.DAMAGED_UNREADABLE, "not a whole archive") from None
    if "OFD.xml" in names:
        return FileKind.OFD
    if "[Content_Types].xml" not in names:
        return FileKind.ZIP
    return FileKind.DOCX if any(name.startswith("word/") for name in names) else None
