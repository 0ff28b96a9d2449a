"""Merging codes: choose into which, see what will happen, and do it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from qualcode.model.entities import Code
from qualcode.model.identity import key_of
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.words.in_words import listed
from qualcode.operations.codes.codebook_merge import MergePreview, merge_preview
from qualcode.operations.codes.merge_words import merge_in_words
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.icons import swatch
from qualcode.ui.look.theme import SPACING
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.typed_box import TypedBox

_NAMED: Final = 4
"""Codes that the first line has room for; the sentences below name more."""


def possible_targets(study: Study, source_ids: Sequence[UUID]) -> list[Code]:
    """The codes that could take the others, neighbours first; of several selected, one of them.

    Categories are left out where there are segments, which they cannot take.
    """
    chosen = [study.codes[code_id] for code_id in source_ids]
    coded = any(study.coding_counts.get(key_of(code_id)) for code_id in source_ids)
    parents = {code.parent_id for code in chosen}
    rest = [
        code for code in study.codes_in_order if code.id not in source_ids and (code.codable or not coded)
    ]
    rest.sort(key=lambda code: code.parent_id not in parents)
    return (chosen if len(chosen) > 1 else []) + rest


class MergeDialog(QDialog):
    """Shows the preview for each choice before anything is done."""

    def __init__(
        self,
        session: Session,
        background: Background,
        source_ids: Sequence[UUID],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(background)
        self._source_ids = list(source_ids)
        self.setWindowTitle("Merge codes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 260)
        study = session.study
        names = listed([f"“{study.codes[code_id].name}”" for code_id in source_ids], _NAMED)
        self.targets = possible_targets(study, source_ids)
        self.box = TypedBox()
        self.box.setAccessibleName("Merge into")
        self.box.setMaxVisibleItems(20)
        for code in self.targets:
            self.box.addItem(swatch(code.colour), study.path(code.id))
        # Nothing is chosen for anybody: Enter at once would merge into whatever came first.
        self.box.hint("Type a part of the code’s name")
        self.box.setCurrentIndex(-1)
        self.box.editTextChanged.connect(self._refresh)
        what = plain_label(names)
        what.setWordWrap(True)
        form = QFormLayout()
        form.addRow("Merge", what)
        form.addRow("into", self.box)
        self.words = plain_label()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.button = PrimaryButton("Merge")
        self.button.setDefault(True)
        self.button.clicked.connect(self._merge)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 4)
        column.addLayout(form)
        said = QWidget()
        inside = QVBoxLayout(said)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.words)
        column.addWidget(Scrolled(said), 1)
        column.addLayout(button_row(self, self.button))
        self._preview: MergePreview | None = None
        self._refresh()

    def _refresh(self) -> None:
        """Look what would happen: with hundreds of thousands of segments that takes a moment."""
        self._latest.stop()
        self._show(None)
        place = self.box.place
        if not 0 <= place < len(self.targets):
            choose = "Choose the code that takes the segments, memos and subcodes."
            self.words.setText(choose if self.targets else "There is no other code to merge into.")
            return
        self.words.setText("Looking at what would happen…")
        study, sources, target = self._session.study, self._source_ids, self.targets[place].id
        self._latest.ask(
            lambda _progress: merge_preview(study, sources, target), self._show, self.words.setText
        )

    def _show(self, preview: MergePreview | None) -> None:
        self._preview = preview
        self.button.setEnabled(preview is not None)
        if preview is not None:
            follow = self._session.handed_on(preview.sources, preview.target.name)
            said = (merge_in_words(preview), follow, "You can undo this.")
            self.words.setText(" ".join(filter(None, said)))

    def done(self, result: int) -> None:
        self._latest.stop()
        super().done(result)

    def _merge(self) -> None:
        preview = self._preview
        if preview is not None:
            self.button.setEnabled(False)
            self._session.carry_out(lambda _study: preview.change, self._merged, self._refused)

    def _merged(self, _step: Step) -> None:
        self.accept()

    def _refused(self, _why: str) -> None:
        self._refresh()
