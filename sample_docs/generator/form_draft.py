"""A form being drawn: whose it is, in which layout, and what has been written on it so far."""

import numpy as np

from sample_docs.generator.difficulty import Difficulty
from sample_docs.generator.drawn import CopyPlan, Drawn
from sample_docs.generator.project import Project
from sample_docs.generator.recipe import Recipe
from sample_docs.generator.typeset import Flow
from sample_docs.generator.words import period_text


class Draft:
    """One copy of a form under way; its parts (cover, tables, texts, boxes) are drawn by the ``form_*`` modules."""

    def __init__(self, project: Project, recipe: Recipe, copy: CopyPlan, difficulty: Difficulty) -> None:
        self.project, self.recipe, self.copy, self.difficulty = project, recipe, copy, difficulty
        self.rng = np.random.default_rng(copy.seed)
        self.flow = Flow(recipe.style)
        self.out = Drawn("application_form", self.flow.sheets)

    def value(self, name: str) -> str:
        """What is printed for a field."""
        p = self.project
        if name in p.blanks:
            return ""
        simple = {
            "project_name": p.name,
            "undertaking_unit": p.unit.name,
            "recommending_unit": p.recommender,
            "uscc": p.unit.uscc,
            "unit_type": p.unit.type,
            "legal_representative": p.unit.head,
            "address": p.unit.address,
            "postcode": p.unit.postcode,
            "project_leader": p.leader,
            "contact_name": p.contact,
            "contact_phone": p.phone,
            "contact_mobile": p.mobile,
            "contact_email": p.email,
            "prior_pilot_statement": p.prior,
        }
        if name == "participating_units":
            return "、".join(u.name for u in p.participants) or self.recipe.empty
        return period_text(p.period, self.recipe.period) if name == "period" else simple[name]

    def record(self, name: str) -> None:
        """Write down the truth of a field that the layout has."""
        p, blank = self.project, name in self.project.blanks
        match name:
            case "period":
                self.out.fields["period_start"] = None if blank else p.period[0]
                self.out.fields["period_end"] = None if blank else p.period[1]
            case "participating_units":
                self.out.fields[name] = None if blank else [u.name for u in p.participants]
            case _:
                self.out.fields[name] = self.value(name) or None

    def has(self, name: str) -> bool:
        """Whether the layout has the field."""
        return name not in self.recipe.left_out

    def short(self, name: str) -> str:
        """The label, with full-width spaces where the layout likes them."""
        label = self.recipe.label(name)
        if self.recipe.spaced and len(label) == 2:
            return f"{label[0]}\u3000\u3000{label[1]}"
        if self.recipe.spaced and len(label) == 3 and label.isalpha() and not label.isascii():
            return "\u3000".join(label)
        return label

    def constant(self, role: str) -> np.random.Generator:
        """Chance that is the same in every copy: one person wrote the same words into all of them."""
        return np.random.default_rng([ord(c) for c in self.project.name + role])
