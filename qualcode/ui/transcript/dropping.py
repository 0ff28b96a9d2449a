"""What is dragged between codebook and transcript: codes onto text, and a selection onto codes."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QMimeData

from qualcode.model.span import Span

CODES_MIME: Final = "application/x-qualcode-codes"
SPAN_MIME: Final = "application/x-qualcode-span"


def codes_mime(code_ids: list[UUID]) -> QMimeData:
    """Codes to be dropped on a transcript."""
    data = QMimeData()
    data.setData(CODES_MIME, " ".join(code.hex for code in code_ids).encode())
    return data


def codes_in(data: QMimeData) -> list[UUID]:
    """The codes that are dropped; none where it is something else."""
    if not data.hasFormat(CODES_MIME):
        return []
    words = bytes(data.data(CODES_MIME).data()).decode("ascii", "replace").replace(",", " ").split()
    try:
        return [UUID(word) for word in words]
    except ValueError:
        return []


def span_mime(transcript_id: UUID, span: Span, words: str) -> QMimeData:
    """A selection to be dropped on a code; other programs get its words."""
    data = QMimeData()
    data.setData(SPAN_MIME, f"{transcript_id.hex} {span.start} {span.end}".encode())
    data.setText(words)
    return data


def span_in(data: QMimeData) -> tuple[UUID, Span] | None:
    """The selection that is dropped: its transcript and stored span; None where it is something else."""
    if not data.hasFormat(SPAN_MIME):
        return None
    words = bytes(data.data(SPAN_MIME).data()).decode("ascii", "replace").split()
    try:
        identity, start, end = words
        return UUID(identity), Span(int(start), int(end))
    except ValueError:
        return None
