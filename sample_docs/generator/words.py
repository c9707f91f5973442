"""Ways of writing dates, periods and numbers."""

import datetime as dt

from sample_docs.generator.recipe import Dates

DIGITS = "〇一二三四五六七八九"


def chinese_number(n: int) -> str:
    """1–99 in Chinese numerals."""
    if n < 10:
        return DIGITS[n]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def written_date(day: dt.date, how: Dates) -> tuple[str, str]:
    """A date as written, and its ISO form."""
    iso = day.isoformat()
    match how:
        case Dates.YMD:
            return f"{day.year}年{day.month}月{day.day}日", iso
        case Dates.SPACED:
            return f"{day.year} 年 {day.month} 月 {day.day} 日", iso
        case Dates.DOTS:
            return f"{day.year}.{day.month}.{day.day}", iso
        case Dates.DASH:
            return iso, iso
        case Dates.CHINESE:
            year = "".join(DIGITS[int(c)] for c in str(day.year))
            return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日", iso
        case Dates.MONTH:
            return f"{day.year}年{day.month}月", iso[:7]


def period_text(period: tuple[str, str], how: int) -> str:
    """A building period as written."""
    (y1, m1), (y2, m2) = (tuple(int(x) for x in p.split("-")) for p in period)
    return (
        f"{y1}年{m1}月—{y2}年{m2}月",
        f"{y1}年{m1}月至{y2}年{m2}月",
        f"{y1}.{m1:02d}—{y2}.{m2:02d}",
        f"{y1}年—{y2}年" if (m1, m2) == (1, 12) else f"{y1}年{m1}月—{y2}年{m2}月",
        f"{y1}年{m1}月 至 {y2}年{m2}月",
        f"{y1}-{m1:02d}至{y2}-{m2:02d}",
    )[how % 6]
