"""How speakers are marked in the chosen file, and of which files that is told; faults are shown in place."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qualcode.importers.speakers.own_pattern import pattern_fault
from qualcode.importers.speakers.speaker_columns import columns_of
from qualcode.model.transcripts.speaker_guide import SpeakerGuide, SpeakerMarking
from qualcode.project.importing.guides import MARKINGS
from qualcode.project.importing.listed import ReadFile
from qualcode.project.importing.state import ImportState, Reach
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox
from qualcode.ui.dialogs.importing.warning_ink import warning_ink
from qualcode.ui.look.theme import SPACING

_PAUSE: Final = 300
_EXAMPLE: Final = r"(?P<name>[A-Z]\w*) > (?P<text>.*)"
_LONGEST_COLUMN: Final = 24


class MarkingForm(QWidget):
    """A choice is told at once; a pattern once the person pauses, and only where it has no fault."""

    chosen = Signal(object, int, str)
    """(SpeakerMarking, column, pattern)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = SpeakerGuide()
        self._columns: tuple[str, ...] = ()
        self._label = QLabel("Speakers are mar&ked")
        self.marking = ScrollSafeComboBox("How speakers are marked")
        self._label.setBuddy(self.marking)
        self.column = ScrollSafeComboBox("Column that names the speakers")
        self.pattern = QLineEdit()
        self.pattern.setAccessibleName("Pattern of a line that begins a turn")
        self.pattern.setPlaceholderText(_EXAMPLE)
        self.pattern.setToolTip(
            "A regular expression for the beginning of a line, with a group (?P<name>…) and, if wanted, "
            "(?P<time>…) and (?P<text>…)"
        )
        self._reach_label = QLabel("&in")
        self.reach_box = ScrollSafeComboBox("Which files this applies to")
        self._reach_label.setBuddy(self.reach_box)
        self.reach_box.setToolTip(
            "What you choose for files marked like this one is remembered in the project for the next one."
        )
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell_pattern)
        self.marking.picked.connect(self._on_marking)
        self.column.picked.connect(lambda place: self.chosen.emit(SpeakerMarking.COLUMN, place, ""))
        self.pattern.textEdited.connect(self._on_pattern)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(self._label)
        row.addWidget(self.marking)
        row.addWidget(self.column)
        row.addWidget(self.pattern, 1)
        row.addWidget(self._reach_label)
        row.addWidget(self.reach_box)
        row.addStretch()
        self.marking.setMinimumContentsLength(18)
        self.column.setMinimumContentsLength(14)
        self.reach_box.setMinimumContentsLength(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING // 2)
        column.addLayout(row)
        column.addWidget(self.fault)
        self._show_fields(None)

    @property
    def reach(self) -> Reach:
        """Which files are told of."""
        value = self.reach_box.value
        return value if isinstance(value, Reach) else Reach.ALIKE

    def show_file(self, state: ImportState, place: int) -> None:
        """Show what is told of the file at ``place`` of a state."""
        file = state.files[place]
        fresh = file.guide != self._guide or not self.marking.values
        self._guide = file.guide
        self._columns = () if file.source is None else columns_of(file.source.source.text)
        self._offer_markings(file)
        named: list[tuple[str, object]] = [
            (f"{number + 1}: {name[:_LONGEST_COLUMN]}" if name else f"{number + 1}", number)
            for number, name in enumerate(self._columns)
        ]
        self.column.offer(named, file.guide.column)
        is_pattern = self.marking.value is SpeakerMarking.PATTERN
        if fresh and file.guide.marking is SpeakerMarking.PATTERN and not self._pause.isActive():
            if self.pattern.text() != file.guide.pattern:
                self.pattern.setText(file.guide.pattern)
            self.show_fault("")
        elif not is_pattern:
            self.show_fault("")
        self._show_fields(self.marking.value)
        self._offer_reach(state, place)

    def _offer_markings(self, file: ReadFile) -> None:
        offered: list[tuple[str, object]] = [
            (words, marking)
            for marking, words in MARKINGS.items()
            if marking is not SpeakerMarking.COLUMN or len(self._columns) > 1
        ]
        # A pattern that is being written is not told yet.
        writing = self.marking.value is SpeakerMarking.PATTERN and self.pattern.hasFocus()
        self.marking.offer(offered, SpeakerMarking.PATTERN if writing else file.guide.marking)
        stated = file.source is not None and file.source.source.turns is not None
        self.marking.setEnabled(not stated)
        self.marking.setToolTip("The file itself states who speaks." if stated else "")

    def _offer_reach(self, state: ImportState, place: int) -> None:
        alike = len(state.reached(place, Reach.ALIKE))
        like_it = "this file and later ones like it" if alike == 1 else f"the {alike:,} files like it"
        offered: list[tuple[str, object]] = [("this file only", Reach.FILE), (like_it, Reach.ALIKE)]
        if len(state.files) > alike:
            offered.append((f"all {len(state.files):,} files", Reach.ALL))
        kept = self.reach if self.reach in {value for _, value in offered} else Reach.ALIKE
        self.reach_box.offer(offered, kept)

    def _show_fields(self, marking: object) -> None:
        self.column.setVisible(marking is SpeakerMarking.COLUMN)
        self.pattern.setVisible(marking is SpeakerMarking.PATTERN)

    def show_fault(self, sentence: str) -> None:
        """Show what is wrong with the pattern; empty for nothing."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        palette = self.fault.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(warning_ink()))
        self.fault.setPalette(palette)

    def _on_marking(self, marking: SpeakerMarking) -> None:
        self._pause.stop()
        self._show_fields(marking)
        if marking is SpeakerMarking.PATTERN:
            self.pattern.setFocus()
            self._on_pattern()
        else:
            self.show_fault("")
            self.chosen.emit(marking, self._guide.column, "")

    def _on_pattern(self) -> None:
        self.show_fault(pattern_fault(self.pattern.text()))
        self._pause.start()

    def _tell_pattern(self) -> None:
        pattern = self.pattern.text()
        if self.marking.value is SpeakerMarking.PATTERN and not pattern_fault(pattern):
            self.chosen.emit(SpeakerMarking.PATTERN, 0, pattern)
