"""What is pasted from a spreadsheet: lines of cells, put into the table from the chosen cell on."""

from uuid import UUID

from qualcode.model.errors import QualcodeError
from qualcode.model.words.in_words import counted
from qualcode.model.words.separated import separated_rows
from qualcode.ui.dialogs.people.subject_model import SubjectTable


def cells_of(text: str) -> list[list[str]]:
    """The cells of a copied stretch of a spreadsheet: tabs between them, quoted where they hold lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    rows = [row.cells for row in separated_rows(plain, "\t")]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def placed(
    table: SubjectTable, row: int, column: int, cells: list[list[str]]
) -> list[tuple[UUID, UUID, str]]:
    """The values that pasting at a cell records: attribute, whom it is about, text.

    Raises QualcodeError where there is no room: nothing that was copied may get lost unseen.
    """
    place = column - table.fixed
    below, beside = len(table.rows) - row, len(table.attributes) - place
    widest = max((len(line) for line in cells), default=0)
    if len(cells) > below or widest > beside:
        raise QualcodeError(
            f"The pasted cells ({counted(len(cells), 'row')}, {counted(widest, 'column')}) do not fit: from "
            f"here there are {counted(below, 'row')} and {counted(beside, 'column')}."
        )
    return [
        (table.attributes[place + across].id, table.rows[row + down].id, text)
        for down, line in enumerate(cells)
        for across, text in enumerate(line)
    ]
