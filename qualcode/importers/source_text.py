"""What a format hands to the speaker detector: the text, where it is bold, and what hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.model.span import Span
from qualcode.model.transcript import Remark


class KnownTurn(NamedTuple):
    """A turn that the format itself states, such as the voice of a caption; ``until`` is when it ends."""

    start: int
    speech: int
    label: str
    time: float | None
    until: float | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """The content of a file before anybody has looked for speakers in it.

    ``bold_heads`` maps the position of a line to the end of the bold run it begins with.
    ``turns`` is None where the format does not know who speaks and the text has to tell. ``stamps``
    are times (in seconds) at places of the text where they stood between the words.
    """

    text: str
    format: str
    bold_heads: Mapping[int, int] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    turns: tuple[KnownTurn, ...] | None = None
    stamps: tuple[tuple[int, float], ...] = ()
    language: str = ""
    encoding: str = ""
    other_encoding: str = ""


class TextBuilder:
    """Writes a document's text from front to back and remembers what hangs on which place.

    Blocks (paragraphs, rows) are separated by line ends. Within a cell that is not the last of
    its row paragraphs are joined by blanks, so that a row's speaker stays at the head of its line.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._pending = ""
        self._started = False
        self._one_line = 0
        self._line_start = 0
        self._head_open = True
        self._bold_heads: dict[int, int] = {}
        self._remarks: list[Remark] = []

    @property
    def position(self) -> int:
        """Where the next text will stand."""
        return self._length + len(self._pending)

    def begin_block(self) -> None:
        """Start a paragraph or a row: what comes next stands on a new line."""
        if not self._started:
            self._started = True
        elif self._one_line:
            self._pending = self._pending or " "
        else:
            self._flush()
            self._write("\n")

    def begin_cell(self, *, first: bool, last: bool) -> None:
        """Start a cell of a row, parted from the one before it by a tab."""
        self._pending = ""
        if not first:
            self._write("\t")
        self._started = False
        self._one_line += not last

    def end_cell(self, *, last: bool) -> None:
        """Leave a cell that ``begin_cell`` began."""
        self._one_line -= not last
        self._pending = ""
        self._started = True

    def add(self, text: str, *, bold: bool = False) -> None:
        """Write ``text`` into the running block."""
        if not text:
            return
        self._flush()
        if self._one_line and "\n" in text:
            text = text.replace("\n", " ")
        if self._head_open and "\n" not in text:
            if bold:
                self._bold_heads[self._line_start] = self._length + len(text)
            elif not text.isspace():
                self._head_open = False
        self._write(text)

    def remark(self, kind: str, author: str, text: str, span: Span) -> int:
        """Hang a note on a place of the text; gives its number."""
        self._remarks.append(Remark(span, kind, author, text))
        return len(self._remarks) - 1

    def extend_remark(self, number: int, end: int) -> None:
        """Let the note with this number reach up to ``end``."""
        note = self._remarks[number]
        self._remarks[number] = Remark(
            Span(note.span.start, max(note.span.start, end)), note.kind, note.author, note.text
        )

    def text(self) -> str:
        """Everything written so far."""
        joined = "".join(self._pieces)
        self._pieces = [joined]
        return joined

    def finish(
        self, source_format: str, *, details: tuple[tuple[str, str], ...] = (), warnings: tuple[str, ...] = ()
    ) -> SourceText:
        """The finished document; notes that hang on a point take the word in front of it."""
        text = self.text()
        remarks = tuple(
            Remark(word_before(text, item.span), item.kind, item.author, item.text) for item in self._remarks
        )
        return SourceText(text, source_format, self._bold_heads, remarks, details, warnings)

    def _flush(self) -> None:
        if self._pending:
            pending, self._pending = self._pending, ""
            self._write(pending)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        line_end = text.rfind("\n")
        if line_end >= 0:
            self._line_start = self._length + line_end + 1
            self._head_open = True
        self._length += len(text)


def word_before(text: str, span: Span) -> Span:
    """``span``, or where it is empty the word that ends there, or failing that the next character."""
    start, end = max(0, min(span.start, len(text))), max(0, min(span.end, len(text)))
    if start < end or not text:
        return Span(start, end)
    while end > 0 and text[end - 1].isspace():
        end -= 1
    start = end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    return Span(start, end) if start < end else Span(0, 1)
