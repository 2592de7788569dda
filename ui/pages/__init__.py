"""Every page of the window, declared: where it stands in the rail, what it is called, and where its code is.

How to add a page: write ``ui/pages/<noun>.py`` with a ``SPEC`` (a list with its form, about 30 lines: see
``list_spec``) or a widget of your own with the methods of ``ui.pages.page.PageWidget``, and add one line to ``PAGES``.
The rail, Ctrl+K and the tests of all pages read it from here. Nothing of a page is imported before the first paint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from models.language import N_
from ui.icons import Icon


@dataclass(frozen=True)
class Place:
    """An entry of the rail; ``digit`` opens it with Ctrl. Places without a page are not shown."""

    name: str
    title: str
    icon: Icon
    digit: str = ""
    below: bool = False


@dataclass(frozen=True)
class Way:
    """Where else a record leads from Ctrl+K: ``title`` stands before its name, ``key`` is filled with its id."""

    title: str
    page: str
    key: str


@dataclass(frozen=True)
class Page:
    """A page at a place; several share a place as tabs.

    ``spec`` is the ``module:attribute`` of a ``ListPageSpec``; a page crafted by hand names its class in ``make``.
    ``form`` is the spec of a crafted page's ordinary form, so that a record can be begun from inside another one's.
    ``new`` is the command that begins a record here ("New receipt"). Ctrl+K searches the records of every ``spec``, and
    those of the ``listing`` (``module:attribute``) of a crafted page, and offers their ``ways`` too. A ``bookless``
    page needs no open book.
    """

    name: str
    place: str
    title: str
    spec: str = ""
    make: str = ""
    form: str = ""
    new: str = ""
    listing: str = ""
    bookless: bool = False
    ways: tuple[Way, ...] = ()

    @property
    def searched(self) -> Any:
        """The listing whose records this page can show, or None."""
        if self.listing:
            return attribute(self.listing)
        return attribute(self.spec).listing if self.spec else None

    def build(self, workspace: Any, scope: Mapping[str, str] | None = None) -> Any:
        """The page's widget, narrowed to ``{"contract": id}`` where it is a tab of one; its module is imported now."""
        if self.spec:
            return attribute("ui.pages.list_page:ListPage")(workspace, attribute(self.spec), scope)
        made = attribute(self.make)
        return made(workspace, scope) if scope else made(workspace)


PLACES = (
    Place("home", N_("Home"), Icon.HOME, "1"),
    Place("contracts", N_("Contracts"), Icon.FILE_TEXT, "2"),
    Place("valuation", N_("Valuation and variations"), Icon.FILE_CERTIFICATE, "3"),
    Place("receipts", N_("Receipts and invoices"), Icon.CASH, "4"),
    Place("receivables", N_("Receivables and ageing"), Icon.CHART_BAR, "5"),
    Place("letters", N_("Statements and letters"), Icon.MAIL, "6"),
    Place("evidence", N_("Evidence"), Icon.PAPERCLIP, "7"),
    Place("deadlines", N_("Deadlines"), Icon.ALARM, "8"),
    Place("collecting", N_("Collecting"), Icon.TARGET, "9"),
    Place("parties", N_("Parties and projects"), Icon.BUILDING_COMMUNITY),
    Place("exchange", N_("Book and exchange"), Icon.DATABASE, below=True),
    Place("settings", N_("Settings"), Icon.SETTINGS, below=True),
    Place("help", N_("Help"), Icon.HELP, below=True),
)

PAGES = (
    Page("home", "home", N_("Home"), make="ui.pages.home:HomePage"),
    Page(
        "contracts",
        "contracts",
        N_("Contracts"),
        make="ui.pages.contracts:ContractsPage",
        form="ui.pages.contract_form:SPEC",
        new=N_("New contract"),
        listing="models.contract_standing:LISTING",
        ways=(Way(N_("Statement"), "statements", "contract={key}"),),
    ),
    Page(
        "agreements",
        "contracts",
        N_("Supplementary agreements"),
        spec="ui.pages.agreements:SPEC",
        new=N_("New supplementary agreement"),
    ),
    Page("opening", "contracts", N_("Opening balances"), spec="ui.pages.opening:SPEC", new=N_("Take on a contract")),
    Page(
        "certificates",
        "valuation",
        N_("Certificates"),
        make="ui.pages.certificates:CertificatesPage",
        new=N_("New certificate"),
        listing="models.certificates:LISTING",
    ),
    Page("variations", "valuation", N_("Variations"), spec="ui.pages.variations:SPEC", new=N_("New variation order")),
    Page("claims", "valuation", N_("Claims"), spec="ui.pages.claims:SPEC", new=N_("New claim")),
    Page(
        "final_accounts",
        "valuation",
        N_("Final accounts"),
        spec="ui.pages.final_accounts:SPEC",
        new=N_("New final account"),
    ),
    Page("bills", "valuation", N_("Bill of quantities"), make="ui.pages.bills:BillPage"),
    Page(
        "receipts",
        "receipts",
        N_("Receipts"),
        make="ui.pages.receipts:ReceiptsPage",
        new=N_("New receipt"),
        listing="models.receipts:LISTING",
    ),
    Page("invoices", "receipts", N_("Invoices"), spec="ui.pages.invoices:SPEC", new=N_("New invoice")),
    Page("uninvoiced", "receipts", N_("Certified, not invoiced"), make="ui.pages.invoices:UninvoicedPage"),
    Page("unpaid_invoices", "receipts", N_("Invoiced, not paid"), make="ui.pages.invoices:UnpaidPage"),
    Page(
        "books_checks",
        "receipts",
        N_("Checks with the ledger"),
        spec="ui.pages.books_checks:SPEC",
        new=N_("New check with the ledger"),
    ),
    Page("contradictions", "receipts", N_("Contradictions"), make="ui.pages.contradictions:ContradictionsPage"),
    Page("bookings", "receipts", N_("Bookings"), spec="ui.pages.bookings:SPEC", new=N_("New booking")),
    Page(
        "receivables",
        "receivables",
        N_("Receivables"),
        make="ui.pages.receivables:ReceivablesPage",
        listing="models.receivables:LISTING",
    ),
    Page(
        "deposits",
        "receivables",
        N_("Deposits and guarantees"),
        spec="ui.pages.deposits:SPEC",
        new=N_("New deposit or guarantee"),
    ),
    Page("ageing", "receivables", N_("Ageing"), make="ui.pages.ageing:AgeingPage"),
    Page(
        "interest",
        "receivables",
        N_("Interest"),
        make="ui.pages.interest:InterestPage",
        new=N_("New interest sheet"),
    ),
    Page(
        "ageing_report",
        "receivables",
        N_("Ageing reports"),
        make="ui.pages.ageing_report:AgeingReportPage",
        new=N_("New ageing report"),
    ),
    Page(
        "provisions",
        "receivables",
        N_("Provision rates"),
        spec="ui.pages.provisions:RATES",
        new=N_("New provision rates"),
    ),
    Page(
        "individual_provisions",
        "receivables",
        N_("Single provisions"),
        spec="ui.pages.provisions:INDIVIDUALS",
        new=N_("Provide for one contract"),
    ),
    Page(
        "statements",
        "letters",
        N_("Register of papers"),
        make="ui.pages.statements:StatementsPage",
        new=N_("New statement"),
        listing="models.papers:LISTING",
    ),
    Page(
        "deadlines",
        "deadlines",
        N_("Deadlines"),
        make="ui.pages.deadlines:DeadlinesPage",
        listing="models.deadlines:LISTING",
    ),
    Page(
        "legal_facts",
        "deadlines",
        N_("Facts for deadlines"),
        spec="ui.pages.legal_facts:SPEC",
        new=N_("New fact for deadlines"),
    ),
    Page(
        "deadline_lists",
        "deadlines",
        N_("Deadline lists"),
        make="ui.pages.deadline_lists:DeadlineListsPage",
        new=N_("New deadline list"),
    ),
    Page(
        "owner_ledgers",
        "letters",
        N_("Owners' ledgers"),
        make="ui.pages.owner_ledgers:OwnerLedgersPage",
        form="ui.pages.owner_ledgers:SPEC",
        new=N_("New owner's ledger"),
        listing="models.matching:LISTING",
    ),
    Page(
        "reconciliation",
        "letters",
        N_("Reconciliations"),
        make="ui.pages.reconciliation:ReconciliationPage",
        new=N_("New reconciliation"),
    ),
    Page(
        "evidence",
        "evidence",
        N_("Evidence inbox"),
        make="ui.pages.evidence_inbox:EvidencePage",
        form="ui.pages.evidence_form:SPEC",
        new=N_("Add files"),
        listing="models.evidence:LISTING",
    ),
    Page(
        "parties",
        "parties",
        N_("Parties"),
        spec="ui.pages.parties:SPEC",
        new=N_("New party"),
        ways=(Way(N_("Statement"), "statements", "party={key}"),),
    ),
    Page("projects", "parties", N_("Projects"), spec="ui.pages.projects:SPEC", new=N_("New project")),
    Page("company", "parties", N_("Our company"), make="ui.pages.company:CompanyPage"),
    Page("book", "exchange", N_("This book"), make="ui.pages.exchange:BookPage"),
    Page("import", "exchange", N_("Import from Excel"), make="ui.pages.import_wizard:ImportPage"),
    Page(
        "lending_rates",
        "exchange",
        N_("Lending rates"),
        spec="ui.pages.lending_rates:SPEC",
        new=N_("New lending rate"),
    ),
    Page("holidays", "exchange", N_("Holidays"), spec="ui.pages.holidays:SPEC", new=N_("New holiday")),
    Page("history", "exchange", N_("Steps"), make="ui.pages.history:HistoryPage"),
    Page("settings", "settings", N_("Settings"), make="ui.pages.settings:SettingsPage", bookless=True),
    Page("help", "help", N_("Help"), make="ui.pages.help:HelpPage", bookless=True),
)


def attribute(path: str) -> Any:
    """What ``module:attribute`` names; its module is imported now."""
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


def form_of(name: str) -> str:
    """Where the form of a noun is declared (``module:attribute``); empty when it has none of its own."""
    return next((page.form or page.spec for page in PAGES if page.name == name), "")


def at(place: str, pages: Iterable[Page] | None = None) -> list[Page]:
    """The pages of a place, in the order of their tabs."""
    return [page for page in (PAGES if pages is None else pages) if page.place == place]


def named(name: str, pages: Iterable[Page] | None = None) -> Page:
    """The page of this name; raises KeyError."""
    for page in PAGES if pages is None else pages:
        if page.name == name:
            return page
    raise KeyError(name)
