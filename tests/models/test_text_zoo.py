"""Whatever is typed or brought in is kept exactly as it stands, or refused with the name of the entry."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from models import company, contracts, parties, projects, receipts
from models.drafts import entries, from_json, to_json
from models.problems import Invalid
from models.store.book import Book
from models.texts import LONGEST, LONGEST_OF_LINES
from tests import makers

KEPT = [
    *("王𬭛", "喆䶮堃", "O'Brien & Söhne <GmbH>", "=1+1", "+8613800000000", "-5", "@SUM(A1)", "'quoted'", '"双引号"'),
    *("逗号，；|", "%_\\", "{placeholder}", "%s %d", "null", "NULL", "0", "１２３", "㈱", "é", "e\u0301", "مرحبا"),
    *("שלום", "नमस्ते", "👍🏽", "𝒜", "…—", "  两头空格  ", "a" * LONGEST, "字" * LONGEST, "'; DROP TABLE parties; --"),
    *("&lt;b&gt;", "\\u0000", "/etc/passwd", "C:\\CON"),
]
REFUSED = [
    *("\x00", "甲\x00乙", "\x07", "\x1b[31m", "\x7f", "\x85", "\u200b", "\u200e", "\u202e反向", "\u2066", "\ufeff"),
    *("\ud800", "半\udc00", "\uffff", "长" * (LONGEST + 1)),
]
DRAFTS: list[tuple[Any, Any]] = [
    (parties, parties.PartyDraft),
    (projects, projects.ProjectDraft),
    (company, company.CompanyDraft),
]


CHECKS: dict[Any, Any] = {
    parties.PartyDraft: parties.check,
    projects.ProjectDraft: projects.check,
    company.CompanyDraft: company.check,
    contracts.ContractDraft: contracts.check,
    receipts.ReceiptDraft: receipts.check,
}
OF_A_FORM = ("numbering", "pattern", "prefix")
"""Entries that have a form of their own."""


def texts_of(draft: type) -> list[str]:
    plain = [one for one in entries(draft).values() if one.kind is str and not one.choices and not one.pick]
    return [one.name for one in plain if one.name not in OF_A_FORM]


@pytest.mark.parametrize(("noun", "draft"), DRAFTS, ids=lambda one: getattr(one, "__name__", ""))
def test_every_text_entry_keeps_what_can_be_seen_exactly(book: Book, noun: Any, draft: Any) -> None:
    for number, text in enumerate(KEPT):
        for name in texts_of(draft):
            wanted = replace(draft(name=f"名称{number}{name}"), **{name: text})
            if name == "credit_code":
                wanted = replace(wanted, credit_code=text.upper())
            with book.write(noun.RECORD) as session:
                key = noun.record(session, wanted).id
            with book.read() as session:
                assert getattr(noun.draft_of(session, key), name) == getattr(wanted, name)
            book.undo()


@pytest.mark.parametrize("draft", CHECKS)
def test_every_text_entry_refuses_what_cannot_be_seen_and_names_itself(draft: Any) -> None:
    check = CHECKS[draft]
    for text in REFUSED:
        for name in texts_of(draft):
            lines = entries(draft)[name].lines
            if lines > 1 and len(text) > LONGEST:
                continue
            found = [one.entry for one in check(replace(draft(), **{name: text})) if not one.advice]
            assert name in found, (name, text)


def test_a_long_remark_has_its_own_limit() -> None:
    short, long = ("字" * count for count in (LONGEST_OF_LINES, LONGEST_OF_LINES + 1))
    assert not list(parties.check(parties.PartyDraft(name="甲", remark=short)))
    assert [one.entry for one in parties.check(parties.PartyDraft(name="甲", remark=long))] == ["remark"]


def test_a_refused_text_leaves_the_book_as_it_was(book: Book) -> None:
    with pytest.raises(Invalid), book.write(parties.RECORD) as session:
        makers.a_party(session, "甲\x00")
    assert book.head() is None


@pytest.mark.parametrize("text", KEPT)
def test_drafts_survive_as_json(text: str) -> None:
    draft = parties.PartyDraft(name=text, remark=text, aliases=(parties.AliasDraft(text),))
    assert from_json(parties.PartyDraft, to_json(draft)) == draft
    assert {one.name for one in fields(draft)} >= set(entries(parties.PartyDraft))
