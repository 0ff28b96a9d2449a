"""Spreadsheets of segments are known by the titles that their programs write, and every code of a row counts.

Tests as well: ``model.results.segment_rows``.
"""

from pathlib import Path

import pytest

from qualcode.importers.tables.segment_columns import (
    SegmentFile,
    holds_segments,
    read_segments,
    segment_file,
    segments_of,
)
from qualcode.importers.tables.table_cells import HeadedTable
from qualcode.model.results.segment_rows import SegmentPart, SegmentRow

ATLAS = (
    *("ID", "Document", "Quotation Name", "Quotation Content", "Comment", "Codes", "Reference", "Created by"),
    "Modified by",
)
DEDOOSE = (
    *("Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Date", "Excerpt Copy"),
    *("Codes Applied Combined", "Code: trust Applied", "Code: trust Weight", "Code: fear, loss Applied"),
)
MAXQDA = (
    *("Color", "Document group", "Document name", "Code", "Begin", "End", "Weight score", "Segment"),
    *("Modified by", "Created by", "Comment"),
)
NVIVO = ("Hierarchical Name", "File Name", "Coded Text", "Coverage", "Coded By Name")


def of(titles: tuple[str, ...], *rows: tuple[str, ...]) -> SegmentFile:
    return segment_file("x.xlsx", HeadedTable(titles, rows))


def rows_of(file: SegmentFile) -> list[SegmentRow]:
    return segments_of(file.table, file.columns)


@pytest.mark.parametrize(
    ("titles", "program"),
    [
        (ATLAS, "ATLAS.ti"),
        (DEDOOSE, "Dedoose"),
        (MAXQDA, "MAXQDA"),
        (NVIVO, "NVivo"),
        (("id", "document", "tag", "content"), "Taguette"),
        (("Document", "Segment", "Code"), ""),
    ],
)
def test_the_program_is_known_by_its_titles(titles: tuple[str, ...], program: str) -> None:
    assert holds_segments(titles)
    assert of(titles, ("",) * len(titles)).program == program


@pytest.mark.parametrize("titles", [("code", "definition"), ("participant", "age"), ("transcript", "site")])
def test_other_tables_are_none(titles: tuple[str, ...]) -> None:
    assert not holds_segments(titles)


def test_atlas_has_several_codes_in_a_cell() -> None:
    file = of(ATLAS, ("1:1", "FG1", "They…", "They never asked", "hm", "trust\nfear: loss", "3", "AB", "CD"))
    assert rows_of(file) == [
        SegmentRow("FG1", "They never asked", code, "AB", "hm", line=2) for code in ("trust", "fear: loss")
    ]


def test_dedoose_has_a_column_for_each_code() -> None:
    file = of(
        DEDOOSE,
        ("FG1.docx", "120-136", "AB", "", "They never asked", "trust, fear, loss", "True", "3", "True"),
        ("FG1.docx", "1-5", "AB", "", "words", "trust", "False", "", "true"),
    )
    assert SegmentPart.CODE not in file.columns.parts
    assert rows_of(file) == [
        SegmentRow("FG1.docx", "They never asked", "trust", "AB", "", "3", 120, 136, 2),
        SegmentRow("FG1.docx", "They never asked", "fear, loss", "AB", "", "", 120, 136, 2),
        SegmentRow("FG1.docx", "words", "fear, loss", "AB", start=1, end=5, line=3),
    ]


def test_dedoose_without_those_columns_has_all_codes_in_one_cell() -> None:
    titles = ("Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Copy", "Codes Applied Combined")
    found = rows_of(of(titles, ("FG1.docx", "Page 2: 10-19", "AB", "They never asked", "trust, asking")))
    assert found == [
        SegmentRow("FG1.docx", "They never asked", code, "AB", line=2) for code in ("trust", "asking")
    ]


def test_dedoose_writes_the_levels_of_a_code_in_the_titles() -> None:
    titles = ("Media Title", "Excerpt Copy", "Codes Applied Combined", "Code: trust\\school Applied")
    (found,) = rows_of(of(titles, ("FG1.docx", "They never asked", "school", "True")))
    assert found.code == "trust > school"


def test_maxqda_says_the_paragraph_and_the_weight() -> None:
    file = of(MAXQDA, ("●", "Wave 1", "FG1", "trust\\school", "3", "3", "50", "They", "", "AB", "why"))
    assert rows_of(file) == [SegmentRow("FG1", "They", "trust > school", "AB", "why", "50", 3, 3, 2)]


def test_nvivo_names_its_folders() -> None:
    file = of(NVIVO, ("Codes\\\\trust\\school", "Files\\\\FG1", "They", "1%", "AB"))
    assert rows_of(file) == [SegmentRow("Files\\\\FG1", "They", "trust > school", "AB", line=2)]


def test_a_row_without_code_stays_to_be_told() -> None:
    file = of(("id", "document", "tag", "content"), ("1", "FG1", "", "They"))
    assert [row.code for row in rows_of(file)] == [""]


def test_guarded_cells_are_read_as_meant(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"
    path.write_text("document,segment,code\nFG1,'- They,'=x\n", encoding="utf-8")
    assert rows_of(read_segments(path)) == [SegmentRow("FG1", "- They", "=x", "", line=2)]


def test_what_is_missing_is_asked_for() -> None:
    assert of(("Document", "Code"), ("", "")).columns.problem.startswith(
        "Choose the column that holds the words"
    )
    assert of(("Document", "Text"), ("", "")).columns.problem == "Choose the column that holds the codes."
    assert of(("Document", "Start", "End", "Code"), ("",) * 4).columns.problem == ""


@pytest.mark.parametrize(
    ("titles", "coder"),
    [
        (("Bearbeitet von",), "1"),
        (("Geändert von", "Erstellt von"), "2"),
        (("Modified by", "Created by"), "2"),
        (("Bearbeitet von", "Autor"), "2"),
        (("Modified by", "Coder"), "2"),
    ],
)
def test_who_made_a_segment_comes_before_who_changed_it(titles: tuple[str, ...], coder: str) -> None:
    names = ("Dokumentgruppe", "Dokumentname", "Code", "Segment", *titles)
    (row,) = rows_of(of(names, ("", "FG1", "trust", "words", "1", "2")[: len(names)]))
    assert row.coder == coder


def test_a_dot_in_a_tag_of_taguette_is_a_level_where_its_database_has_one() -> None:
    tags = ("Vertrauen.Ämter", "Vertrauen", "v. Dr. No")
    file = of(("id", "document", "tag", "content"), *(("1", "Talk", tag, "words") for tag in tags))
    assert [row.code for row in rows_of(file)] == ["Vertrauen > Ämter", "Vertrauen", "v. Dr. No"]
    other = of(("Document", "Segment", "Code"), *(("Talk", "words", tag) for tag in tags))
    assert [row.code for row in rows_of(other)] == list(tags)
