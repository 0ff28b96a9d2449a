"""What is said of figures of agreement.

Tests as well: ``agreement_file``, ``agreement_figures``, ``agreement_json``, ``agreement_sheets``,
``agreement_verdicts``, ``project.reports.agreeing``.
"""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from qualcode.analysis.agreement.agreement import agreement
from qualcode.analysis.agreement.material import left_out
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.exporters.agreement.agreement_figures import UNDEFINED, shown, without_undefined
from qualcode.exporters.agreement.agreement_file import agreement_document, write_agreement
from qualcode.exporters.agreement.agreement_json import as_json
from qualcode.exporters.agreement.agreement_sheets import header, strand_columns
from qualcode.exporters.agreement.agreement_verdicts import verdict
from qualcode.exporters.agreement.agreement_words import sections
from qualcode.exporters.document.blocks import Align, NewPage, Paragraph, Run, TableBlock, plain
from qualcode.exporters.papers.sections_document import rows_table
from qualcode.model.front import Front
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import (
    Agreement,
    AgreementMeasure,
    AgreementStrand,
    ConfidenceInterval,
    Strand,
)
from qualcode.model.results.report_values import Section
from qualcode.model.results.works import (
    AC1,
    ALPHA,
    BRENNAN_PREDIGER,
    CONGER,
    FLEISS,
    JACCARD,
    KAPPA,
    MASI,
    PAIRS_OF_CODERS,
    SETS,
    UNITIZING,
    works_cited,
)
from qualcode.model.study import Study
from qualcode.project.reports.agreeing import agreement_of
from qualcode.project.reports.asking import agreement_request
from tests.analysis.building import Coded, Said, Talk, study_of
from tests.analysis.strategies import FixedMeasures, coder_ids

TURNS = tuple(Said(start, start + 10, "P") for start in range(0, 1000, 10))


def coded(coder: str, code: str, *turns: int) -> list[Coded]:
    return [Coded(coder, code, turn * 10, turn * 10 + 10) for turn in turns]


def study(*codings: list[Coded]) -> Study:
    talk = Talk("x" * 1000, TURNS, [each for some in codings for each in some])
    other = Talk("x" * 1000, TURNS, coded("X", "often", 1))
    return study_of({"T": talk, "U": other}, {"rare": None, "often": None, "unused": None})


RARE = study(
    coded("X", "rare", 0, 1, 2, 3),
    coded("Y", "rare", 2, 3, 4, 5),
    coded("X", "often", *range(40)),
    coded("Y", "often", *range(41)),
)


TWINS = study(
    *(coded(coder, code, 1, 2, 3 + number) for code in ("rare", "often") for number, coder in enumerate("XY"))
)


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=2, values_only=True))


def runs_of(block: Paragraph) -> tuple[Run, ...]:
    return () if isinstance(block.words, str) else block.words


def found(unit: AgreementUnit = AgreementUnit.TURN) -> Agreement:
    return agreement_of(RARE, AgreementQuestion(unit=unit, bootstrap=200), FixedMeasures())


def test_a_rare_code_is_explained_and_a_sure_one_is_not() -> None:
    rare, often, unused = (verdict(row, AgreementUnit.TURN) for row in found().codes)
    assert rare.startswith("Too low to rely on")
    assert "was given to 6% of the turns, which lowers kappa (0.48) but hardly affects AC1 (0.96)" in rare
    assert "Only 6 turns had the code from anybody" in rare
    assert often == "Reliable (alpha 0.98)."
    assert unused.startswith("Not defined: nobody gave this code")


def test_codes_of_which_the_figures_say_the_same_stand_in_one_row() -> None:
    page = next(section for section in sections(found()) if section.title == "What the figures say")
    said = {str(finding).partition(",")[0]: which for finding, _, which in page.rows}
    assert said["Reliable: alpha and its whole interval from 0.80"] == "often"
    assert said["Not defined: nobody gave this code to any of the text"] == "unused"
    assert (
        said["Too low to rely on: alpha below 0.667; read the passages on which the coders differ"] == "rare"
    )
    assert said["On fewer than 10 turns"] == "rare"


def test_what_is_true_of_every_code_names_none() -> None:
    question = AgreementQuestion(codes=("rare", "often"), bootstrap=0)
    pages = sections(agreement_of(TWINS, question, FixedMeasures()))
    page = next(section for section in pages if section.title == "What the figures say")
    assert {(which, number) for _, number, which in page.rows} == {("every code", 2)}


def test_nearly_every_code_is_told_by_those_that_are_left() -> None:
    alike = [coded(coder, f"code {number}", number) for number in range(7) for coder in "XY"]
    talk = Talk("x" * 1000, TURNS, [each for some in alike for each in some] + coded("X", "apart", 50))
    many = study_of({"T": talk}, {**dict.fromkeys(f"code {number}" for number in range(7)), "apart": None})
    pages = sections(agreement_of(many, AgreementQuestion(bootstrap=0), FixedMeasures()))
    page = next(section for section in pages if section.title == "What the figures say")
    assert page.rows[0][1:] == (7, "all but apart")
    assert [row[1:] for row in page.rows if str(row[0]).startswith("Too low")] == [(1, "apart")]


def test_a_hair_below_nothing_has_no_sign() -> None:
    assert shown(-0.001, ConfidenceInterval(-0.004, 0.2)) == "0.00 [0.00, 0.20]"
    assert shown(-0.01) == "−0.01"


def test_segments_that_agree_or_not_need_no_verdicts() -> None:
    titles = [section.title for section in sections(found(AgreementUnit.OVERLAP))]
    assert "What the figures say" not in titles


def test_every_table_has_a_caption_and_codes_stand_as_a_tree() -> None:
    nested = study_of(
        {"T": Talk("x" * 1000, TURNS, [*coded("X", "low", 0, 1), *coded("Y", "low", 1, 2)])},
        {"top": None, "mid": "top", "low": "mid"},
    )
    question = AgreementQuestion(codes=("low",), bootstrap=0)
    document = agreement_document(Front(title="A"), "en", agreement_of(nested, question, FixedMeasures()))
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    assert all(table.caption for table in tables)
    (by_code,) = (table for table in tables if table.caption == "Agreement code by code")
    shown = [(plain(row[0].words), row[0].indent, row[0].strong) for row in by_code.rows]
    assert shown == [
        ("top", 0, False), ("mid", 1, False), ("low", 2, False),
        ("All codes pooled", 0, True), ("Mean of codes", 0, True),
    ]  # fmt: skip
    assert all(table.shows for table in tables)


def test_only_wide_tables_lie_across() -> None:
    document = agreement_document(Front(title="A"), "en", found())
    across, lying, wide = document.landscape, [], []
    for block in document.blocks:
        if isinstance(block, NewPage):
            across = block.landscape
        if isinstance(block, TableBlock):
            lying.append(across)
            wide.append(len(block.columns) > 6)
    assert lying == wide
    assert {*wide} == {True, False}
    assert document.landscape is False


def test_codes_beside_the_limits_are_counted_one_or_many() -> None:
    page = sections(found())[0]
    assert "Of 2 codes with a defined alpha, 1 reaches 0.80 and 1 stays below 0.667." in str(page)


def test_what_was_compared_and_what_was_not_is_named() -> None:
    answer = found()
    assert (answer.coders, answer.transcripts, answer.left_out) == (("X", "Y"), ("T",), (("U", "Y"),))
    assert dict(answer.provenance.facts)["transcripts"] == "1 of 2; 1 left out"


def test_transcripts_that_are_named_are_taken_as_they_are() -> None:
    request = agreement_request(RARE, AgreementQuestion(transcripts=("T", "U")))
    assert len(request.selection.transcripts_of(RARE)) == 2
    assert left_out(RARE, request.coders, request.selection.transcripts_of(RARE)) == ()


def test_a_category_stands_for_what_is_below_it() -> None:
    talk = Talk(
        "x" * 20, (Said(0, 10, "P"), Said(10, 20, "P")), [Coded("X", "b", 0, 5), Coded("Y", "c", 0, 5)]
    )
    tree = study_of({"T": talk}, {"a": None, "b": "a", "c": "a"})
    question = AgreementQuestion(level=1, bootstrap=0)
    (row,) = agreement_of(tree, question, FixedMeasures()).codes
    assert row.units is not None
    assert (row.name, row.units.both, row.units.neither) == ("a", 1, 1)


def test_the_report_holds_every_section_and_every_code(tmp_path: Path) -> None:
    answer = found()
    titles = [section.title for section in sections(answer)]
    assert titles == [
        "In short", "Transcripts", "What the figures say", "Code by code", "What each coded",
        "Boundaries, and further coefficients",
        "Sets of codes", "For the methods section",
    ]  # fmt: skip
    write_agreement(tmp_path / "a.docx", Front(title="A"), "en", answer)
    document = Document(str(tmp_path / "a.docx"))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"rare", "often", "unused", "All codes pooled", "Mean of codes"} <= cells
    write_agreement(tmp_path / "a.html", Front(title="A"), "en", answer)
    assert "alpha, MASI distance" in (tmp_path / "a.html").read_text("utf-8")
    write_agreement(tmp_path / "a.xlsx", Front(title="A"), "en", answer)


def test_sheets_are_a_page_wide_and_what_is_empty_has_none(tmp_path: Path) -> None:
    write_agreement(tmp_path / "a.xlsx", Front(title="A"), "en", found())
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["About", "Agreement", "Intervals", "Counts", "Sets of codes", "Transcripts"]
    assert {int(sheet.page_setup.fitToWidth or 1) for sheet in book.worksheets} == {1}
    assert ("Decisions", "What was settled where these coders differ, and why. There are none.") in set(
        book["About"].iter_rows(values_only=True)
    )
    (counts,) = (row for row in rows_of(book["Counts"]) if row[1] == "rare")
    assert counts == ("X / Y", "rare", 2, 2, 2, 0, 94)
    intervals = {row[1:3]: row[3:] for row in rows_of(book["Intervals"])}
    figure, low, high = intervals["rare", "Cohen’s kappa"]
    assert low < figure < high
    assert ("unused", "Cohen’s kappa") not in intervals


def test_three_coders_have_a_section_a_pair() -> None:
    three = study(coded("X", "rare", 1, 2), coded("Y", "rare", 2, 3), coded("Z", "rare", 2, 9))
    request = AgreementRequest(coder_ids("X", "Y", "Z"), samples=0)
    answer = agreement(three, request, FixedMeasures())
    titles = [section.title for section in sections(answer)]
    assert titles[5:8] == ["X and Y", "X and Z", "Y and Z"]
    counts = next(section for section in sections(answer) if section.title == "What each coded")
    assert counts.header[1:7] == (
        "All (turns)",
        "Only X (turns)",
        "Only Y (turns)",
        "Only Z (turns)",
        "Some (turns)",
        "None (turns)",
    )


def test_a_table_has_a_row_a_code_and_nothing_where_nothing_is_defined(tmp_path: Path) -> None:
    write_agreement(tmp_path / "a.csv", Front(title="A"), "en", found())
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["code"] for row in rows] == ["rare", "often", "unused", "all codes pooled", "mean of codes"]
    assert (rows[0]["both"], rows[0]["only X"], rows[0]["only Y"], rows[0]["neither"]) == (
        "2",
        "2",
        "2",
        "94",
    )
    assert rows[2]["kappa"] == ""
    assert float(rows[0]["kappa low"]) < float(rows[0]["kappa"]) < float(rows[0]["kappa high"])


@pytest.mark.parametrize("kind", Strand)
def test_parts_of_a_csv_name_measures_alike_and_sheets_in_full(kind: Strand) -> None:
    strand = AgreementStrand(kind, ())
    sheet, of_csv = (
        [each.name for each in strand_columns(strand, for_programs=way)] for way in (False, True)
    )
    assert {"kappa", "kappa low", "kappa high", "ac1"} <= {*of_csv} & {*header(found())}
    assert {"Cohen’s kappa", "Cohen’s kappa low", "Gwet’s AC1"} <= {*sheet}
    assert len(sheet) == len(of_csv)


def test_json_has_the_names_that_scripts_rely_on(tmp_path: Path) -> None:
    answer = found()
    write_agreement(tmp_path / "a.json", Front(title="A"), "en", answer)
    plain = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert plain == json.loads(json.dumps(as_json(answer)))
    rare, _, unused = plain["codes"]
    assert (rare["both"], rare["only"], rare["neither"]) == (2, {"X": 2, "Y": 2}, 94)
    assert rare["alpha"] == answer.codes[0].figures[AgreementMeasure.ALPHA]
    assert rare["interval"]["kappa"][0] < rare["kappa"]
    assert rare["unitizing"].keys() == {"u", "binary"}
    assert (unused["kappa"], unused["reason"].split(":")[0]) == (None, "not defined")
    assert plain["sets"].keys() >= {"masi", "jaccard"}


def test_a_column_of_figures_stands_to_the_right_and_an_empty_one_does_not() -> None:
    table = rows_table(("Tool", "Uses", "When", "Known"), [("Ear", 3, "", ""), ("Pen", "", "", 0)])
    assert [column.align for column in table.columns] == [
        Align.START,
        Align.FIGURE,
        Align.START,
        Align.FIGURE,
    ]


def test_dates_and_marks_have_room_in_wider_fonts_than_ours() -> None:
    dated, plainly = rows_table(("When", "What"), [("2026-03-01", "ten lettrs")]).columns
    assert dated.width > plainly.width


def test_measures_are_cited_where_they_are_given() -> None:
    told = found()
    cited = works_cited(words for each in sections(told) for words in (*each.sentences, each.methods))
    named = {KAPPA, AC1, BRENNAN_PREDIGER, FLEISS, CONGER, ALPHA, UNITIZING}
    assert set(cited) - {SETS, JACCARD, MASI} == named
    # Of two coders there is one kappa, and no mean of pairs.
    assert PAIRS_OF_CODERS not in cited


def test_why_alpha_for_unitizing_is_missing_over_several_codes_is_said_once() -> None:
    def over_all(*codings: Coded) -> str:
        compared = study_of({"T": Talk("x" * 1000, TURNS, list(codings))}, {"a": None, "b": None})
        answer = agreement_of(compared, AgreementQuestion(bootstrap=0), FixedMeasures())
        (section,) = (each for each in sections(answer) if each.title.startswith("Boundaries"))
        return section.sentences[-1]

    alike = [*coded("X", "a", 0), *coded("Y", "a", 0), *coded("X", "b", 3), *coded("Y", "b", 3)]
    assert over_all(*alike).startswith("Over several codes at once, u-alpha is 1.00; ")
    assert over_all(*alike, *coded("X", "b", 0)) == (
        "Over several codes at once it is not defined: X gave different codes to passages that overlap."
    )


def test_a_figure_with_more_places_than_the_others_says_why() -> None:
    def shows(alpha: float, agreement: float = 0.9) -> str:
        answer = found()
        changed = {AgreementMeasure.ALPHA: alpha, AgreementMeasure.PERCENT: agreement}
        figures = {**answer.codes[0].figures, **changed}
        codes = (replace(answer.codes[0], figures=figures, intervals={}), *answer.codes[1:])
        (section,) = (each for each in sections(replace(answer, codes=codes)) if each.title == "Code by code")
        return section.shows

    note = "Alpha is given to more than two places where rounding would carry it across 0.667 or 0.80."
    assert note in shows(0.6668)
    assert note not in shows(0.61)
    perfect = "What is less than perfect is not rounded to 100% or 1.00."
    assert perfect not in shows(0.6668)
    assert note not in shows(0.997)
    assert perfect in shows(0.997)
    assert perfect in shows(0.61, 0.9968)


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        ((("a", "1", UNDEFINED), ("b", UNDEFINED, UNDEFINED)), ("Code", "F1"), "kappa is defined in no row"),
        ((("a", "1", UNDEFINED), ("b", UNDEFINED, "0.5")), ("Code", "F1", "kappa"), ""),
        # A table without any figure says so in its rows.
        ((("a", UNDEFINED, UNDEFINED),), ("Code", "F1", "kappa"), ""),
        ((), ("Code", "F1", "kappa"), ""),
    ],
)
def test_a_column_in_which_nothing_is_defined_is_left_out_and_named(
    rows: tuple[tuple[str, ...], ...], header: tuple[str, ...], said: str
) -> None:
    found = without_undefined(Section("S", ("First.",), ("Code", "F1", "kappa"), rows))
    assert found.header == header
    assert [len(row) for row in found.rows] == [len(header)] * len(rows)
    assert found.sentences[:1] == ("First.",)
    assert any(said in sentence for sentence in found.sentences[1:]) == bool(said)


def test_segments_are_compared_without_columns_of_dashes() -> None:
    page = next(each for each in sections(found(AgreementUnit.OVERLAP)) if each.title == "Code by code")
    assert "Cohen’s kappa" not in page.header
    assert "Cohen’s kappa" in page.sentences[-1]
    for section in sections(found(AgreementUnit.OVERLAP)):
        for place in range(1, len(section.header)):
            assert {row[place] for row in section.rows if place < len(row)} != {UNDEFINED}


@pytest.mark.parametrize("undefined", [(1,), (2,), (1, 3), ()])
def test_columns_that_stay_keep_their_units(undefined: tuple[int, ...]) -> None:
    heads, units = ("Code", "A (turns)", "B (characters)", "C"), ("", "turns", "characters", "")
    row = tuple(UNDEFINED if place in undefined else str(place) for place in range(4))
    found = without_undefined(Section("Counts", (), heads, (row, row), units=units))
    assert [units[heads.index(head)] for head in found.header] == list(found.units)
    assert len(found.header) == 4 - len(undefined)
    assert without_undefined(Section("Counts", (), heads, (row, row))).units == ()
