"""The table of facts that move legal periods: letters served, promises, procedures, seizures."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, func

from models.contracts.record import Contract
from models.drafts import entries
from models.language import N_
from models.legal_facts.draft import LegalFactDraft
from models.legal_facts.record import LegalFact
from models.papers import IssuedPaper
from models.parties import Party
from models.store.listing import Listing, Question, Sources, column

_HOW = entries(LegalFactDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = (
        LegalFact.__table__.outerjoin(Party.__table__, Party.id == LegalFact.party_id)
        .outerjoin(Contract.__table__, Contract.id == LegalFact.contract_id)
        .outerjoin(IssuedPaper.__table__, IssuedPaper.id == LegalFact.paper_id)
    )
    parts = {"row": LegalFact, "party": Party, "contract": Contract, "paper": IssuedPaper}
    return joined, parts, LegalFact.void == 0


LISTING = Listing(
    name="legal_facts",
    title=N_("Facts for deadlines"),
    noun="legal_facts",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=9),
        column(_HOW["kind"], lambda s: s["row"].kind, "choice", width=18),
        column(_HOW["party"], lambda s: s["party"].name, "text", width=22),
        column(_HOW["contract"], lambda s: s["contract"].number, "text", width=14, reference=True),
        column(_HOW["sent_on"], lambda s: s["row"].sent_on, "date", width=10),
        column(_HOW["happened_on"], lambda s: s["row"].happened_on, "date", width=10),
        column(_HOW["way"], lambda s: s["row"].way, "choice", width=14),
        column(_HOW["tracking"], lambda s: s["row"].tracking, "text", width=16),
        column(_HOW["outcome"], lambda s: s["row"].outcome, "choice", width=8),
        column(_HOW["paper"], lambda s: s["paper"].number, "text", width=16),
        column(_HOW["proof"], lambda s: s["row"].proof, "text", width=28),
        column(_HOW["ended_on"], lambda s: s["row"].ended_on, "date", width=10, shown=False),
        column(_HOW["ended_by"], lambda s: s["row"].ended_by, "choice", width=10, shown=False),
        column(_HOW["ends_on"], lambda s: s["row"].ends_on, "date", width=10, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={
        "party": lambda s: s["row"].party_id,
        "contract": lambda s: s["row"].contract_id,
        "paper": lambda s: func.coalesce(s["row"].paper_id, ""),
    },
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].tracking,
        lambda s: s["row"].proof,
        lambda s: s["party"].name,
        lambda s: s["party"].initials,
        lambda s: s["contract"].number,
    ),
    sort="happened_on",
    descending=True,
    empty=N_("Letters served, promises signed, suits and seizures belong here: they start or restart a period."),
)
