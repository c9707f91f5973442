"""The project bears one name: in the letter, on the cover, in the table, in every copy and in the electronic version.

The name is the only thing that ties letter and form together. Quotes, brackets and a trailing 试点 or 项目 don't count; any other
difference is shown character by character. A name that lacks nothing but such words (国家, 标准化) may be a short form.

Outcomes: a small sure difference fails as 不一致; names so far apart that it may be another project, or that differ in look-alike
characters only, are for review. Example: 养老服务 in the letter and 养老照护服务 in the form fails.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.agreement import agreed, differing
from checks.case import ApplicationCase
from checks.letters import names_by_rank
from checks.rule import Ink, Outcome, Params, Rule, ink_of, not_applicable, together
from chinese.names import project_key, project_similarity
from schemas.evidence import Reading
from schemas.finding import FindingKind, Scope

SAME_PROJECT = 0.5
"""Below this likeness nobody can tell from the name that it is one project."""
_GENERIC = re.compile(r"国家级?|标准化|综合|试点|示范|项目|建设|(?:20\d\d|本)年度?")
"""What a letter may leave out of a name, or put before it: 社区养老服务 for 社区养老服务标准化试点."""


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Hold every place against the first that was read surely."""
    places = list(_places(case))
    if len(places) < 2:
        return not_applicable(f"{case.name}只有一处项目名称，无从比对。")
    first = next((ink for ink in places if not ink.doubt), places[0])
    parts = [_compared(first, ink) for ink in places if ink is not first]
    return together(parts, f"{case.name}各处项目名称一致（共{len(places)}处）。", case.name)


def _places(case: ApplicationCase) -> Iterator[Ink]:
    """Give every place where the name stands, the form's first: a form is the applicant's own word."""
    for form in case.forms:
        title = f"{case.title_of(form)}“{case.label('project_name')}”"
        for reading in dict.fromkeys((form.project_name, *form.project_name_places)):
            if reading is not None and reading.value:
                yield _ink(form.id, title, reading)
    names, rank = names_by_rank(case.delivery), case.application.rank
    if rank and rank <= len(names) and names[rank - 1].text:
        yield replace(names[rank - 1], title="推荐函所列名称")


def _ink(document: str, title: str, reading: Reading[str]) -> Ink:
    ink = ink_of(document, title, reading)
    return Ink(document, title, reading.value or ink.text, ink.page, ink.bbox, ink.doubt)


def _compared(first: Ink, second: Ink) -> Outcome:
    if project_key(first.text) == project_key(second.text):
        return agreed(first, second)
    if _own_words(first.text) == _own_words(second.text):
        return differing(first, second, "可能为简称，请核实")
    far = project_similarity(first.text, second.text) < SAME_PROJECT
    return differing(first, second, "差别较大，请确认是否为同一项目" if far else "")


def _own_words(name: str) -> str:
    """Return what is a name's own, without the words that any such project's name may have."""
    return _GENERIC.sub("", project_key(name))


RULE = Rule("project-name-consistent", "项目名称一致", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
