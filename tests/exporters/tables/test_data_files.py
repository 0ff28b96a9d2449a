"""Data for analysis elsewhere: every row and every value is in the file, in each format.

Tests as well: ``project.reports.data_export``, ``model.words.spreadsheet_signs``.
"""

import codecs
import csv
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.tables.data_files import spss_names, write_data
from qualcode.exporters.writing import csv_for_excel, guarded
from qualcode.importers.tables.csv_file import unguarded
from qualcode.model.errors import QualcodeError
from qualcode.model.results.data_table import DataFormat, DataTable, ValueColumn, words
from qualcode.model.study import Study
from qualcode.project.reports.data_export import export_data
from tests.support.studies import example_study, studies

# They come with the extra “analysis”, which developers have.
pd = pytest.importorskip("pandas")
parquet = pytest.importorskip("pyarrow.parquet")
pyreadstat = pytest.importorskip("pyreadstat")

STUDY = example_study()
TABLE = DataTable(
    "things",
    (
        ValueColumn("name", words(["a", "=b", "ü\n🙂", "x\ud800"]), "A name."),
        ValueColumn("how much", np.array([1.5, np.nan, -2.0, 0.0]), "A number."),
        ValueColumn("many", np.array([1, 2, 3, 4]), "How many."),
        ValueColumn("yes", np.array([True, False, True, True]), "Whether."),
        ValueColumn("day", np.array(["2021-03-11", "NaT", "2020-01-01", "1900-02-03"], "M8[D]"), "When."),
        ValueColumn("when", np.array(["2021-03-11T10:30:00.522", "NaT"] * 2, "M8[ms]"), "When."),
        ValueColumn("income", words(["low", "", "high", "low"]), "How rich.", ("low", "high")),
    ),
)


def written(folder: Path, kind: DataFormat, **more: Any) -> Path:
    write_data(folder, [TABLE], Study(), kind, **more)
    return folder / f"things.{kind}"


def test_csv_holds_every_value_and_the_dictionary_says_what_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "new" / "folder", DataFormat.CSV)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
    assert rows[0] == list(TABLE)
    assert [row[0] for row in rows[1:]] == ["a", "'=b", "ü\n🙂", "x\ufffd"]
    assert [row[1] for row in rows[1:]] == ["1.5", "", "-2.0", "0.0"]
    assert rows[1][3:] == ["1", "2021-03-11", "2021-03-11T10:30:00.522", "low"]
    assert rows[2][4:6] == ["", ""]
    dictionary = (path.parent / "dictionary.csv").read_text(encoding="utf-8")
    described = list(csv.DictReader(dictionary.splitlines(keepends=True)))
    assert [row["column"] for row in described] == list(TABLE)
    assert described[6] == {
        "table": "things",
        "column": "income",
        "type": "text",
        "meaning": "How rich.",
        "choices": "low; high",
        "name in the file": "income",
    }


def test_csv_for_excel_begins_with_its_mark(tmp_path: Path) -> None:
    plain = written(tmp_path / "a", DataFormat.CSV)
    with csv_for_excel():
        marked = written(tmp_path / "b", DataFormat.CSV)
    assert marked.read_bytes() == codecs.BOM_UTF8 + plain.read_bytes()


def test_parquet_keeps_types_and_meanings(tmp_path: Path) -> None:
    table = parquet.read_table(written(tmp_path, DataFormat.PARQUET))
    assert [str(field.type) for field in table.schema] == [
        *("string", "double", "int64", "bool", "date32[day]", "timestamp[ms, tz=UTC]", "string")
    ]
    assert table.schema.field("many").metadata == {b"meaning": b"How many."}
    assert table["how much"].to_pylist() == [1.5, None, -2.0, 0.0]
    assert table["name"].to_pylist()[:3] == ["a", "=b", "ü\n🙂"]
    assert table["day"].to_pylist()[1] is None


def test_spss_has_labels_and_numbered_choices(tmp_path: Path) -> None:
    frame, about = pyreadstat.read_sav(str(written(tmp_path, DataFormat.SPSS)))
    assert list(frame) == ["name", "how_much", "many", "yes", "day", "when", "income"]
    assert about.column_names_to_labels["how_much"] == "how much: A number."
    assert about.variable_value_labels["income"] == {1.0: "low", 2.0: "high"}
    assert about.variable_value_labels["yes"] == {0.0: "no", 1.0: "yes"}
    assert frame["income"].isna().tolist() == [False, True, False, False]
    assert frame["name"].tolist()[:3] == ["a", "=b", "ü\n🙂"]
    assert pd.to_datetime(frame["when"][0]) == pd.Timestamp("2021-03-11 10:30")
    assert [str(day) for day in frame["day"]] == ["2021-03-11", "nan", "2020-01-01", "1900-02-03"]


def test_what_spss_cannot_hold_is_said(tmp_path: Path) -> None:
    table = DataTable("long", (ValueColumn("text", words(["ä" * 40_000, "short"]), "Words."),))
    assert write_data(tmp_path, [table], Study(), DataFormat.SPSS)[0] == (
        "long.sav (1 text cut at 32,767 bytes, which is all that SPSS holds)"
    )
    frame, _ = pyreadstat.read_sav(str(tmp_path / "long.sav"))
    assert frame["text"][0] == "ä" * 16_383


@given(st.lists(st.text(max_size=70), min_size=1, max_size=8))
def test_names_for_spss_are_allowed_and_told_apart(names: list[str]) -> None:
    table = DataTable("x", tuple(ValueColumn(name, words([]), "X.") for name in names))
    found = spss_names(table)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(name[0].isalpha() and len(name) <= 64 and name.isascii() for name in found)


def test_names_that_spss_keeps_for_itself_are_changed() -> None:
    table = DataTable("x", (ValueColumn("with", words([]), "X."),))
    assert spss_names(table) == ("with_2",)


def test_annotation_tools_get_texts_with_their_segments(tmp_path: Path) -> None:
    assert export_data(tmp_path, STUDY, DataFormat.JSON_LINES) == ["annotations.jsonl"]
    lines = (tmp_path / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    found: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert [line["transcript"] for line in found] == [row.name for row in STUDY.transcripts_in_order]
    assert sum(len(line["label"]) for line in found) == STUDY.coding_count
    for line in found:
        for start, end, _code in line["label"]:
            assert 0 <= start < end <= len(line["text"])


@given(studies())
def test_every_row_of_a_study_is_in_the_files(study: Study) -> None:
    with tempfile.TemporaryDirectory() as folder:
        export_data(Path(folder), study, DataFormat.CSV)
        for name, number in (
            ("segments", study.coding_count),
            ("turns", sum(map(len, study.turns.values()))),
            ("participants", len(study.participants)),
            ("codebook", len(study.codes)),
        ):
            with (Path(folder) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                assert len(list(csv.reader(file))) == number + 1


def test_words_stay_behind_where_that_is_wanted(tmp_path: Path) -> None:
    export_data(tmp_path, STUDY, DataFormat.CSV, words=False)
    for name in ("segments", "turns"):
        header = (tmp_path / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert "text" not in header.split(",")


def test_a_library_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(QualcodeError, match=r"need “pyarrow”, which is not installed"):
        written(tmp_path, DataFormat.PARQUET)


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(QualcodeError, match="something with this name is there already"):
        write_data(tmp_path / "file", [TABLE], Study(), DataFormat.CSV)


@given(st.lists(st.integers(-(2**41), 2**42), min_size=1, max_size=4))
def test_moments_come_out_of_every_format_as_they_went_in(moments: list[int]) -> None:
    values = np.array([*moments, "NaT"], "M8[ms]")
    table = DataTable("things", (ValueColumn("when", values, "When."),))
    exact = [pd.Timestamp(moment, unit="ms") for moment in moments]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for kind in (DataFormat.CSV, DataFormat.PARQUET, DataFormat.SPSS):
            write_data(folder, [table], Study(), kind)
        in_csv = pd.to_datetime(pd.read_csv(folder / "things.csv")["when"], format="ISO8601")
        in_parquet = pd.read_parquet(folder / "things.parquet")["when"].dt.tz_localize(None)
        in_spss = pd.to_datetime(pyreadstat.read_sav(str(folder / "things.sav"))[0]["when"])
    assert list(in_csv)[:-1] == list(in_parquet)[:-1] == exact
    # SPSS shows whole seconds, and has no fractions that are not exact.
    assert list(in_spss)[:-1] == [moment.floor("s") for moment in exact]
    assert all(pd.isna(found[len(moments)]) for found in (in_csv, in_parquet, in_spss))


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t")
def test_cells_that_a_spreadsheet_would_run_are_guarded_and_read_as_meant(sign: str) -> None:
    cell = f"{sign}1+1"
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell
