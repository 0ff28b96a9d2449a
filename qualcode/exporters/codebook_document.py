"""The codebook as a document in either of its forms, from front to colophon."""

from typing import assert_never

from qualcode.exporters.codebook_book import book_blocks
from qualcode.exporters.codebook_parts import CodebookContent
from qualcode.exporters.codebook_table import compact_blocks
from qualcode.exporters.document.blocks import Colophon, Document
from qualcode.model.front import Front
from qualcode.model.provenance import Provenance
from qualcode.model.questions.words import CodebookForm


def codebook_document(
    content: CodebookContent, form: CodebookForm, front: Front, about: Provenance
) -> Document:
    """The whole document: a book with a cover, or a table across the page."""
    language = content.study.info.language
    match form:
        case CodebookForm.BOOK:
            return Document(front, tuple(book_blocks(content)), Colophon(about), language, cover=True)
        case CodebookForm.COMPACT:
            return Document(front, tuple(compact_blocks(content)), Colophon(about), language, landscape=True)
        case _:
            assert_never(form)
