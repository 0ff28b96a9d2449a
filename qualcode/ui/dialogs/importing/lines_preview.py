"""Every line of a file with what it becomes; a person tells what it is instead, by menu or key."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qualcode.importers.speakers.seen_lines import LineUse, SeenLine
from qualcode.importers.speakers.told_breaks import SpeakerPlace, speaker_places
from qualcode.model.transcripts.speaker_guide import LinePart, SpeakerGuide, label_key, line_key
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.in_words import listed
from qualcode.project.importing.listed import ReadFile
from qualcode.ui.dialogs.importing.lines_model import (
    LINE,
    MOST_LINES,
    SPEAKER,
    TIME,
    LinesModel,
    chosen_lines,
)
from qualcode.ui.look.theme import heading_font, mute
from qualcode.ui.widgets.current_row import make_current
from qualcode.ui.widgets.head_line import HeadLine
from qualcode.ui.widgets.letter_menu import KeyedMenu
from qualcode.ui.widgets.plain_label import entry_caption, plain_label

Change = Callable[[SpeakerGuide], SpeakerGuide]

_PARTS: Final = (
    ("Speech", LinePart.SPEECH, LineUse.SPEECH),
    ("Detail of the header", LinePart.DETAIL, LineUse.DETAIL),
    ("Remark", LinePart.REMARK, LineUse.REMARK),
    ("Leave out", LinePart.LEFT_OUT, LineUse.LEFT_OUT),
)
_NEXT: Final = "Go to the next line that somebody should look at (N)"
_CLEAR: Final = "No line is doubtful"
_WHOLE: Final = "None of the lines shown is doubtful by itself; what is doubtful about the file is said above"
_SPEAKER_WIDTH: Final = 130
_MOST_PLACES: Final = 12
_SHOWN: Final = 40


class LinesPreview(QWidget):
    """What is told holds for all lines with the same words, and of a speaker for all lines of that name."""

    told = Signal(object)
    """A function from guide to guide"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LinesModel()
        self.view = self._made_view()
        title = plain_label("What each line becomes")
        title.setFont(heading_font(self.font()))
        self._more = plain_label(f"The first {MOST_LINES:,} lines are shown.")
        mute(self._more)
        self.what = QPushButton("&This line is…")
        self.what.setToolTip("Say what the selected lines are; also by right-click or the keys 1 to 7")
        self.what.setAutoDefault(False)
        self.what.clicked.connect(
            lambda: self._open_menu(self.what.mapToGlobal(self.what.rect().bottomLeft()))
        )
        self.next = QPushButton("&Next doubtful line")
        self.next.setAutoDefault(False)
        self.next.clicked.connect(self.go_to_next)
        self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # On a narrow screen what is beside the title goes below it, so that nothing is cut off.
        column.addWidget(HeadLine(title, self.next, self.what))
        column.addWidget(self.view, 1)
        column.addWidget(self._more)

    def _made_view(self) -> QTreeView:
        view = _Lines()
        view.setModel(self.model)
        view.setAccessibleName("Lines of the file")
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda at: self._open_menu(view.viewport().mapToGlobal(at)))
        header = view.header()
        header.setStretchLastSection(True)
        header.resizeSection(SPEAKER, _SPEAKER_WIDTH)
        header.setSectionResizeMode(TIME, QHeaderView.ResizeMode.ResizeToContents)
        return view

    def _make_actions(self) -> None:
        self.speaker = self._action("A speaker", "1", self._is_speaker)
        self.parts = [
            self._action(words, str(number), partial(self._is_part, part))
            for number, (words, part, _) in enumerate(_PARTS, 2)
        ]
        self.not_speaker = self._action("Not a speaker", "6", self._is_no_speaker)
        self.split = self._action("Another speaker begins within it…", "7", self._ask_place)
        self.back = self._action("Undo what you said about these lines", "0", self._take_back)
        self._action("Next doubtful line", "N", self.go_to_next)
        self.view.selectionModel().selectionChanged.connect(self._refresh)

    def _action(self, words: str, key: str, do: Callable[[], None]) -> QAction:
        action = QAction(words, self.view)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(do)
        self.view.addAction(action)
        return action

    def show_file(self, file: ReadFile) -> None:
        """Show the lines of a file; the place in it stays where its lines do."""
        fresh = self.model.show_file(file)
        self.view.setColumnHidden(TIME, not self.model.has_times)
        self._more.setVisible(self.model.has_more)
        if fresh and self.model.lines:
            make_current(self.view, self.model.index(0, LINE))
            self.view.scrollToTop()
        doubtful = any(self.model.is_doubtful(row) for row in range(len(self.model.lines)))
        self.next.setEnabled(doubtful)
        # Where the file is doubtful as a whole, a grey button beside that word wants a reason.
        self.next.setToolTip(_NEXT if doubtful else _CLEAR if file.is_clear else _WHOLE)
        self._refresh()

    def go_to_next(self) -> None:
        """Select the next doubtful line, after the last from the first."""
        count = len(self.model.lines)
        here = self.view.currentIndex().row()
        for step in range(1, count + 1):
            row = (here + step) % count
            if self.model.is_doubtful(row):
                index = self.model.index(row, LINE)
                make_current(self.view, index)
                self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
                self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    # -- telling ------------------------------------------------------------------------------

    @property
    def selected(self) -> list[SeenLine]:
        """The lines that are selected."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return chosen_lines(self.model, rows)

    def _open_below(self) -> None:
        self._open_menu(self.what.mapToGlobal(self.what.rect().bottomLeft()))

    def _open_menu(self, at: QPoint) -> None:
        menu = KeyedMenu.fresh(self)
        menu.addAction(self.speaker)
        menu.addAction(self.not_speaker)
        menu.addSeparator()
        menu.addActions(self.parts)
        menu.addSeparator()
        menu.addAction(self.split)
        menu.addAction(self.back)
        menu.popup(at)

    def _refresh(self) -> None:
        lines = self.selected
        labels = _labels(line for line in lines if line.use is not LineUse.SPEAKER)
        self.speaker.setEnabled(bool(labels))
        self.speaker.setText(f"Speaker {_named(labels)}, and all lines like it" if labels else "A speaker")
        taken = _labels(line for line in lines if line.use is LineUse.SPEAKER)
        self.not_speaker.setEnabled(bool(taken))
        self.not_speaker.setText(f"{_named(taken)} is not a speaker" if taken else "Not a speaker")
        for action, (_, _, use) in zip(self.parts, _PARTS, strict=True):
            # Who says that a doubtful line is speech settles the doubt.
            action.setEnabled(any(line.use is not use or not line.told for line in lines))
        self.split.setEnabled(any(self._places_in(line) for line in lines))
        self.back.setEnabled(any(line.told for line in lines))
        self.what.setEnabled(bool(lines))

    def _places_in(self, line: SeenLine) -> list[SpeakerPlace]:
        """Where in a line somebody else seems to begin; nowhere in a file that itself states who speaks."""
        return [] if self.model.is_stated else speaker_places(line.line, self.model.labels)

    def _ask_place(self) -> None:
        """Offer the places within the selected lines, and to take each label like this for a speaker."""
        found = [(line, place) for line in self.selected for place in self._places_in(line)]
        labels = list({label_key(place.label): place.label for _, place in found}.values())
        menu = KeyedMenu.fresh(self)
        for line, place in found[:_MOST_PLACES]:
            action = menu.addAction(f"Begins at “{_beginning(place.words)}”")
            action.triggered.connect(partial(self._begins_at, line, place))
        menu.addSeparator()
        everywhere = menu.addAction(f"{_named(labels)}: wherever named like this, in all lines")
        everywhere.triggered.connect(partial(self._begin_within, labels))
        if not found:
            menu.deleteLater()
            return
        row = self.view.visualRect(self.view.currentIndex()).bottomLeft()
        menu.popup(self.view.viewport().mapToGlobal(row))
        menu.setActiveAction(menu.actions()[0])

    def _begins_at(self, line: SeenLine, place: SpeakerPlace) -> None:
        key = line.broken or line_key(line.line)
        self.told.emit(
            lambda guide: guide.with_breaks(key, [place.words]).with_speaker(place.label, is_speaker=True)
        )

    def _begin_within(self, labels: Sequence[str]) -> None:
        def change(guide: SpeakerGuide) -> SpeakerGuide:
            for label in labels:
                guide = guide.with_speaker(label, is_speaker=True).with_speaker_within(label, begins=True)
            return guide

        self.told.emit(change)

    def _is_speaker(self) -> None:
        lines = [line for line in self.selected if line.use is not LineUse.SPEAKER]
        labels, keys = _labels(lines), [line_key(line.line) for line in lines]

        def change(guide: SpeakerGuide) -> SpeakerGuide:
            guide = guide.with_lines(keys, None)
            for label in labels:
                guide = guide.with_speaker(label, is_speaker=True)
            return guide

        self.told.emit(change)

    def _is_no_speaker(self) -> None:
        labels = _labels(line for line in self.selected if line.use is LineUse.SPEAKER)

        def change(guide: SpeakerGuide) -> SpeakerGuide:
            for label in labels:
                guide = guide.with_speaker(label, is_speaker=False)
            return guide

        self.told.emit(change)

    def _is_part(self, part: LinePart) -> None:
        keys = [line_key(line.line) for line in self.selected]
        self.told.emit(lambda guide: guide.with_lines(keys, part))

    def _take_back(self) -> None:
        lines = [line for line in self.selected if line.told]
        keys, labels = [line_key(line.line) for line in lines], _labels(lines)
        broken = [line.broken for line in lines if line.broken]

        def change(guide: SpeakerGuide) -> SpeakerGuide:
            told = any(key in guide.lines for key in keys)
            guide = guide.with_lines(keys, None).without_breaks(broken)
            for label in () if told else labels:
                guide = guide.with_speaker(label, is_speaker=None).with_speaker_within(label, begins=False)
            return guide

        self.told.emit(change)


class _Lines(QTreeView):
    """Keys tell what a line is; none searches for a line that begins with it."""

    def keyboardSearch(self, search: str) -> None:
        return


def _labels(lines: Iterable[SeenLine]) -> list[str]:
    found: dict[str, str] = {}
    for line in lines:
        label = line.label if line.use is LineUse.SPEAKER else line.proposed
        if label:
            found.setdefault(label_key(label), label)
    return list(found.values())


def _beginning(words: str) -> str:
    """So much of words as a menu shows, where an ampersand would be a key."""
    return in_one_line(words, _SHOWN).replace("&", "&&")


def _named(labels: list[str]) -> str:
    shown = [f"“{entry_caption(label)}”" for label in labels[:2]]
    more = len(labels) - len(shown)
    return listed([*shown, f"{more:,} more"] if more else shown)
