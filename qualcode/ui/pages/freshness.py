"""When a page counts again: once after several steps in a row, and only while it is seen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from qualcode.model.change import Touched
from qualcode.model.entities import Entity
from qualcode.model.step import Step
from qualcode.ui.session.session import Session


class Freshness(QObject):
    """Watches the session for a page. ``refresh`` is called when what it shows is out of date.

    ``cares_for`` are the kinds of rows that the page shows; codings and turns always matter.
    """

    def __init__(
        self,
        page: QWidget,
        session: Session,
        cares_for: frozenset[type[Entity]],
        refresh: Callable[[], object],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._cares_for = cares_for
        self._refresh = refresh
        self._stale = True
        session.changed.connect(self._on_changed)

    def appear(self) -> None:
        """The page is shown: refresh it if something has changed since."""
        if self._stale:
            self._refresh()

    def is_fresh(self) -> None:
        """What is shown, or being counted, is of now."""
        self._stale = False

    def is_stale(self) -> None:
        """What is shown is to be refreshed when the page is shown the next time."""
        self._stale = True

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if touched.codings or touched.turns or self._cares_for & touched.kinds:
            self._stale = True
            if self._page.isVisible():
                # Once after several steps in a row, not once for each.
                QTimer.singleShot(0, self, self._refresh_if_seen)

    def _refresh_if_seen(self) -> None:
        if self._stale and self._page.isVisible():
            self._refresh()
