"""The dialog of last resort: one sentence for the person, the details for whoever repairs it."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.language import _


def details(error: BaseException) -> str:
    """What a maintainer needs: versions and traceback; amounts are still in it."""
    told = "".join(traceback.format_exception(error))
    return f"Python {platform.python_version()}, {platform.platform()}\n\n{told}"


class CrashDialog(QDialog):
    """Shown once at a time; what it shows can be copied."""

    def __init__(self, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        sentence = QLabel(
            _(
                "The program met something it was not prepared for. What you saved is safe, and what you were typing "
                "is kept as a draft. Please copy the details and send them to whoever looks after the program."
            )
        )
        sentence.setWordWrap(True)
        self.details = QPlainTextEdit(told)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(_("Details"))
        self.copying = QPushButton(_("Copy the details"))
        self.copying.clicked.connect(self._copy)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copying, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (sentence, self.details, buttons):
            column.addWidget(part)
        self.resize(640, 360)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.details.toPlainText())
