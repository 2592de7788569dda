"""The house stays a house: who may know whom, and what nobody writes, is read from the source itself."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

import pytest

from ui.bootstrap import ROOT

TOP_LEVEL = {
    *("main.py", "ui", "models", "resources", "reports", "tests", "pyinstaller.spec", "README.md"),
    *("pyproject.toml", "LICENSE", "CHANGELOG.md"),
}
OURS = {"main", "models", "reports", "resources", "tests", "ui"}
SPREADSHEETS = {"openpyxl", "python_calamine", "xlsxwriter"}
IMAGES_AND_PDF = {"PIL", "pi_heif", "pikepdf", "pypdf", "docx"}
DATABASES = {"alembic", "psycopg", "sqlalchemy", "sqlcipher3", "sqlite3"}

# What the store may know of ours: itself, and what is no noun.
NO_NOUNS = {"models.store", "models.money", "models.scaled", "models.problems", "models.drafts", "models.work"}

# Written once by a tool or by history, and read as data: a migration lists every table.
AS_LONG_AS_IT_IS = ("models/store/migrations/versions/",)

# Built from pieces, so that this file does not find itself.
ADDRESSES = re.compile(
    r"(?<![\w.])/(?:work|root)/|" + "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"])
)


def tracked() -> list[str]:
    """Every file of the project: what git knows, or what lies here where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return [path.relative_to(ROOT).as_posix() for path in walk(ROOT)]
    return [name for name in listed.split("\0") if name and (ROOT / name).exists()]


def walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not path.name.startswith((".", "__", "build", "dist")):
            yield from walk(path)
        elif path.is_file():
            yield path


FILES = tracked()
PYTHON = [name for name in FILES if name.endswith(".py")]
PROGRAM = [name for name in PYTHON if not name.startswith("tests/")]


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), filename=name)


def imports(name: str) -> set[str]:
    """Full names of all a file imports, wherever in it; ``from a import b`` counts as ``a.b``, which covers ``a``."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def within(module: str, packages: Set[str]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def breaches(names: list[str], forbidden: Set[str], except_for: Set[str] = frozenset()) -> list[str]:
    return [
        f"{name} imports {module}"
        for name in names
        for module in sorted(imports(name))
        if within(module, forbidden) and not within(module, except_for)
    ]


def under(*folders: str) -> list[str]:
    return [name for name in PROGRAM if name.startswith(folders)]


def test_rules_know_money_and_the_standard_library_only() -> None:
    third_party = {
        f"{name} imports {module}"
        for name in under("models/rules/")
        for module in imports(name)
        if module.split(".")[0] not in sys.stdlib_module_names | OURS
    }
    ours = breaches(under("models/rules/"), OURS, except_for={"models.rules", "models.money"})
    assert sorted(third_party) + ours == []


def test_rules_read_no_clock() -> None:
    clocks = {"today", "now", "utcnow", "time", "monotonic"}
    found = [
        f"{name}:{node.lineno}"
        for name in under("models/rules/")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    ]
    assert found == []


def test_the_store_knows_no_noun() -> None:
    knows = NO_NOUNS | {"models.language", "resources"}
    assert breaches(under("models/store/"), OURS, except_for=knows) == []


def test_models_know_no_window_no_paper_and_no_foreign_file() -> None:
    forbidden = {"PySide6", "reportlab", "ui", "reports", "tests", *SPREADSHEETS, *IMAGES_AND_PDF}
    assert breaches(under("models/"), forbidden) == []


def test_papers_know_no_window() -> None:
    assert breaches(under("reports/"), {"PySide6", "ui", "tests"}) == []


def test_the_window_knows_neither_the_database_nor_how_papers_are_drawn() -> None:
    forbidden = {"reportlab", "tests", *DATABASES, *SPREADSHEETS}
    assert breaches(under("ui/"), forbidden) == []


def test_resources_know_nobody() -> None:
    assert breaches(under("resources/"), OURS - {"resources"}) == []


@pytest.mark.parametrize("start", ["ui.bootstrap", "ui.command_line", "models.registry", "reports"])
def test_commands_books_and_papers_work_without_qt(start: str) -> None:
    code = f"import sys, {start}; sys.exit('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_the_start_needs_the_standard_library_only() -> None:
    start = {"ui.bootstrap", "ui.first_words", "ui.library_folder", "ui.system_packages"}
    foreign = [
        f"{name} imports {module}"
        for name in [f"{part.replace('.', '/')}.py" for part in sorted(start)]
        for module in imports(name)
        if module.split(".")[0] not in sys.stdlib_module_names and not within(module, start)
    ]
    assert foreign == []


def test_main_is_short_and_does_nothing_when_imported() -> None:
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) <= 40
    allowed = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.If)
    assert [node for node in tree("main.py").body[1:] if not isinstance(node, allowed)] == []


def test_imports_are_absolute() -> None:
    relative = [
        f"{name}:{node.lineno}"
        for name in PYTHON
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_only_the_book_commits() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name in PROGRAM
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and node.attr == "commit" and name != "models/store/book.py"
    ]
    assert found == []


def test_models_hold_no_binary_fractions() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name in under("models/")
        for node in ast.walk(tree(name))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]
    assert found == []


def test_no_column_is_named_status() -> None:
    nodes = [(name, node) for name in under("models/") for node in ast.walk(tree(name))]
    found = [f"{name}: {ast.unparse(node)}" for name, node in nodes if is_status_column(node)]
    assert found == []


def is_status_column(node: ast.AST) -> bool:
    """True for ``status: Mapped[...]`` and for ``Column("status", ...)``."""
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.target) == "status" and "Mapped" in ast.unparse(node.annotation)
    if isinstance(node, ast.Call) and node.args:
        makes_column = ast.unparse(node.func).split(".")[-1] in {"Column", "mapped_column"}
        return makes_column and ast.unparse(node.args[0]) == "'status'"
    return False


def test_no_row_is_deleted_because_another_one_is() -> None:
    found = [
        f"{name}:{node.value.lineno}"
        for name in under("models/")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.keyword) and node.arg == "ondelete"
    ]
    assert found == []


def test_only_listed_entries_stand_at_the_top() -> None:
    entries = {name.split("/")[0] for name in FILES}
    unlisted = {name for name in entries - TOP_LEVEL if not name.startswith((".", "requirements"))}
    assert unlisted == set()


def test_no_file_is_longer_than_300_lines() -> None:
    sizes = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in PROGRAM}
    assert {name: size for name, size in sizes.items() if size > 300 and not name.startswith(AS_LONG_AS_IT_IS)} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{name}:{node.lineno} {node.name} has {(node.end_lineno or 0) - node.lineno + 1}"
        for name in PROGRAM
        if not name.startswith(AS_LONG_AS_IT_IS)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]
    assert long == []


def test_every_file_begins_with_a_sentence_about_it() -> None:
    silent = [
        name
        for name in PYTHON
        if tree(name).body and not re.search(r"[.:?!…]$", (ast.get_docstring(tree(name)) or "").split("\n")[0])
    ]
    assert silent == []


def test_names_say_what_a_thing_is() -> None:
    vague = re.compile(r"(Manager|Helper|Util|Utils|Handler|Data|Info|Process)$")
    classes = [
        f"{name}:{node.lineno} {node.name}"
        for name in PROGRAM
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ClassDef) and vague.search(node.name)
    ]
    files = [name for name in PROGRAM if Path(name).stem in {"common", "data", "helpers", "info", "misc", "utils"}]
    assert classes + files == []


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(TO" + "DO|FIX" + r"ME|XX" + r"X)\b")
    left = [name for name in PYTHON if mark.search((ROOT / name).read_text(encoding="utf-8"))]
    assert left == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for name in FILES:
        if os.path.splitext(name)[1] in {".py", ".toml", ".txt", ".md", ".yml", ".json", ".nsi", ".spec", ".po", ""}:
            text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
            found += [f"{name}: {match.group()}" for match in ADDRESSES.finditer(text)]
    assert found == []
