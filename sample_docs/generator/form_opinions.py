"""The opinion boxes at the end of a form."""

from sample_docs.generator.drawn import OpinionTruth
from sample_docs.generator.form_draft import Draft
from sample_docs.generator.identity import person
from sample_docs.generator.material import sentences
from sample_docs.generator.opinion import OpinionBlock
from sample_docs.generator.recipe import Opinions
from sample_docs.generator.typeset import Cell


def draw_opinions(draft: Draft) -> None:
    """The opinion boxes."""
    blocks = [
        opinion_block(draft, role)
        for role in draft.recipe.roles
        if role != "participant" or draft.project.participants or draft.recipe.opinions is Opinions.QUAD
    ]
    f = draft.flow
    match draft.recipe.opinions:
        case Opinions.FULL:
            for b in blocks:
                f.table((1,), [(Cell("", draw=b.paint, height=b.height),)])
        case Opinions.SIDE:
            for b in blocks:
                label = Cell(b.label, label=True, centre=True, upright=len(b.label) < 8)
                f.table((14, 86), [(label, Cell("", draw=b.paint, height=b.height))])
        case Opinions.QUAD:
            f.table(
                (1, 1),
                [tuple(Cell("", draw=b.paint, height=b.height) for b in blocks[i : i + 2]) for i in range(0, len(blocks) - 1, 2)],
            )
            if len(blocks) % 2:
                f.table((1,), [(Cell("", draw=blocks[-1].paint, height=blocks[-1].height),)])
        case Opinions.PLAIN:
            for b in blocks:
                f.need(b.height)
                b.paint(f.sheet, (f.left, f.y, f.right, f.y + b.height))
                f.y += b.height
    for b in blocks:
        page = next((i for i, s in enumerate(f.sheets, 1) if s is b.sheet), 0)
        draft.out.opinions.append(OpinionTruth(b.role, b.text, b.signed_iso, page))


def _signer(draft: Draft, role: str) -> str:
    """Who signs in a box."""
    if role == "undertaking":
        return draft.project.unit.head
    if role == "participant" and draft.project.participants:
        return draft.project.participants[0].head
    return person(draft.constant(role))


def opinion_block(draft: Draft, role: str) -> OpinionBlock:
    """One opinion box, ready to be painted into its cell."""
    kind = {"undertaking": "opinions_unit", "participant": "opinions_participant", "recommender": "opinions_recommender"}
    seals = draft.copy.seals.get(role, ())
    wordless = role == "province" or (role == "participant" and not draft.project.participants) or (role == "recommender" and not seals)
    words = draft.constant(role)
    text = "" if wordless else sentences(kind[role])[int(words.integers(len(sentences(kind[role]))))]
    return OpinionBlock(
        role=role,
        label=draft.recipe.opinion_label(role),
        text=text,
        style=draft.recipe.style,
        signed_on=draft.copy.signed_on.get(role),
        seals=seals,
        hand=draft.copy.hand,
        titled=draft.recipe.opinions is not Opinions.SIDE,
        signer=_signer(draft, role),
        seed=int(draft.rng.integers(1 << 30)),
        d=draft.difficulty,
        named=draft.project.unit.name if role == "undertaking" and draft.recipe.opinions is Opinions.PLAIN else "",
    )
