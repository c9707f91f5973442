"""Our own troubles. The applicant's troubles are findings; an unreadable field is a Reading without a value.

ChuheError                 something we must tell a person, with a remedy
├── UsageError             the command line or a setting is wrong (exit 2)
├── NoticeError            a notice pack cannot be used: file, clause, what is wrong (exit 1)
├── RegisterError          a register cannot be read at all (exit 1)
├── StoreError             the store cannot be read or written (exit 1)
├── EngineMissing          Tesseract or an OCR model is not installed (exit 75)
├── InfrastructureError    disk full, read-only, another instance at work (exit 75)
└── Quarantine             one file cannot be used; never leaves the boundary around that file
"""

import errno
from enum import StrEnum

MACHINE_TROUBLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE})
"""What a system call says when the machine is in trouble: no document, no setting and no permission is to blame."""


class ChuheError(Exception):
    """Something we must tell a person. ``remedy`` says what to do about it, in Chinese."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n处理办法：{self.remedy}" if self.remedy else self.message


class UsageError(ChuheError):
    """The command line or a setting is wrong."""

    exit_code = 2


class NoticeError(ChuheError):
    """A notice pack cannot be used."""


class RegisterError(ChuheError):
    """A register cannot be read at all."""


class StoreError(ChuheError):
    """The store cannot be read or written."""


class EngineMissing(ChuheError):  # noqa: N818  (reads as what it is)
    """An OCR engine or its model is not installed."""

    exit_code = 75


class InfrastructureError(ChuheError):
    """Our own trouble: no file is to blame."""

    exit_code = 75


class Reason(StrEnum):
    """Why a file is quarantined. Stable codes; the Chinese sentences stand in ``extractors.intake.reasons``."""

    UNSUPPORTED_TYPE = "unsupported_type"
    TYPE_MISMATCH = "type_mismatch"
    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    PAGE_TOO_LARGE = "page_too_large"
    IMAGE_GEOMETRY = "image_geometry"
    ENCRYPTED_NEEDS_PASSWORD = "encrypted_needs_password"
    ENCRYPTED_UNSUPPORTED = "encrypted_unsupported"
    DAMAGED_UNREADABLE = "damaged_unreadable"
    PAGE_COUNT_MISMATCH = "page_count_mismatch"
    PARTIAL_PAGES = "partial_pages"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    WORKER_CRASH = "worker_crash"
    ARCHIVE_BOMB = "archive_bomb"
    ARCHIVE_UNSAFE_MEMBER = "archive_unsafe_member"
    ARCHIVE_ENCRYPTED = "archive_encrypted"
    ARCHIVE_TOO_DEEP = "archive_too_deep"
    ARCHIVE_UNSUPPORTED_METHOD = "archive_unsupported_method"
    ARCHIVE_INCONSISTENT = "archive_inconsistent"
    DOCX_LIMITS = "docx_limits"
    XML_FORBIDDEN = "xml_forbidden"
    NOT_PLAIN_FILE = "not_plain_file"
    UNREADABLE_PERMISSION = "unreadable_permission"
    STILL_CHANGING = "still_changing"
    CONVERTER_MISSING = "converter_missing"
    INTERNAL_ERROR = "internal_error"


class Quarantine(ChuheError):  # noqa: N818
    """One file cannot be used. ``detail`` is for the log and carries no content of the file."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type, tuple[Reason, str]]:
        return (type(self), (self.reason, self.detail))
