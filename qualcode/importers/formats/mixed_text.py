"""White space in marked-up text (HTML, OpenDocument): runs of it count as one blank, none begins a block."""

import re
from typing import Final

from qualcode.importers.source_text import TextBuilder

_BLANKS: Final = re.compile(r"[ \t\r\n]+")


class MixedText:
    """Writes marked-up text into a builder with its white space folded."""

    def __init__(self, builder: TextBuilder) -> None:
        self.builder = builder
        self._after_blank = True
        self._waiting = False

    def begin_block(self) -> None:
        """Start a paragraph; blanks at the end of the one before it are dropped."""
        self.builder.begin_block()
        self.begin_cell_text()

    def begin_cell_text(self) -> None:
        """Start the content of a cell: blanks at its head are dropped."""
        self._after_blank = True
        self._waiting = False

    def add(self, text: str | None, *, bold: bool = False) -> None:
        """Write ``text`` with its white space folded."""
        if not text:
            return
        folded = _BLANKS.sub(" ", text)
        if folded.startswith(" "):
            folded = folded[1:]
            self._waiting = self._waiting or not self._after_blank
        if not folded:
            return
        trailing = folded.endswith(" ")
        lead = " " if self._waiting else ""
        self._waiting = trailing
        self._after_blank = False
        self.builder.add(lead + (folded[:-1] if trailing else folded), bold=bold)

    def add_exactly(self, text: str, *, bold: bool = False) -> None:
        """Write ``text`` as it is: blanks, tabs and line breaks that the markup asks for."""
        lead = " " if self._waiting and not text.startswith("\n") else ""
        self._waiting = False
        self._after_blank = text.endswith("\n")
        self.builder.add(lead + text, bold=bold)
