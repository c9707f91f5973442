"""Says whether a test notices when a rule is wrong.

Changes one comparison, number, condition or ``and``/``or`` of checks/ at a time, and asks the situations of tests/rules.

    python -m bench.mutation [MODULE …] [--survivors FILE]

Left alone, since no judgement hangs on them: indices and cuts (``[0]``, ``[:30]``), defaults (``x or ""``), what decorators are given
(``frozen=True``), ``strict=True`` of ``zip``, ``if TYPE_CHECKING``, and the numbers of ``MEASURED``. Every mutant lives in a forked
process, so that nothing is imported twice. It faces the situations of every rule that uses its module, then the module's own tests
where there are some. A mutant that hangs counts as killed.
"""

import argparse
import ast
import contextlib
import copy
import importlib
import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
import yaml

import notices
from checks import binding, catalogue, engine
from checks.case import RoundCase
from checks.readings import readings_in_force
from schemas.finding import Verdict
from schemas.notice import Notice
from schemas.submission import Round

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "checks"))
from building import build
from test_rules import check_one, wanted

ROOT = Path(__file__).parents[1]
LEFT_OUT = frozenset({"checks.rules_page", "checks.wording", "checks.__init__"})
"""Words of reports and docs, no judgement."""
SECONDS = 90
SECOND_PACK = ("checks.delivery.quota_recommender", "checks.application.unit_legal_person", "checks.application.unit_prior_pilot")
"""Rules that judge otherwise under the other notice."""
VOIDING = ("checks.delivery.deadline_recommender", "checks.delivery.recommender_eligible")
SELECTION = ("checks.selection.counting", "checks.selection.posing", "checks.selection.solving")
TESTS = {
    **dict.fromkeys(("checks.passages", "checks.longtext", "checks.filled"), ("test_texts.py",)),
    **dict.fromkeys(("checks.naming", "checks.codes"), ("test_texts.py", "test_names_and_codes.py")),
    **dict.fromkeys(("checks.application.domain_fits", "checks.domain_words"), ("test_domain_fit.py",)),
    "checks.letters": ("test_letters.py",),
    **dict.fromkeys(SECOND_PACK, ("test_other_notice.py",)),
    **dict.fromkeys(VOIDING, ("test_engine.py",)),
    "checks.candidates": ("test_candidates.py",),
    "checks.programme": ("test_programme.py",),
    **dict.fromkeys(("checks.identity", "checks.missing", "checks.matching"), ("test_identity.py",)),
    **dict.fromkeys(("checks.case", "checks.application_case", "checks.delivery_case"), ("test_case.py",)),
    **dict.fromkeys(("checks.engine", "checks.binding", "checks.doubt"), ("test_engine.py",)),
    "checks.readings": ("test_readings.py", "test_engine.py"),
    "checks.rule": ("test_rule.py", "test_engine.py"),
    "checks.listing": ("test_listing.py",),
    "checks.upload": ("test_upload.py",),
    **dict.fromkeys(SELECTION, ("selection",)),
}
"""What a module's own tests are, beside the situations."""
MEASURED = {
    "checks.passages": frozenset({"WINDOW", "STEP", "RUN", "HASHES", "SEED", "BANDS", "ALIKE"}),
    "checks.domain_words": frozenset({"ALIKE"}),
    "checks.rule": frozenset({"QUOTED"}),
    "checks.credit_weight": frozenset({"SHOWN"}),
    "checks.candidates": frozenset({"SHOWN"}),
    "checks.round.text_shared": frozenset({"SHOWN"}),
}
"""Numbers that say how widely is searched or how much is quoted, or that a bench chose: one more or less changes no judgement."""
SWAPS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}

Situation = tuple[str, dict[str, Any], RoundCase]
Mutant = tuple[int, str, ast.Module]


def main() -> int:
    """Try every mutant of the modules, and print the score and what survived."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__.split("\n", 1)[0])
    parser.add_argument("modules", nargs="*", help="checks.tracks, checks.application.form_sealed …; all where none is named")
    parser.add_argument("--survivors", type=Path, help="write what survived into this file")
    given = parser.parse_args()
    notice = notices.load("liaoning-2026")
    situations = list(_situations(notice))
    names = given.modules or sorted(_modules())
    killed = total = 0
    lines: list[str] = []
    for name in names:
        alive = list(_tried(name, situations, notice))
        survived = [line for line in alive if line]
        total, killed = total + len(alive), killed + len(alive) - len(survived)
        print(f"{name}: {len(alive) - len(survived)} of {len(alive)}", *survived, sep="\n  ", flush=True)
        lines += [f"{name}:{line}" for line in survived]
    print(f"killed {killed} of {total}: {killed / max(1, total):.1%}")
    if given.survivors:
        given.survivors.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


def _modules() -> list[str]:
    paths = (ROOT / "checks").rglob("*.py")
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths)
    return [name for name in names if name not in LEFT_OUT and not name.endswith("__init__")]


def _situations(notice: Notice) -> Iterator[Situation]:
    for path in sorted((ROOT / "tests" / "rules").glob("*.yaml")):
        for situation in yaml.safe_load(path.read_text("utf-8"))["situations"]:
            yield path.stem, situation, _with_apart(build(situation.get("given") or {}, notice), notice, situation.get("readings", {}))


def _tried(name: str, situations: list[Situation], notice: Notice) -> Iterator[str]:
    """Yield '' for a killed mutant, else what it was."""
    module = importlib.import_module(name)
    users = _users(name)
    mine = [s for s in situations if s[0] in users]
    for line, what, tree in _mutants(Path(str(module.__file__)).read_text("utf-8"), MEASURED.get(name, frozenset())):
        yield "" if _killed(module, tree, mine, notice, own=TESTS.get(name, ())) else f"{line}: {what}"


def _users(name: str) -> frozenset[str]:
    """Return the rules whose modules use a module, directly or through others; all where the engine itself uses it."""
    needed = {module: _imports(module) for module in _modules()}
    using = {name}
    while more := {module for module, found in needed.items() if found & using and module not in using}:
        using |= more
    everyone = "checks.engine" in using
    known = catalogue.rules()
    return frozenset(rule for rule, found in known.items() if everyone or found.check.__module__ in using)


def _imports(module: str) -> set[str]:
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    return {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def _mutants(source: str, measured: frozenset[str]) -> Iterator[Mutant]:
    tree = ast.parse(source)
    idle = {id(part) for node in ast.walk(tree) for root in _idle(node, measured) for part in ast.walk(root)}
    for place, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node) if id(node) not in idle else ():
            twin = copy.deepcopy(tree)
            change(next(n for at, n in enumerate(ast.walk(twin)) if at == place))
            yield getattr(node, "lineno", 0), what, ast.fix_missing_locations(twin)


def _idle(node: ast.AST, measured: frozenset[str]) -> Iterable[ast.AST]:
    """Return the parts of a node that no judgement hangs on."""
    match node:
        case ast.Subscript(slice=cut):
            return (cut,)
        case ast.FunctionDef(decorator_list=found) | ast.ClassDef(decorator_list=found):
            return found
        case ast.Assign(targets=[*targets], value=value) if measured & {
            part.id for t in targets for part in ast.walk(t) if isinstance(part, ast.Name)
        }:
            return (value,)
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return (node,)
        case ast.keyword(arg="strict"):
            return (node,)
    return ()


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                for other in SWAPS[type(op)]:
                    yield f"{ast.unparse(node)} → {other.__name__}", lambda n, at=at, other=other: n.ops.__setitem__(at, other())
        case ast.BoolOp(op=op) if not isinstance(node.values[-1], ast.Constant):
            swapped = ast.Or if isinstance(op, ast.And) else ast.And
            yield f"{ast.unparse(node)} → {swapped.__name__}", lambda n: setattr(n, "op", swapped())
        case ast.UnaryOp(op=ast.Not()):
            yield f"{ast.unparse(node)} → without not", _truth
        case ast.Constant(value=value) if isinstance(value, bool):
            yield f"{value} → {not value}", lambda n: setattr(n, "value", not n.value)
        case ast.Constant(value=value) if isinstance(value, int | float):
            more = value + 1 if isinstance(value, int) else round(value * 1.1, 4)
            yield f"{value} → {more}", lambda n: setattr(n, "value", more)
        case ast.If(test=test) | ast.IfExp(test=test) if isinstance(test, ast.Call | ast.Name | ast.Attribute | ast.NamedExpr):
            yield f"if {ast.unparse(test)} → if not", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))


def _truth(node: ast.UnaryOp) -> None:
    """Turn ``not x`` into ``bool(x)``, spelt so that it needs no name."""
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _killed(module: ModuleType, tree: ast.Module, situations: list[Situation], notice: Notice, *, own: tuple[str, ...]) -> bool:
    """Put the mutant in place in a forked process, and say whether anything noticed."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                _install(module, tree)
                survived = _hold(situations, notice) and (not own or _own_tests_pass(own))
            except BaseException:  # noqa: BLE001  # whatever it breaks, it was noticed
                survived = False
        os._exit(0 if survived else 1)
    _, status = os.waitpid(child, 0)
    return status != 0


def _install(module: ModuleType, tree: ast.Module) -> None:
    """Run the mutant's source in the module, and hand its functions to whoever imported the old ones."""
    old = dict(vars(module))
    exec(compile(tree, str(module.__file__), "exec"), vars(module))  # noqa: S102
    for name, before in old.items():
        after = vars(module)[name]
        if isinstance(before, type) and after is not before and before.__module__ == module.__name__:
            _graft(before, after)
            setattr(module, name, before)
        elif after is not before and getattr(before, "__module__", module.__name__) in (module.__name__, None):
            _replace(before, after)
    catalogue.rules.cache_clear()


def _graft(before: type, after: type) -> None:
    for name, value in vars(after).items():
        if isinstance(value, FunctionType | property) or hasattr(value, "func"):
            setattr(before, name, value)


def _replace(before: object, after: object) -> None:
    for name, other in list(sys.modules.items()):
        if name.startswith("checks"):
            for attribute, value in list(vars(other).items()):
                if value is before and not isinstance(value, int | str | bool):
                    setattr(other, attribute, after)


def _with_apart(round_: Round, notice: Notice, choices: dict[str, str]) -> RoundCase:
    """Return the round as the rules see it, with the deliveries that stand apart."""
    states, whole = readings_in_force(notice, choices), RoundCase(notice, round_)
    voiding = [f for b in binding.bind(notice) if b.rule.voids for f in engine._findings(b, whole, states)]
    return RoundCase(notice, round_, apart=frozenset(f.subject for f in voiding if f.verdict is Verdict.FAIL))


def _hold(situations: list[Situation], notice: Notice) -> bool:
    """Judge each situation by its own rule alone, as tests/checks/test_rules.py judges it by all."""
    bound = {b.rule.name: b for b in binding.bind(notice)}
    return all(_holds(bound[rule], said, whole) for rule, said, whole in situations)


def _holds(bound: binding.Bound, said: dict[str, Any], whole: RoundCase) -> bool:
    case = RoundCase(whole.notice, whole.round, apart=frozenset() if bound.rule.voids else whole.apart)
    findings = list(engine._findings(bound, case, readings_in_force(whole.notice, said.get("readings", {}))))
    for expect in wanted(said["expect"]):
        about = [f for f in findings if expect.get("of", f.subject) in (f.subject, f.message) or expect.get("of", "") in f.message]
        check_one(about[0], expect)
    return bool(said.get("findings", len(findings)) == len(findings))


def _own_tests_pass(names: tuple[str, ...]) -> bool:
    folder = ROOT / "tests" / "checks"
    return pytest.main(["-q", "-x", "-p", "no:cacheprovider", *(str(folder / name) for name in names)]) == 0


if __name__ == "__main__":
    start = time.monotonic()
    code = main()
    print(f"{time.monotonic() - start:.0f} s")
    sys.exit(code)
