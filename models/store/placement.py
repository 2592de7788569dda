"""Where a book may live: a local folder that can be written, not one that a cloud program copies behind our back."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy.orm import Session

from models.language import N_
from models.problems import Refused

LEDGER = "ledger.db"
FOLDERS = ("evidence", "papers", "backups", "log")
SYNCED = (
    *"onedrive nutstore baidunetdisk baidusyncdisk weiyun wpsdrive wpscloud dropbox icloud".split(),
    *"坚果云 百度网盘 微云 wps云".split(),
)


def default_folder(name: str = "") -> Path:
    """Where books are kept when nobody says otherwise: the local application data folder."""
    base = user_data_path("Qingshou", appauthor=False, roaming=False) / "books"
    return base / name if name else base


def holds_book(folder: Path) -> bool:
    return (folder / LEDGER).is_file()


def expect_book(folder: Path) -> None:
    if not holds_book(folder):
        raise Refused(
            N_("There is no book in {folder}. Make one with “new” or “sample”, or name another folder."),
            folder=str(folder),
        )


def prepare(folder: Path) -> None:
    """Make the folders of a new book; Refused when the place is not fit."""
    if holds_book(folder):
        raise Refused(N_("There is a book in {folder} already. Name another folder."), folder=str(folder))
    expect_fit(folder)
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            N_("The folder {folder} cannot be written. Choose a folder on this computer that you may write to."),
            folder=str(folder),
        ) from error


def expect_fit(folder: Path) -> None:
    """Refuse network paths and folders that a synchronising program owns (trust §3)."""
    if str(folder).startswith(("\\\\", "//")):
        raise Refused(N_("A book cannot live on a network share. Choose a folder on this computer."))
    for part in folder.resolve().parts:
        if part.lower().replace(" ", "").startswith(SYNCED):
            raise Refused(
                N_("“{name}” is synchronised by another program, which damages ledgers. Choose a local folder."),
                name=part,
            )


def folder_of(session: Session) -> Path:
    """The folder of the book that is being read: where its files are kept beside its tables."""
    row = session.connection().exec_driver_sql("PRAGMA database_list").first()
    assert row is not None
    return Path(row[2]).parent
