"""Opinion boxes: what the unit says, who signed, when, and the seal that is pressed over all of it."""

import datetime as dt
from dataclasses import dataclass, field, replace

import numpy as np

from sample_docs.generator.difficulty import Difficulty
from sample_docs.generator.fonts import Face, measure, wrap
from sample_docs.generator.seal import SealSpec
from sample_docs.generator.sheet import BLACK, BLUE, Box, Hand, Sheet, Stamp
from sample_docs.generator.typeset import Style

LINE = 24.0


@dataclass(frozen=True)
class PressPlan:
    """A seal to be pressed. ``weak`` forces a faint, patchy or partial impression."""

    spec: SealSpec
    weak: bool = False
    dx: float = 0.0


@dataclass(frozen=True)
class Impression:
    """Where a seal goes, and in whose box."""

    cx: float
    cy: float
    role: str | None


def press_at(sheet: Sheet, at: Impression, plan: PressPlan, d: Difficulty, rng: np.random.Generator) -> None:
    """Press a seal somewhere near a place, whole on the sheet."""
    spec = plan.spec
    weak = plan.weak
    partial = float(rng.uniform(0.15, 0.4)) if weak or rng.random() < d.seal_partial else 0.0
    strength = float(rng.uniform(0.25, 0.4)) if weak else float(rng.uniform(*d.seal_strength))
    patchy = float(rng.uniform(0.6, 0.85)) if weak else float(rng.uniform(*d.seal_patchy))
    half = spec.width / 2 + 4
    cx = min(max(at.cx + float(rng.normal(0, 7)), half), sheet.size[0] - half)
    cy = min(max(at.cy + float(rng.normal(0, 5)), half), sheet.size[1] - half)
    stamp = Stamp(
        cx,
        cy,
        spec,
        angle=float(np.clip(rng.normal(0, 9), -25, 25)),
        strength=strength,
        patchy=patchy,
        partial=partial,
        side=float(rng.uniform(0, 360)),
        seed=int(rng.integers(1 << 30)),
        role=at.role,
        legible=strength > 0.38 and partial < 0.28,
    )
    hue = rng.normal(0, 10, 3)
    red, green, blue = (int(np.clip(c + h, 0, 255)) for c, h in zip(spec.colour, hue, strict=True))
    sheet.stamps.append(replace(stamp, spec=replace(spec, colour=(red, green, blue))))


@dataclass
class OpinionBlock:
    """One opinion box, painted into the cell that it is given."""

    role: str
    label: str
    text: str
    style: Style
    signed_on: dt.date | None
    seals: tuple[PressPlan, ...]
    hand: bool
    titled: bool
    signer: str
    seed: int
    d: Difficulty
    named: str = ""
    sheet: Sheet | None = None
    signed_iso: str | None = field(default=None)

    @property
    def height(self) -> float:
        """Enough for the words and a seal."""
        return 128.0 if self.role == "province" and not self.seals else 158.0

    def paint(self, sheet: Sheet, box: Box) -> None:
        """Draw label, text, signature line, date line and seals."""
        rng = np.random.default_rng(self.seed)
        self.sheet = sheet
        s, x, y = self.style, box[0] + 8, box[1]
        if self.titled:
            y += s.pitch
            sheet.text(x, y - 0.25 * s.pitch, self.label + "：", s.label, s.size)
        self.words(sheet, (x, y, box[2] - 8), rng)
        narrow = box[2] - box[0] < 300
        right = box[2] - (16 if narrow else 40)
        self.foot(sheet, (box[0], right), box[3] - 12, rng)

    def words(self, sheet: Sheet, at: tuple[float, float, float], rng: np.random.Generator) -> None:
        """The opinion itself, printed or by hand."""
        (x, y, right), s = at, self.style
        if self.hand and self.text and len(self.text) < 12:
            sheet.ops.append(Hand(x + 2 * s.size, y + 1.6 * s.pitch, self.text, s.size * 1.5, int(rng.integers(1 << 30)), _ink(rng)))
            return
        for i, line in enumerate(wrap(self.text, s.body, s.size, right - x, indent=2 * s.size)):
            sheet.text(x + (2 * s.size if i == 0 else 0), y + (i + 0.75) * s.pitch, line, s.body, s.size)

    def foot(self, sheet: Sheet, edges: tuple[float, float], base: float, rng: np.random.Generator) -> None:
        """Signature, (盖章) and date at the right, the seals over them."""
        s, right = self.style, edges[1]
        date_width = self.date(sheet, right, base, rng)
        sign, mark = (
            ("法定代表人签字：" if self.role == "undertaking" else "负责人签字："),
            ("（盖章）", "（公章）", "（签章）")[self.seed % 3],
        )
        sign_x = edges[0] + 16 if right - edges[0] < 300 else edges[0] + 0.32 * (right - edges[0])
        box = sheet.text(sign_x, base - LINE * 1.25, sign, s.body, s.size)
        if self.hand and self.signed_on:
            sheet.ops.append(Hand(box[2] + 2, base - LINE * 1.25, self.signer, s.size * 1.7, int(rng.integers(1 << 30)), _ink(rng)))
        mark_x = right - date_width / 2 - measure(mark, s.body, s.size) / 2
        sheet.text(max(mark_x, box[2] + 50), base - LINE * 1.25, mark, s.body, s.size)
        if self.named:
            sheet.text(right - measure(self.named, s.body, s.size), base - LINE * 2.2, self.named, s.body, s.size)
        for i, plan in enumerate(self.seals):
            lift = (1 - self.d.seal_over_text) * 26
            cx = right - date_width / 2 - (len(self.seals) - 1 - i) * (plan.spec.width + 8)
            press_at(sheet, Impression(cx, base - 30 - lift, self.role), plan, self.d, rng)

    def date(self, sheet: Sheet, right: float, base: float, rng: np.random.Generator) -> float:
        """The date line: printed whole, or 年 月 日 with the figures by hand, or left blank."""
        s = self.style
        if self.signed_on and not self.hand:
            day = self.signed_on
            text = f"{day.year} 年 {day.month} 月 {day.day} 日" if self.seed % 2 else f"{day.year}年{day.month}月{day.day}日"
            wide = measure(text, s.body, s.size)
            sheet.note(f"opinion.{self.role}.signed_on", sheet.text(right - wide, base, text, s.body, s.size))
            self.signed_iso = day.isoformat()
            return wide
        gaps, x = (46.0, 30.0, 30.0), right - 106 - 3 * s.size
        start = x
        for i, (gap, word) in enumerate(zip(gaps, "年月日", strict=True)):
            if self.signed_on:
                figure = str((self.signed_on.year, self.signed_on.month, self.signed_on.day)[i])
                size = s.size * 1.45
                wide = measure(figure, Face.WENKAI, size) * 0.93
                sheet.ops.append(
                    Hand(x + (gap - wide) / 2, base, figure, size, int(rng.integers(1 << 30)), _ink(np.random.default_rng(self.seed)))
                )
            sheet.text(x + gap, base, word, s.body, s.size)
            x += gap + s.size
        if self.signed_on:
            sheet.note(f"opinion.{self.role}.signed_on", (start, base - s.size * 1.3, right, base + 3))
            self.signed_iso = self.signed_on.isoformat()
        return right - start


def _ink(rng: np.random.Generator) -> tuple[int, int, int]:
    return BLUE if rng.random() < 0.45 else BLACK if rng.random() < 0.6 else (38, 38, 48)
