"""Codebooks and codings in a table of the import window: from its columns, as they are chosen, to rows."""

from typing import TYPE_CHECKING, Final

from qualcode.importers.tables.codebook_columns import CodebookPart, guessed_separator
from qualcode.importers.tables.codebook_file import codes_of
from qualcode.importers.tables.csv_file import unguarded
from qualcode.importers.tables.table_file import TableRow
from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.codes.coding_rows import CodingTable
from qualcode.operations.codes.codebook_fitting import levels_in_words
from qualcode.project.importing.table_uses import OF_CODEBOOKS, ColumnUse, TableUse

if TYPE_CHECKING:
    from qualcode.project.importing.tables import TableFile

_SHOWN: Final = 3


def separator_of(file: "TableFile") -> str:
    """What parts the levels of the names of codes, as chosen or as it looks."""
    if file.separator is not None:
        return file.separator
    if ColumnUse.CODABLE in file.uses:
        return PATH_SEPARATOR
    parents = [place for place, use in enumerate(file.uses) if OF_CODEBOOKS.get(use) is CodebookPart.PARENT]
    above = [cell for place in parents[:1] for cell in file.table.column(place)]
    return guessed_separator(file.table.column(file.identifier or 0), above)


def codebook_of(file: "TableFile") -> list[CodebookRow]:
    """The codes of a table that is a codebook."""
    parts = {CodebookPart.CODE: file.identifier or 0}
    for place, use in enumerate(file.uses):
        if use in OF_CODEBOOKS and place != file.identifier:
            parts.setdefault(OF_CODEBOOKS[use], place)
    rows = [
        TableRow(file.table.line_of(number), [unguarded(cell) for cell in row])
        for number, row in enumerate(file.table.rows)
    ]
    return codes_of(rows, parts, separator_of(file))


def codings_of(file: "TableFile") -> CodingTable:
    """The codings of a table that holds them."""

    def column(use: ColumnUse) -> list[str] | None:
        place = file.uses.index(use) if use in file.uses else None
        return None if place is None else [unguarded(cell) for cell in file.table.column(place)]

    return CodingTable.of(
        [unguarded(cell) for cell in file.table.column(file.identifier or 0)],
        column(ColumnUse.CODE) or [],
        column(ColumnUse.CODER) or [],
        column(ColumnUse.START) or [],
        column(ColumnUse.END) or [],
        column(ColumnUse.MEMO),
        [file.table.line_of(number) for number in range(len(file.table.rows))],
        column(ColumnUse.WORDS),
    )


def cell_faults(file: "TableFile") -> tuple[str, ...]:
    """Phrases on how levels of a codebook are read, and about its cells that say nothing that can be kept."""
    if file.use is not TableUse.CODEBOOK or file.problem:
        return ()
    rows = codebook_of(file)
    levels = levels_in_words(rows).removesuffix(".")
    faults = [f"line {row.line}: {fault}" for row in rows for fault in row.faults]
    more = (f"and {len(faults) - _SHOWN:,} more cells",) if len(faults) > _SHOWN else ()
    return (*filter(None, [levels]), *faults[:_SHOWN], *more)
