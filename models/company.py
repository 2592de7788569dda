"""Our own company as papers name it: letterhead, bank accounts, who signs, and how papers are numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.credit_code import is_valid
from models.drafts import entries, entry, faults
from models.language import N_
from models.parties import AccountDraft
from models.problems import Problem, stop
from models.rules.rhythm import QUARTER, RHYTHMS
from models.store.base import Record, refers_to
from models.store.commands import COMMERCIAL, FINANCE, MANAGER, declare
from models.store.listing import Listing, Question, Sources, column
from models.store.parts import keep_parts

PATTERN = "{prefix}-{year}-{kind}-{number:03}"
"""How papers are numbered when nobody says otherwise: ``JB-2026-DZ-007``."""


class CompanyProfile(Record):
    """The one row that says who we are."""

    __tablename__ = "company_profiles"

    name: Mapped[str]
    department: Mapped[str]
    prefix: Mapped[str]
    credit_code: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    fax: Mapped[str]
    prepared_by: Mapped[str]
    checked_by: Mapped[str]
    approved_by: Mapped[str]
    pattern: Mapped[str]
    statements: Mapped[str] = mapped_column(default=QUARTER)
    accounts: Mapped[list[CompanyAccount]] = relationship(
        order_by="CompanyAccount.position", cascade="all, delete-orphan"
    )


class CompanyAccount(Record):
    """An account into which we ask to be paid."""

    __tablename__ = "company_accounts"

    company_id: Mapped[str] = refers_to("company_profiles")
    position: Mapped[int]
    number: Mapped[str]
    bank: Mapped[str] = mapped_column(default="")
    holder: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")


_PLACES = "{prefix} {year} {kind} {number:03}"
_SIGNING = N_("Signatories")
_PAPERS = N_("Papers")


@dataclass(frozen=True)
class CompanyDraft:
    """What papers need to know of us; only the name is needed to print one."""

    id: str = ""
    name: str = entry(N_("Company name"), "", required=True, wide=True, synonyms=("公司名称", "我方单位"))
    department: str = entry(N_("Project department"), "", wide=True, hint=N_("Printed below the company name"))
    credit_code: str = entry(N_("Credit code"), "", hint=N_("18 characters"))
    address: str = entry(N_("Address"), "", wide=True)
    phone: str = entry(N_("Phone"), "")
    fax: str = entry(N_("Fax"), "")
    prepared_by: str = entry(N_("Prepared by"), "", section=_SIGNING)
    checked_by: str = entry(N_("Checked by"), "", section=_SIGNING)
    approved_by: str = entry(N_("Approved by"), "", section=_SIGNING)
    prefix: str = entry(N_("Prefix of paper numbers"), "", section=_PAPERS, hint=N_("For example: JB"))
    pattern: str = entry(
        N_("Pattern of paper numbers"), PATTERN, section=_PAPERS, wide=True,
        hint=N_("{prefix}, {year}, {kind} and {number:03} are filled in when a paper is issued."),
    )  # fmt: skip
    statements: str = entry(
        N_("Statements are due"), QUARTER, choices=RHYTHMS, section=_PAPERS,
        hint=N_("How often every debtor is sent a statement; a party may have its own"),
    )  # fmt: skip
    accounts: tuple[AccountDraft, ...] = entry(N_("Bank accounts"), ())


_HOW = entries(CompanyDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return CompanyProfile.__table__, {"company": CompanyProfile}, true()


LISTING = Listing(
    name="company",
    title=N_("Our company"),
    noun="company_profiles",
    columns=(
        column(_HOW["name"], lambda s: s["company"].name, "text", width=28),
        column(_HOW["credit_code"], lambda s: s["company"].credit_code, "text", width=20),
    ),
    source=_source,
    key=lambda s: s["company"].id,
    sort="name",
    empty=N_("Who we are: papers are printed with it."),
)

RECORD = declare("company.record", N_("Save our company profile"), (FINANCE, COMMERCIAL), MANAGER)


def profile(session: Session) -> CompanyDraft:
    """Who we are, for papers; an empty draft while nobody has filled it in."""
    company = _row(session)
    return _draft(company) if company else CompanyDraft()


def draft_of(session: Session, company_id: str) -> CompanyDraft:
    return _draft(session.get_one(CompanyProfile, company_id))


def check(draft: CompanyDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.credit_code and not is_valid(draft.credit_code.upper()):
        yield Problem(
            "credit_code",
            N_("This is no valid credit code (18 characters, the last one is a check). Compare it with the licence."),
            advice=True,
        )
    try:
        different = paper_number(draft, "DZ", 2026, 1) != paper_number(draft, "DZ", 2026, 2)
    except (ValueError, LookupError, AttributeError):
        yield Problem("pattern", N_("Use only {known} in the pattern."), {"known": _PLACES})
    else:
        if not different:
            yield Problem("pattern", N_("The pattern needs {known}: each number is used once."), {"known": "{number}"})


def record(session: Session, draft: CompanyDraft) -> CompanyProfile:
    """Keep the profile; there is one, whoever saves it first. Raises Invalid when the name is missing."""
    stop(check(draft))
    company = _row(session) or CompanyProfile()
    for name in _SIMPLE:
        setattr(company, name, getattr(draft, name))
    company.credit_code = draft.credit_code.upper()
    company.pattern = company.pattern or PATTERN
    keep_parts(company.accounts, draft.accounts, CompanyAccount, _fill_account)
    session.add(company)
    session.info["subject"] = draft.name
    session.flush()
    return company


def paper_number(draft: CompanyDraft, kind: str, year: int, number: int) -> str:
    """The number of the ``number``-th paper of a kind in a year, by the company's pattern."""
    pattern = draft.pattern or PATTERN
    return pattern.format(prefix=draft.prefix, year=year, kind=kind, number=number).strip("-")


def _row(session: Session) -> CompanyProfile | None:
    return session.scalars(select(CompanyProfile).order_by(CompanyProfile.id)).first()


def _draft(company: CompanyProfile) -> CompanyDraft:
    return CompanyDraft(
        **{name: getattr(company, name) for name in _SIMPLE},
        id=company.id,
        accounts=tuple(AccountDraft(one.number, one.bank, one.holder, one.purpose) for one in company.accounts),
    )


def _fill_account(row: CompanyAccount, draft: AccountDraft, place: int) -> None:
    row.position, row.number, row.bank = place, draft.number, draft.bank
    row.holder, row.purpose = draft.holder, draft.purpose


_SIMPLE = tuple(
    "name department prefix credit_code address phone fax prepared_by checked_by approved_by pattern statements".split()
)
