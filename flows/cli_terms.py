"""What the commands have in common: how they speak, and how they understand what they are told."""

import datetime as dt

from rich.console import Console

from schemas.errors import UsageError

ENGINES = ("auto", "rapidocr", "tesseract")


def console() -> Console:
    """Return where commands speak."""
    return Console(stderr=False, highlight=False)


def say(text: str) -> None:
    """Say one thing, as it is."""
    console().print(text, markup=False, soft_wrap=True)


def complain(text: str) -> None:
    """Say what went wrong, where errors are said."""
    Console(stderr=True, highlight=False).print(text, markup=False, soft_wrap=True)


def day(text: str | None) -> dt.date | None:
    """Return the day that was written."""
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of 不是日期：{text}", "请写成 2026-05-21 的样子") from error


def choices(pairs: list[str]) -> dict[str, str]:
    """Return the readings that were chosen."""
    chosen = {}
    for pair in pairs:
        name, equals, choice = pair.partition("=")
        if not (name and equals and choice):
            raise UsageError(f"--reading 要写成 ID=CHOICE：{pair}", "可选的口径见 chuhe notice show")
        chosen[name.strip()] = choice.strip()
    return chosen


def engine_of(name: str | None) -> str | None:
    """Return the engine that was named, if there is one of that name."""
    if name is not None and name not in ENGINES:
        raise UsageError(f"没有名为 {name} 的识读引擎", f"可选：{'、'.join(ENGINES)}")
    return name
