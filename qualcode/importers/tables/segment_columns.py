"""Columns of tables of segments, by the titles that programs give them, and the rows that they make.

Seen where others read such files: Dedoose's ``Media Title``, ``Excerpt Copy``, ``Excerpt Creator``, ``Codes
Applied Combined`` and ``Code: … Applied``, ``… Range``, ``… Weight`` (abiraahmi/DedooseR); ``Document name``,
``Code`` and ``Segment`` of “MAXQDA 24 Coded Segments.xlsx”, which may have columns ``Code: …`` of variables
as well; ``document``, ``tag`` and ``content`` of Taguette (uviclibraries/taguette). No file or script was
found that shows the other titles, of ATLAS.ti, NVivo and in other languages: they follow what is known of
those programs, and where they are wrong a person chooses.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.tables.codebook_columns import guessed_separator, plain_title, with_levels
from qualcode.importers.tables.csv_file import unguarded
from qualcode.importers.tables.table_cells import HeadedTable, read_table
from qualcode.importers.tables.tag_names import tag_paths
from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.results.segment_rows import UNKNOWN, SegmentColumns, SegmentPart, SegmentRow

_OF_DEDOOSE: Final = "codes applied combined"

_TITLES: Final[Mapping[SegmentPart, tuple[str, ...]]] = {
    SegmentPart.DOCUMENT: (
        *("transcript", "document", "document name", "media title", "resource title", "file", "file name"),
        *("filename", "source", "source name", "dokumentname", "dokument", "nom du document", "documento"),
        *("nombre del documento", "nome del documento", "nome do documento", "internals"),
    ),
    SegmentPart.WORDS: (
        *(
            "words",
            "words of the segment",
            "text",
            "segment",
            "coded segment",
            "coded text",
            "quotation content",
            "quotation text",
        ),
        *("quotation", "quote", "content", "excerpt copy", "excerpt", "excerpt text", "passage", "reference"),
        *("reference text", "coded reference", "seltext", "zitat", "zitatinhalt", "segmento", "codierung"),
        *("contenu de la citation", "contenido de la cita", "contenido de cita", "extract", "highlight"),
    ),
    SegmentPart.CODE: (
        *(
            "code",
            "codes",
            "code name",
            "code path",
            "tag",
            "tags",
            "node",
            "nodes",
            "theme",
            "kode",
            "kodes",
        ),
        *("codes applied", "codigo", "código", "códigos", "codice", "coded at", "hierarchical name"),
        _OF_DEDOOSE,
    ),
    SegmentPart.CODER: (
        *("coder", "coded by", "created by", "author", "user", "owner", "excerpt creator", "coding coder"),
        *("erstellt von", "codiert von", "coded by name", "coded by initials", "autor", "créé par"),
        *("creado por", "creato da", "criado por", "gemaakt door", "codé par", "codificado por"),
        *("codierer", "codierer*in", "codierende", "kodierer", "autorin", "auteur", "autore", "creator"),
        # Who changed something last has not always made it: only where nobody else is named.
        *("modified by", "last modified by", "changed by", "edited by", "bearbeitet von", "geändert von"),
        *("zuletzt bearbeitet von", "zuletzt geändert von", "modifié par", "modificado por", "modificato da"),
    ),
    SegmentPart.MEMO: (
        *("memo", "comment", "comments", "note", "notes", "kommentar", "quotation comment", "excerpt memo"),
        *("commentaire", "comentario", "commento"),
    ),
    SegmentPart.WEIGHT: ("weight", "weight score", "gewicht", "poids", "peso", "rating"),
    SegmentPart.START: (
        *("start", "begin", "beginning", "anfang", "début", "inicio", "excerpt range", "start position"),
        "pos0",
    ),
    SegmentPart.END: ("end", "ende", "fin", "end position", "pos1"),
}
_PROGRAMS: Final = (
    ("Dedoose", frozenset(("media title", "excerpt copy"))),
    ("Dedoose", frozenset(("excerpt creator", "codes applied combined"))),
    ("ATLAS.ti", frozenset(("quotation content", "codes"))),
    ("ATLAS.ti", frozenset(("quotation name", "codes"))),
    ("ATLAS.ti", frozenset(("zitatinhalt", "kodes"))),
    ("MAXQDA", frozenset(("document group", "document name", "segment"))),
    ("MAXQDA", frozenset(("dokumentgruppe", "dokumentname", "segment"))),
    ("MAXQDA", frozenset(("document name", "segment", "weight score"))),
    ("Taguette", frozenset(("id", "document", "tag", "content"))),
    ("NVivo", frozenset(("hierarchical name", "coded text"))),
    ("NVivo", frozenset(("reference number", "coded by initials"))),
    ("NVivo", frozenset(("node", "source name", "coverage"))),
)
_OF_A_CODE: Final = re.compile(r"code:\s*(.+?)\s+(applied|weight)", re.IGNORECASE)
_TICKED: Final = frozenset(("true", "yes", "1", "x", "wahr", "vrai", "verdadero", "applied"))
_RANGE: Final = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_BETWEEN: Final = ("\n", ";", "|")
_ROOTS: Final = re.compile(r"^(?:codes|nodes|codierungen|knoten)\\+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SegmentFile:
    """A table of segments; ``program`` is who seems to have written it."""

    name: str
    table: HeadedTable
    program: str
    columns: SegmentColumns


def read_segments(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> SegmentFile:
    """The table in the file at ``path`` with its columns as they look. Raises UnreadableFileError."""
    return segment_file(path.name, read_table(path, limits))


def segment_file(name: str, table: HeadedTable) -> SegmentFile:
    """A table with its columns as they look."""
    return SegmentFile(name, table, program_of(table.columns), columns_of(table))


def program_of(titles: Sequence[str]) -> str:
    """The program whose columns these are; nothing where it may be any."""
    found = {plain_title(title) for title in titles}
    return next((program for program, wanted in _PROGRAMS if wanted <= found), "")


def holds_segments(titles: Sequence[str]) -> bool:
    """Whether columns with these titles are those of segments, with words and codes."""
    if program_of(titles):
        return True
    found = _parts(titles)
    return {SegmentPart.DOCUMENT, SegmentPart.WORDS, SegmentPart.CODE} <= set(found)


def columns_of(table: HeadedTable) -> SegmentColumns:
    """Which columns seem to hold what."""
    parts = dict(_parts(table.columns))
    codes: dict[int, str] = {}
    weights: dict[str, int] = {}
    for place, title in enumerate(table.columns):
        found = _OF_A_CODE.fullmatch(title)
        if found is not None and found[2].lower() == "applied":
            codes[place] = found[1]
        elif found is not None:
            weights[found[1]] = place
    if codes:
        # The column of all codes in one says the same again.
        parts.pop(SegmentPart.CODE, None)
    manner = manner_of(table, parts.get(SegmentPart.CODE), tuple(codes.values()))
    return SegmentColumns(parts, codes, weights, *manner)


def manner_of(table: HeadedTable, place: int | None, names: Sequence[str] = ()) -> tuple[str, str]:
    """What parts several codes in one cell, and what parts the levels of a code.

    ``place`` is the column of codes; without one, ``names`` are how codes are called.
    """
    written = names if place is None else table.column(place)
    between = next((sign for sign in _BETWEEN if any(sign in cell.strip() for cell in written)), "\n")
    if place is not None and plain_title(table.columns[place]) == _OF_DEDOOSE:
        # Nobody else parts codes by commas, which may be in the name of one.
        between = ","
    plain = [_ROOTS.sub("", name) for cell in written for name in _each(cell, between)]
    return between, guessed_separator(plain)


def _parts(titles: Sequence[str]) -> dict[SegmentPart, int]:
    """The columns of the parts: of several titles for one part the surest, which are named first."""
    plain = [plain_title(title) for title in titles]
    found: dict[SegmentPart, int] = {}
    for part, names in _TITLES.items():
        places = (plain.index(name) for name in names if name in plain)
        place = next((place for place in places if place not in found.values()), None)
        if place is not None:
            found[part] = place
    return found


def segments_of(table: HeadedTable, columns: SegmentColumns) -> list[SegmentRow]:
    """The rows of a table, one for each code of each; codes are paths of ours."""
    rows: list[SegmentRow] = []
    for number, cells in enumerate(table.rows):
        rows += _rows_of([unguarded(cell) for cell in cells], columns, table.line_of(number))
    if program_of(table.columns) == "Taguette" and not columns.levels.strip():
        paths = tag_paths({row.code for row in rows})
        rows = [row._replace(code=PATH_SEPARATOR.join(paths[row.code])) for row in rows]
    return rows


def _rows_of(cells: Sequence[str], columns: SegmentColumns, line: int) -> Iterator[SegmentRow]:
    def cell(part: SegmentPart) -> str:
        place = columns.parts.get(part)
        return "" if place is None else cells[place]

    start, end = _place(cell(SegmentPart.START), cell(SegmentPart.END))
    weight = cell(SegmentPart.WEIGHT)
    codes: list[tuple[str, str]] = []
    for place, name in columns.codes.items():
        if cells[place].strip().casefold() in _TICKED:
            own = columns.weights.get(name)
            codes.append((name, weight if own is None else cells[own]))
    codes += ((name, weight) for name in _each(cell(SegmentPart.CODE), columns.between))
    seen: set[str] = set()
    for name, heavy in codes or [("", weight)]:
        path = _path(name, columns.levels)
        if path not in seen:
            seen.add(path)
            yield SegmentRow(
                cell(SegmentPart.DOCUMENT),
                cell(SegmentPart.WORDS),
                path,
                cell(SegmentPart.CODER),
                cell(SegmentPart.MEMO),
                heavy,
                start,
                end,
                line,
            )


def _each(cell: str, between: str) -> list[str]:
    """The codes in a cell."""
    parts = cell.split(between) if between else [cell]
    return [part.strip() for part in parts if part.strip()]


def _path(name: str, levels: str) -> str:
    plain = _ROOTS.sub("", " ".join(name.split()))
    return with_levels(plain, levels) if levels.strip() else plain.replace(PATH_SEPARATOR, " › ")


def _place(start: str, end: str) -> tuple[int, int]:
    """What a row says of its place; ``120-168`` says both."""
    both = _RANGE.fullmatch(start.strip())
    if both is not None and not end.strip():
        return int(both[1]), int(both[2])
    return _number(start), _number(end)


def _number(cell: str) -> int:
    plain = cell.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else UNKNOWN
