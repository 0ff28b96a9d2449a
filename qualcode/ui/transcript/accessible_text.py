"""The transcript as assistive technology meets it: a read-only text that says what codes are here."""

from typing import cast

import shiboken6 as shiboken
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget

from qualcode.ui.transcript.spoken_text import ReadAloud, SpokenText


class AccessibleTranscript(QAccessibleWidget):
    """The view to assistive technology: read-only text of many lines that says what codes are here."""

    def __init__(self, widget: QAbstractScrollArea, view: ReadAloud) -> None:
        super().__init__(widget, QAccessible.Role.EditableText)
        self._view = view
        self.spoken = SpokenText(view, widget)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        if kind == QAccessible.InterfaceType.TextInterface:
            found = self.spoken.text_interface()
        else:
            found = super().interface_cast(kind)
        # The stub says int (an address). What PySide takes is a VoidPtr: handed None or a number, it
        # ends the program with a segmentation fault.
        return cast("int", shiboken.VoidPtr(0) if found is None else found)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = True
        state.multiLine = True
        state.focusable = True
        state.selectableText = True
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Value:
            return self._view.description()
        return super().text(kind)
