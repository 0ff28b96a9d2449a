"""The first turns of a transcript as they will be: speakers in a quiet left column, words at the right."""

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.transcript import ReadTranscript, Role
from qualcode.model.words.cutting import in_one_line, shortened
from qualcode.ui.look.theme import colours_now, heading_font
from qualcode.ui.widgets.plain_label import plain_label

_TURNS: Final = 30
_CHARACTERS: Final = 400


class TranscriptPreview(QWidget):
    """Shows the beginning of one transcript."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._title = plain_label()
        self._title.setFont(heading_font(self.font()))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.text, 1)

    def show_transcript(
        self, transcript: ReadTranscript | None, title: str = "First turns, as they will be"
    ) -> None:
        """Show the first turns; nothing for None."""
        self._show(title, "" if transcript is None else preview_html(transcript, colours_now().muted))

    def show_codes(self, rows: Sequence[CodebookRow]) -> None:
        """Show the first codes of a codebook."""
        self._show("First codes, as they will be", codes_html(rows, colours_now().muted))

    def _show(self, title: str, html: str) -> None:
        self._title.setText(title)
        self.text.setAccessibleName(title)
        if html == self._shown:
            return
        self._shown = html
        place = self.text.verticalScrollBar().value()
        self.text.setHtml(html)
        self.text.verticalScrollBar().setValue(place)


def preview_html(transcript: ReadTranscript, muted: str) -> str:
    """The first turns as rows of a table."""
    rows = []
    for turn in transcript.turns[:_TURNS]:
        words = transcript.text[turn.speech : turn.span.end].strip()
        shown = escape(shortened(words, _CHARACTERS)).replace("\n", "<br>")
        weight = "normal" if turn.role is Role.INTERVIEWER else "bold"
        colour = f"color:{muted};" if not turn.label or turn.role is Role.INTERVIEWER else ""
        speaker = f'<td style="font-weight:{weight};{colour}" width="28%">{escape(turn.label) or "–"}</td>'
        words_cell = f'<td style="color:{muted}">{shown}</td>' if not turn.label else f"<td>{shown}</td>"
        rows.append(f'<tr valign="top">{speaker}{words_cell}</tr>')
    if len(transcript.turns) > _TURNS:
        more = len(transcript.turns) - _TURNS
        rows.append(f'<tr><td></td><td style="color:{muted}">and {more:,} more turns</td></tr>')
    return f'<table width="100%" cellpadding="4" cellspacing="0">{"".join(rows)}</table>'


def codes_html(rows: Sequence[CodebookRow], muted: str) -> str:
    """The first codes with colour, path and definition."""
    lines = []
    for row in rows[:_TURNS]:
        above = f'<span style="color:{muted}">{escape(row.parent)} &gt; </span>' if row.parent else ""
        colour = f'<span style="color:{row.colour}">■</span> ' if row.colour else ""
        words = in_one_line(row.definition or "", _CHARACTERS)
        told = f'<br><span style="color:{muted}">{escape(words)}</span>' if words else ""
        faults = f"<br><i>{escape('; '.join(row.faults))}</i>" if row.faults else ""
        lines.append(f"<p>{colour}{above}<b>{escape(row.name)}</b>{told}{faults}</p>")
    if len(rows) > _TURNS:
        lines.append(f'<p style="color:{muted}">and {len(rows) - _TURNS:,} more codes</p>')
    return "".join(lines)
