"""A matrix in a file: as data, or as a document with its picture beside it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualcode.analysis.table_order import Ordered
from qualcode.exporters.document.blocks import PictureBlock
from qualcode.exporters.document.write import DOCUMENT_ENDINGS, write_document
from qualcode.exporters.matrix_document import matrix_document
from qualcode.exporters.matrix_file import write_matrix
from qualcode.exporters.pictures.drawing import Drawer, DrawingRequest
from qualcode.model.front import Front
from qualcode.model.in_words import counted
from qualcode.model.matrix import Matrix
from qualcode.model.progress import Progress, no_progress
from qualcode.project.picturing import ordered_picture


@dataclass(frozen=True, slots=True)
class MatrixLook:
    """``tidy``: data have a row for each cell. ``picture``: documents show the matrix as a heat map, too."""

    tidy: bool = False
    picture: bool = False


def export_matrix(
    path: Path,
    ordered: Ordered,
    look: MatrixLook,
    front: Front,
    drawer: Drawer,
    *,
    created: datetime,
    progress: Progress = no_progress,
) -> None:
    """Write a matrix as csv, xlsx, docx, html or pdf; ``created`` is the stamp beside a csv."""
    if path.suffix.lower() not in DOCUMENT_ENDINGS:
        write_matrix(path, ordered.matrix, created=created, tidy=look.tidy)
        return
    picture = matrix_picture(ordered, drawer, progress) if look.picture else None
    write_document(path, matrix_document(front, ordered.matrix, picture), progress)


def matrix_picture(ordered: Ordered, drawer: Drawer, progress: Progress = no_progress) -> PictureBlock:
    """The heat map of a matrix as a picture of a document."""
    drawn = ordered_picture(ordered)
    png, svg = (
        drawer.draw(DrawingRequest(Path(f"matrix{ending}"), drawn), progress) for ending in (".png", ".svg")
    )
    return PictureBlock(png, svg, _alternative(ordered.matrix), "The matrix as a heat map", "heat-map")


def _alternative(matrix: Matrix) -> str:
    """What is to be seen, for those who cannot see it; the figures are in the table."""
    rows, columns = counted(len(matrix.rows), "row"), counted(len(matrix.columns), "column")
    said = matrix.provenance.sentence or matrix.provenance.title
    return f"Heat map of {rows} by {columns}: {said}. The table beside it has the same figures."
