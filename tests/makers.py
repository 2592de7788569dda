"""Makes believable records for tests: what a test does not say is the same every time.

Each maker takes a session of ``book.write(...)`` and entries that replace the usual ones, and returns the record.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models import (
    bills,
    claims,
    company,
    confirmations,
    consumption,
    contracts,
    correspondence,
    debit_notes,
    deposits,
    disputes,
    downstream,
    evidence,
    final_accounts,
    follow_ups,
    invoices,
    legal_facts,
    matching,
    papers,
    parties,
    projects,
    provisions,
    registry,
    sales_plans,
    variations,
    work_done,
)
from models.contracts import AgreementDraft, Contract, ContractDraft, MilestoneDraft
from models.contracts.terms_draft import USUAL_MILESTONES
from models.downstream import set_off
from models.money import Money
from models.store.book import Book

OWNER = "江北市临湖置业有限公司"
CONTRACT = "JB-2024-001"


def a_book(folder: Path, site: str = "JB") -> Book:
    """An empty book in a folder that does not exist yet; close it when done."""
    return registry.create_book(folder, site)


def a_company(session: Session, **changes: Any) -> company.CompanyProfile:
    draft = company.CompanyDraft(
        name="江北建工集团有限公司",
        department="临湖花园项目经理部",
        credit_code="913201007123456780",
        address="江北市建设路 18 号",
        phone="0511-8888 0001",
        prepared_by="李会计",
        checked_by="王商务",
        approved_by="赵经理",
        prefix="JB",
        accounts=(parties.AccountDraft("320100123456789012", "建设银行江北支行", "江北建工集团有限公司"),),
    )
    return company.record(session, replace(draft, **changes))


def a_party(session: Session, name: str = OWNER, **changes: Any) -> parties.Party:
    """The party of this name, made when it is not there."""
    found = parties.named(session, name)
    return found or parties.record(session, replace(parties.PartyDraft(name=name, nature="private"), **changes))


def a_project(session: Session, name: str = "临湖花园一期", **changes: Any) -> projects.Project:
    """The project of this name, made when it is not there."""
    found = projects.named(session, name)
    return found or projects.record(session, replace(projects.ProjectDraft(name=name, number="P-01"), **changes))


def a_contract_draft(session: Session, **changes: Any) -> ContractDraft:
    """A construction contract of ¥ 12,000,000: progress 80 %, final account 97 %, the rest after two years."""
    draft = ContractDraft(
        number=CONTRACT,
        name="临湖花园一期土建工程",
        owner=changes.pop("owner", "") or a_party(session).id,
        price=Money.of(12_000_000),
        signed_on=date(2024, 3, 1),
        start_on=date(2024, 3, 15),
        advance=Money.of(1_200_000),
        recovery_rate=Decimal("0.2"),
        milestones=USUAL_MILESTONES,
    )
    return replace(draft, **changes)


def a_contract(session: Session, **changes: Any) -> Contract:
    return contracts.record(session, a_contract_draft(session, **changes))


def an_agreement(session: Session, contract: Contract, **changes: Any) -> contracts.Agreement:
    """A supplementary agreement that adds ¥ 500,000 and pays 85 % of progress from July 2024 on."""
    draft = AgreementDraft(
        contract=contract.id,
        number="补-1",
        signed_on=date(2024, 6, 20),
        valid_from=date(2024, 7, 1),
        price_change=Money.of(500_000),
        reason="增加地下室",
        milestones=(
            MilestoneDraft("certification", Decimal("0.85"), 14),
            MilestoneDraft("final_account", Decimal(1), 28),
        ),
    )
    return contracts.agree(session, replace(draft, **changes))


def a_bill(session: Session, contract: Contract, *items: bills.BillItemDraft) -> list[bills.BillItem]:
    """The bill of a contract; a heading and two lines worth ¥ 3,000,000.00 and ¥ 1,234.57 when none are given."""
    bills.record(session, bills.BillDraft(contract.id, None, items or A_SECTION))
    return bills.items_of(session, contract.id)


A_SECTION = (
    bills.BillItemDraft(code="01", name="土石方工程"),
    bills.BillItemDraft(
        code="010101001", name="挖一般土方", unit="m3", quantity=Decimal(100_000), price=Decimal(30), level=2
    ),
    bills.BillItemDraft(
        code="010103001", name="回填方", unit="m3", quantity=Decimal("100.37"), price=Decimal("12.3002"), level=2
    ),
)


def a_variation_draft(contract: Contract, **changes: Any) -> variations.VariationDraft:
    draft = variations.VariationDraft(
        contract=contract.id,
        number="BG-001",
        name="基坑支护改为咬合桩",
        instructed_on=date(2024, 5, 6),
        priced_on=date(2024, 5, 10),
        amount=Money.of(360_000),
        days_asked=12,
        cause="设计变更通知单 03 号",
    )
    return replace(draft, **changes)


def a_variation(session: Session, contract: Contract, **changes: Any) -> variations.VariationOrder:
    """A design change priced at ¥ 360,000 that was not submitted yet."""
    return variations.record(session, a_variation_draft(contract, **changes))


def an_approved_variation(
    session: Session, contract: Contract, amount: Money | None = None, on: date = date(2024, 6, 18), **changes: Any
) -> variations.VariationOrder:
    """A variation submitted at ¥ 360,000 and approved on a day (at ¥ 300,000 when no amount is given)."""
    variation = a_variation(session, contract, **changes)
    submitted = min(on, date(2024, 5, 15))
    variations.submit(session, variations.StageDraft(variation.id, submitted, variation.amount))
    return variations.approve(
        session, variations.StageDraft(variation.id, on, amount or Money.of(300_000), by="业主代表")
    )


def a_claim(session: Session, contract: Contract, *steps: claims.StepDraft, **changes: Any) -> claims.Claim:
    """Late drawings of 3 June 2024; notified and claimed at ¥ 90,000 and 12 days unless other stages are given."""
    draft = claims.ClaimDraft(
        contract=contract.id,
        name="施工图迟交停工",
        cause="late_site",
        happened_on=date(2024, 6, 3),
        steps=steps or CLAIMED,
    )
    return claims.record(session, replace(draft, **changes))


CLAIMED = (
    claims.StepDraft(claims.NOTIFIED, date(2024, 6, 20), remark="索赔意向 01"),
    claims.StepDraft(claims.FINAL, date(2024, 7, 10), Money.of(90_000), 12, remark="索赔报告 01"),
)
AGREED = claims.StepDraft(claims.AGREED, date(2024, 8, 20), Money.of(70_000), 8, by="业主代表")


def a_final_account(session: Session, contract: Contract, **changes: Any) -> final_accounts.FinalAccount:
    """Submitted at ¥ 1,200,000, reviewed at 1,100,000; agreed on 20 August 2025 where an amount is ``settled``."""
    draft = final_accounts.FinalAccountDraft(
        contract=contract.id,
        submitted_on=date(2025, 7, 1),
        amount=Money.of(1_200_000),
        reviews=(final_accounts.ReviewDraft("first", "江北诚信", date(2025, 8, 1), Money.of(1_100_000)),),
        settled_on=date(2025, 8, 20) if changes.get("settled") else None,
    )
    return final_accounts.record(session, replace(draft, **changes))


def a_deposit(session: Session, contract: Contract, **changes: Any) -> deposits.Deposit:
    """¥ 600,000 for performance, paid in cash on 10 March 2024, due 28 days after acceptance."""
    draft = deposits.DepositDraft(
        contract=contract.id,
        amount=Money.of(600_000),
        paid_on=date(2024, 3, 10),
        return_event="acceptance",
        return_days=28,
    )
    return deposits.record(session, replace(draft, **changes))


def an_invoice(session: Session, contract: Contract, *documents: str, **changes: Any) -> invoices.VatInvoice:
    """¥ 109,000 with 9,000 VAT of 20 June 2024, for these documents (receivables or numbers), or none of them."""
    amount = changes.get("gross", Money.of(109_000))
    lines = tuple(invoices.InvoiceLineDraft(one, amount) for one in documents)
    draft = invoices.InvoiceDraft(
        contract=contract.id,
        number="24322000000012345678",
        invoiced_on=date(2024, 6, 20),
        gross=amount,
        lines=lines,
    )
    return invoices.record(session, replace(draft, **changes))


def an_owner_ledger(session: Session, party: str, day: date = date(2024, 9, 2)) -> matching.OwnerLedger:
    """What the owner says of us: as we do, but for our first line, with one line of its own; one match is taken."""
    ours = matching.our_lines(session, party, "CNY", day)
    same = [matching.OwnerLineDraft(one.on, one.amount, one.reference) for one in ours[1:]]
    own = matching.OwnerLineDraft(day, Money.of(-777), "付-77", "扬尘罚款")
    draft = matching.OwnerLedgerDraft(party=party, as_of=day, file="应付.xlsx", lines=(*same, own))
    row = matching.record(session, draft)
    sure = matching.proposals(matching.standing(session, row.id))[0]
    chosen = matching.MatchDraft(*(tuple(line.key for line in side) for side in (sure.ours, sure.theirs)), sure.reason)
    matching.match(session, matching.MatchesDraft(row.id, (chosen,)))
    return row


def a_legal_fact(session: Session, **changes: Any) -> legal_facts.LegalFact:
    """A demand that arrived by EMS on 12 September 2024, with its receipt."""
    draft = legal_facts.LegalFactDraft(
        sent_on=date(2024, 9, 10), happened_on=date(2024, 9, 12), way="ems", outcome="delivered",
        tracking="1023456789012", proof="EMS 回执，收发室签收",
    )  # fmt: skip
    return legal_facts.record(session, replace(draft, **changes))


def a_work_report(session: Session, contract: Contract, **changes: Any) -> work_done.WorkDone:
    """¥ 1,000,000 of work done until the end of April 2024."""
    draft = work_done.WorkDoneDraft(contract=contract.id, done_to=date(2024, 4, 30), amount=Money.of(1_000_000))
    return work_done.record(session, replace(draft, **changes))


def a_consumption(session: Session, contract: Contract, *lines: Any, **changes: Any) -> consumption.Consumption:
    """Until the end of April 2024; 10 t of reinforcement of the owner, for no bill line, when no lines are given."""
    usual = consumption.ConsumptionLineDraft("owners", "钢筋", "t", "", Decimal(10))
    draft = consumption.ConsumptionDraft(contract=contract.id, used_to=date(2024, 4, 30), lines=lines or (usual,))
    return consumption.record(session, replace(draft, **changes))


def a_debit_note(session: Session, contract: Contract, **changes: Any) -> debit_notes.DebitNote:
    """¥ 300,000 of goods delivered on 10 March 2024 and signed for; due by the terms of the contract."""
    draft = debit_notes.DebitNoteDraft(
        contract=contract.id, charged_on=date(2024, 3, 10), amount=Money.of(300_000), signed_by="周仓管"
    )
    return debit_notes.record(session, replace(draft, **changes))


def a_sales_plan(session: Session, contract: Contract, **changes: Any) -> sales_plans.SalesPlan:
    """Ten loaders at ¥ 286,000 by the end of June 2024, two of them finished in stock, one being made."""
    draft = sales_plans.SalesPlanDraft(
        contract=contract.id, name="装载机 ZL50", unit="台", planned_on=date(2024, 6, 30), quantity=Decimal(10),
        price=Decimal(286_000), in_stock=Decimal(2), in_progress=Decimal(1), counted_on=date(2024, 5, 31),
    )  # fmt: skip
    return sales_plans.record(session, replace(draft, **changes))


def a_dispute(session: Session, contract: Contract, **changes: Any) -> disputes.Dispute:
    """A fine of ¥ 30,000 since 1 June 2024, ¥ 10,000 of it undisputed."""
    draft = disputes.DisputeDraft(
        contract=contract.id,
        name="扬尘罚款",
        amount=Money.of(30_000),
        undisputed=Money.of(10_000),
        opened_on=date(2024, 6, 1),
        ours="罚款无合同依据",
        theirs="依管理办法处罚",
    )
    return disputes.record(session, replace(draft, **changes))


def a_subcontract(session: Session, contract: Contract, **changes: Any) -> downstream.Subcontract:
    """Earthworks for ¥ 500,000: 200,000 certified, 100,000 paid, retention 3 %, wages 25 %."""
    draft = downstream.SubcontractDraft(
        contract=contract.id,
        name="土方劳务",
        party=a_party(session, "江北恒力劳务有限公司").id,
        price=Money.of(500_000),
        retention_rate=Decimal("0.03"),
        wage_share=Decimal("0.25"),
        certified=(downstream.SubCertificateDraft(date(2024, 7, 1), Money.of(200_000)),),
        payments=(downstream.SubPaymentDraft(date(2024, 7, 20), Money.of(100_000)),),
    )
    return downstream.record(session, replace(draft, **changes))


def a_set_off(session: Session, sub: downstream.Subcontract, **changes: Any) -> downstream.SetOff:
    """¥ 900 that the owner paid to the subcontractor on 10 August 2024."""
    draft = downstream.SetOffDraft(
        subcontract=sub.id, signed_on=date(2024, 8, 1), effective_on=date(2024, 8, 10), amount=Money.of(900)
    )
    return set_off.record(session, replace(draft, **changes))


def a_follow_up(session: Session, **changes: Any) -> follow_ups.FollowUp:
    """A call on 2 September 2024 with a next step a week later."""
    draft = follow_ups.FollowUpDraft(
        party=a_party(session).id, happened_on=date(2024, 9, 2), said="称资料不全", next_step="补送资料",
        next_on=date(2024, 9, 9),
    )  # fmt: skip
    return follow_ups.record(session, replace(draft, **changes))


def provision_rates(**changes: Any) -> provisions.ProvisionMatrixDraft:
    """From 2024 on 5, 10, 15, 30, 50 and 100 % by year of age, twice as much up to two years of private debtors."""
    usual = [Decimal(rate) / 100 for rate in (5, 10, 15, 30, 50, 100)]
    private = [Decimal(rate) / 100 for rate in (10, 20, 20, 30, 50, 100)]
    rates = (provisions.ProvisionRateDraft("other", "", *usual), provisions.ProvisionRateDraft("private", "", *private))
    draft = provisions.ProvisionMatrixDraft(valid_from=date(2024, 1, 1), source="会计政策", rates=rates)
    return replace(draft, **changes)


def a_letter(session: Session, **changes: Any) -> correspondence.RegisteredLetter:
    """A site instruction of 3 June 2024 that wants an answer within a week."""
    draft = correspondence.LetterDraft(
        kind="instruction", about="关于增设排水管的指令", dated_on=date(2024, 6, 3), reply_due_on=date(2024, 6, 10)
    )
    return correspondence.record(session, replace(draft, **changes))


def evidence_of(session: Session, name: str, *links: tuple[str, str, str], on: date = date(2024, 6, 3)) -> str:
    """The id of a file of evidence that proves these records (noun, id, kind of paper); its bytes are nowhere."""
    taken = evidence.TakenFile(hashlib.sha256(name.encode()).hexdigest(), len(name), name)
    (key,) = evidence.add(session, evidence.AddDraft((taken,), "李工")).files
    for noun, record, kind in links:
        evidence.link(session, evidence.LinkDraft(key, noun, record, kind, on))
    return key


def a_reply(session: Session, contract: contracts.Contract, **changes: Any) -> confirmations.Reply:
    """The owner agrees on 20 July 2024 to a statement of the balance of a contract at the end of June 2024."""
    draft = confirmations.ReplyDraft(
        letter="对账函 2024-01", contract=contract.id, as_of=date(2024, 6, 30), replied_on=date(2024, 7, 20),
        signatory="王会计", capacity="finance", seal="official",
    )  # fmt: skip
    draft = replace(draft, **changes)
    if draft.stated is None:
        draft = replace(draft, stated=confirmations.stated(session, confirmations.with_book(session, draft)))
    return confirmations.record(session, draft)


def a_paper(session: Session, folder: Path, party: str, **changes: Any) -> papers.IssuedPaper:
    """A statement of ¥ 1,000 on 31 August 2024, issued on 2 September and to be answered in ten days; it is no PDF."""
    usual = papers.Printed(
        pdf=b"%PDF-", content="{}", pages=1, template=1, language="zh", party=party, as_of=date(2024, 8, 31),
        currency="CNY", amount=Money.of(1000), answer_by=date(2024, 9, 12),
    )  # fmt: skip
    on = changes.pop("on", date(2024, 9, 2))
    kind = changes.pop("kind", "statement")

    def press(_session: Session, _stamp: papers.Stamp) -> papers.Printed:
        return replace(usual, **changes)

    return papers.issue(session, papers.IssueDraft(kind, {"statement": "DZ"}.get(kind, "HJ"), on), press, folder)
