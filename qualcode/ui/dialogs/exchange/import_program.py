"""Importing from another program: how its positions were read, what comes and what does not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qualcode.model.exchange.positions import COUNTINGS, Counting
from qualcode.model.machine.progress import Progress
from qualcode.model.words.cutting import shortened
from qualcode.model.words.in_words import counted
from qualcode.ui.dialogs.exchange.told_list import Section, ToldList, told_sections
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session import lazy_exchange
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.word_box import WordBox

if TYPE_CHECKING:
    from qualcode.project.exchanging.reading import ComparedExchange, ReadExchange
    from qualcode.project.record import Record

_SAMPLED: Final = 3
"""Sources of which samples are shown at once."""

_NOT_CHOSEN: Final = "Choose…"


class ImportProgramDialog(QDialog):
    """Tells what was read, asks how positions count where that is not sure, and goes on to the plan."""

    def __init__(
        self,
        record: "Record",
        background: Background,
        read: "ReadExchange",
        found: "ComparedExchange",
        go_on: "Callable[[ComparedExchange], object]",
        save_report: Callable[[list[str]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._record = record
        self._latest = Latest(background)
        self._read = read
        self._unsure = found.unsure
        self._go_on = go_on
        self._save_report = save_report
        self.found = found
        self.setWindowTitle("Import from another program")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 560)
        self.words = plain_label(read.in_words)
        self.words.setWordWrap(True)
        self.list = ToldList("What comes in")
        self.way = WordBox()
        self.way.setAccessibleName("How positions are counted")
        self.way.offer(self._ways(), None)
        self.way.currentIndexChanged.connect(self._on_chosen)
        self.samples = plain_label()
        self.samples.setWordWrap(True)
        self.samples.setAccessibleName("What segments would quote")
        self.samples.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = PrimaryButton("Continue…")
        self.button.setDefault(True)
        self.button.clicked.connect(self._continue)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 2)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        self._question = self._asked()
        column.addWidget(self._question)
        self._question.setVisible(bool(self._unsure))
        hint = plain_label("Nothing is changed yet: next you see what is new and what is here already.")
        hint.setWordWrap(True)
        mute(hint)
        column.addWidget(hint)
        column.addLayout(self._buttons())
        self._show(found)
        (self.way if self._unsure else self.list).setFocus()

    def _asked(self) -> QWidget:
        """The question how positions count, with what each answer would quote."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        words = plain_label(
            f"In {counted(len(self._unsure), 'source')} it is not sure how positions are counted. "
            "Choose the way in which the words in brackets are those that were coded."
        )
        words.setWordWrap(True)
        row = QHBoxLayout()
        label = plain_label("Positions are counted in:")
        label.setBuddy(self.way)
        row.addWidget(label)
        row.addWidget(self.way)
        row.addStretch()
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self.samples)
        return box

    def _buttons(self) -> QHBoxLayout:
        report, cancel = QPushButton("Save the report…"), QPushButton("Cancel")
        for button in (report, cancel):
            button.setAutoDefault(False)
        report.clicked.connect(lambda: self._save_report(self.report()))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(report)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.button)
        return row

    # -- what was read ----------------------------------------------------------------------------

    def _show(self, found: "ComparedExchange") -> None:
        self.found = found
        self.list.show_sections(self._sections())
        self.button.setEnabled(not found.unsure)

    def _sections(self) -> list[Section]:
        sections = told_sections(self.found.told)
        if self.found.calibrations:
            sections.insert(0, self.found.positions)
        return sections

    def report(self) -> list[str]:
        """All that is shown, as lines."""
        lines = [self.words.text(), ""]
        for title, under in self._sections():
            lines += [f"{title}:", *(f"  {line}" for line in under)]
        return lines

    # -- how positions count ----------------------------------------------------------------------

    def _ways(self) -> list[tuple[Counting | None, str]]:
        """The likeliest ways first."""
        likely: list[Counting] = []
        for each in self._unsure:
            likely += [found.counting for found in (each.best, each.other) if found is not None]
        ordered = dict.fromkeys((*likely, *COUNTINGS))
        return [(None, _NOT_CHOSEN), *((way, way.in_words) for way in ordered)]

    def _on_chosen(self) -> None:
        """The choice holds for every source that was not sure: one file has one writer."""
        self.way.updateGeometry()
        way = self.way.chosen
        self.button.setEnabled(False)
        if way is None:
            self.samples.clear()
            return
        self.samples.setText("\n".join(self._quoted(way)))
        chosen = dict.fromkeys((each.source for each in self._unsure), way)
        record, read = self._record, self._read

        def work(progress: Progress) -> "ComparedExchange":
            return lazy_exchange.compare_exchange(record, read, chosen, progress)

        self._latest.ask(work, self._show, self.words.setText)

    def _quoted(self, way: Counting) -> list[str]:
        wanted = {each.source for each in self._unsure[:_SAMPLED]}
        lines = []
        for source in self._read.project.sources:
            if source.id in wanted:
                for before, words, after in lazy_exchange.quotes_of(source, way):
                    shown = f"…{before}[{words}]{after}…".replace("\n", "¶")
                    lines.append(f"{source.name}: {shortened(shown, 160)}")
        return lines

    def _continue(self) -> None:
        found = self.found
        self.accept()
        self._go_on(found)

    def done(self, result: int) -> None:
        self._latest.stop()
        super().done(result)
