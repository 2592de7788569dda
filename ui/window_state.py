"""What the window remembers from one day to the next: its size, its columns, its language, the last book."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

PROGRAM = "Qingshou"


def home() -> Path:
    """Where this person's books and settings are kept: the local application folder, never a sync folder."""
    return user_data_path(PROGRAM, appauthor=False, roaming=False)


class WindowState:
    """Named values in a small JSON file; without a file they last as long as the program."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._values: dict[str, Any] = _read(file)

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, default)

    def put(self, name: str, value: Any) -> None:
        """Remember a JSON value (None forgets it) and write the file at once; a full disk is no reason to stop."""
        if self._values.get(name) == value:
            return
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        self._write()

    def forget(self, prefix: str) -> None:
        """Forget every value whose name starts with ``prefix``."""
        self._values = {name: value for name, value in self._values.items() if not name.startswith(prefix)}
        self._write()

    def _write(self) -> None:
        if self._file is None:
            return
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(beside, self._file)
        except OSError:
            beside.unlink(missing_ok=True)


def _read(file: Path | None) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
