"""Parties: owners, debtors, main contractors, guarantors and our own companies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, FromClause, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import credit_code, identity_number
from models.alike import alike
from models.drafts import entries, entry, faults
from models.language import N_
from models.pinyin import initials
from models.problems import Problem, Refused, stop
from models.removing import expect_free, take_out
from models.rules.rhythm import RHYTHMS
from models.store.base import STRICT, Record, indexed, refers_to
from models.store.commands import COMMERCIAL, FINANCE, MARKETING, declare
from models.store.listing import Listing, Question, Sources, column
from models.store.parts import keep_parts

PERSON = "person"
NATURES = {
    "government": N_("Government"),
    "institution": N_("Public institution"),
    "state_owned": N_("State-owned enterprise"),
    "large": N_("Large enterprise"),
    "sme": N_("Small or medium enterprise"),
    "private": N_("Private enterprise"),
    PERSON: N_("Natural person"),
}


class Party(Record):
    """A legal or natural person we deal with."""

    __tablename__ = "parties"
    __table_args__ = (indexed("name"), indexed("credit_code"), STRICT)

    name: Mapped[str]
    nature: Mapped[str] = mapped_column(default="")
    credit_code: Mapped[str] = mapped_column(default="")
    legal_representative: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")
    agent_until: Mapped[date | None]
    address: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    own: Mapped[bool] = mapped_column(default=False)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("parties.id"), index=True)
    statements: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    initials: Mapped[str] = mapped_column(default="")
    aliases: Mapped[list[PartyAlias]] = relationship(order_by="PartyAlias.name", cascade="all, delete-orphan")
    accounts: Mapped[list[BankAccount]] = relationship(order_by="BankAccount.position", cascade="all, delete-orphan")


class PartyAlias(Record):
    """Another name under which a party appears on papers."""

    __tablename__ = "party_aliases"
    __table_args__ = (UniqueConstraint("party_id", "name"), STRICT)

    party_id: Mapped[str] = refers_to("parties", indexed=False)
    name: Mapped[str]


class BankAccount(Record):
    """An account of a party."""

    __tablename__ = "bank_accounts"

    party_id: Mapped[str] = refers_to("parties")
    position: Mapped[int]
    holder: Mapped[str] = mapped_column(default="")
    bank: Mapped[str] = mapped_column(default="")
    number: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True)
class AliasDraft:
    """One further name."""

    name: str = entry(N_("Other name"), "", required=True)


@dataclass(frozen=True)
class AccountDraft:
    """One bank account."""

    number: str = entry(N_("Account number"), "", required=True)
    bank: str = entry(N_("Bank"), "")
    holder: str = entry(N_("Account holder"), "")
    purpose: str = entry(N_("Use"), "", hint=N_("For example: basic account, wage account"))


@dataclass(frozen=True)
class PartyDraft:
    """What is asked of a party; only the name is needed."""

    id: str = ""
    name: str = entry(
        N_("Name"), "", required=True, key=True, wide=True, synonyms=("单位", "单位名称", "客户名称", "全称")
    )
    nature: str = entry(N_("Nature"), "", choices=NATURES)
    credit_code: str = entry(
        N_("Credit code"),
        "",
        hint=N_("18 characters; of a natural person the identity number"),
        synonyms=("税号", "纳税人识别号", "身份证号"),
    )
    own: bool = entry(N_("Belongs to our own company"), False)
    legal_representative: str = entry(N_("Legal representative"), "", synonyms=("法人",))
    contact: str = entry(N_("Contact"), "", synonyms=("联系人",))
    phone: str = entry(N_("Phone"), "", synonyms=("联系电话", "手机"))
    address: str = entry(N_("Address for service"), "", wide=True, synonyms=("地址", "联系地址"))
    email: str = entry(N_("E-mail"), "")
    region: str = entry(N_("Region"), "")
    agent: str = entry(N_("Authorised agent"), "")
    agent_until: date | None = entry(N_("Authorised until"), None)
    parent: str = entry(N_("Parent company"), "", pick="parties")
    statements: str = entry(
        N_("Statements are due"), "", choices={"": N_("As our company says"), **RHYTHMS}, synonyms=("对账周期",)
    )
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)
    aliases: tuple[AliasDraft, ...] = entry(N_("Other names"), ())
    accounts: tuple[AccountDraft, ...] = entry(N_("Bank accounts"), ())


RECORD = declare("parties.record", N_("Save a party"), (MARKETING, COMMERCIAL, FINANCE))

REMOVE = declare("parties.remove", N_("Take out a party"), (MARKETING, COMMERCIAL, FINANCE))

_HOW = entries(PartyDraft)
_NO_CODE = N_("This is no valid credit code (18 characters, the last one is a check). Compare it with the licence.")
_NO_NUMBER = N_(
    "This is no valid identity number (18 characters with the day of birth, the last one is a check). Compare it with "
    "the identity card."
)
_NO_PERSON = N_("This is the identity number of a natural person: choose that nature, or enter the credit code.")
_SEVERAL = N_("Several persons are called “{name}”: write the identity number of the one who is meant ({numbers}).")


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return Party.__table__, {"party": Party}, Party.id.is_not(None)


LISTING = Listing(
    name="parties",
    title=N_("Parties"),
    noun="parties",
    columns=(
        column(_HOW["name"], lambda s: s["party"].name, "text", width=28),
        column(_HOW["nature"], lambda s: s["party"].nature, "choice", width=10),
        column(_HOW["credit_code"], lambda s: s["party"].credit_code, "text", width=20),
        column(_HOW["contact"], lambda s: s["party"].contact, "text", width=10),
        column(_HOW["phone"], lambda s: s["party"].phone, "text", width=14),
        column(_HOW["address"], lambda s: s["party"].address, "text", width=30),
        column(_HOW["region"], lambda s: s["party"].region, "text", width=10, shown=False),
        column(_HOW["own"], lambda s: s["party"].own, "flag", width=8, shown=False),
    ),
    source=_source,
    key=lambda s: s["party"].id,
    words=(lambda s: s["party"].name, lambda s: s["party"].initials, lambda s: s["party"].credit_code),
    sort="name",
    empty=N_("Owners and other debtors belong here. Add the first one, or import a workbook."),
)


def draft_of(session: Session, party_id: str) -> PartyDraft:
    party = session.get_one(Party, party_id)
    return PartyDraft(
        **{name: getattr(party, name) for name in SIMPLE},
        id=party.id,
        parent=party.parent_id or "",
        aliases=tuple(AliasDraft(alias.name) for alias in party.aliases),
        accounts=tuple(AccountDraft(one.number, one.bank, one.holder, one.purpose) for one in party.accounts),
    )


def check(draft: PartyDraft) -> Iterator[Problem]:
    yield from faults(draft)
    code = draft.credit_code.upper()
    if code and draft.nature == PERSON and not identity_number.is_valid(code):
        yield Problem("credit_code", _NO_NUMBER, advice=True)
    elif code and draft.nature != PERSON and not credit_code.is_valid(code):
        yield Problem("credit_code", _NO_PERSON if identity_number.is_valid(code) else _NO_CODE, advice=True)


def record(session: Session, draft: PartyDraft) -> Party:
    """Keep a new party or the changes of one; raises Invalid when the name is missing or taken."""
    stop([*check(draft), *_taken(session, draft)])
    party = session.get_one(Party, draft.id) if draft.id else Party()
    for name in SIMPLE:
        setattr(party, name, getattr(draft, name))
    party.credit_code = draft.credit_code.upper()
    party.parent_id = draft.parent or None
    party.initials = initials(draft.name)
    _replace_aliases(party, draft)
    keep_parts(party.accounts, draft.accounts, BankAccount, _fill_account)
    session.add(party)
    session.info["subject"] = draft.name
    session.flush()
    return party


def remove(session: Session, party_id: str, reason: str) -> None:
    """Take out a party that was entered wrongly; Refused where anything names it. ``reason`` stands in the Step."""
    party = session.get_one(Party, party_id)
    expect_free(session, party, party.name, ("party_aliases", "bank_accounts"))
    take_out(session, party, party.name)


def named(session: Session, name: str) -> Party | None:
    """The party of this name or alias, letter by letter or else in another width, with other brackets or spaces; of
    persons who share a name the one of this identity number.

    Refused for a name that several bear.
    """
    numbers = session.scalars(select(Party.credit_code).where(Party.name == name).order_by(Party.credit_code)).all()
    if len(numbers) > 1:
        raise Refused(_SEVERAL, name=name, numbers="、".join(numbers))
    if identity_number.is_valid(name.upper()):
        return session.scalars(select(Party).where(Party.credit_code == name.upper())).first()
    exact, close = (
        (Party.name == name, PartyAlias.name == name),
        (alike(Party.name, name), alike(PartyAlias.name, name)),
    )
    for of_party, of_alias in (exact, close):
        found = session.scalars(select(Party).where(of_party)).first()
        found = found or session.scalars(select(Party).join(PartyAlias).where(of_alias)).first()
        if found is not None:
            return found
    return None


def _taken(session: Session, draft: PartyDraft) -> Iterator[Problem]:
    same = Party.name == draft.name if draft.id else alike(Party.name, draft.name)
    others = session.scalars(select(Party).where(same, Party.id != draft.id)).all()
    if draft.nature == PERSON and others and all(one.nature == PERSON for one in others):
        yield from _namesakes(draft, others)
    elif others:
        yield Problem("name", N_("There is a party “{name}” already. Open it instead."), {"name": others[0].name})
    called = select(Party.name).join(PartyAlias).where(alike(PartyAlias.name, draft.name), Party.id != draft.id)
    if other := session.scalar(called):
        yield Problem(
            "name",
            N_("“{name}” is another name of {party}. Open that party instead."),
            {"name": draft.name, "party": other},
        )


def _namesakes(draft: PartyDraft, others: Sequence[Party]) -> Iterator[Problem]:
    """Persons of one name are told apart by their identity numbers."""
    number = draft.credit_code.upper()
    if number and all(one.credit_code not in ("", number) for one in others):
        return
    message = N_(
        "There is a person “{name}” already ({number}). Open it instead; for another person of this name enter the "
        "identity numbers of both."
    )
    yield Problem("name", message, {"name": others[0].name, "number": others[0].credit_code or "—"})


def reference(session: Session, party: Party) -> str:
    """What finds the party again: its name, or the identity number where others bear that name too."""
    shared = session.scalar(select(Party.id).where(Party.name == party.name, Party.id != party.id).limit(1))
    return party.credit_code if shared and party.credit_code else party.name


def _fill_account(row: BankAccount, draft: AccountDraft, place: int) -> None:
    row.position, row.number, row.bank = place, draft.number, draft.bank
    row.holder, row.purpose = draft.holder, draft.purpose


def _replace_aliases(party: Party, draft: PartyDraft) -> None:
    wanted = {alias.name for alias in draft.aliases if alias.name != draft.name}
    kept = [alias for alias in party.aliases if alias.name in wanted]
    party.aliases = kept + [PartyAlias(name=name) for name in sorted(wanted - {alias.name for alias in kept})]


SIMPLE = tuple(
    "name nature credit_code legal_representative agent agent_until".split()
    + "address contact phone email region own statements remark".split()
)
