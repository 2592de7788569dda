"""main.py starts the window, a command, or, where there is no screen, shows what it can; and nothing more."""

from __future__ import annotations

import gc
import sys
import types

import pytest

import main
from ui import bootstrap


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was started, in order; the real ones are tried by the tests of their own files."""
    log: list[object] = []
    starts = {"command_line": "main", "application": "main", "showcase": "without_screen"}
    for module, function in starts.items():
        stand_in = types.ModuleType(f"ui.{module}")
        setattr(stand_in, function, lambda *arguments, name=module: log.append((name, *arguments)) or 7)
        monkeypatch.setitem(sys.modules, f"ui.{module}", stand_in)
        monkeypatch.setattr(sys.modules["ui"], module, stand_in, raising=False)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(bootstrap, "prepare", lambda word: log.append(("prepare", word)))
    return log


@pytest.mark.parametrize("screen", [True, False])
def test_a_command_needs_no_screen(screen: bool, started: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "has_screen", lambda: screen)
    assert main.main(["words", "1680.32"]) == 7
    assert started == [("prepare", "words"), ("command_line", ["words", "1680.32"])]


def test_without_arguments_the_window_opens(started: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "has_screen", lambda: True)
    assert main.main([]) == 7
    assert started == [("prepare", ""), ("application",)]


def test_without_a_screen_the_program_shows_what_it_can(started: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "has_screen", lambda: False)
    assert main.main([]) == 7
    assert started == [("prepare", ""), ("showcase",)]


def test_the_made_program_fetches_nothing_and_knows_no_workshop_words(
    started: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main.main(["test"]) == 7
    assert started == [("command_line", ["test"])]


@pytest.mark.parametrize("word", ["test", "build"])
def test_the_workshop_words_are_there_for_people_who_change_the_program(word: str) -> None:
    assert bootstrap.workshop(word).__name__ == "main"
