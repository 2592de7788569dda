"""A sample book made once in each run and copied for each test, and commands run as a person types them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from models import sample
from models.work import finish
from ui import command_line

TODAY = date(2026, 11, 23)


@cache
def sample_folder(certificates: int = sample.USUAL) -> Path:
    """The folder of a closed sample book as of 2026-11-23; do not write into it, copy it."""
    folder = Path(mkdtemp(prefix="qingshou-sample-")) / "book"
    finish(sample.make(folder, certificates, TODAY)).close()
    return folder


def copied(folder: Path, certificates: int = sample.USUAL) -> Path:
    """A copy of the sample book that a test may change."""
    shutil.copytree(sample_folder(certificates), folder)
    return folder


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("words", "5")`` runs one command in this process."""

    def ran(*argv: object) -> Ended:
        capsys.readouterr()
        code = command_line.main([str(word) for word in argv])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return ran
