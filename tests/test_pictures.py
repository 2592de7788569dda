"""The pictures of the manual show what the program shows; ``main.py pictures`` draws them anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from resources import path
from ui import bootstrap, pictures
from ui.pages import PAGES

AGAIN = "the pictures are stale: run “python3 main.py pictures” and look at them"


@pytest.fixture(scope="module")
def drawn(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """The pictures as they are drawn now, and the words in each."""
    folder = tmp_path_factory.mktemp("pictures")
    return folder, pictures.draw(qapp, folder)


@pytest.fixture(scope="module")
def shipped() -> dict[str, list[str]]:
    kept: dict[str, list[str]] = json.loads((path("help") / pictures.WORDS).read_text(encoding="utf-8"))
    return kept


def test_every_picture_has_its_page() -> None:
    assert {picture.page for picture in pictures.PICTURES} <= {page.name for page in PAGES}


@pytest.mark.parametrize("name", [picture.name for picture in pictures.PICTURES])
def test_the_manual_shows_what_the_program_shows(
    drawn: tuple[Path, dict[str, list[str]]], shipped: dict[str, list[str]], name: str
) -> None:
    folder, words = drawn
    assert words[name] == shipped[name], AGAIN
    now, kept = QImage(str(folder / f"{name}.png")), QImage(str(path("help") / f"{name}.png"))
    assert (now.width(), now.height()) == (kept.width(), kept.height()) == pictures.SIZE, AGAIN


def test_the_pictures_show_what_they_are_for(drawn: tuple[Path, dict[str, list[str]]]) -> None:
    words = {name: "\n".join(told) for name, told in drawn[1].items()}
    assert "逾期账龄" in words["home"]
    assert "临湖花园三期" in words["contract_workspace"]
    assert "本期应付" in words["certificate_sheet"]
    assert "伍佰万元整" in words["allocation_desk"]
    assert "没有 2026-02-30 这一天。请核对月份和日期。" in words["import_problems"]
    assert "往来款项对账函" in words["statement_preview"].replace(" ", "").replace("\n", "")


def test_what_differs_each_time_is_left_out_of_the_words(qtbot: QtBot) -> None:
    label = QLabel("JB-1841-3F7K-9QWM-T0XZ-52NC-V 最近 2026-11-23 23:38")
    qtbot.addWidget(label)
    holder = QPushButton("保存")
    label.setParent(holder)
    holder.show()
    qtbot.addWidget(holder)
    assert pictures.words_of(holder) == ["… 最近 …"]


def test_empty_and_hidden_things_say_nothing(qtbot: QtBot) -> None:
    holder = QPushButton()
    hidden, empty = QLabel("unseen", holder), QTableView(holder)
    hidden.hide()
    qtbot.addWidget(holder)
    holder.show()
    assert empty.model() is None
    assert pictures.words_of(holder) == []


def test_a_screen_that_never_comes_is_an_error(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "SECONDS", 0)
    with pytest.raises(TimeoutError):
        pictures.wait_for(lambda: False)


def test_the_word_is_for_people_who_change_the_program() -> None:
    assert bootstrap.workshop("pictures") is pictures.main
