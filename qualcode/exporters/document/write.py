"""A document written as the ending of its name says: Word, HTML or PDF, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from qualcode.exporters.document.blocks import Document
from qualcode.exporters.document.first_page import first_page
from qualcode.exporters.document.html import page_of
from qualcode.exporters.document.in_parts import is_large, pdf_in_parts
from qualcode.exporters.document.numbering import Numbered, numbered
from qualcode.exporters.document.typeset import pdf_of
from qualcode.exporters.document.word import WordWriter
from qualcode.exporters.formats import writer_for
from qualcode.exporters.writing import utf8, whole_file
from qualcode.model.front import said_instead
from qualcode.model.machine.progress import Progress, no_progress

_template: ContextVar[bytes] = ContextVar("template", default=b"")


@contextmanager
def styled_like(template: bytes) -> Iterator[None]:
    """Word documents that are written in this block, and on this thread, look like a template."""
    before = _template.set(template)
    try:
        yield
    finally:
        _template.reset(before)


_taken: ContextVar[list[Document] | None] = ContextVar("documents taken", default=None)


@contextmanager
def documents_taken() -> Iterator[list[Document]]:
    """Documents that would be written in this block, and on this thread, are given instead.

    So a report becomes a part of a larger document in the same way in which it becomes a file.
    """
    taken: list[Document] = []
    before = _taken.set(taken)
    try:
        yield taken
    finally:
        _taken.reset(before)


def is_a_part() -> bool:
    """Whether a document that is written now becomes a part of a larger one."""
    return _taken.get() is not None


def write_document(path: Path, document: Document, progress: Progress = no_progress) -> None:
    """Write the document; raises QualcodeError for an ending that is none of documents."""
    write = writer_for(path, _WRITERS)
    words, cover = first_page()
    document = replace(
        document,
        front=said_instead(document.front, words),
        cover=document.cover if cover is None else cover,
    )
    taken = _taken.get()
    if taken is not None:
        taken.append(document)
        return
    progress(0, 0, "")
    placed = numbered(document)
    progress(0, 0, "")
    with whole_file(path) as stream:
        write(stream, document, placed, progress)


def _write_word(stream: BinaryIO, document: Document, placed: Numbered, _progress: Progress) -> None:
    WordWriter(document, placed, _template.get()).write(stream)


def _write_html(stream: BinaryIO, document: Document, placed: Numbered, _progress: Progress) -> None:
    stream.writelines(map(utf8, page_of(document, placed)))


def _write_pdf(stream: BinaryIO, document: Document, placed: Numbered, progress: Progress) -> None:
    large = is_large(placed)
    stream.write(pdf_in_parts(document, placed, progress) if large else pdf_of(document, placed))


_WRITERS: Final[dict[str, Callable[[BinaryIO, Document, Numbered, Progress], None]]] = {
    ".docx": _write_word,
    ".html": _write_html,
    ".pdf": _write_pdf,
}
