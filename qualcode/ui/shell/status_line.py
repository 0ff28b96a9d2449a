"""The line at the bottom: who codes, that everything is saved, how much there is, what undo takes back."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.model.teamwork.whereabouts import in_words
from qualcode.model.words.cutting import shortened
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import counted
from qualcode.ui.commands.actions import Actions
from qualcode.ui.look.theme import mute
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.plain_label import plain_label

_LONGEST_NAME: Final = 40
"""Letters of the coder's name: with a longer one nothing else could be read, nor the window be narrow."""


class StatusLine(QWidget):
    """Two sentences: the project at the left, the next undo at the right."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._session: Session | None = None
        actions.keys_changed.connect(lambda: self.show_session(self._session))
        # Beside the first sentence a narrow window has no room for all of the second.
        self._left, self._company, self._right = plain_label(), ElidedLabel(), ElidedLabel()
        self._company.setTextFormat(Qt.TextFormat.PlainText)
        self._right.setTextFormat(Qt.TextFormat.PlainText)
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label, name in ((self._left, "Project"), (self._company, "Teammates"), (self._right, "Undo")):
            mute(label)
            label.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 1, 8, 1)
        row.addWidget(self._left)
        row.addWidget(self._company, 1)
        row.addWidget(self._right, 1)

    @property
    def texts(self) -> tuple[str, str]:
        return self._left.text(), self._right.text()

    @property
    def company(self) -> str:
        """Who else has the project open, and where they are."""
        return self._company.text().removeprefix("· ")

    def show_session(self, session: Session | None) -> None:
        """Tell about an open project, or that there is none."""
        self._session = session
        if session is None:
            for label in (self._left, self._company, self._right):
                label.setText("")
            return
        study = session.study
        transcripts = counted(len(study.transcripts), "transcript")
        segments = counted(study.coding_count, "segment")
        who = f"{session.role_word} {isolated(shortened(session.coder_name, _LONGEST_NAME))}"
        self._left.setText(f"{who} · {_saved(session)} · {segments} in {transcripts}")
        company = in_words(session.company)
        self._company.setText(f"· {company}" if company else "")
        self._company.setToolTip(company)
        self._company.setVisible(bool(company))
        step = session.undoable
        key = self._actions.said("{edit.undo}")
        words = f"undo: {step.label} ({key})" if step else "nothing to undo"
        self._right.setText(words)
        self._right.setToolTip(words)


def _saved(session: Session) -> str:
    """How things are with saving, in two words or three."""
    if session.why_nothing:
        return "read only"
    if session.away:
        return "server not answering"
    return "not saved" if session.project.astray else "everything saved"
