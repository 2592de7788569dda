"""Every sentence the program says, it also says in Chinese."""

from __future__ import annotations

from gettext import GNUTranslations

from models import language
from models.language import text
from tests import translations


def test_every_text_of_the_program_has_a_chinese_translation() -> None:
    assert translations.missing() == {}


def test_no_translation_is_marked_as_a_guess() -> None:
    assert [f"{where}: {message.id!r}" for where, message in translations.messages() if message.fuzzy] == []


def test_a_text_is_translated_in_one_way_only() -> None:
    assert translations.contradictions() == []


def test_a_translation_names_the_same_placeholders_as_its_text() -> None:
    assert translations.disagreements() == []


def test_the_compiled_file_is_what_the_translators_wrote() -> None:
    is_current = translations.COMPILED.read_bytes() == translations.compiled()
    assert is_current, "run: python -m tests.translations"


def test_the_program_reads_from_the_compiled_file_what_gettext_reads() -> None:
    with translations.COMPILED.open("rb") as stream:
        read = GNUTranslations(stream)
    found = {key: value for key, value in read._catalog.items() if isinstance(key, str) and key}
    many = [message.id for _, message in translations.messages() if message.pluralizable]
    assert len(found) > 1000
    assert {msgid: text(msgid, "zh") for msgid in found} == found
    assert text("nobody says this", "zh") == "nobody says this"
    assert many
    assert {ids: language.ngettext(*ids, 2) for ids in many} == {ids: read.ngettext(*ids, 2) for ids in many}


def test_one_of_something_is_not_said_as_many() -> None:
    one, many = "{count} cell selected", "{count} cells selected"
    assert language.ngettext(one, many, 1) == language.ngettext(one, many, 2) == "选中 {count} 格"
    language.use("en")
    try:
        assert [language.ngettext(one, many, count) for count in (0, 1, 2)] == [many, one, many]
    finally:
        language.use(language.DEFAULT)
