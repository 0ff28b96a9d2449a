import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from qualcode.exporters.writing import csv_bytes
from qualcode.importers.tables.table_file import read_table
from qualcode.model.errors import UnreadableFileError

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12)


def written(tmp_path: Path, content: bytes, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_are_recognised(tmp_path: Path, separator: str, encoding: str) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator)
    writer.writerows([["Name", "Größe, in cm"], ["Zoë", 'a "b"\nc'], ["", ""], ["Kim", "1;2,3"]])
    table = read_table(written(tmp_path, stream.getvalue().encode(encoding)))
    assert table.columns == ("Name", "Größe, in cm")
    assert table.rows == [["Zoë", 'a "b"\nc'], ["Kim", "1;2,3"]]
    # Lines as an editor counts them: the first row takes two, the empty one is passed over.
    assert table.lines == [2, 5]


def test_a_spreadsheet_reads_as_a_person_would_write_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["name", "age", "asked", "date", "share"])
    sheet.append(["Kim", 41.0, True, date(2021, 3, 12), 0.5])
    sheet.append([None, None, None, None, None])
    sheet.append(["Lee", 7, False, None, "n/a"])
    book.save(tmp_path / "table.xlsx")
    table = read_table(tmp_path / "table.xlsx")
    assert table.rows == [["Kim", "41", "yes", "2021-03-12", "0.5"], ["Lee", "7", "no", "", "n/a"]]
    assert table.lines == [2, 4]


@given(st.lists(st.tuples(CELLS, st.from_regex(r"\A'{0,3}[=+\-@\t]?[a-z]{0,3}\Z")), max_size=6))
def test_what_our_csv_writes_is_what_is_read(rows: list[tuple[str, str]]) -> None:
    kept = [row for row in rows if any(row)]
    table = read_bytes(csv_bytes(("a", "b"), kept))
    assert [tuple(row) for row in table] == kept


def read_bytes(content: bytes) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        return read_table(written(Path(folder), content)).rows


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "is empty"),
        (b'a,b\n"open', "line 2 is not well-formed csv"),
        (b"a,b\n1,2\n1,2,3\n", "line 3 has 3 cells"),
        (b"PK\x03\x04 no zip at all", "not a spreadsheet"),
        (bytes(range(256)) * 20, "."),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, match=sentence) as caught:
        read_table(written(tmp_path, content))
    assert str(caught.value).startswith("table.csv: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="There is no file"):
        read_table(tmp_path / "none.csv")
