"""Parties: kept with their other names and accounts, found however they are typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from models import parties
from models.credit_code import check_character, is_valid
from models.parties import AccountDraft, AliasDraft, PartyDraft
from models.problems import Invalid
from models.store.book import Book
from models.store.listing import Question

TODAY = Question(date(2026, 11, 23))
FULL = PartyDraft(
    name="江北市临湖置业有限公司",
    nature="private",
    credit_code="91320100MA1MABCD0X",
    legal_representative="周明",
    contact="吴工",
    phone="0511-8888 1234",
    address="江北市临湖路 1 号",
    email="wu@example.com",
    region="江北",
    agent="郑律",
    agent_until=date(2027, 6, 30),
    remark="集团内",
    aliases=(AliasDraft("临湖地产"), AliasDraft("临湖置业")),
    accounts=(AccountDraft("32010012345678", "工商银行", "江北市临湖置业有限公司", "基本户"), AccountDraft("6222")),
)


def kept(book: Book, draft: PartyDraft) -> str:
    with book.write(parties.RECORD) as session:
        return parties.record(session, draft).id


def problems(book: Book, draft: PartyDraft) -> list[str]:
    with pytest.raises(Invalid) as raised:
        kept(book, draft)
    return [problem.entry for problem in raised.value.problems]


def test_a_party_comes_back_as_it_was_kept(book: Book) -> None:
    parent = kept(book, PartyDraft(name="临湖集团"))
    draft = replace(FULL, parent=parent)
    key = kept(book, draft)
    with book.read() as session:
        assert parties.draft_of(session, key) == replace(draft, id=key)


def test_a_party_needs_a_name_and_its_accounts_a_number(book: Book) -> None:
    draft = PartyDraft(accounts=(AccountDraft("1"), AccountDraft(bank="工行")))
    assert problems(book, draft) == ["name", "accounts.1.number"]


def test_a_name_is_used_once_as_a_name_or_as_another_name(book: Book) -> None:
    key = kept(book, FULL)
    assert problems(book, PartyDraft(name=FULL.name)) == ["name"]
    assert problems(book, PartyDraft(name="临湖地产")) == ["name"]
    assert kept(book, replace(FULL, id=key, region="江南")) == key


@pytest.mark.parametrize("typed", ["江南2建工(集团)公司", "江南２建工（集团）公司", "江南2 建工（集团）公司"])
def test_the_same_name_in_another_width_or_with_other_brackets_is_the_same_party(book: Book, typed: str) -> None:
    key = kept(book, PartyDraft(name="江南2建工（集团）公司"))
    assert problems(book, PartyDraft(name=typed)) == ["name"]
    with book.read() as session:
        same = parties.named(session, typed)
        assert same is not None
        assert same.id == key
    assert kept(book, PartyDraft(name="江南3建工（集团）公司")) != key


@pytest.mark.parametrize(
    "code",
    [
        "91110000100000001X",
        "9132010071234567800",
        "91320100712345678",
        "91320100712345678I",
        "９１３２０１００７１２３４５６７８０",
    ],
)
def test_a_wrong_credit_code_is_advice_that_does_not_stop_saving(book: Book, code: str) -> None:
    draft = PartyDraft(name="甲", credit_code=code)
    assert [(problem.entry, problem.advice) for problem in parties.check(draft)] == [("credit_code", True)]
    assert kept(book, draft)


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91350100m000100y43"])
def test_a_real_credit_code_is_accepted_and_kept_in_capitals(book: Book, code: str) -> None:
    draft = PartyDraft(name="甲", credit_code=code)
    assert list(parties.check(draft)) == []
    with book.write(parties.RECORD) as session:
        assert parties.record(session, draft).credit_code == code.upper()


def test_the_check_character_of_the_standards_own_example_is_found() -> None:
    assert check_character("91350100M000100Y4") == "3"
    assert is_valid("91350100M000100Y43")


def test_one_wrong_character_is_always_noticed() -> None:
    right = "91350100M000100Y43"
    wrong = [right[:place] + letter + right[place + 1 :] for place in range(18) for letter in "0123456789ABCDEFGHJ"]
    assert not [code for code in wrong if code != right and is_valid(code)]


def test_a_party_is_found_by_its_name_and_by_its_other_names(book: Book) -> None:
    key = kept(book, FULL)
    with book.read() as session:
        for name in (FULL.name, "临湖地产", "临湖置业"):
            found = parties.named(session, name)
            assert found is not None
            assert found.id == key
        assert parties.named(session, "临湖") is None


def test_editing_keeps_the_rows_of_names_and_accounts_that_stay(book: Book) -> None:
    key = kept(book, FULL)

    def rows() -> list[str]:
        with book.read() as session:
            party = session.get_one(parties.Party, key)
            return [one.id for one in (*party.aliases, *party.accounts)]

    before = rows()
    with book.read() as session:
        draft = parties.draft_of(session, key)
    kept(book, replace(draft, phone="1", accounts=(replace(draft.accounts[0], bank="建行"), draft.accounts[1])))
    assert rows() == before
    kept(book, replace(draft, aliases=(), accounts=draft.accounts[:1]))
    assert rows() == [before[2]]


def test_saving_an_unchanged_party_makes_no_step(book: Book) -> None:
    key = kept(book, FULL)
    head = book.head()
    with book.read() as session:
        draft = parties.draft_of(session, key)
    kept(book, draft)
    assert book.head() == head


@pytest.mark.parametrize("words", ["临湖", "lhzy", "JBSLHZY", "91320100", "置业 lh"])
def test_typing_part_of_a_name_its_initials_or_its_code_finds_a_party(book: Book, words: str) -> None:
    key = kept(book, FULL)
    kept(book, PartyDraft(name="滨江投资"))
    with book.read() as session:
        assert parties.LISTING.keys(session, replace(TODAY, words=words)) == [key]


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%"])
def test_signs_that_mean_something_to_the_database_are_searched_as_they_are(book: Book, words: str) -> None:
    kept(book, FULL)
    key = kept(book, PartyDraft(name="百分 100%_\\ 公司"))
    with book.read() as session:
        assert parties.LISTING.keys(session, replace(TODAY, words=words)) == [key]


def test_every_column_of_the_list_sorts_both_ways(book: Book) -> None:
    kept(book, FULL)
    kept(book, PartyDraft(name="滨江投资"))
    with book.read() as session:
        for column in parties.LISTING.columns:
            up = parties.LISTING.keys(session, replace(TODAY, sort=column.name))
            assert up == parties.LISTING.keys(session, replace(TODAY, sort=column.name, descending=True))[::-1]


def test_undo_and_redo_give_a_party_back_whole(book: Book) -> None:
    key = kept(book, FULL)
    with book.read() as session:
        before = parties.draft_of(session, key)
    kept(book, PartyDraft(id=key, name="改名"))
    book.undo()
    with book.read() as session:
        assert parties.draft_of(session, key) == before
    book.redo()
    with book.read() as session:
        assert parties.draft_of(session, key) == PartyDraft(id=key, name="改名")


def test_the_history_of_a_party_names_each_step_and_who_made_it(book: Book) -> None:
    key = kept(book, FULL)
    kept(book, replace(FULL, id=key, name="新名"))
    with book.read() as session:
        told = (
            "SELECT title, actor, before IS NULL FROM changes JOIN steps ON key = step WHERE record = :key ORDER BY seq"
        )
        rows = session.execute(text(told), {"key": key}).all()
    assert [tuple(row) for row in rows] == [
        ("Save a party: 江北市临湖置业有限公司", book.actor, 1),
        ("Save a party: 新名", book.actor, 0),
    ]


def test_what_changed_is_told_to_listeners_by_table(book: Book) -> None:
    heard: list[dict[str, set[str]]] = []
    book.listeners.append(heard.append)
    key = kept(book, FULL)
    assert heard[0]["parties"] == {key}
    assert {name: len(ids) for name, ids in heard[0].items()} == {"parties": 1, "party_aliases": 2, "bank_accounts": 2}
