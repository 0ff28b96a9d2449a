"""Whose codings are counted: a button in the line of words with a menu of coders to tick."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QWidget, QWidgetAction

from qualcode.model.study import Study
from qualcode.ui.pages.offered import coders_of, how_counted
from qualcode.ui.widgets.plain_label import entry_caption

_MERGED: Final = "Whose codings count. Those of several coders are merged: agreement counts once"
_EACH: Final = "Whose codings count. Each coder’s segments count, even on the same words"


class CodersButton(QPushButton):
    """“all coders, merged”, “AB”, “AB and CD, merged”. The menu stays open while coders are ticked."""

    chosen = Signal(object)
    """The identities of the coders; none of them ticked means all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.boxes: dict[UUID, QCheckBox] = {}
        self._names: list[tuple[UUID, str]] = []
        self._fill()

    def offer(self, study: Study, chosen: tuple[UUID, ...], *, merged: bool = True) -> None:
        """Offer the coders there are now; ``merged`` says whether what several coded alike counts once."""
        names = [(row.id, row.name) for row in study.coders_in_order]
        if names != self._names:
            self._names = names
            self._fill()
        self._everybody.setText(f"All coders, {how_counted(merged=merged)}")
        self.setToolTip(_MERGED if merged else _EACH)
        for coder_id, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(coder_id in chosen)
            box.blockSignals(False)
        words = next(text for ids, text in coders_of(study, chosen, merged=merged) if ids == chosen)
        self.setText(words)
        self.setAccessibleName(f"Coders: {words}")

    def _fill(self) -> None:
        self._menu.clear()
        self._everybody = self._menu.addAction("All coders")
        self._everybody.triggered.connect(lambda: self.chosen.emit(()))
        self._menu.addSeparator()
        self.boxes = {}
        for coder_id, name in self._names:
            box = self.boxes[coder_id] = QCheckBox(entry_caption(name))
            box.setContentsMargins(8, 3, 8, 3)
            box.toggled.connect(self._on_toggled)
            action = QWidgetAction(self._menu)
            action.setDefaultWidget(box)
            self._menu.addAction(action)

    def _on_toggled(self) -> None:
        self.chosen.emit(tuple(coder_id for coder_id, box in self.boxes.items() if box.isChecked()))
