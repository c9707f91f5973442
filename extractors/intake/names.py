"""Names from outside are labels, never paths: decoded as best they can be, made visible, and looked at for traps."""

import re
import unicodedata
import zipfile

LONGEST = 120
_UTF8_FLAG = 0x800
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
_IGNORED = re.compile(r"^(thumbs\.db|desktop\.ini|\.ds_store|__macosx|~\$.*|\..*)$", re.IGNORECASE)


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name. Chinese packers write GBK without saying so; others write UTF-8 without the flag for it."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_FLAG:
        name = _decoded(name.encode("cp437", errors="replace"))
    return name.replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def is_trap(name: str) -> bool:
    """Whether a name tries to leave its folder, or to be a device or a drive."""
    parts = name.split("/")
    return (
        "\0" in name
        or ".." in parts
        or name.startswith("/")
        or bool(re.match(r"^[A-Za-z]:", name))
        or any(_DEVICES.match(part) for part in parts)
    )


def is_ignored(name: str) -> bool:
    """Whether a file is no submission but a trace of somebody's computer (``Thumbs.db``, ``~$…``, hidden files)."""
    return any(_IGNORED.match(part) for part in name.split("/") if part not in {".", ".."})


def display(name: str) -> str:
    """Return a name that can be printed: what is invisible or turns the writing direction is made visible, what is long is cut."""
    shown = "".join(_visible(char) for char in name)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST // 2]}…{shown[-LONGEST // 2 + 1 :]}"


def _visible(char: str) -> str:
    if ord(char) < 32:
        return chr(0x2400 + ord(char))
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else char
