"""The field in which words of a transcript are corrected: plain text that looks as in the transcript."""

from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from qualcode.model.span import Span
from qualcode.model.words.direction import reads_leftwards
from qualcode.model.words.offsets import Offsets
from qualcode.ui.transcript.display import odd_characters
from qualcode.ui.widgets.focus_ring import IN_A_FRAME

_FREE: Final = range(0x100000, 0x10FFFE)
"""Characters that nobody writes: they stand for those that Qt would change."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineLook(NamedTuple):
    """Pixels between the lines of a paragraph, and before the paragraph."""

    spacing: float
    gap: float


class WordsField(QTextEdit):
    """As tall as its text. Whatever is not typed over comes back letter by letter as it was put in."""

    finished = Signal()
    """Enter was pressed."""
    given_up = Signal()
    """Escape was pressed."""
    left = Signal()
    """The keyboard has gone to something else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stand_ins: dict[str, str] = {}
        self.setProperty(IN_A_FRAME, True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 0, 0, 0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)

    # -- words ----------------------------------------------------------------------------------

    def show_words(self, words: str, font: QFont, look: LineLook) -> None:
        """Show words in a font, with lines and paragraphs as far apart as ``look`` says."""
        free = (chr(point) for point in _FREE if chr(point) not in words)
        self._stand_ins = {odd: next(free) for odd in odd_characters(words)}
        self.document().setDefaultFont(font)
        self.setPlainText(words.translate({ord(odd): stand_in for odd, stand_in in self._stand_ins.items()}))
        self.lay_out(font, look)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)

    def lay_out(self, font: QFont, look: LineLook) -> None:
        """Give the paragraphs the font and the line spacing that they have in the transcript."""
        self.document().setDefaultFont(font)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            shape = QTextBlockFormat()
            shape.setLineHeight(look.spacing, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
            shape.setTopMargin(look.gap if block.blockNumber() else 0)
            if reads_leftwards(block.text()):
                shape.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(shape)
            block = block.next()
        cursor.endEditBlock()

    @property
    def words(self) -> str:
        """What is in the field, with every character that was put in as it was."""
        return self._shown.translate({ord(stand_in): odd for odd, stand_in in self._stand_ins.items()})

    @property
    def _shown(self) -> str:
        # Not toPlainText, which changes no-break spaces.
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def select(self, span: Span) -> None:
        """Select a stretch of the words, in code points."""
        offsets = Offsets(self._shown)
        cursor = self.textCursor()
        cursor.setPosition(offsets.to_utf16(min(span.start, offsets.length)))
        cursor.setPosition(offsets.to_utf16(min(span.end, offsets.length)), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    @property
    def caret(self) -> int:
        """The code point before which the caret is."""
        return Offsets(self._shown).to_code_points(self.textCursor().position())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text."""
        text = source.text().replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        self.insertPlainText(text)

    def set_line_width(self, pixels: int) -> None:
        """Break lines at this width, as the transcript does; at once, whatever width the field has now."""
        if (
            self.lineWrapMode() is not self.LineWrapMode.FixedPixelWidth
            or self.lineWrapColumnOrWidth() != pixels
        ):
            self.setLineWrapMode(self.LineWrapMode.FixedPixelWidth)
            self.setLineWrapColumnOrWidth(pixels)

    # -- size -----------------------------------------------------------------------------------

    @property
    def text_height(self) -> int:
        return round(self.document().size().height())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.text_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.text_height)

    # -- keys -----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Every key is typed here: one that codes in the transcript must not code while one corrects."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and shift:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.key() in _ENTER:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
            # What the field does not know is not for the transcript below it either.
            event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The transcript scrolls, not the field."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Whoever listens to the recording in another window comes back to a field that is still open.
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        ):
            self.left.emit()
