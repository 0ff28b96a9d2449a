"""Pages for a command: letters are set by Qt, which needs no screen for it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QGuiApplication

from qualcode.exporters.formats import writer_for
from qualcode.exporters.writing import whole_file
from qualcode.model.study import Study
from qualcode.ui.paper.choice import TranscriptPaper
from qualcode.ui.paper.pdf_file import pdf_bytes
from qualcode.ui.paper.transcript_pages import TranscriptPages


def write_transcript(
    path: Path,
    study: Study,
    transcript_id: UUID,
    choice: TranscriptPaper,
    coders: Sequence[UUID] | None = None,
    progress: Callable[[int, int], object] = lambda _done, _all: None,
) -> int:
    """Write a transcript as PDF; returns the number of pages."""
    writer_for(path, {".pdf": True})
    # Kept until all is written: without it there are no letters.
    _application = QGuiApplication.instance() or QGuiApplication(["qualcode", "-platform", "offscreen"])
    pages = TranscriptPages(study, transcript_id, choice, coders)
    content = pdf_bytes(pages, progress)
    with whole_file(path) as stream:
        stream.write(content)
    return pages.pages
