"""The page of a code: what it means, its segments, each at its place, and how it was worded over time."""

from html import escape
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.change import Touched
from qualcode.model.codes.colour import tinted
from qualcode.model.entities import Code
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.words.in_words import beginning, counted
from qualcode.model.words.moments import BY_CLOCK, moment_here
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.inspector.code_section import CodeSection
from qualcode.ui.inspector.filling import Filling
from qualcode.ui.look.theme import SPACING, colours_now, mute
from qualcode.ui.models.passage_words import html_of, words_of
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.chunks import ChunkRunner, Chunks
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.rich_list import DATA_ROLE, RichList

if TYPE_CHECKING:
    from qualcode.project.reports.wordings import Wording

_MOST = 500
_AT_ONCE = 50


class CodePageDialog(QDialog):
    """Its texts to be written, its segments, its typical quotes, and every past wording."""

    place_wanted = Signal(object, object)

    def __init__(
        self,
        session: Session,
        background: Background,
        preferences: Preferences,
        code_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._code_id = code_id
        study = session.study
        self.setWindowTitle(f"Code “{study.codes[code_id].name}”")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 720, 640))
        self.segments = RichList("Segments")
        self.segments.itemActivated.connect(self._open)
        self.segments.itemClicked.connect(self._open)
        self.typical = RichList("Typical quotes")
        self.typical.itemActivated.connect(self._open)
        self.typical.itemClicked.connect(self._open)
        self.wordings = RichList("Wordings")
        self.wordings.setToolTip(BY_CLOCK)
        self.words = QLabel("Reading…")
        mute(self.words)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self._meaning(), "Meaning")
        tabs.addTab(self.segments, "Segments")
        tabs.addTab(self.typical, "Typical quotes")
        tabs.addTab(self.wordings, "Wordings over time")
        tabs.tabBar().setAccessibleName("What is shown")
        tabs.currentChanged.connect(lambda place: self.words.setVisible(tabs.widget(place) is self.segments))
        self.words.hide()
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addStretch()
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addWidget(tabs, 1)
        column.addLayout(row)
        self._adding = ChunkRunner(self)
        record = session.project.record()
        for task in (
            background.run(lambda _progress: lazy_imports.segments_of(study, code_id, _MOST), self._show),
            background.run(lambda _progress: lazy_imports.wordings(record, code_id), self._show_wordings),
        ):
            self.finished.connect(task.cancel)
        self._show_typical()

    def _meaning(self) -> QWidget:
        self.code = CodeSection(self._session, self, Filling(self))
        self.code.show_code(self._code_id)
        self._session.changed.connect(self._on_changed)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addWidget(self.code)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        # The area would cut what it holds; the fields inside can be reached by themselves.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if Code in touched.kinds or touched.codings:
            self.code.show_code(self._code_id)

    def _show(self, found: list[Segment]) -> None:
        number = len(found)
        more = "The first " if number == _MOST else ""
        which = "it" if number == 1 else "one"
        self.words.setText(
            beginning(f"{more}{counted(number, 'segment')}; click {which} to read it in its place.")
            if number
            else "Not used yet."
        )
        self._adding.start(self._added(found))

    def _added(self, found: list[Segment]) -> Chunks:
        """Add segments to their list, so many in each turn."""
        colours = colours_now()
        code = self._session.study.codes.get(self._code_id)
        ground = tinted(code.colour if code else colours.accent, colours.base, 0.22)
        for number, segment in enumerate(found, 1):
            place = f"{segment.transcript} · turn {segment.turn} · {segment.said_by} · {segment.coder}"
            text = escape(segment.text).replace("\n", "<br>")
            memo = f"<br><i>{escape(segment.memo)}</i>" if segment.memo else ""
            html = (
                f'<span style="color:{colours.muted}">{escape(place)}</span><br>'
                f'<span style="background-color:{ground}">{text}</span>{memo}'
            )
            self.segments.add(html, f"{place}: {segment.text}", segment)
            if number % _AT_ONCE == 0:
                yield

    def _show_typical(self) -> None:
        """The passages chosen to stand for the code, in the order of choosing."""
        study, colours = self._session.study, colours_now()
        for row in study.typical_quotes_of(self._code_id):
            span = Span(row.start, row.end)
            passage = CodedPassage(row.transcript_id, span, ((span, self._code_id),))
            self.typical.add(html_of(study, passage, colours), words_of(study, passage), passage)
        if not self.typical.count():
            hint = with_keys(
                "None is chosen yet. Put the cursor into a segment and press {code.typical}.",
                self._preferences,
            )
            self.typical.add(escape(hint), hint, None)

    def _show_wordings(self, found: "list[Wording]") -> None:
        muted = colours_now().muted
        for wording in reversed(found):
            when = moment_here(wording.step.at)
            until = None if wording.until is None else moment_here(wording.until)
            span = f"since {when}" if until is None else when if until == when else f"{when} to {until}"
            coded = counted(wording.segments, "segment")
            head = f"{span} · {wording.step.coder} · {coded} coded under it"
            code = wording.code
            parts = [f"<b>{escape(code.name)}</b>"]
            for name, text in (
                ("", code.definition), ("Use it for: ", code.include), ("Not for: ", code.exclude),
                ("Examples: ", code.examples),
            ):  # fmt: skip
                if text.strip():
                    parts.append(name + escape(text).replace("\n", "<br>"))
            html = f'<span style="color:{muted}">{escape(head)}</span><br>' + "<br>".join(parts)
            self.wordings.add(html, f"{head}: {code.name}. {code.definition}", None)

    def done(self, result: int) -> None:
        self.code.save()
        super().done(result)

    def _open(self, item: QListWidgetItem) -> None:
        segment = item.data(DATA_ROLE)
        if isinstance(segment, Segment):
            self.accept()
            self.place_wanted.emit(segment.transcript_id, Span(segment.start, segment.end))
        elif isinstance(segment, CodedPassage):
            self.accept()
            self.place_wanted.emit(segment.transcript_id, segment.span)
