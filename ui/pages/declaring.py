"""How a page of the window and its place in the rail are declared; nothing of a page is imported by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

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
    """Where else a record leads from Ctrl+K: ``title`` stands before its name, ``key`` is filled with its id.

    The first way of a page is offered with every record that is found, the others to whoever types their title too.
    """

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


def attribute(path: str) -> Any:
    """What ``module:attribute`` names; its module is imported now."""
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
