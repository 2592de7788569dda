"""Every page of the window, declared: where it stands in the rail, what it is called, and where its code is.

How to add a page: write ``ui/pages/<noun>.py`` with a ``SPEC`` (a list with its form, about 30 lines: see
``list_spec``) or a widget of your own with the methods of ``ui.pages.page.PageWidget``, and add one line to ``PAGES``.
The rail, Ctrl+K and the tests of all pages read it from here. Nothing of a page is imported before the first paint.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.language import N_
from ui.icons import Icon
from ui.pages.declaring import Page, Place, Way, attribute
from ui.pages.of_work import WORK

__all__ = ["PAGES", "PLACES", "Page", "Place", "Way", "at", "attribute", "form_of", "named"]


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
    *WORK,
    Page(
        "statements",
        "letters",
        N_("Register of papers"),
        make="ui.pages.statements:StatementsPage",
        new=N_("New statement"),
        listing="models.papers:LISTING",
    ),
    Page(
        "confirmations",
        "letters",
        N_("Confirmation of balances"),
        make="ui.pages.confirmations:ConfirmationsPage",
        listing="models.confirmations:CONFIRMATIONS",
    ),
    Page(
        "replies",
        "letters",
        N_("Replies to statements"),
        make="ui.pages.replies:RepliesPage",
        form="ui.pages.replies:SPEC",
        new=N_("New reply"),
        listing="models.confirmations:LISTING",
    ),
    Page(
        "statement_calendar",
        "letters",
        N_("Calendar of statements"),
        make="ui.pages.statement_calendar:StatementCalendarPage",
    ),
    Page("dunning", "letters", N_("Letters due"), make="ui.pages.dunning:DunningPage"),
    Page("letters", "letters", N_("Letters"), make="ui.pages.letters:LettersPage", new=N_("New letter")),
    Page("letter_texts", "letters", N_("Letter texts"), make="ui.pages.letter_texts:LetterTextsPage"),
    Page("follow_ups", "collecting", N_("Follow-up"), spec="ui.pages.follow_ups:SPEC", new=N_("New follow-up")),
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
    Page("bundles", "evidence", N_("Bundles of evidence"), spec="ui.pages.bundles:SPEC", new=N_("New bundle")),
    Page(
        "arrears",
        "letters",
        N_("Ledgers of arrears"),
        make="ui.pages.arrears:ArrearsPage",
        new=N_("New ledger of arrears"),
    ),
    Page(
        "unbilled_report",
        "letters",
        N_("Lists of work not certified"),
        make="ui.pages.unbilled_report:UnbilledReportPage",
        new=N_("New list of work not certified"),
    ),
    Page("coverage", "evidence", N_("Proof of what is owed"), make="ui.pages.coverage:CoveragePage"),
    Page(
        "correspondence",
        "evidence",
        N_("Letters in and out"),
        spec="ui.pages.correspondence:SPEC",
        new=N_("Register a letter"),
    ),
    Page(
        "parties",
        "parties",
        N_("Parties"),
        spec="ui.pages.parties:SPEC",
        new=N_("New party"),
        ways=(
            Way(N_("Statement"), "statements", "party={key}"),
            Way(N_("Dunning letter"), "letters", "party={key}"),
        ),
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
