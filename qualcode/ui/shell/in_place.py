"""What belongs to the Code page while another page is shown: it leads there, or says where it works."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from qualcode.ui.commands.action_list import BY_NAME
from qualcode.ui.commands.actions import Handler
from qualcode.ui.pages.code.sense import ON_CODE_PAGE
from qualcode.ui.shell.page_stack import PagePlace, PageStack

_PANES: Final[Mapping[str, Callable[[PageStack], bool]]] = {
    "view.navigator": lambda pages: pages.code.navigator.isVisibleTo(pages.code),
    "view.inspector": lambda pages: pages.code.inspector.isVisibleTo(pages.code),
    "view.segments": lambda pages: pages.code.segments.isVisibleTo(pages.code),
}
"""What shows or hides a part of the Code page, and whether that is open: led to, it is never closed."""


def in_place(
    handlers: Mapping[str, Handler],
    pages: PageStack,
    show_page: Callable[[int], object],
    refuse: Callable[[str], object],
) -> dict[str, Handler]:
    """The same handlers, those of the Code page with an eye to the page that is shown.

    ``refuse`` says a sentence; actions in braces are said with their keys.
    """
    ways = _Ways(pages, show_page, refuse)
    return {name: ways.of(name, handler) for name, handler in handlers.items()}


class _Ways:
    def __init__(
        self, pages: PageStack, show_page: Callable[[int], object], refuse: Callable[[str], object]
    ) -> None:
        self._pages = pages
        self._show_page = show_page
        self._refuse = refuse

    def of(self, name: str, handler: Handler) -> Handler:
        """What an action does, whatever page is shown."""
        if name == "edit.find":
            return partial(self._find, handler)
        if name in _PANES:
            return partial(self._show_pane, name, handler)
        return partial(self._only_there, name, handler) if name in ON_CODE_PAGE else handler

    @property
    def _elsewhere(self) -> bool:
        return self._pages.place is not PagePlace.CODE

    def _find(self, find: Handler) -> None:
        """Find where one is: in the query of the page Find, or else in the transcript."""
        if self._pages.place is PagePlace.FIND:
            self._pages.queries.go_to_query()
            return
        if self._elsewhere:
            self._show_page(PagePlace.CODE)
        find()

    def _show_pane(self, name: str, toggle: Handler) -> None:
        if not self._elsewhere:
            toggle()
            return
        self._show_page(PagePlace.CODE)
        if not _PANES[name](self._pages):
            toggle()

    def _only_there(self, name: str, act: Handler) -> None:
        if self._elsewhere:
            self._refuse(
                f"“{BY_NAME[name].text.rstrip('…')}” works on the Code page: press {{view.code}} first."
            )
        else:
            act()
