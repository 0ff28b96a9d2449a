"""Tests of segments file.

Tests as well: ``segment_chapters``, ``segments_html``, ``segments_word``.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.exporters.segment_chapters import source_line
from qualcode.exporters.segments_file import write_segments
from qualcode.importers.tables.codings_file import read_codings
from qualcode.importers.tables.csv_file import unguarded
from qualcode.model.errors import QualcodeError
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.model.xml_letters import for_xml
from tests.exporters.reading import csv_table, page, paragraphs, sheets, words_of
from tests.exporters.studies import (
    AWKWARD,
    MOMENT,
    NAMES,
    TEXTS,
    codebook_study,
    provenance,
    segments_of,
)
from tests.support.profiles import of_hundred

FORMATS = ("csv", "xlsx", "json", "docx", "html")
HEADER = [
    "transcript",
    "code",
    "coder",
    "start",
    "end",
    "speaker",
    "participant",
    "turn",
    "text",
    "memo",
    "created",
    "coding id",
]
CODES = st.lists(NAMES, min_size=1, max_size=5)
QUOTES = st.lists(TEXTS, max_size=8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("segments")


def sample() -> tuple[Study, list[Segment]]:
    study = codebook_study([name.strip() for name in AWKWARD if name.strip()])
    return study, segments_of(study, AWKWARD * 3)


def cells(segment: Segment) -> list[str]:
    return [
        *map(str, segment[:7]),
        str(segment.turn or ""),
        segment.text,
        segment.memo,
        segment.created.isoformat(timespec="milliseconds"),
        str(segment.coding_id),
    ]


@given(names=CODES, texts=QUOTES)
def test_csv_holds_every_segment(folder: Path, names: list[str], texts: list[str]) -> None:
    study = codebook_study(names)
    rows = segments_of(study, texts)
    assert write_segments(folder / "a.csv", study, iter(rows), provenance()) == len(rows)
    header, *found = csv_table(folder / "a.csv")
    assert header == HEADER
    assert [[unguarded(cell) for cell in row] for row in found] == [cells(row) for row in rows]


@given(names=CODES, texts=QUOTES)
def test_csv_can_be_imported_again(folder: Path, names: list[str], texts: list[str]) -> None:
    study = codebook_study(names)
    rows = segments_of(study, texts, transcript="=FG 1")
    write_segments(folder / "a.csv", study, rows, provenance())
    table = read_codings(folder / "a.csv")
    assert not table.faults
    for factor, field in ((table.transcript, "transcript"), (table.code, "code"), (table.coder, "coder")):
        assert [factor.names[n] for n in factor.numbers] == [getattr(row, field) for row in rows]
    assert table.start.tolist() == [row.start for row in rows]
    assert table.end.tolist() == [row.end for row in rows]
    assert list(table.memo) == [row.memo for row in rows]


def test_a_spreadsheet_can_be_imported_again_past_the_sheet_that_explains_it(folder: Path) -> None:
    study, rows = sample()
    rows = [row._replace(text="x" * 40_000) if number == 1 else row for number, row in enumerate(rows)]
    write_segments(folder / "again.xlsx", study, rows, provenance())
    table = read_codings(folder / "again.xlsx")
    assert table.start.tolist() == [row.start for row in rows]
    assert table.text is not None
    assert table.text[1] == rows[1].text


@settings(max_examples=of_hundred(30))
@given(names=CODES, texts=QUOTES)
def test_xlsx_holds_every_segment(folder: Path, names: list[str], texts: list[str]) -> None:
    study = codebook_study(names)
    rows = segments_of(study, texts)
    assert write_segments(folder / "a.xlsx", study, iter(rows), provenance()) == len(rows)
    book = sheets(folder / "a.xlsx")
    assert list(book)[:2] == ["About", "Segments"]
    header, *found = book["Segments"]
    assert header == HEADER
    assert found == [
        [
            *(for_xml(name) or None for name in row[:3]),
            row.start,
            row.end,
            *(for_xml(name) or None for name in row[5:7]),
            row.turn or None,
            *(for_xml(text) or None for text in cells(row)[8:]),
        ]
        for row in rows
    ]


@given(names=CODES, texts=QUOTES)
def test_json_holds_every_segment(folder: Path, names: list[str], texts: list[str]) -> None:
    study = codebook_study(names)
    rows = segments_of(study, texts)
    assert write_segments(folder / "a.json", study, iter(rows), provenance(), context=True) == len(rows)
    found = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    assert found["provenance"]["rule"] == "overlap"
    assert found["provenance"]["step"] == "12"
    assert [entry["text"] for entry in found["segments"]] == texts
    assert [entry["before"] for entry in found["segments"]] == [row.before for row in rows]
    assert [(entry["start"], entry["end"]) for entry in found["segments"]] == [row[3:5] for row in rows]
    assert [entry["code id"] for entry in found["segments"]] == [str(row.code_id) for row in rows]
    assert [entry["weight"] for entry in found["segments"]] == [row.weight for row in rows]


def by_code(study: Study, rows: list[Segment]) -> list[Segment]:
    order = [code.id for code in study.codes_in_order]
    return sorted(rows, key=lambda row: order.index(row.code_id))


@settings(max_examples=of_hundred(12))
@given(names=CODES, texts=QUOTES)
def test_word_holds_every_segment_below_its_code(folder: Path, names: list[str], texts: list[str]) -> None:
    study = codebook_study(names)
    rows = segments_of(study, texts)
    assert write_segments(folder / "a.docx", study, iter(rows), provenance()) == len(rows)
    found = paragraphs(folder / "a.docx")
    assert [text for style, text in found if style == "Quote"] == [
        for_xml(r.text) for r in by_code(study, rows)
    ]
    sources = [text for style, text in found if style == "Source Line" and not text.startswith("Memo: ")]
    assert sources == [for_xml(source_line(row)) for row in by_code(study, rows)]
    memos = [text for style, text in found if style == "Source Line" and text.startswith("Memo: ")]
    assert memos == [f"Memo: {for_xml(row.memo)}" for row in by_code(study, rows) if row.memo]
    under: list[str] = []
    heading = ""
    for style, text in found:
        heading = text if style.startswith("Heading") else heading
        under.extend([heading] if style == "Quote" else [])
    assert under == [for_xml(study.codes[row.code_id].name) for row in by_code(study, rows)]


@given(names=CODES, texts=QUOTES)
def test_html_holds_every_segment_below_its_code(folder: Path, names: list[str], texts: list[str]) -> None:
    study = codebook_study(names)
    rows = by_code(study, segments_of(study, texts))
    assert write_segments(folder / "a.html", study, iter(rows), provenance()) == len(rows)
    root = page(folder / "a.html")
    assert quotes(root) == [for_xml(row.text) for row in rows]
    captions = [words_of(element) for element in root.iter("figcaption")]
    assert captions == [for_xml(source_line(row)) for row in rows]
    links = [element.get("href", "")[1:] for element in root.iter("a")]
    headings = {element.get("id"): words_of(element) for element in root.iter("h2", "h3", "h4")}
    shown = {for_xml(study.codes[row.code_id].name) for row in rows}
    assert shown <= {headings[link] for link in links}
    assert list(root.iter("script")) == []


def quotes(root: etree._Element) -> list[str]:
    return [words_of(element) for element in root.iter("p") if element.get("role") == "blockquote"]


def test_context_stands_beside_the_words(tmp_path: Path) -> None:
    study, rows = sample()
    for ending in FORMATS:
        write_segments(tmp_path / f"a.{ending}", study, rows, provenance(), context=True)
    header, *found = csv_table(tmp_path / "a.csv")
    assert header == [*HEADER, "before", "after"]
    assert [unguarded(row[-1]) for row in found] == [row.after for row in rows]
    assert sheets(tmp_path / "a.xlsx")["Segments"][0] == [*HEADER, "before", "after"]
    joined = [for_xml(row.before) + for_xml(row.text) + for_xml(row.after) for row in by_code(study, rows)]
    assert [text for style, text in paragraphs(tmp_path / "a.docx") if style == "Quote"] == joined
    assert quotes(page(tmp_path / "a.html")) == joined


def test_word_numbers_pages_and_lists_what_it_contains(tmp_path: Path) -> None:
    study, rows = sample()
    write_segments(tmp_path / "a.docx", study, rows, provenance("Coded segments"))
    found = paragraphs(tmp_path / "a.docx")
    assert found[0] == ("Title", "Coded segments")
    listed = [text.rstrip("\t") for style, text in found if style.lower().startswith("toc ")]
    headings = [text for style, text in found if style.startswith("Heading")]
    assert listed == [text.replace("\n", " ") for text in headings[:-1]]
    assert headings[-1] == "About these segments"


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_is_half_written(tmp_path: Path, ending: str) -> None:
    study, rows = sample()

    def broken() -> Iterator[Segment]:
        yield from rows[:10]
        raise ZeroDivisionError

    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_segments(path, study, broken(), provenance())
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", FORMATS)
def test_no_segments_make_a_file_without_rows(tmp_path: Path, ending: str) -> None:
    study, _ = sample()
    path = tmp_path / f"a.{ending}"
    assert write_segments(path, study, [], provenance()) == 0
    assert path.stat().st_size > 0


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_segments_pass_one_at_a_time(tmp_path: Path, ending: str) -> None:
    """An exporter that gathered them all first would need a memory that grows with the project."""
    study, _ = sample()
    alive = 0
    most = 0

    class Text(str):
        def __new__(cls, words: str) -> "Text":
            nonlocal alive, most
            alive += 1
            most = max(most, alive)
            return super().__new__(cls, words)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def rows() -> Iterator[Segment]:
        base = segments_of(study, ["x"])[0]
        for number in range(300):
            yield base._replace(text=Text(f"text {number}"))

    write_segments(tmp_path / f"a.{ending}", study, rows(), provenance())
    assert most < 10


def test_an_unknown_ending_is_told_with_the_choices(tmp_path: Path) -> None:
    study, rows = sample()
    with pytest.raises(QualcodeError, match=r"“a\.txt”: .*csv, xlsx, json, docx or html\.$"):
        write_segments(tmp_path / "a.txt", study, rows, provenance())


def test_the_source_line_says_where_and_who() -> None:
    study, _ = sample()
    segment = segments_of(study, ["x"], transcript="FG2 Lone parents")[0]
    segment = segment._replace(turn=14, participant="Kim", coder="AB", weight=None, created=MOMENT)
    assert source_line(segment) == "FG2 Lone parents · turn 14 · Kim · coder AB"
    assert source_line(segment._replace(participant="", speaker="P3")).split(" · ")[2] == "P3"
    assert source_line(segment._replace(turn=0, participant="", speaker="")) == "FG2 Lone parents · coder AB"
