"""The codebook as a document in either of its forms, from front to colophon."""

from dataclasses import replace
from typing import Final, assert_never

from qualcode.exporters.codebook.codebook_book import book_blocks
from qualcode.exporters.codebook.codebook_parts import NO_CODES, CodebookContent
from qualcode.exporters.codebook.codebook_table import compact_blocks
from qualcode.exporters.document.blocks import (
    DEFINITIONS,
    Colophon,
    Document,
    Paragraph,
    ParagraphKind,
    ReportSubject,
)
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import CodebookForm, CodeDetail
from qualcode.model.results.report_values import left_out_line

_BOOK: Final = "code by code"
_TABLE: Final = "as a table"
"""What tells the two forms apart where one document has both."""
_THE_SAME: Final = Paragraph(
    "",
    ParagraphKind.FACT,
    keep_next=True,
    once=DEFINITIONS,
    instead="This table gives on a few pages what is in",
)


def codebook_document(
    content: CodebookContent, form: CodebookForm, front: Front, about: Provenance
) -> Document:
    """The whole document: a book with a cover, or a table across the page."""
    language = content.study.info.language
    whole = bool(content.codes) and content.depth is None
    defines = whole and CodeDetail.DEFINITION in content.parts
    tells = (ReportSubject.CODEBOOK, *((DEFINITIONS,) if defines else ()))
    colophon = Colophon(about, said_above=(left_out_line(content.left_out),))
    match form:
        case CodebookForm.BOOK:
            book = tuple(book_blocks(content)) if content.codes else (Paragraph(NO_CODES),)
            return Document(front, book, colophon, language, cover=True, apart=_BOOK, tells=tells)
        case CodebookForm.COMPACT:
            blocks = (_THE_SAME, *compact_blocks(content)) if defines else tuple(compact_blocks(content))
            colophon = replace(colophon, brief=True)
            return Document(front, blocks, colophon, language, landscape=True, apart=_TABLE, tells=tells)
        case _:
            assert_never(form)
