"""OCR engines. The folder is the registry: a module with a ``build()`` that returns an ``OcrEngine`` is an engine of that name."""

import pkgutil
from importlib import import_module

from extractors.ocr.engine import OcrEngine, OcrLine, Quad, Reading
from schemas.errors import UsageError

__all__ = ["OcrEngine", "OcrLine", "Quad", "Reading", "available", "load"]

_PARTS = frozenset({"crops", "engine", "repeats"})


def available() -> tuple[str, ...]:
    """Return the names of the engines that exist (installed or not)."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _PARTS))


def load(name: str) -> OcrEngine:
    """Start an engine; raises ``EngineMissing`` where it is not installed, ``UsageError`` where there is no such engine."""
    if name not in available():
        raise UsageError(f"没有名为“{name}”的识别引擎", f"可用的有：{'、'.join(available())}")
    engine: OcrEngine = import_module(f"extractors.ocr.{name}").build()
    return engine
