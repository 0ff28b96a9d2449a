"""Segments as csv, xlsx and json: every one of them in its row, with what a person or a program needs."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exporters.passages.segments_file import RowForm, write_segments
from qualcode.importers.tables.codings_file import read_codings
from qualcode.importers.tables.csv_file import unguarded
from qualcode.model.errors import QualcodeError
from qualcode.model.segments import QuotedPassage, Segment
from qualcode.model.study import Study
from qualcode.model.words.xml_letters import for_xml
from tests.exporters.reading import csv_table, sheets
from tests.exporters.studies import (
    AWKWARD,
    NAMES,
    TEXTS,
    codebook_study,
    provenance,
    segments_of,
)
from tests.support.profiles import of_hundred

FORMATS = ("csv", "xlsx", "json")
WHOLE = RowForm(identifiers=True)
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


def each(rows: Iterable[Segment]) -> Iterator[QuotedPassage]:
    """A passage for every coding."""
    return (QuotedPassage(row, (row,)) for row in rows)


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
    assert write_segments(folder / "a.csv", each(rows), provenance(), WHOLE) == len(rows)
    header, *found = csv_table(folder / "a.csv")
    assert header == HEADER
    assert [[unguarded(cell) for cell in row] for row in found] == [cells(row) for row in rows]


@given(names=CODES, texts=QUOTES)
def test_csv_can_be_imported_again(folder: Path, names: list[str], texts: list[str]) -> None:
    study = codebook_study(names)
    rows = segments_of(study, texts, transcript="=FG 1")
    write_segments(folder / "a.csv", each(rows), provenance(), WHOLE)
    table = read_codings(folder / "a.csv")
    assert not table.faults
    for factor, field in ((table.transcript, "transcript"), (table.code, "code"), (table.coder, "coder")):
        assert [factor.names[n] for n in factor.numbers] == [getattr(row, field) for row in rows]
    assert table.start.tolist() == [row.start for row in rows]
    assert table.end.tolist() == [row.end for row in rows]
    assert list(table.memo) == [row.memo for row in rows]


def test_a_spreadsheet_can_be_imported_again_past_the_sheet_that_explains_it(folder: Path) -> None:
    _, rows = sample()
    rows = [row._replace(text="x" * 40_000) if number == 1 else row for number, row in enumerate(rows)]
    write_segments(folder / "again.xlsx", each(rows), provenance(), WHOLE)
    table = read_codings(folder / "again.xlsx")
    assert table.start.tolist() == [row.start for row in rows]
    assert table.text is not None
    assert table.text[1] == rows[1].text


@settings(max_examples=of_hundred(30))
@given(names=CODES, texts=QUOTES)
def test_xlsx_holds_every_segment(folder: Path, names: list[str], texts: list[str]) -> None:
    study = codebook_study(names)
    rows = segments_of(study, texts)
    assert write_segments(folder / "a.xlsx", each(rows), provenance(), WHOLE) == len(rows)
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
    assert write_segments(folder / "a.json", each(rows), provenance(), RowForm(context=True)) == len(rows)
    found = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    assert found["provenance"]["rule"] == "overlap"
    assert found["provenance"]["step"] == "12"
    assert [entry["text"] for entry in found["segments"]] == texts
    assert [entry["before"] for entry in found["segments"]] == [row.before for row in rows]
    assert [(entry["start"], entry["end"]) for entry in found["segments"]] == [row[3:5] for row in rows]
    assert [entry["code id"] for entry in found["segments"]] == [str(row.code_id) for row in rows]
    assert [entry["weight"] for entry in found["segments"]] == [row.weight for row in rows]


def test_context_stands_beside_the_words(tmp_path: Path) -> None:
    _, rows = sample()
    for ending in FORMATS:
        write_segments(
            tmp_path / f"a.{ending}", each(rows), provenance(), RowForm(context=True, identifiers=True)
        )
    header, *found = csv_table(tmp_path / "a.csv")
    assert header == [*HEADER, "before", "after"]
    assert [unguarded(row[-1]) for row in found] == [row.after for row in rows]
    assert sheets(tmp_path / "a.xlsx")["Segments"][0] == [*HEADER, "before", "after"]


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_is_half_written(tmp_path: Path, ending: str) -> None:
    _, rows = sample()

    def broken() -> Iterator[Segment]:
        yield from rows[:10]
        raise ZeroDivisionError

    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_segments(path, each(broken()), provenance())
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", FORMATS)
def test_no_segments_make_a_file_without_rows(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    assert write_segments(path, [], provenance()) == 0
    assert path.stat().st_size > 0


@pytest.mark.parametrize(("ending", "some"), [("csv", 300), ("xlsx", 10), ("json", 10)])
def test_no_more_segments_are_kept_where_there_are_more(tmp_path: Path, ending: str, some: int) -> None:
    """An exporter that gathered them all first would need a memory that grows with the project."""
    study, _ = sample()
    base = segments_of(study, ["x"])[0]
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

    def kept_of(number: int) -> int:
        nonlocal most
        most = 0
        rows = (base._replace(text=Text(f"text {place}")) for place in range(number))
        write_segments(tmp_path / f"a.{ending}", each(rows), provenance())
        return most

    assert kept_of(600) == kept_of(1_800) < some


def test_an_unknown_ending_is_told_with_the_choices(tmp_path: Path) -> None:
    _, rows = sample()
    with pytest.raises(QualcodeError, match=r"“a\.txt”: .*csv, xlsx or json\.$"):
        write_segments(tmp_path / "a.txt", each(rows), provenance(), WHOLE)


def test_a_spreadsheet_shows_what_people_read_unless_more_is_asked_for(tmp_path: Path) -> None:
    _, rows = sample()
    write_segments(tmp_path / "a.xlsx", each(rows), provenance())
    header, *found = sheets(tmp_path / "a.xlsx")["Segments"]
    assert header == ["transcript", "code", "coder", "speaker", "participant", "turn", "text", "memo"]
    assert len(found) == len(rows)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_passage_of_several_coders_is_one_row_with_their_number(tmp_path: Path, ending: str) -> None:
    _, rows = sample()
    one, other = rows[:2]
    passage = QuotedPassage(one._replace(coder="AB, CD"), (one, other))
    path = tmp_path / f"a.{ending}"
    assert write_segments(path, [passage], provenance(), RowForm(shared=True, identifiers=True)) == 1
    ids = f"{one.coding_id} {other.coding_id}"
    if ending == "csv":
        header, row = csv_table(path)
        assert (row[2], row[11], row[12], header[12]) == ("AB, CD", ids, "2", "segments")
    elif ending == "xlsx":
        header_, row_ = sheets(path)["Segments"]
        assert (row_[2], row_[11], row_[12], header_[12]) == ("AB, CD", ids, 2, "segments")
    else:
        (entry,) = json.loads(path.read_text("utf-8"))["segments"]
        assert (entry["coder"], entry["coding id"], entry["segments"]) == ("AB, CD", ids, 2)
