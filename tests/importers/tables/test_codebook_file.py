from pathlib import Path

import pytest
from openpyxl import Workbook

from qualcode.importers.tables.codebook_file import read_codebook
from qualcode.model.codebook import CodebookRow
from qualcode.model.errors import UnreadableFileError


def read(folder: Path, text: str) -> list[CodebookRow]:
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return read_codebook(folder / "a.csv")


def test_columns_come_in_any_order_and_case(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "DEFINITION,Color,Code,Is Codable,Key\nwhat,#112233, trust ,No,3\n")
    assert row == CodebookRow("trust", "", False, "#112233", "what", digit=3, line=2)


def test_what_the_file_does_not_say_stays_unsaid(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "code\ntrust\n")
    assert row == CodebookRow("trust", line=2)
    (row,) = read(tmp_path, "code,codable,colour,memo,digit\ntrust,,,,\n")
    assert row == CodebookRow("trust", memo="", line=2)


@pytest.mark.parametrize(
    "text",
    [
        "code,parent\nTrust,\nfirms,Trust\ngain,Trust > firms\n",
        "code\nTrust\nTrust > firms\nTrust > firms > gain\n",
        "code,parent\nTrust,\nTrust > firms,Trust\nTrust > firms > gain,Trust > firms\n",
        "code,parent\nTrust,\nfirms,Trust\ngain,firms\n",
        "code;parent\ngain;firms\nfirms;Trust\nTrust;\n",
        "code,parent\n Trust ,\nfirms, Trust \nfirms  >  gain,Trust\n",
    ],
)
def test_parents_are_named_in_several_ways(tmp_path: Path, text: str) -> None:
    assert {row.path for row in read(tmp_path, text)} == {"Trust", "Trust > firms", "Trust > firms > gain"}


def test_a_name_that_two_codes_share_is_not_guessed_at(tmp_path: Path) -> None:
    rows = read(tmp_path, "code\nA > x\nB > x\nx > y\n")
    assert [row.path for row in rows] == ["A > x", "B > x", "x > y"]


def test_codes_that_are_their_own_parents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"line [23]: “[ab]” is its own parent"):
        read(tmp_path, "code,parent\na,b\nb,a\n")


@pytest.mark.parametrize(
    ("cell", "codable"), [("yes", True), ("TRUE", True), ("1", True), ("x", True), ("ja", True)]
)
def test_yes_in_several_spellings(tmp_path: Path, cell: str, codable: bool) -> None:
    assert read(tmp_path, f"code,codable\na,{cell}\n")[0].codable is codable


@pytest.mark.parametrize("cell", ["no", "False", "0", "N", "nein", " category "])
def test_no_in_several_spellings(tmp_path: Path, cell: str) -> None:
    assert read(tmp_path, f"code,codable\na,{cell}\n")[0].codable is False


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,codable\na,yes\nb,maybe\n", "line 3: “maybe” in the column “codable” is neither yes nor no"),
        ("code,digit\na,12\n", r"line 2: the key “12” is not one of 1 to 9 and Shift\+1 to Shift\+9"),
        ("code,digit\na,²\n", "line 2: the key “²” is not one of"),
        ('code,memo\na,"two\nlines"\n,x\n', "line 4: the code has no name"),
        ("name of it,memo\na,b\n", "has no column “code”"),
    ],
)
def test_what_cannot_be_understood_is_named_by_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read(tmp_path, text)


def test_a_spreadsheet_with_figures_for_keys(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["code", "digit", "codable"])
    book.worksheets[0].append(["trust", 3.0, True])
    book.save(tmp_path / "a.xlsx")
    assert read_codebook(tmp_path / "a.xlsx") == [CodebookRow("trust", codable=True, digit=3, line=2)]


def test_a_key_with_shift_is_read(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "code,digit\ntrust,shift+3\n")
    assert row.digit == 13
