"""A matrix in a file: as data, or as a document with its picture beside it."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from qualcode.exporters.document.beside_tables import SMALLER, room_beside
from qualcode.exporters.document.blocks import (
    Block,
    Document,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    Run,
    TableBlock,
)
from qualcode.exporters.document.heights import height_of, height_of_front
from qualcode.exporters.document.room import OUR_PAGE
from qualcode.exporters.document.said_once import going_on
from qualcode.exporters.document.write import is_a_part, write_document
from qualcode.exporters.drawn_pictures import drawn_for_a_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.exporters.pictures.counted_columns import with_counted_columns
from qualcode.exporters.pictures.drawing import Drawer
from qualcode.exporters.pictures.heat_map import HeatMap, remark_on_the_diagonal
from qualcode.exporters.pictures.numbered import for_documents
from qualcode.exporters.pictures.sheet import Picture
from qualcode.exporters.pictures.told import told
from qualcode.exporters.tables.matrix_document import counts_something, matrix_document
from qualcode.exporters.tables.matrix_file import write_matrix
from qualcode.exporters.tables.sheet_properties import signed_like
from qualcode.model.codes.code_names import code_numbers
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.questions.rules import formula_in_words
from qualcode.model.results.matrix import Matrix
from qualcode.project.record import Record
from qualcode.project.reports.fronts import front


@dataclass(frozen=True, slots=True)
class MatrixLook:
    """``tidy``: data have a row for each cell. ``picture``: what documents show after the table."""

    tidy: bool = False
    picture: Picture | None = None


HEAT_MAP: Final = "heat map"
_HEADING, _SENTENCES = 46.0, 46.0
"""Points of the heading of a part, and of the sentences that name a table and its picture."""
_SHOWS: Final = "draws the same figures as a heat map."
AS_A_TABLE: Final = MatrixLook()


def export_matrix(
    path: Path,
    matrix: Matrix,
    record: Record,
    look: MatrixLook = AS_A_TABLE,
    *,
    drawer: Drawer,
    created: datetime,
    progress: Progress = no_progress,
) -> None:
    """Write a matrix as csv, xlsx, docx, html or pdf; ``created`` is the stamp beside a csv."""
    if path.suffix.lower() not in DOCUMENT_ENDINGS:
        with signed_like(front(record, "")):
            numbers = code_numbers(record.study)
            write_matrix(path, matrix, created=created, tidy=look.tidy, numbers=numbers)
        return
    matrix, numbers = with_counted_columns(matrix), code_numbers(record.study)
    shown = None if look.picture is None else for_documents(look.picture, numbers)
    page = front(record, matrix.provenance.title)
    made = matrix_document(page, matrix, numbers=numbers)
    if shown is not None and counts_something(matrix):
        drawn = _drawn(matrix, shown, drawer, progress)
        if isinstance(shown, HeatMap) and not _has_room(made, drawn):
            # Its rows may be so high that it would be on another page than its table for them alone.
            low = _drawn(matrix, replace(shown, low=True), drawer, progress)
            drawn = low if _has_room(made, low) else drawn
        # On the page of its table where it has room there.
        turned = (NewPage(drawn.landscape),) if drawn.landscape is not made.landscape else ()
        noted = () if _has_room(made, drawn) else _on_notes(made, matrix)
        picture = (*turned, *drawn.blocks, *noted)
        made = matrix_document(page, matrix, picture, numbers=numbers)
    write_document(path, made, progress)


def _has_room(document: Document, drawn: "_Drawn") -> bool:
    """Whether the picture has room on the page of its table."""
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    pictures = [block for block in drawn.blocks if isinstance(block, PictureBlock)]
    if document.landscape is not drawn.landscape or len(tables) > 1 or len(pictures) > 1:
        return False
    page = OUR_PAGE[document.landscape]
    above = _HEADING if is_a_part() else height_of_front(document.front, page)
    return SMALLER * height_of(pictures[0], page) <= room_beside(tables[0], above + _SENTENCES, page)


def _on_notes(document: Document, matrix: Matrix) -> tuple[Block, ...]:
    """What leads from a picture on another page to the notes of its table, which it is read by as well.

    Its caption says how it was counted, as that of the table does, and the names of numbered columns are its
    own.
    """
    own = {*matrix.remarks, formula_in_words(dict(matrix.provenance.facts).get("coefficient", ""))}
    tables = (block for block in document.blocks if isinstance(block, TableBlock))
    noted = [table.anchor for table in tables if own.intersection(table.notes)]
    if not noted:
        return ()
    runs = (Run("The notes below "), Run("", link=noted[0]), Run(" are on these figures, too."))
    return (Paragraph(runs, ParagraphKind.NOTE),)


class _Drawn(NamedTuple):
    blocks: tuple[Block, ...]
    landscape: bool


def _drawn(matrix: Matrix, picture: Picture, drawer: Drawer, progress: Progress) -> _Drawn:
    # The notes below the tables say the matrix's remarks, and what its diagonal is.
    said = (*matrix.remarks, remark_on_the_diagonal(matrix))
    made = drawn_for_a_document(picture, drawer, progress).without(said)
    title, rule = matrix.provenance.title, matrix.provenance.sentence
    blocks = made.blocks(told(picture), f"{title} ({HEAT_MAP})", "heat-map", _SHOWS)
    return _Drawn(tuple(_captioned(block, title, rule) for block in blocks), made.landscape)


def _captioned(block: Block, title: str, rule: str) -> Block:
    """A picture whose caption says how its figures were counted, and whose entry in lists does not."""
    if not isinstance(block, PictureBlock):
        return block
    return replace(block, caption=going_on(block.caption, title, rule), listed=block.caption)
