from pathlib import Path

import pytest
from openpyxl import Workbook

from qualcode.importers.tables.codebook_file import read_codebook
from qualcode.model.codes.codebook import CodebookRow
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


def test_a_column_of_kinds_tells_categories_from_codes(tmp_path: Path) -> None:
    rows = read(tmp_path, "number,code,kind\n1,Trust,category\n1.1,Trust > and/or,Code\n2,Fees,\n")
    assert [(row.path, row.codable) for row in rows] == [
        ("Trust", False),
        ("Trust > and/or", True),
        ("Fees", None),
    ]


def test_a_name_that_two_codes_share_is_not_guessed_at(tmp_path: Path) -> None:
    rows = read(tmp_path, "code\nA > x\nB > x\nx > y\n")
    assert [row.path for row in rows] == ["A > x", "B > x", "x > y"]


def test_codes_that_are_their_own_parents_come_to_the_top_and_are_told(tmp_path: Path) -> None:
    rows = read(tmp_path, "code,parent\na,b\nb,a\n")
    assert [row.path for row in rows] == ["a", "b"]
    assert all("is its own parent" in row.faults[0] for row in rows)


@pytest.mark.parametrize(
    ("cell", "codable"), [("yes", True), ("TRUE", True), ("1", True), ("x", True), ("ja", True)]
)
def test_yes_in_several_spellings(tmp_path: Path, cell: str, codable: bool) -> None:
    assert read(tmp_path, f"code,codable\na,{cell}\n")[0].codable is codable


@pytest.mark.parametrize("cell", ["no", "False", "0", "N", "nein", " category "])
def test_no_in_several_spellings(tmp_path: Path, cell: str) -> None:
    assert read(tmp_path, f"code,codable\na,{cell}\n")[0].codable is False


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("code,codable\na,yes\nb,maybe\n", 3, "“maybe” says neither code (yes) nor category (no)"),
        ("code,digit\na,12\n", 2, "the key “12” is not one of 1 to 9 and Shift+1 to Shift+9"),
        ("code,digit\na,²\n", 2, "the key “²” is not one of 1 to 9 and Shift+1 to Shift+9"),
        ('code,memo\na,"two\nlines"\n,x\n', 4, "the code has no name; the row was left out"),
        ("code,colour\na,reddish\n", 2, "“reddish” is not a colour"),
        ("code,memo\na,b,c\nd,e\n", 2, "the row has more cells than the 2 columns and was left out"),
    ],
)
def test_a_refused_cell_is_named_by_its_line_and_the_rest_is_read(
    tmp_path: Path, text: str, line: int, fault: str
) -> None:
    rows = read(tmp_path, text)
    assert [(row.line, row.faults) for row in rows if row.faults] == [(line, (fault,))]
    assert len(rows) == text.count("\n") - 1 - text.count("two\n")


def test_a_column_that_was_not_read_is_named_and_an_empty_one_is_not(tmp_path: Path) -> None:
    told, trust, risk = read(tmp_path, "Code,Remark,Definition,Weight,Spare\nTrust,x,Faith,3,\nRisk,,,,\n")
    assert (told.name, told.line) == ("", 1)
    assert told.faults == ("the columns “Remark” and “Weight” were not read",)
    assert (trust.name, trust.definition, risk.name) == ("Trust", "Faith", "Risk")
    assert len(read(tmp_path, "code,definition,segments,occurs with\nTrust,Faith,4,Risk (2)\n")) == 1


@pytest.mark.parametrize(
    "header",
    ["Use for,Not for", "USE IT FOR:,Do not use for", "When to use,When not to use", "include,exclude"],
)
def test_what_our_own_documents_and_window_call_rules_of_use_is_read(tmp_path: Path, header: str) -> None:
    (row,) = read(tmp_path, f"code,{header}\nTrust,faith in others,hope\n")
    assert (row.include, row.exclude) == ("faith in others", "hope")


def test_a_table_without_codes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="has no column “code”"):
        read(tmp_path, "who,memo\na,b\n")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Code;Oberkategorie;Definition;Ankerbeispiel;Farbe", "Firmen;Vertrauen;Wer es ist;„Nie“;rot"),
        ("Code,Catégorie,Définition,Exemple,Couleur", "Firmen,Vertrauen,Wer es ist,„Nie“,Rouge"),
        ("Name,Parent Name,Description,Example,Color", 'Firmen,Vertrauen,Wer es ist,„Nie“,"214, 39, 40"'),
        (
            "Name,Hierarchical Name,Description,Example,Color",
            "Firmen,Vertrauen\\Firmen,Wer es ist,„Nie“,#d62728",
        ),
        ("Código,Categoría,Definición,Ejemplo,Color", 'Firmen,Vertrauen,Wer es ist,„Nie“,"rgb(214,39,40)"'),
    ],
)
def test_foreign_headers_levels_and_colours(tmp_path: Path, header: str, row: str) -> None:
    (found,) = read(tmp_path, f"{header}\n{row}\n")
    assert (found.path, found.definition, found.examples) == ("Vertrauen > Firmen", "Wer es ist", "„Nie“")
    assert found.colour == "#d62728"
    assert found.faults == ()


@pytest.mark.parametrize("stroke", ["\\", "/", "::", " > ", ">", "→"])
def test_levels_may_be_parted_in_many_ways(tmp_path: Path, stroke: str) -> None:
    rows = read(tmp_path, f"code\nTrust\nTrust{stroke}firms\nTrust{stroke}firms{stroke}gain\n")
    assert [row.path for row in rows] == ["Trust", "Trust > firms", "Trust > firms > gain"]


def test_a_stroke_in_a_name_is_no_level(tmp_path: Path) -> None:
    rows = read(tmp_path, "code\nhim/her\nand/or\nTrust\n")
    assert [row.path for row in rows] == ["him/her", "and/or", "Trust"]


def test_a_spreadsheet_with_figures_for_keys(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["code", "digit", "codable"])
    book.worksheets[0].append(["trust", 3.0, True])
    book.save(tmp_path / "a.xlsx")
    assert read_codebook(tmp_path / "a.xlsx") == [CodebookRow("trust", codable=True, digit=3, line=2)]


def test_a_key_with_shift_is_read(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "code,digit\ntrust,shift+3\n")
    assert row.digit == 13
