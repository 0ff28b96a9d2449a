"""The languages of several transcripts: what is set, what the words read like; one step for those ticked."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.entities import Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.words.in_words import counted
from qualcode.model.words.languages import known_language, language_in_words
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField

_ID_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_HINT: Final = (
    "Words and sentences are found by the rules of a transcript’s language. Transcripts that read like "
    "another one are ticked."
)


class LanguagesDialog(QDialog):
    """Tells the language of each ticked transcript: the one typed, or the one that it reads like."""

    def __init__(
        self,
        rows: Sequence[Transcript],
        read: Mapping[UUID, str],
        take: Callable[[dict[UUID, str]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._take = take
        self.setWindowTitle("Languages of transcripts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 460)
        self.list = QTreeWidget()
        self.list.setAccessibleName("Transcripts and their languages")
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(["Transcript", "Set to", "Reads like"])
        for row in rows:
            self._add(row)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.itemChanged.connect(self._count)
        self.language = LineField()
        self.language.setPlaceholderText("What each reads like")
        self.language.setAccessibleName("Language of the ticked transcripts")
        self.language.setToolTip(
            "A code like en, de or pt-BR, or an English name; empty: what each reads like"
        )
        self.language.textChanged.connect(self._count)
        self.words = QLabel()
        mute(self.words)
        self.button = PrimaryButton("Set")
        self.button.setDefault(True)
        self.button.clicked.connect(self._set)
        self._lay_out()
        self._count()

    def _add(self, row: Transcript) -> None:
        read = self._read.get(row.id, "")
        shown = language_in_words(read) if read else ""
        item = QTreeWidgetItem(self.list, [row.name, language_in_words(row.language), shown])
        item.setData(0, _ID_ROLE, row.id)
        item.setToolTip(0, row.name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked if read else Qt.CheckState.Unchecked)

    def _lay_out(self) -> None:
        hint = QLabel(_HINT)
        hint.setWordWrap(True)
        mute(hint)
        to = QHBoxLayout()
        to.addWidget(QLabel("Set the ticked ones to"))
        to.addWidget(self.language, 1)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        column.addLayout(to)
        column.addLayout(foot)

    @property
    def chosen(self) -> dict[UUID, str]:
        """The ticked transcripts, and what each is to be set to; those that nothing is known of stay."""
        items = [self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount())]
        ticked = [
            item.data(0, _ID_ROLE)
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        ]
        typed = self.language.text().strip()
        found = {row: typed or self._read.get(row, "") for row in ticked}
        return {row: language for row, language in found.items() if language}

    def _count(self) -> None:
        number = len(self.chosen)
        self.words.setText(f"{counted(number, 'transcript')} to set")
        self.button.setEnabled(number > 0)

    def _set(self) -> None:
        chosen = self.chosen
        try:
            for language in set(chosen.values()):
                known_language(language)
        except QualcodeError as error:
            self.words.setText(str(error))
            return
        self.accept()
        self._take(chosen)
