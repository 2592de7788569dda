"""What the records in a grid are called, and which record a typed or pasted name means; each is asked for once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.forms.picker import Candidate, Source


class Records:
    """``changed`` is called when a title arrives later than it was asked for."""

    def __init__(self, sources: Mapping[str, Source], changed: Callable[[], None]) -> None:
        self._sources, self._changed = sources, changed
        self._titles: dict[tuple[str, str], str] = {}
        self._found: dict[tuple[str, str], Candidate] = {}

    def keep(self, listing: str, one: Candidate) -> None:
        self._titles[listing, one.key] = one.title

    def title(self, listing: str, key: Any) -> str:
        """The title of a record; empty until it is known."""
        if not key:
            return ""
        if (listing, key) not in self._titles:
            self._titles[listing, key] = ""
            asking = [True]

            def deliver(found: Sequence[Candidate]) -> None:
                for one in found:
                    self.keep(listing, one)
                if not asking:
                    self._changed()

            self._sources[listing].named(key, deliver)
            asking.clear()
        return self._titles[listing, key]

    def find(self, listing: str, words: str, later: Callable[[Candidate], None]) -> Candidate | None:
        """The one record these words mean; None when there is none or many, or when ``later`` will be called."""
        if (listing, words) in self._found:
            return self._found[listing, words]
        asking = [True]

        def deliver(found: Sequence[Candidate]) -> None:
            exact = [one for one in found if one.title.casefold() == words.casefold()] or found
            if len(exact) == 1:
                self.keep(listing, exact[0])
                self._found[listing, words] = exact[0]
                if not asking:
                    later(exact[0])

        self._sources[listing].find(words, deliver)
        asking.clear()
        return self._found.get((listing, words))
