"""Changes one thing of a rule at a time and tells which changes no test notices.

Run as ``python -m tests.mutation models/rules/tax.py``. Each change is made in a child process, which runs the tests of
tests/rules (``--tests`` names others) that enter the changed function or, where the change is outside of functions, the
changed file; the quickest first. A change that survives shows a gap in the tests, or changes nothing that counts.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from inspect import CO_NEWLOCALS
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType, MemberDescriptorType, ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutants import Mutant, mutants
from ui.bootstrap import ROOT

PROFILE = "mutation"
KNOWN = "ignore::pytest.PytestAssertRewriteWarning"
PYTEST = ("-q", "-s", "-p", "no:cacheprovider", "-W", KNOWN, f"--hypothesis-profile={PROFILE}")
SECONDS = 20
"""Of processor time; a change that keeps the tests busy for longer is noticed."""
FEW = 25
"""So many tests must pass where nothing is changed in the child; all of them passed before."""
Where = tuple[str, int | None]
"""A file and the line where a function begins (None: the file)."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--tests", nargs="+", default=["tests/rules"])
    given = asked.parse_args()
    usual = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    settings.register_profile(PROFILE, usual, max_examples=25, phases=(Phase.explicit, Phase.generate))
    sys.exit(pytest.main([*PYTEST, *given.tests], plugins=[Mutation([file.resolve() for file in given.files])]))


class Mutation:
    """Runs all tests once to see which enter what, then those that enter it for each change."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files, self.failed = files, False
        self.entered: dict[Where, dict[pytest.Item, float]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item, following in pairwise([*session.items, None]):
            self._trace(item, following)
        codes = ((one.__code__, one) for one in gc.get_objects() if isinstance(one, FunctionType))
        functions = {(code.co_filename, code.co_firstlineno): one for code, one in codes}
        gc.freeze()
        if self.failed or not all(self._child(file, _nothing(file), functions) for file in self.files):
            raise pytest.UsageError("the tests fail without any change")
        for file in self.files:
            made = survived = 0
            for mutant in mutants(file.read_text(encoding="utf-8")):
                made += 1
                if self._child(file, mutant, functions):
                    survived += 1
                    print(f"{file.relative_to(ROOT)}:{mutant.line}  {mutant.said}", flush=True)
            print(f"{file.relative_to(ROOT)}: {made} changes, {survived} not noticed", flush=True)
        return True

    def _trace(self, item: pytest.Item, following: pytest.Item | None) -> None:
        entered: set[CodeType] = set()
        began = time.process_time()
        sys.settrace(lambda frame, event, _: entered.add(frame.f_code))  # adds, and follows no line
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        sys.settrace(None)
        places: set[Where] = {(code.co_filename, code.co_firstlineno) for code in entered}
        places |= {(file, None) for file, _ in places}
        places |= {(str(file), None) for file in self.files if file.stem in item.path.read_text("utf-8")}
        for where in places:
            self.entered.setdefault(where, {})[item] = time.process_time() - began

    def _child(self, file: Path, mutant: Mutant, functions: dict[Where, FunctionType]) -> bool:
        """Whether every test passes although something is changed."""
        where = str(file), mutant.function
        tests = self.entered.get(where) or self.entered.get((str(file), None), {})
        code = compile(mutant.tree, file, "exec")
        changed = [(functions[where], _code(code, line)) for line in [mutant.function] if line is not None]
        process = os.fork()
        if process:
            return os.waitpid(process, 0)[1] == 0
        gc.disable()
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1), os.dup2(nowhere, 2)
        try:
            for function, new in changed:
                function.__code__ = new
            _execute(file, mutant)
            quickest = sorted(tests, key=tests.__getitem__)[: None if mutant.said else FEW]
            for item, following in pairwise([*quickest, None]):
                item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    os._exit(1)
            os._exit(0)
        finally:
            os._exit(1)


def _nothing(file: Path) -> Mutant:
    return Mutant(0, 0, None, "", ast.parse(file.read_text(encoding="utf-8")))


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _code(code: CodeType, line: int) -> CodeType:
    """The code of the outermost function that begins on a line."""
    return next(one for one in _codes(code) if one.co_firstlineno == line and one.co_flags & CO_NEWLOCALS)


def _execute(file: Path, mutant: Mutant) -> None:
    """Execute the changed statement, values and defaults after it; who imported a name finds the new value there."""
    module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    for place, statement in enumerate(mutant.tree.body[mutant.statement :]):
        is_changed = place == 0 and mutant.function is None
        has_defaults = isinstance(statement, ast.FunctionDef) and bool(statement.args.defaults)
        if is_changed or has_defaults or isinstance(statement, ast.Assign | ast.AnnAssign):
            before = dict(vars(module))
            exec(compile(ast.Module([statement], []), file, "exec"), vars(module))
            for name, new in list(vars(module).items()):
                if name in before and new is not before[name]:
                    _replace(module, name, before[name], new)


def _replace(module: ModuleType, name: str, old: object, new: object) -> None:
    if isinstance(old, type):
        for key, value in vars(new).items():
            if key not in ("__dict__", "__weakref__") and not isinstance(value, MemberDescriptorType):
                setattr(old, key, value)
    elif isinstance(old, FunctionType) and isinstance(new, FunctionType):
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
    else:
        for other in list(sys.modules.values()):
            if vars(other).get(name) is old:
                setattr(other, name, new)
        return
    setattr(module, name, old)


if __name__ == "__main__":
    main()
