"""The lists of provision rates and of contracts provided for by themselves."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, distinct, func, select, true

from models.contracts.record import Contract
from models.drafts import entries
from models.language import N_
from models.provisions.draft import IndividualDraft, ProvisionMatrixDraft
from models.provisions.record import IndividualProvision, MonthRate, PastDueRate, ProvisionMatrix, ProvisionRate
from models.store.listing import Column, Listing, Question, Sources, column

_HOW, _ONE = entries(ProvisionMatrixDraft), entries(IndividualDraft)


def _matrices(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return ProvisionMatrix.__table__, {"matrix": ProvisionMatrix}, true()


def _individuals(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = IndividualProvision.__table__.outerjoin(Contract.__table__, Contract.id == IndividualProvision.contract_id)
    return joined, {"one": IndividualProvision, "contract": Contract}, true()


def _groups(sources: Sources) -> ColumnElement[int]:
    """Each group and class once, however many ages its rates by months have."""
    lines = [
        select(func.count(distinct(kind.nature + "/" + kind.kind)))
        .where(kind.matrix_id == sources["matrix"].id)
        .scalar_subquery()
        for kind in (ProvisionRate, PastDueRate, MonthRate)
    ]
    return lines[0] + lines[1] + lines[2]


LISTING = Listing(
    name="provisions",
    title=N_("Provision rates"),
    noun="provision_matrices",
    columns=(
        column(_HOW["valid_from"], lambda s: s["matrix"].valid_from, "date", width=14),
        column(_HOW["source"], lambda s: s["matrix"].source, "text", width=40),
        Column("groups", N_("Groups of debtors"), "number", _groups, width=12),
    ),
    source=_matrices,
    key=lambda s: s["matrix"].id,
    sort="valid_from",
    descending=True,
    empty=N_("Your company's rates for bad debts belong here: one set for each day from which it is valid."),
)
INDIVIDUALS = Listing(
    name="individual_provisions",
    title=N_("Provided for by themselves"),
    noun="individual_provisions",
    columns=(
        Column("number", N_("Contract number"), "text", lambda s: s["contract"].number, width=14),
        Column("contract", N_("Contract"), "text", lambda s: s["contract"].name, width=26),
        column(_ONE["valid_from"], lambda s: s["one"].valid_from, "date", width=12),
        column(_ONE["rate"], lambda s: s["one"].rate, "percent", width=12),
        column(_ONE["reason"], lambda s: s["one"].reason, "text", width=36),
    ),
    source=_individuals,
    key=lambda s: s["one"].id,
    scopes={"contract": lambda s: s["one"].contract_id},
    words=(lambda s: s["contract"].number, lambda s: s["contract"].name),
    sort="valid_from",
    descending=True,
    empty=N_("A debt that is not like the others of its group is provided for by itself: add its contract."),
)
