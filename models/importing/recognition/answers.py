"""What a person answers about a workbook: the file of ``import --map``, which the wizard also saves.

A JSON object; every key may be left out, what is not answered is recognised::

    {
      "sheets": {
        "回款": {                          the name of a sheet, "*" for every sheet
          "kind": "receipts",             contracts, certificates, receipts, opening, retention, deposits,
                                          account (of a customer), invoices; "" leaves the sheet out
          "include": true,                bring in a hidden sheet or an old copy; false leaves the sheet out
          "header": [3, 4],               the rows of the captions, as Excel counts them
          "columns": {"到账": "amount"},   a caption as it stands there (two rows joined) and its entry; "" for none
          "unit": "万元", "units": {"合同额": "元"},   of all amounts, of single columns: 元, 千元, 万元, 百万元, 亿元
          "tax": {"金额": "net"},          gross, net (without tax) or tax (the tax itself), by caption
          "tax_rate": "0.09",             what turns amounts without tax into amounts with it
          "gross": true,                  where net and tax are not the amount with tax, that amount comes in
          "cumulative": true,             the amounts are to date and become differences; false: they are of a period
          "hidden_rows": true,            bring in hidden and filtered rows, too
          "terms": true,                  new contracts get the payment terms that the ledger shows
          "received": true,               what certificates or a summary say was received comes in as receipts
          "owed": "rest",                 beside what was received: rest (what was due less that), whole or nothing
          "on_top": true,                 the retention beside what is owed is owed on top of it
          "not_due": true,                what is certified, not received and not owed yet comes in as not due
          "inside": true,                 money of before an opening balance is in it; false: it comes in as well
          "month": "last",                which day stands for a month: last, first, or open (the row stays out)
          "year": 2023,                   of dates that name none
          "fill_down": ["甲方"],           columns whose blanks repeat the row above; also {"甲方": true, "合同": false}
          "party": "…", "contract": "…",  who and what all rows of the sheet are about
          "decimal": ",",                 what stands before the fen: 1.234,50 is with ",", 1,234.50 with "."
          "date": "2024-12-31"            the day of rows that have none (opening balances: when the book begins)
        }
      },
      "parties": {"临湖置业": "江北市临湖置业有限公司", "江北城投": ""},   the same party; "" is a party of its own
      "contracts": {"临湖一期": "JB-2024-001"},   a name in the ledger and its contract; the name itself: one of its own
      "reversals": {"回款!12": "SK-001"},                               a negative receipt and what it takes back
      "doubled": {"期初余额!2": "both"},                                 two debts; "once" (usual): one in two ledgers
                                       "期初余额!*": every row of the sheet that differs in nothing
      "settle": false,                 leave the receipts unallocated instead of setting them against what is owed
      "round_off": true                amounts with more than two decimals are rounded instead of staying open
    }

Entries of ``columns``: contract_number, contract_name, party, credit_code, remark, price; of contracts: project,
signed_on, start_on, completion_on, completed_on, accepted_on, handed_over_on, handler, share, terms; of certificates:
number, period, period_to, submitted_on, certified_on, claimed, work, variations, penalty (a further one
``penalty.2``), recovery, retention, due, received, received_on, wages (of it into the wage account); of receipts:
number, received_on, amount, side, method, bill_number, matures_on, ended (what became of the bill), ended_on, account,
voucher, wages, reverses, purpose; of opening: amount, posted_on, due_on, taken_on, kind, document, invoice, person,
certified, received, account_code, credit, direction; of retention: amount (still held), withheld, returned, posted_on,
due_on; of deposits: number, kind, form, amount, paid_on, back, back_on, left, deducted, return_on, expires_on,
guarantee_number, bank; of account: posted_on, period_to, document, summary, debit, credit, direction, balance; of
invoices: invoiced_on, invoice, amount. To date is ``work.to_date``, before ``work.before``, net ``work.net``, the tax
``work.tax``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from models.importing.values import folded

EVERY = "*"
"""Answers for every sheet that has none of its own."""


@dataclass(frozen=True)
class SheetAnswers:
    """The answers about one sheet; None and empty: not answered."""

    kind: str | None = None
    include: bool | None = None
    header: tuple[int, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    tax: Mapping[str, str] = field(default_factory=dict)
    tax_rate: str = ""
    gross: bool | None = None
    cumulative: bool | None = None
    hidden_rows: bool | None = None
    terms: bool | None = None
    received: bool | None = None
    inside: bool | None = None
    on_top: bool | None = None
    not_due: bool | None = None
    owed: str = ""
    month: str = ""
    year: int = 0
    fill_down: tuple[str, ...] = ()
    party: str = ""
    contract: str = ""
    date: str = ""
    decimal: str = ""

    def role_of(self, caption: str) -> str | None:
        return _of(self.columns, caption)

    def unit_of(self, caption: str) -> str:
        return _of(self.units, caption) or ""

    def tax_of(self, caption: str) -> str:
        return _of(self.tax, caption) or ""

    def fills(self, caption: str) -> bool:
        return folded(caption) in {folded(one) for one in self.fill_down}


@dataclass(frozen=True)
class Answers:
    """The answers about a workbook; ``recalled`` once what is remembered of its form stands in them, too."""

    sheets: Mapping[str, SheetAnswers] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    contracts: Mapping[str, str] = field(default_factory=dict)
    reversals: Mapping[str, str] = field(default_factory=dict)
    doubled: Mapping[str, str] = field(default_factory=dict)
    settle: bool | None = None
    round_off: bool | None = None
    recalled: bool = False

    def of(self, sheet: str) -> SheetAnswers:
        """The answers about a sheet: its own before those for every sheet."""
        return over(self.sheets.get(sheet, SheetAnswers()), self.sheets.get(EVERY, SheetAnswers()))


def _of(said: Mapping[str, str], caption: str) -> str | None:
    if caption in said:
        return said[caption]
    wanted = folded(caption)
    return next((value for name, value in said.items() if folded(name) == wanted), None)


def over(first: SheetAnswers, second: SheetAnswers) -> SheetAnswers:
    """What the first says, and of the second what the first does not say."""
    usual = SheetAnswers()
    merged: dict[str, Any] = {}
    for item in fields(SheetAnswers):
        one, other = getattr(first, item.name), getattr(second, item.name)
        if isinstance(one, Mapping):
            merged[item.name] = {**other, **one}
        else:
            merged[item.name] = other if one == getattr(usual, item.name) else one
    return SheetAnswers(**merged)
