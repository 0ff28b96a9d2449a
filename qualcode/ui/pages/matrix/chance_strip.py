"""“Significance test”: a strip below the table that opens to the test of it."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from qualcode.model.results.significance_result import QUESTION, SignificanceResult
from qualcode.ui.look.theme import SPACING, colours_now

_HIGHEST, _LEAST_LINES, _SHARE = 190, 3, 0.25
"""Pixels, lines and share of the page that an open test may take; what has no room scrolls."""


class ChanceStrip(QWidget):
    """Closed it is a line; open, the answer in words with the figures and what speaks against it."""

    opened = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.test: SignificanceResult | None = None
        self._most = _HIGHEST
        self.button = QToolButton()
        self.button.setText(QUESTION)
        self.button.setToolTip("Chi-square, Cramér’s V and Fisher’s exact test of the counts of this table")
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.toggled.connect(self._on_toggled)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(QUESTION)
        self.words.setContentsMargins(SPACING, 0, SPACING, SPACING)
        self._body = QScrollArea()
        self._body.setWidgetResizable(True)
        self._body.setFrameShape(QScrollArea.Shape.NoFrame)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.setWidget(self.words)
        self._body.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.button)
        column.addWidget(self._body)

    @property
    def is_open(self) -> bool:
        """Whether the test is wanted."""
        return self.button.isChecked()

    def _on_toggled(self, on: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self._body.setVisible(on)
        self.opened.emit(on)

    def show_test(self, test: SignificanceResult | None) -> None:
        """Show a test; None while it is under way."""
        self.test = test
        self.words.setText("Testing…" if test is None else _html(test))
        self._fit()

    def share_room(self, high: int) -> None:
        """Leave most of a page that is so high to the table."""
        least = _LEAST_LINES * self.fontMetrics().lineSpacing()
        self._most = max(least, min(_HIGHEST, round(high * _SHARE)))
        self._fit()

    def _fit(self) -> None:
        """As high as the words need, within reason: on a low page the table comes first."""
        width = max(200, self._body.viewport().width())
        self._body.setFixedHeight(min(self._most, self.words.heightForWidth(width) + 4))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def refresh_theme(self) -> None:
        """Words in the colours of the other theme."""
        if self.test is not None:
            self.show_test(self.test)


def _html(test: SignificanceResult) -> str:
    lines = dict(line for line in test.lines() if line[0] not in ("question", "answer", "warning"))
    # Only what may be believed is emphasised.
    parts = [escape(test.answer) if test.warnings else f"<b>{escape(test.answer)}</b>"]
    if test.p is not None:
        names = ("chi-square", "degrees of freedom", "p-value", "Cramér’s V", "Fisher’s exact test, p")
        figures = [f"{escape(name)} {escape(lines[name])}" for name in names if name in lines]
        parts.append(" · ".join(figures))
        muted = colours_now().muted
        parts.append(f'<span style="color:{muted}">Computed on {escape(lines["computed on"])}.</span>')
    if test.left_out:
        parts.append(f"Left out: {escape(test.left_out)}.")
    parts += [f"⚠ {escape(words)}" for words in test.warnings]
    return "<br>".join(parts)
