"""The register of issued papers: what each is, whom it went to, what it says is owed, whether it stands."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, FromClause, true

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.language import N_
from models.letters.kinds import KINDS as LETTERS
from models.papers.record import KINDS, STAGES, IssuedPaper
from models.parties import Party
from models.stages import latest_by
from models.store.listing import Column, Listing, Question, Sources

FORMS = {**LETTERS, "demand": N_("With a demand for payment")}
"""Which letter a letter is, and whether a statement demands payment."""


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    stage = latest_by(date.max).subquery("stage")  # a paper stands or not, whatever day its figures are looked at
    joined = (
        IssuedPaper.__table__.outerjoin(Party.__table__, Party.id == IssuedPaper.party_id)
        .outerjoin(Contract.__table__, Contract.id == IssuedPaper.contract_id)
        .outerjoin(stage, stage.c.document_id == IssuedPaper.id)
    )
    parts = {"paper": IssuedPaper, "party": Party, "contract": Contract, "stage": stage.c}
    return joined, parts, true()


LISTING = Listing(
    name="papers",
    title=N_("Issued papers"),
    noun="issued_papers",
    columns=(
        Column("number", N_("Number"), "text", lambda s: s["paper"].number, width=18),
        Column("stage", N_("Stage"), "choice", lambda s: s["stage"].stage, width=8, choices=STAGES),
        Column("party", N_("Debtor"), "text", lambda s: s["party"].name, width=26),
        Column("contract", N_("Contract"), "text", lambda s: s["contract"].number, width=16, reference=True),
        Column("issued_on", N_("Issued on"), "date", lambda s: s["paper"].issued_on),
        Column("as_of", N_("Cut-off date"), "date", lambda s: s["paper"].as_of),
        Column("kind", N_("Kind"), "choice", lambda s: s["paper"].kind, width=12, choices=KINDS),
        Column("form", N_("Letter"), "choice", lambda s: s["paper"].form, width=14, choices=FORMS),
        Column("answer_by", N_("To be answered by"), "date", lambda s: s["paper"].answer_by, width=10, shown=False),
        currency_column(lambda s: s["paper"].currency),
        Column("amount", N_("Amount"), "money", lambda s: s["paper"].amount, width=14),
        Column("pages", N_("Pages"), "number", lambda s: s["paper"].pages, width=6),
    ),
    source=_source,
    key=lambda s: s["paper"].id,
    scopes={
        "party": lambda s: s["paper"].party_id,
        "contract": lambda s: s["paper"].contract_id,
        "kind": lambda s: s["paper"].kind,
    },
    words=(lambda s: s["paper"].number, lambda s: s["party"].name, lambda s: s["party"].initials),
    currency="currency",
    sort="issued_on",
    descending=True,
    empty=N_("Papers that were issued stand here, with their files as they went out."),
)
