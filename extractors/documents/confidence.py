"""What the readers' confidence is worth: a curve fitted on tuning seeds, kept as data with where it comes from.

The readers' own figures say which witnesses agreed; the curve says how often such a reading was right. It is fitted by
``bench.calibration``; nothing is fitted at run time.
"""

import json
from functools import cache
from importlib.resources import files

import numpy as np

Curve = tuple[tuple[float, float], ...]
"""Points of the curve: the readers' figure, and the share of such readings that was right."""


@cache
def curve() -> Curve:
    """Return the fitted curve."""
    data = json.loads(files("extractors.documents").joinpath("confidence.json").read_text(encoding="utf-8"))
    return tuple((float(told), float(right)) for told, right in data["curve"])


def calibrated(told: float) -> float:
    """Return how often a reading of that confidence is right: of values with 0.95, nineteen in twenty."""
    figures, shares = zip(*curve(), strict=True)
    return float(np.interp(told, figures, shares))
