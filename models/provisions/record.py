"""The tables of provision rates: a matrix from a day on, and contracts provided for by themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, String, UniqueConstraint, cast
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from models.store.base import STRICT, Record, refers_to

BANDS = ("y0", "y1", "y2", "y3", "y4", "y5")
"""Years since posting."""
PAST_DUE = ("not_due", "d0", "d30", "d60", "d90")
"""Days past due: not past due, 1–30, 31–60, 61–90, more than 90."""


class ProvisionMatrix(Record):
    """The rates that apply from a day on."""

    __tablename__ = "provision_matrices"
    __table_args__ = (UniqueConstraint("valid_from"), STRICT)

    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(default="")
    rates: Mapped[list[ProvisionRate]] = relationship(order_by="ProvisionRate.position", cascade="all, delete-orphan")
    past_due: Mapped[list[PastDueRate]] = relationship(order_by="PastDueRate.position", cascade="all, delete-orphan")
    months: Mapped[list[MonthRate]] = relationship(order_by="MonthRate.position", cascade="all, delete-orphan")
    number: Mapped[date] = synonym("valid_from")


class ProvisionRate(Record):
    """The rates of one group of debtors by year of age; ``kind``: only of this class of receivables."""

    __tablename__ = "provision_rates"

    matrix_id: Mapped[str] = refers_to("provision_matrices")
    position: Mapped[int]
    nature: Mapped[str]
    y0: Mapped[Decimal]
    y1: Mapped[Decimal]
    y2: Mapped[Decimal]
    y3: Mapped[Decimal]
    y4: Mapped[Decimal]
    y5: Mapped[Decimal]
    kind: Mapped[str] = mapped_column(default="")


class PastDueRate(Record):
    """The rates of one group of debtors, and of one class where it is named, by days past due."""

    __tablename__ = "provision_past_due"

    matrix_id: Mapped[str] = refers_to("provision_matrices")
    position: Mapped[int]
    nature: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    not_due: Mapped[Decimal]
    d0: Mapped[Decimal]
    d30: Mapped[Decimal]
    d60: Mapped[Decimal]
    d90: Mapped[Decimal]


class MonthRate(Record):
    """The rate of one group of debtors, and of one class where it is named, up to an age in months (None: older)."""

    __tablename__ = "provision_months"

    matrix_id: Mapped[str] = refers_to("provision_matrices")
    position: Mapped[int]
    nature: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    upto: Mapped[int | None]
    rate: Mapped[Decimal]


class IndividualProvision(Record):
    """A contract whose debt is provided for by itself, from a day on."""

    __tablename__ = "individual_provisions"
    __table_args__ = (UniqueConstraint("contract_id", "valid_from"), STRICT)

    contract_id: Mapped[str] = refers_to("contracts", indexed=False)
    valid_from: Mapped[date]
    rate: Mapped[Decimal]
    reason: Mapped[str]

    @hybrid_property
    def number(self) -> str:
        """By what it is known."""
        return f"{self.contract_id}/{self.valid_from}"

    @number.inplace.expression
    @classmethod
    def _number(cls) -> ColumnElement[str]:
        return cls.contract_id + "/" + cast(cls.valid_from, String)
