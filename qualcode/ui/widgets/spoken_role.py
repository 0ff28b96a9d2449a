"""What kind of thing a widget is to assistive technology, where Qt cannot tell by itself."""

from collections.abc import Callable
from functools import cache
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def _interface_of(_: str, thing: QObject | None) -> QAccessibleInterface | None:
    """The interface that a widget makes and keeps; None leaves all other widgets to Qt."""
    make: Callable[[], QAccessibleInterface] | None = getattr(thing, "accessible_interface", None)
    return None if make is None else make()


@cache
def install() -> None:
    """Have Qt ask widgets for their interfaces; once in a process, for there is no way to undo it."""
    QAccessible.installFactory(_interface_of)


class SpokenAs:
    """Beside a widget that draws what it shows: to Qt it would be of no known kind."""

    spoken_role = QAccessible.Role.Chart

    def accessible_interface(self) -> QAccessibleInterface:
        self._spoken_as = QAccessibleWidget(cast("QWidget", self), self.spoken_role)
        return self._spoken_as
