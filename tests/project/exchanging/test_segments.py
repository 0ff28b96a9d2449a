"""A spreadsheet of segments as a person chooses its columns, and what is told and kept of its rows."""

from pathlib import Path

import openpyxl
import pytest

from qualcode.importers.tables.segment_columns import SegmentFile
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.model.results.segment_rows import SegmentPart
from qualcode.project.exchanging.segments import (
    SegmentChoices,
    left_out_lines,
    read_segment_file,
    save_left_out,
    segments_imported,
    segments_told,
    with_titles,
)
from tests.support.studies import FG1, example_study

STUDY = example_study()
WORDS = STUDY.text(STUDY.transcript_named(FG1.name).id)[:30].strip()


@pytest.fixture
def file(tmp_path: Path) -> SegmentFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Where", "What was said", "Topic", "Who"])
    sheet.append([FG1.name, WORDS, "asking; waiting", "CD"])
    sheet.append([FG1.name, "nothing of this was ever said by them", "asking", "CD"])
    book.save(tmp_path / "coded.xlsx")
    return read_segment_file(tmp_path / "coded.xlsx")


TITLES = {"document": "Where", "words": "What was said", "code": "topic", "coder": "who"}


def test_columns_are_named_and_rows_found_and_told(file: SegmentFile, tmp_path: Path) -> None:
    choices = SegmentChoices(with_titles(file, TITLES))
    found = segments_imported(STUDY, file, choices, "AB")
    assert found.new_codes == ("asking", "waiting")
    assert [line.in_words for line in segments_told(found)] == [
        "2 segments: found word for word",
        "2 new codes: asking, waiting",
        "1 segment: listed below",
    ]
    assert list(left_out_lines(found.left_out)) == [
        f"Row 3, “nothing of this was ever said by them” ({FG1.name}, asking): its words are not there"
    ]
    save_left_out(tmp_path / "rest.csv", found.left_out)
    again = read_segment_file(tmp_path / "rest.csv")
    assert set(again.columns.parts) >= {SegmentPart.DOCUMENT, SegmentPart.WORDS, SegmentPart.CODE}
    assert segments_imported(STUDY, again, SegmentChoices(again.columns), "AB").left_out[0].row.words == (
        "nothing of this was ever said by them"
    )


def test_a_column_is_one_part_at_a_time(file: SegmentFile) -> None:
    choices = SegmentChoices(with_titles(file, TITLES)).with_part(file, SegmentPart.MEMO, 2)
    assert SegmentPart.CODE not in choices.columns.parts
    with pytest.raises(QualcodeError, match="Choose the column that holds the codes"):
        segments_imported(STUDY, file, choices, "AB")


@pytest.mark.parametrize(
    ("titles", "why"),
    [({"topic": "Topic"}, "is not a part of a segment"), ({"code": "Theme"}, "has no column “Theme”")],
)
def test_unknown_parts_and_columns_are_said(file: SegmentFile, titles: dict[str, str], why: str) -> None:
    with pytest.raises(QualcodeError, match=why):
        with_titles(file, titles)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\x01\x02"])
def test_a_damaged_spreadsheet_ends_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        read_segment_file(path)
