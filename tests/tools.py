"""Other people's programs that judge our files in the tests; none of them is ever shipped."""

from __future__ import annotations

import glob
import os
import shutil
import sys

import pytest

from ui import system_packages

# Executable, and the Debian package that holds it. Add a tool here; nowhere else is one installed.
TOOLS = {
    "hledger": "hledger",
    "ledger": "ledger",
    "pdffonts": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "soffice": "libreoffice-calc",
    "initdb": "postgresql",
    "Xvfb": "xvfb",
    "makensis": "nsis",
}

# PostgreSQL keeps its own programs off the PATH, one folder a version.
ELSEWHERE = "/usr/lib/postgresql/*/bin"


def find(executable: str) -> str | None:
    """Where the program is, or None; the newest where there are several versions."""
    folders = sorted(glob.glob(ELSEWHERE), reverse=True)
    return shutil.which(executable) or shutil.which(executable, path=os.pathsep.join(folders) or None)


def need(executable: str) -> str:
    """Where the program is; without it the test is skipped with the reason, except in CI, where it fails."""
    found = find(executable)
    if found:
        return found
    reason = f"{executable} is missing; on Debian: apt-get install {TOOLS[executable]}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def missing_packages() -> list[str]:
    return sorted({package for executable, package in TOOLS.items() if find(executable) is None})


def install_missing() -> None:
    """Install what lacks where that can be done without asking: on Debian as root."""
    packages = missing_packages()
    if not packages:
        return
    if system_packages.may_install_packages():
        system_packages.install_packages(packages)
    else:
        print("Some tests will be skipped; they need:", *packages, file=sys.stderr)
