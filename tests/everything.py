"""Runs every check of the program, one after the other, and says at the end which of them failed.

``main.py test`` runs them all; ``main.py test tests/rules -k words`` hands its words to pytest alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests import tools
from ui.bootstrap import ROOT

CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "deptry": ["deptry", "."],
}
TESTS = ["pytest", "-n", "2", "--dist", "worksteal"]


def main(arguments: list[str]) -> int:
    """Exit code 0 when all is well, else 1."""
    tools.install_missing()
    if arguments:
        return run(["pytest", *arguments])
    began = time.monotonic()
    failed = [name for name, command in CHECKS.items() if run_quietly(name, command)]
    if run(TESTS):
        failed.append("pytest")
    seconds = time.monotonic() - began
    print(f"Failed: {', '.join(failed)}" if failed else "Everything is well", f"({seconds:.0f} s)", flush=True)
    return 1 if failed else 0


def run(command: list[str]) -> int:
    return subprocess.call([sys.executable, "-m", *command], cwd=ROOT, env=surroundings())


def run_quietly(name: str, command: list[str]) -> int:
    """Show what a check says only when it found something."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    print(f"{name}: {'failed' if done.returncode else 'ok'}", flush=True)
    if done.returncode:
        print(done.stdout.decode(errors="replace"), flush=True)
    return done.returncode


def surroundings() -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ}
