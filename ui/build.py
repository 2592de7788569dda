"""Makes the folder that runs without Python, and tries it: it must print a statement before anyone gets it.

Used by the people who release Qingshou (``python3 main.py build``); the made program does not contain it.
"""

from __future__ import annotations

import csv
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from resources import path
from ui.bootstrap import ROOT

FOLDER = ROOT / "dist" / "Qingshou"
SUFFIX = ".exe" if os.name == "nt" else ""
LIBRARY = re.compile(r"\.(dll|pyd|dylib|so)(\.[\d.]+)?$")

# Folders of Python's own and of packages whose licence stands with the package, checked by tests/test_licences.py.
PACKAGES = re.compile(r"(python3\.\d+|PIL|(?!shiboken6)[a-z_0-9]+)/")
SECONDS_A_WINDOW_MUST_LIVE = 8


def main(arguments: list[str]) -> int:
    """Exit code 0 when the folder was made, may be handed out and works."""
    if subprocess.call(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", "pyinstaller.spec"], cwd=ROOT
    ):
        return 1
    strangers = unlicensed(FOLDER)
    if strangers:
        print("Not in resources/licences/libraries.csv:", *strangers, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        prove(Path(folder))
    print(f"{FOLDER.name}: {megabytes(FOLDER)} MB, start {start_time():.2f} s")
    return 0


def unlicensed(folder: Path) -> list[str]:
    """Shared libraries beside the program that the list of licences does not know."""
    with path("licences/libraries.csv").open(encoding="utf-8", newline="") as stream:
        known = re.compile("|".join(f"(?:{row['library']})" for row in csv.DictReader(stream)), re.IGNORECASE)
    return sorted({file.name for file in libraries(folder) if not known.match(file.name)})


def libraries(folder: Path) -> list[Path]:
    """Those that came along on their own; a package's own modules share the licence of the package."""
    inside = folder / "_internal"
    return [
        file
        for file in inside.rglob("*")
        if LIBRARY.search(file.name) and not PACKAGES.match(file.relative_to(inside).as_posix())
    ]


def prove(folder: Path) -> None:
    """A sample book, a statement out of it, and a window that stays: what a new user does first."""
    book = str(folder / "book")
    command("--book", book, "sample", folder=folder)
    contract = json.loads(command("--book", book, "--json", "contracts", folder=folder))[0]["number"]
    paper = folder / "statement.pdf"
    command(
        "--book", book, "statement", "--contract", contract, "--as-of", "2026-11-23", "-o", str(paper), folder=folder
    )
    if not paper.read_bytes().startswith(b"%PDF-"):
        raise SystemExit("The made program printed no statement.")
    prove_window(folder)


def command(*arguments: str, folder: Path) -> str:
    program = FOLDER / f"qingshou-command{SUFFIX}"
    done = subprocess.run([str(program), *arguments], cwd=folder, env=surroundings(folder), stdout=subprocess.PIPE)
    if done.returncode:
        raise SystemExit(f"The made program failed at: {' '.join(arguments)}")
    return done.stdout.decode("utf-8")


def prove_window(folder: Path) -> None:
    """A window that fails does so at once; one that still lives after some seconds is open."""
    window = subprocess.Popen([str(FOLDER / f"Qingshou{SUFFIX}")], cwd=folder, env=surroundings(folder))
    try:
        code = window.wait(SECONDS_A_WINDOW_MUST_LIVE)
    except subprocess.TimeoutExpired:
        window.terminate()
        window.wait()
        return
    raise SystemExit(f"The window of the made program closed by itself with exit code {code}.")


def surroundings(folder: Path) -> dict[str, str]:
    """No screen, and nobody's own folders."""
    homes = dict.fromkeys(
        ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"), str(folder)
    )
    return {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def start_time() -> float:
    """Seconds until the smallest command has answered, the middle of five."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([str(FOLDER / f"qingshou-command{SUFFIX}"), "words", "1"], stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def megabytes(folder: Path) -> int:
    return (
        sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) // 1_000_000
    )
