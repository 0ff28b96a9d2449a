"""What stands on the pages of a PDF file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]


@contextmanager
def pdf_document(content: Path | bytes) -> Iterator[Any]:
    """The document, closed again."""
    document = pypdfium2.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def words_of_pages(content: Path | bytes) -> list[str]:
    """The words of every page."""
    with pdf_document(content) as document:
        return [str(page.get_textpage().get_text_bounded()) for page in document]
