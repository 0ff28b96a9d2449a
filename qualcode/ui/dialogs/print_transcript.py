"""How a transcript is to be printed, with its first pages as they will look."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.consent import consent_attribute
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.paper.choice import (
    LEAST_POINTS,
    MARGIN_WORDS,
    MOST_POINTS,
    SIZE_WORDS,
    TranscriptPaper,
    read,
)
from qualcode.ui.paper.transcript_pages import TranscriptPages
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.word_box import WordBox

_KEPT = "print"
_PREVIEW_WIDTH = 420
_READABLE = 300
_NARROWEST = 200


class PrintTranscriptDialog(QDialog):
    """What was chosen is kept for the next transcript of the project."""

    printing = Signal(object)
    """The Paper that is to be printed."""
    saving = Signal(str, object)
    """The name of a file without its ending, and what makes the Paper that is to be written to it."""

    def __init__(
        self,
        session: Session,
        background: Background,
        preferences: Preferences,
        transcript_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._study = session.study
        self._transcript_id = transcript_id
        self._preferences = preferences
        self._latest = Latest(background)
        self._pages: TranscriptPages | None = None
        self._page = 0
        chosen = read(preferences.choice(_KEPT, session.study.info.id))
        name = self._study.transcripts[transcript_id].name
        self.setWindowTitle(f"Print: {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.turn_numbers, self.line_numbers = QCheckBox("Numbers of turns"), QCheckBox("Numbers of lines")
        self.turn_numbers.setChecked(chosen.turn_numbers)
        self.line_numbers.setChecked(chosen.line_numbers)
        self.line_numbers.setToolTip("Every fifth line, through the whole transcript")
        self.consent = QCheckBox("Only words that may be quoted")
        self.consent.setChecked(chosen.consent)
        self.consent.setToolTip(
            "Turns of people whose attribute “consent to quote” does not say yes are left out, each with a "
            "line that says so"
        )
        # Where no consent is recorded there is nothing to choose.
        self.consent.setVisible(consent_attribute(self._study) is not None)
        self.margin, self.size_box = WordBox(), WordBox()
        self.margin.setAccessibleName("In the margin")
        self.size_box.setAccessibleName("Paper")
        self.margin.offer(list(MARGIN_WORDS.items()), chosen.margin)
        self.size_box.offer(list(SIZE_WORDS.items()), chosen.size)
        self.points = QSpinBox()
        self.points.setAccessibleName("Size of letters")
        self.points.setRange(LEAST_POINTS, MOST_POINTS)
        self.points.setSuffix(" pt")
        self.points.setValue(chosen.points)
        for box in (self.turn_numbers, self.line_numbers, self.consent):
            box.toggled.connect(self._lay_out_again)
        for words in (self.margin, self.size_box):
            words.currentIndexChanged.connect(self._lay_out_again)
        self.points.valueChanged.connect(self._lay_out_again)
        self.preview, self.words = QLabel(), QLabel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = Scrolled(self.preview)
        self.before, self.after = QPushButton("Previous page"), QPushButton("Next page")
        self.before.clicked.connect(partial(self._step, -1))
        self.after.clicked.connect(partial(self._step, 1))
        self.print_ = PrimaryButton("Print…")
        self.print_.clicked.connect(self._print)
        self.save = QPushButton("Save as PDF…")
        self.save.clicked.connect(self._save)
        self._arrange()
        self.resize(QSize(760, 700).boundedTo(QSize(2000, 700 if parent is None else parent.height() - 40)))
        self._lay_out_again()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setSpacing(SPACING)
        form.addRow(self.turn_numbers)
        form.addRow(self.line_numbers)
        form.addRow(self.consent)
        form.addRow("In the margin", self.margin)
        form.addRow("Text size", self.points)
        form.addRow("Paper", self.size_box)
        mute(self.words)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch()
        pages = QHBoxLayout()
        pages.addWidget(self.before)
        pages.addWidget(self.words, 1, Qt.AlignmentFlag.AlignCenter)
        pages.addWidget(self.after)
        right = QVBoxLayout()
        right.addWidget(self._room, 1)
        right.addLayout(pages)
        both = QHBoxLayout()
        both.setSpacing(3 * SPACING)
        both.addLayout(left)
        both.addLayout(right, 1)
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        for button in (close, self.save, self.print_):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addLayout(both, 1)
        column.addLayout(row)
        for each in self.findChildren(QPushButton):
            each.setAutoDefault(each is self.print_)

    @property
    def choice(self) -> TranscriptPaper:
        """What is chosen."""
        return TranscriptPaper(
            self.turn_numbers.isChecked(),
            self.line_numbers.isChecked(),
            self.margin.chosen,
            self.points.value(),
            self.size_box.chosen,
            self.consent.isChecked(),
        )

    @property
    def ready(self) -> bool:
        """Whether the pages are laid out as they are chosen."""
        return self._pages is not None and not self._latest.under_way

    def _made(self) -> Callable[[], TranscriptPages]:
        study, transcript_id, choice = self._study, self._transcript_id, self.choice
        return lambda: TranscriptPages(study, transcript_id, choice)

    def _lay_out_again(self) -> None:
        self._preferences.save_choice(_KEPT, self._study.info.id, self.choice.written())
        make = self._made()
        self.words.setText("Laying out…")
        self._latest.ask(lambda _progress: make(), self._show)

    def _show(self, pages: TranscriptPages) -> None:
        self._pages = pages
        self._page = min(self._page, pages.pages - 1)
        self._step(0)

    def _step(self, by: int) -> None:
        pages = self._pages
        if pages is None:
            return
        self._page = min(max(0, self._page + by), pages.pages - 1)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < pages.pages - 1)
        self.words.setText(f"Page {self._page + 1} of {pages.pages:,}")
        self.preview.setPixmap(self._pixmap(pages))
        self.preview.setAccessibleName(f"Page {self._page + 1} as it will look")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page is as wide as the dialog has room for."""
        super().resizeEvent(event)
        # The dialog knows its size before what is in it does.
        QTimer.singleShot(0, self, partial(self._step, 0))

    def _pixmap(self, pages: TranscriptPages) -> QPixmap:
        ratio = self.devicePixelRatioF()
        room = self._room.maximumViewportSize()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        # All of it where it can be read so, else it scrolls.
        width = min(_PREVIEW_WIDTH, room.width() - bar, max(_READABLE, round(room.height() / 1.42)))
        image: QImage = pages.picture(self._page, round(max(_NARROWEST, width) * ratio))
        image.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(image)

    def _print(self) -> None:
        if self._pages is not None and not self._latest.under_way:
            pages = self._pages
            self.accept()
            self.printing.emit(pages)

    def _save(self) -> None:
        name, make = self._study.transcripts[self._transcript_id].name, self._made()
        self.accept()
        self.saving.emit(name, make)

    def done(self, result: int) -> None:
        self._latest.stop()
        super().done(result)
