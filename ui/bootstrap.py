"""Sees at every start that the libraries Qingshou stands on are there; the first start fetches them.

Runs on a bare Python with the standard library only, and on Pythons that are too old far enough to say so.
What only a first start needs is imported by it alone: every other start waits for nothing.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from ui.first_words import stop
from ui.system_packages import install_system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)

# Words only people who change the program need, and where each is written.
WORKSHOP = {"test": "tests.everything", "bench": "tests.bench", "build": "ui.build", "pictures": "ui.pictures"}


def prepare(word: str) -> None:
    """Return once this process runs on the libraries that ``word`` needs; else start it again on them."""
    if sys.version_info < OLDEST:
        found = sys.version.split()[0]
        stop(
            f"清收通需要 Python 3.11 或更新的版本，现在运行的是 {found}。",
            f"Qingshou needs Python 3.11 or newer; this is {found}.",
        )
    lock = ROOT / ("requirements-test.txt" if word in WORKSHOP else "requirements.txt")
    if not (inside(VENV) and is_ready(VENV, lock)):
        from ui.library_folder import make_ready

        make_ready(VENV, lock)
        run_again(python_of(VENV), sys.orig_argv[1:])
    if word in ("", "test", "pictures"):
        install_system_libraries(with_window=has_x11())


def word_of(arguments: list[str]) -> str:
    """The command among the arguments; empty where none is named and the window is meant.

    It is ``--help`` where only an explanation is asked for: nothing is fetched or begun for that.
    """
    if "--help" in arguments and "test" not in arguments:  # pytest explains itself
        return "--help"
    rest = iter(arguments)
    for word in rest:
        if word in ("--book", "--lang"):
            next(rest, "")
        elif word != "--json" and not word.startswith(("--book=", "--lang=")):
            return word
    return ""


def workshop(word: str) -> Callable[[list[str]], int]:
    """The function that does a word of :data:`WORKSHOP`; the program that is handed out has none of them."""
    main: Callable[[list[str]], int] = importlib.import_module(WORKSHOP[word]).main
    return main


def frozen() -> bool:
    """True in the program made by ``main.py build``, which carries its libraries with it."""
    return bool(getattr(sys, "frozen", False))


def serve_as_worker() -> None:
    """In the frozen program a process that draws papers begins like the program itself: do its work and end."""
    if frozen():
        import multiprocessing

        multiprocessing.freeze_support()


def has_screen() -> bool:
    """False on a Linux machine where no window can be shown and none was asked for off screen."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def has_x11() -> bool:
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("QT_QPA_PLATFORM")


def open_missing_streams() -> None:
    """A windowed program on Windows has no console: let what is printed there vanish instead of failing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - stays open to the end


def python_of(venv: Path, windows: bool = os.name == "nt") -> Path:
    """The Python of a folder of libraries; without a console where the program was started without one."""
    if not windows:
        return venv / "bin" / "python"
    silent = Path(sys.executable).stem.lower() == "pythonw"
    return venv / "Scripts" / ("pythonw.exe" if silent else "python.exe")


def inside(venv: Path) -> bool:
    return venv.exists() and os.path.samefile(sys.prefix, venv)


def is_ready(venv: Path, lock: Path) -> bool:
    """True if the folder was filled from this very lock file and its Python still starts."""
    wanted = read_or_empty(lock)
    return bool(wanted) and read_or_empty(venv / f"{lock.stem}.stamp") == wanted and is_sound(venv)


def is_sound(venv: Path) -> bool:
    """True if the folder was once filled to the end by the Python that it runs now; a half-made one was not."""
    stamped = read_or_empty(venv / "python.stamp")
    return bool(stamped) and stamped == version_in(venv)


def version_in(venv: Path) -> str:
    """Such as ``3.11``; who runs inside the folder need not ask its Python, which would take as long as to paint."""
    if inside(venv):
        return "{}.{}".format(*sys.version_info[:2])
    from ui.library_folder import version_of

    return version_of(python_of(venv))


def read_or_empty(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def run_again(python: Path, arguments: list[str], windows: bool = os.name == "nt") -> NoReturn:
    """Become the same start on the other Python; Windows cannot become, so there it waits for a child's exit code."""
    os.environ.pop("__PYVENV_LAUNCHER__", None)  # macOS would go on looking in the old place
    command = [str(python), *arguments]
    if not windows:
        os.execv(command[0], command)
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            raise SystemExit(child.wait())
        except KeyboardInterrupt:  # Ctrl+C reaches the child as well, and it decides
            continue
