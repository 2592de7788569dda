"""Asking where a file goes, without stopping the window; the folder used last is offered again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.window_state import WindowState

FOLDER = "folder"


def ask_where_to(
    state: WindowState, parent: QWidget | None, title: str, name: str, kind: str, use: Callable[[Path], Any]
) -> QFileDialog:
    """Ask for a new file called ``name`` (with its ending) and call ``use(path)``; ``kind`` is ``"PDF (*.pdf)"``."""
    dialog = QFileDialog(parent, title, str(_folder(state)), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix[1:])
    dialog.selectFile(name)
    return _open(dialog, state, use)


def ask_which(state: WindowState, parent: QWidget, title: str, kind: str, use: Callable[[Path], Any]) -> QFileDialog:
    """Ask for a file that exists and call ``use(path)``."""
    dialog = QFileDialog(parent, title, str(_folder(state)), kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(dialog, state, use)


def ask_files(state: WindowState, parent: QWidget, title: str, use: Callable[[list[Path]], Any]) -> QFileDialog:
    """Ask for files that exist, several at once, and call ``use(paths)``."""
    dialog = QFileDialog(parent, title, str(_folder(state)))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(partial(_several, state, use))
    return _show(dialog)


def ask_folder(state: WindowState, parent: QWidget | None, title: str, use: Callable[[Path], Any]) -> QFileDialog:
    """Ask for a folder and call ``use(path)``."""
    dialog = QFileDialog(parent, title, str(_folder(state)))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog, state, use)


def _open(dialog: QFileDialog, state: WindowState, use: Callable[[Path], Any]) -> QFileDialog:
    dialog.fileSelected.connect(partial(_chosen, state, use))
    return _show(dialog)


def _show(dialog: QFileDialog) -> QFileDialog:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _folder(state: WindowState) -> Path:
    kept = Path(str(state.get(FOLDER, Path.home())))
    return kept if kept.is_dir() else Path.home()


def _chosen(state: WindowState, use: Callable[[Path], Any], chosen: str) -> None:
    path = Path(chosen)
    state.put(FOLDER, str(path if path.is_dir() else path.parent))
    use(path)


def _several(state: WindowState, use: Callable[[list[Path]], Any], chosen: list[str]) -> None:
    state.put(FOLDER, str(Path(chosen[0]).parent))
    use([Path(one) for one in chosen])
