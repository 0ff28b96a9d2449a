from pathlib import Path

import pytest

from qualcode.importers.tables.codings_file import read_codings
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.operations.coding_import import import_coding_columns
from tests.support.studies import example_study, quotes


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "codings.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_codings_come_into_the_study(tmp_path: Path) -> None:
    study = example_study()
    text = 'transcript,code,coder,start,end,memo,more\nINT01 Ruth,Trust > firms,EF,3,6,"a, b",x\n'
    found = import_coding_columns(study, read_codings(write(tmp_path, text)))
    assert found.added == 1
    new = set(quotes(study.after(found.change))) - set(quotes(study))
    assert new == {("Trust > firms", "EF", "Who")}


def test_faults_name_the_line_of_the_file(tmp_path: Path) -> None:
    header = "transcript,code,coder,start,end,memo\n"
    text = f'{header}INT01 Ruth,stigma,AB,3,6,"two\nlines"\nINT01 Ruth,stigma,AB,x,6,\n'
    table = read_codings(write(tmp_path, text))
    with pytest.raises(QualcodeError, match=r"(?i)line 4"):
        import_coding_columns(example_study(), table)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no column “coder”"):
        read_codings(write(tmp_path, "transcript,code,start,end\nx,y,1,2\n"))
