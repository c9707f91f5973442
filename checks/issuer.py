"""Who issued a letter, by its print and its seal: where both say the same, neither is in doubt."""

from dataclasses import replace

from checks.case import DeliveryCase
from checks.rule import Ink
from checks.sealing import seal_ink
from chinese.lookalikes import equal_but_lookalikes
from chinese.names import bare_key, same_unit
from schemas.documents import SealOutcome
from schemas.notice import Notice, Recommender


def printed_issuer(case: DeliveryCase) -> Ink | None:
    """Return the name under the letter; None where nothing was read."""
    issuer = case.letter.issuer if case.letter else None
    if issuer is None or not (issuer.value or issuer.raw.strip()):
        return None
    return replace(case.letter_ink("issuer", "落款")[0], text=issuer.value or issuer.raw)


def sealed_issuer(case: DeliveryCase) -> Ink | None:
    """Return the seal's owner where it is known; an unreadable seal says nothing here."""
    letter = case.letter
    known = (SealOutcome.MATCHED, SealOutcome.MISMATCHED)
    seal = next((s for s in letter.seals if s.outcome in known and s.owner), None) if letter else None
    if letter is None or seal is None:
        return None
    return replace(seal_ink(letter, seal, "推荐函印章"), text=seal.owner or "")


def issuer_ink(case: DeliveryCase) -> tuple[Ink, ...]:
    """Return the ink that the recommender's name rests on: seal, then print, without doubt where they agree."""
    sealed, printed = sealed_issuer(case), printed_issuer(case)
    borne_out = bool(printed and sealed and agree(case.notice, printed.text, sealed.text))
    return tuple(ink.sure() if borne_out else ink for ink in (sealed, printed) if ink)


def agree(notice: Notice, printed: str, sealed: str) -> bool:
    """Say whether print and seal are one body's, for all that a reader may mistake."""
    if same_unit(printed, sealed) or equal_but_lookalikes(bare_key(printed), bare_key(sealed)):
        return True
    known = listed(notice, printed)
    return known is not None and known is listed(notice, sealed)


def listed(notice: Notice, name: str) -> Recommender | None:
    """Return the recommender that the notice lists under a name or a short form of it."""
    return next((r for r in notice.recommenders if any(same_unit(name, known) for known in (r.name, *r.aliases))), None)
