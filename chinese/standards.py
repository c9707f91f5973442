"""Standard numbers in running text: GB/T 19001—2016, DB21/T 1234-2020, T/CAS 001—2023, and those that cannot be right."""

import re
from dataclasses import dataclass

from chinese.punctuation import half_width

_INDUSTRY = (
    "AQ|BB|CB|CH|CJ|CY|DA|DB|DL|DZ|EJ|FZ|GA|GC|GD|GH|GM|GY|HB|HG|HJ|HS|HY|JB|JC|JG|JR|JS|JT|JY|JZ|KY|LB|LD|LS|"
    "LY|MH|MR|MT|MZ|NB|NY|QB|QC|QJ|QX|RB|RF|SB|SC|SF|SH|SJ|SL|SN|SW|SY|TB|TD|TY|WB|WH|WJ|WM|WS|WW|XB|XF|YB|YC|"
    "YD|YS|YY|YZ|ZY"
)
_PREFIX = (
    r"(?:GB|GJB|GBJ|GBZ|WS|DB\s?\d{2}(?:\s?\d{2})?"
    rf"|{_INDUSTRY})(?:\s?[/\\∕]\s?[TZ])?"
    r"|(?:T|Q)\s?[/∕]\s?[A-Z][A-Z0-9]{1,14}"
    r"|GBT|ISO\s?/\s?IEC(?:\s?/\s?T[RS])?|ISO(?:\s?/\s?(?:TS|TR|PAS|IWA|Guide))?|IEC(?:\s?/\s?T[RS])?|ITU-T|EN(?:\s?ISO)?|ASTM"
)
_NUMBER = r"\d{1,6}(?:\.\d{1,3})*"
_YEAR = r"(?:\s?[-—–―－:：]+\s?(?P<year>(?:\d\s?){1,4})(?!\d))?"
_STANDARD = re.compile(rf"(?<![A-Za-z0-9])(?P<prefix>{_PREFIX})\s?(?P<number>{_NUMBER})?{_YEAR}(?![A-Za-z])")
_CITED = re.compile(r"^(?:GB|GBT|GJB|DB|T|Q|ISO|IEC)")


@dataclass(frozen=True)
class StandardNumber:
    """A standard number as cited; ``problem`` is a Chinese phrase where it cannot be right."""

    text: str
    start: int
    end: int
    prefix: str
    number: str
    year: int | None
    problem: str = ""

    @property
    def canonical(self) -> str:
        """The number as the standard's cover has it: GB/T 19001—2016."""
        base = f"{self.prefix} {self.number}".strip()
        return f"{base}—{self.year}" if self.year else base


def find_standards(text: str) -> tuple[StandardNumber, ...]:
    """Return every standard number cited, in order, malformed ones included. A year in the future is for the caller, who knows today."""
    return tuple(found for match in _STANDARD.finditer(half_width(text)) if (found := _read(match, text)))


def _read(match: re.Match[str], text: str) -> StandardNumber | None:
    prefix = re.sub(r"\s", "", match["prefix"]).replace("∕", "/")
    number, year_text = match["number"] or "", re.sub(r"\s", "", match["year"] or "")
    if not number and not _numberless_citation(prefix, text, match.end()):
        return None
    raw = text[match.start() : match.end()].rstrip()
    problem = _problem(prefix, number, year_text)
    return StandardNumber(raw, match.start(), match.start() + len(raw), _canonical(prefix), number, _full_year(year_text), problem)


def _numberless_citation(prefix: str, text: str, end: int) -> bool:
    """Tell 「按照GB/T标准」, a citation without its number, from a family of standards (GB、ISO等)."""
    return prefix in {"GB/T", "GB\\T", "GB/Z"} and not text[end : end + 6].lstrip().startswith(("系列", "等", "、", "和", "或"))


def _canonical(prefix: str) -> str:
    return "GB/T" if prefix == "GBT" else prefix.replace("\\", "/")


def _problem(prefix: str, number: str, year: str) -> str:
    if not number:
        return "缺少顺序号"
    if prefix == "GBT" or "\\" in prefix:
        return "代号书写不规范"
    if year and len(year) not in {2, 4}:
        return "年代号不完整"
    full = _full_year(year)
    return "年代号不可能" if full is not None and not 1949 < full < 2100 else ""


def _full_year(year: str) -> int | None:
    """Two digits were the custom until 1995: GB 7718-94."""
    if len(year) == 4:
        return int(year)
    return 1900 + int(year) if len(year) == 2 else None
