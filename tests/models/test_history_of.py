"""The history of a contract tells in words who changed which entry from what to what, also in its documents."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from models import certificates, contracts, history_subjects, history_words, language, registry
from models.contracts import AGREE, RECORD, Contract
from models.history_of import Entry, history_of
from models.money import Money
from models.store.base import Record
from models.store.book import Book
from tests import makers


@pytest.fixture(autouse=True)
def speaking_chinese(book: Book) -> None:
    book.actor = "王敏"
    language.use("zh")


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(RECORD) as session:
        return makers.a_contract(session).id


def told(book: Book, key: str) -> list[Entry]:
    with book.read() as session:
        return history_of(session, "contracts", key)


def test_an_entry_is_told_with_what_it_was_and_what_it_is(book: Book, contract: str) -> None:
    with book.write(RECORD, reason="招标办更正") as session:
        other = makers.a_party(session, "江北城投")
        draft = contracts.draft_of(session, contract)
        contracts.record(session, replace(draft, price=Money.of(12_500_000), owner=other.id, payer=draft.owner))
    newest = told(book, contract)[0]
    assert (newest.actor, newest.reason, newest.title) == ("王敏", "招标办更正", "保存合同 JB-2024-001")
    assert newest.lines == (
        f"合同 JB-2024-001 · 业主：{makers.OWNER} → 江北城投",
        f"合同 JB-2024-001 · 付款方（与业主不同时）：（空） → {makers.OWNER}",
        "合同 JB-2024-001 · 合同价（含税）：12,000,000.00 → 12,500,000.00",
    )


def test_percentages_choices_and_dates_read_as_in_the_form(book: Book, contract: str) -> None:
    with book.write(RECORD) as session:
        draft = contracts.draft_of(session, contract)
        first = replace(draft.milestones[0], days=14)
        taxed = replace(draft, vat_method="simplified", vat_rate=Decimal("0.03"))
        contracts.record(session, replace(taxed, milestones=(first, *draft.milestones[1:])))
    lines = told(book, contract)[0].lines
    assert "付款条件 · 计税方法：一般计税 → 简易计税" in lines
    assert "付款节点 验工计价签认 80% · 节点后天数：28 → 14" in lines


def test_documents_of_the_contract_are_told_and_many_rows_are_counted(book: Book, contract: str) -> None:
    with book.write(AGREE) as session:
        makers.an_agreement(session, session.get_one(Contract, contract))
    with book.write(certificates.RECORD) as session:
        makers.a_bill(session, session.get_one(Contract, contract))
        makers.an_approved_variation(session, session.get_one(Contract, contract))
    newest, agreed, _begun = told(book, contract)
    assert "新增变更 BG-001" in newest.lines
    assert any(line.startswith("新增清单项") for line in newest.lines)
    assert "新增补充协议 补-1" in agreed.lines


def test_what_was_removed_is_told_too(book: Book, contract: str) -> None:
    with book.write(RECORD) as session:
        draft = contracts.draft_of(session, contract)
        last = replace(draft.milestones[1], cumulative=draft.milestones[2].cumulative)
        contracts.record(session, replace(draft, milestones=(draft.milestones[0], last)))
    assert any(line.startswith("删除付款节点") for line in told(book, contract)[0].lines)


def test_other_contracts_stay_out(book: Book, contract: str) -> None:
    with book.write(RECORD) as session:
        makers.a_contract(session, number="JB-2")
    assert [entry.title for entry in told(book, contract)] == ["保存合同 JB-2024-001"]


def test_every_kind_of_row_that_steps_record_has_a_name_in_the_history() -> None:
    kept = {one.class_.__tablename__ for one in Record.registry.mappers if issubclass(one.class_, Record)}
    assert len(kept) >= len(registry.NOUNS)
    assert kept == set(history_words.NOUNS)
    assert set(history_words.NOUNS) == set(history_subjects.SUBJECTS)
