"""Draws one copy of an application form, and notes what every field says and where."""

from sample_docs.generator.difficulty import Difficulty
from sample_docs.generator.drawn import CopyPlan, Drawn
from sample_docs.generator.form_basics import draw_basics
from sample_docs.generator.form_cover import draw_cover, draw_notes, draw_title
from sample_docs.generator.form_draft import Draft
from sample_docs.generator.form_longs import draw_longs
from sample_docs.generator.form_opinions import draw_opinions
from sample_docs.generator.project import Project
from sample_docs.generator.recipe import Cover, Recipe


def draw_form(project: Project, recipe: Recipe, copy: CopyPlan, d: Difficulty) -> Drawn:
    """One copy of the project's form in a layout."""
    draft = Draft(project, recipe, copy, d)
    _draw_front(draft)
    draw_basics(draft)
    draw_longs(draft)
    draw_opinions(draft)
    return draft.out


def _draw_front(draft: Draft) -> None:
    """Cover and notes, or the title over the table."""
    if draft.recipe.cover is Cover.NONE:
        draft.flow.new_sheet()
        draw_title(draft)
    else:
        draw_cover(draft)
    if draft.recipe.notes:
        draw_notes(draft)
    if draft.recipe.cover is not Cover.NONE:
        draft.flow.new_sheet()
