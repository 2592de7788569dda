"""The manual opens at the page for the screen one came from, in the reader's language, and leads nowhere wrong."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from models import language
from models.store.book import Book
from resources import path
from tests.ui.pages.sample_window import key_of, sample_book, sample_folder, window
from ui.main_window import MainWindow
from ui.pages import PAGES, PLACES
from ui.pages.help import OTHERS, TOPICS, HelpPage, title_of, topic_of, words_of

__all__ = ["sample_book", "sample_folder", "window"]
LINK = re.compile(r"\]\(([^)]+)\)")


@pytest.fixture
def page(window: MainWindow) -> HelpPage:
    found: HelpPage = window.open_page("help")
    return found


def shown(page: HelpPage) -> str:
    return page.manual.toPlainText()


@pytest.mark.parametrize("page_name", [page.name for page in PAGES])
def test_every_page_has_its_help(page_name: str) -> None:
    place = next(page.place for page in PAGES if page.name == page_name)
    assert topic_of(page_name) in {page_name, OTHERS.get(page_name), place, "book", "contracts", "start"}


def test_every_place_with_pages_has_a_topic_of_its_own() -> None:
    used = {page.place for page in PAGES}
    lost = [place.name for place in PLACES if place.name in used and topic_of(place.name) == "start"]
    assert lost == ["help"]


@pytest.mark.parametrize("spoken", list(language.LANGUAGES))
def test_the_manual_is_whole_in_both_languages(spoken: str) -> None:
    files = {file.stem for file in path(f"help/{spoken}").glob("*.md")}
    assert files == set(TOPICS)
    for topic in TOPICS:
        assert words_of(topic, spoken).startswith("# ")
        for link in LINK.findall(words_of(topic, spoken)):
            assert link in TOPICS or link.endswith(".png"), f"{topic}: {link}"


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_show_the_same_pictures_and_links(topic: str) -> None:
    assert sorted(LINK.findall(words_of(topic, "zh"))) == sorted(LINK.findall(words_of(topic, "en")))


def test_f1_opens_the_help_of_the_screen(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("receipts")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    page = window.page()
    assert isinstance(page, HelpPage)
    assert page.topic == "receipts"
    assert "民法典" in shown(page)
    window.open_page("history")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert page.topic == "book"


def test_f1_works_in_the_middle_of_a_record(qtbot: QtBot, window: MainWindow, sample_book: Book) -> None:
    window.open_page("contracts", key_of(sample_book, "contracts", "JB-2024-003"))
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.page().topic == "contracts"


def test_links_lead_to_other_pages_of_the_manual(page: HelpPage) -> None:
    page.manual.anchorClicked.emit(QUrl("import"))
    assert page.topic == "import"
    assert "模板" in shown(page)
    page.manual.anchorClicked.emit(QUrl("nowhere"))
    assert page.topic == "import"


def test_words_narrow_the_contents(qtbot: QtBot, page: HelpPage) -> None:
    page.words.insert("核验码")
    assert title_of("letters", "zh") in page.titles()
    assert title_of("settings", "zh") not in page.titles()
    page.words.clear()
    assert len(page.titles()) == len(TOPICS)


def test_the_contents_are_turned_by_key(qtbot: QtBot, page: HelpPage) -> None:
    page.contents.setCurrentRow(0)
    qtbot.keyClick(page.contents, Qt.Key.Key_Down)
    assert page.topic == TOPICS[1]


def test_the_manual_changes_its_language_where_it_is(window: MainWindow, page: HelpPage) -> None:
    page.show_record("keys")
    window.workspace.speak("en")
    assert page.topic == "keys"
    assert shown(page).startswith("Shortcuts")


def test_a_picture_is_never_wider_than_the_page(page: HelpPage) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    for file in path("help").glob("*.png"):
        image = page.manual.loadResource(kind, QUrl(file.name))
        assert 0 < image.width() <= page.manual.viewport().width()
