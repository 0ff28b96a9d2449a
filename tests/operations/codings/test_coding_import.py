"""Tests of coding import.

Tests as well: ``model.codes.coding_rows``.
"""

import numpy as np
import pytest

from qualcode.model.codes.coding_rows import CodingRow, CodingTable
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.operations.codings.coded_words import on_their_words
from qualcode.operations.codings.coding_import import import_coding_columns, import_codings
from tests.support.studies import FG1, INT01, example_study, quotes, span_of


@pytest.fixture
def study() -> Study:
    return example_study()


def test_rows_are_found_by_file_name_and_path_and_unknown_codes_and_coders_are_made(study: Study) -> None:
    council = span_of(study, "The council", INT01.name)
    rows = [
        CodingRow("INT01 Ruth.txt", "Trust > councils", "ab", *council, memo="hm"),
        CodingRow("INT01 Ruth", "Consent > asked", "EF", *council),
        CodingRow("INT01 Ruth", "COUNCILS", "EF", *council),
    ]
    result = import_codings(study, rows)
    after = study.after(result.change)
    assert [row for row in quotes(after) if row[2] == "The council"] == [
        ("Consent > asked", "EF", "The council"),
        ("Trust > councils", "AB", "The council"),
        ("Trust > councils", "EF", "The council"),
    ]
    assert (result.added, result.skipped) == (3, 0)
    assert (result.new_codes, result.new_coders) == (("Consent", "asked"), ("EF",))
    assert result.change.label == "Import 3 segments"
    assert after.coder_named("EF").colour not in {row.colour for row in study.coders.values()}


def test_repeats_in_the_file_and_in_the_study_are_skipped_and_counted(study: Study) -> None:
    first, new = span_of(study, "asked first"), span_of(study, "nothing to hide")
    rows = [
        CodingRow(FG1.name, "privacy", "AB", *first),
        CodingRow(FG1.name, "privacy", "AB", *new, memo="the first stays"),
        CodingRow(FG1.source_name, "Privacy", "AB", *new, memo="skipped"),
    ]
    result = import_codings(study, rows)
    assert (result.added, result.skipped) == (1, 2)
    memos = [row.memo for row in result.change.codings[0].added]
    assert memos == ["the first stays"]
    again = import_codings(study.after(result.change), rows)
    assert (again.added, again.skipped, bool(again.change)) == (0, 3, False)


def test_every_row_that_does_not_fit_is_named_by_its_line_and_nothing_is_imported(study: Study) -> None:
    length = len(FG1.text)
    table = CodingTable.of(
        ["FG9", FG1.name, FG1.name, FG1.name, FG1.name],
        ["privacy", "privacy", "Trust", "privacy", "privacy"],
        ["AB", "AB", "AB", " ", "AB"],
        ["0", "5", "0", "0", "x"],
        ["5", "5", "5", "5", "9"],
    )
    with pytest.raises(QualcodeError) as caught:
        import_coding_columns(study, table)
    assert str(caught.value) == (
        "Nothing was imported, because 5 rows do not fit: line 2: there is no transcript “FG9”; "
        "line 3: its end 5 is not after its start 5; line 4: “Trust” is a category, not a code; "
        "line 5: it names no coder; line 6: its start “x” is not a whole number."
    )
    rows = [CodingRow(FG1.name, "privacy", "AB", 0, length + n, line=n) for n in range(1, 9)]
    with pytest.raises(
        QualcodeError, match=r"8 rows do not fit: line 1: 0 to \d+ is outside.*; and 3 more\."
    ):
        import_codings(study, rows)
    with pytest.raises(QualcodeError, match="1 row does not fit: line 7: “a > > b” is not a name"):
        import_codings(study, [CodingRow(FG1.name, "a > > b", "AB", 0, 2, line=7)])


def test_a_name_that_several_codes_have_needs_its_path(study: Study) -> None:
    span = span_of(study, "nothing to hide")
    twins = [CodingRow(FG1.name, path, "AB", *span) for path in ("A > twin", "B > twin")]
    study = study.after(import_codings(study, twins).change)
    with pytest.raises(QualcodeError, match="“twin” names 2 codes, give the full path"):
        import_codings(study, [CodingRow(FG1.name, "twin", "AB", *span)])


def test_positions_count_code_points(study: Study) -> None:
    start = FG1.text.index("Really")
    assert FG1.text[start - 2] == "🙂"
    result = import_codings(study, [CodingRow(FG1.name, "privacy", "AB", start, start + 6)])
    assert ("privacy", "AB", "Really") in quotes(study.after(result.change))


def test_arrays_of_numbers_are_taken_as_they_are_and_no_rows_are_no_change(study: Study) -> None:
    table = CodingTable.of([FG1.name], ["new"], ["AB"], np.array([1]), np.array([4]))
    assert import_coding_columns(study, table).added == 1
    empty = import_codings(study, [])
    assert (empty.added, bool(empty.change)) == (0, False)


def test_huge_positions_are_outside_the_text(study: Study) -> None:
    table = CodingTable.of([FG1.name] * 2, ["a"] * 2, ["AB"] * 2, ["1", "1"], [str(2**40), str(2**80)])
    with pytest.raises(QualcodeError, match="2 rows do not fit"):
        import_coding_columns(study, table)


# -- the words that a file says were coded ---------------------------------------------------------------


def one_row(words: str | None, start: int, end: int, memo: str = "") -> CodingTable:
    """A file with one coding of FG1, with the words it lies on where they are said."""
    texts = None if words is None else [words]
    return CodingTable.of([FG1.name], ["privacy"], ["Zed"], [start], [end], memos=[memo], texts=texts)


def coded(study: Study) -> set[str]:
    fg1 = study.transcript_named(FG1.name)
    coder = study.find_coder("Zed")
    return {
        study.text(fg1.id)[row.span.start : row.span.end]
        for row in study.codings_of(fg1.id)
        if coder is not None and row.coder_id == coder.id
    }


@pytest.mark.parametrize("by", [-7, -1, 1, 2, 40])
def test_a_coding_of_another_version_goes_to_its_words(by: int) -> None:
    study = example_study()
    span = span_of(study, "nothing to hide")
    found = import_coding_columns(study, one_row("nothing to hide", span.start + by, span.end + by))
    assert (found.added, found.moved) == (1, 1)
    assert coded(study.after(found.change)) == {"nothing to hide"}


def test_words_that_are_where_the_file_says_stay_there() -> None:
    study = example_study()
    span = span_of(study, "asked first. 🙂 Really.\nP2: They")
    for words in ("asked first. 🙂 Really.\nP2: They", "asked first.  🙂 Really.\r\nP2: They", "", None):
        found = import_coding_columns(study, one_row(words, *span))
        assert (found.added, found.moved) == (1, 0)
        assert coded(study.after(found.change)) == {"asked first. 🙂 Really.\nP2: They"}


@pytest.mark.parametrize(
    ("words", "reason"), [("never said", "are not there"), ("it", "are there several times")]
)
def test_words_without_one_place_of_their_own_are_named_by_line(words: str, reason: str) -> None:
    study = example_study()
    with pytest.raises(QualcodeError, match=f"line 2: its words “{words}”.*{reason}"):
        import_coding_columns(study, one_row(words, 3, 9))


def test_a_memo_is_taken_where_ours_is_empty_and_another_one_is_said() -> None:
    study = example_study()
    span = span_of(study, "nothing to hide")
    first = import_coding_columns(study, one_row(None, *span))
    study = study.after(first.change)
    again = import_coding_columns(study, one_row(None, *span, memo="my careful memo"))
    assert (again.added, again.skipped, again.memos, again.other_memos) == (0, 1, 1, ())
    assert again.change.label == "Import 0 segments and 1 memo"
    with_memo = study.after(again.change)
    fg1 = with_memo.transcript_named(FG1.name)
    assert [row.memo for row in with_memo.codings_of(fg1.id) if row.span == span and row.memo] == [
        "my careful memo"
    ]
    other = import_coding_columns(with_memo, one_row(None, *span, memo="another memo"))
    assert (other.memos, other.other_memos) == (0, (2,))
    assert not other.change
    same = import_coding_columns(with_memo, one_row(None, *span, memo="my careful  memo"))
    assert (same.memos, same.other_memos) == (0, ())
    assert with_memo.after(again.change.inverse()) == study


def test_two_spellings_of_one_name_are_one_code_and_one_coder() -> None:
    study = example_study()
    span = span_of(study, "nothing to hide")
    table = CodingTable.of(
        [FG1.name] * 3,
        ["Cafe\u0301", "Caf\u00e9", "\ufeffcaf\u00e9\u200b"],
        ["Rene\u0301", "\u200eRen\u00e9", "REN\u00c9"],
        [span.start] * 3,
        [span.end] * 3,
    )
    found = import_coding_columns(study, table)
    assert (found.added, found.skipped) == (1, 2)
    assert (found.new_codes, found.new_coders) == (("Caf\u00e9",), ("Ren\u00e9",))
    after = study.after(found.change)
    again = import_coding_columns(after, table)
    assert (again.added, again.new_codes, again.new_coders) == (0, (), ())


@pytest.mark.parametrize(("kept", "known"), [(31_999, False), (32_000, True)])
def test_words_that_a_spreadsheet_cut_are_those_of_the_text(kept: int, known: bool) -> None:
    """A cell holds some 32,000 letters; of longer passages it holds the beginning."""
    text = "word " * 8_000
    table = CodingTable.of(["T"], ["a"], ["AB"], np.array([0]), np.array([len(text)]), texts=[text[:kept]])
    settled = on_their_words(table, [text], ["T"])
    assert (settled.moved, list(settled.faults)) == ((0, []) if known else (1, []))


def test_each_row_is_looked_at_whatever_the_one_before_it_says() -> None:
    """There as it says, there but for blanks, without words, in no text, and at last elsewhere."""
    table = CodingTable.of(
        ["T", "T", "T", "U", "T"],
        ["a"] * 5,
        ["AB"] * 5,
        np.array([0, 0, 0, 0, 0]),
        np.array([3, 7, 3, 3, 3]),
        texts=["one", "one\ntwo", "", "one", "two"],
    )
    settled = on_their_words(table, ["one two", None], ["T", "U"])
    assert (settled.moved, list(settled.faults)) == (1, [])
    assert (settled.table.start.tolist(), settled.table.end.tolist()) == ([0, 0, 0, 0, 4], [3, 7, 3, 3, 7])


@pytest.mark.parametrize(("number", "shown"), [(40, "x" * 40), (41, "x" * 39 + "…")])
def test_long_words_that_are_not_there_are_named_by_their_beginning(number: int, shown: str) -> None:
    table = CodingTable.of(["T"], ["a"], ["AB"], np.array([0]), np.array([3]), texts=["x" * number])
    settled = on_their_words(table, ["no such words"], ["T"])
    assert settled.faults == [(0, f"its words “{shown}” are not where it says in “T” and are not there")]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("ab", "x ab x", (2, 4)),
        ("a  b", "x a\nb x", (2, 5)),
        ("ab", "ab ab", None),
        ("ab", "ab ab ab", None),
        ("zz", "x ab x", None),
    ],
)
def test_words_are_looked_for_where_they_are_once(
    words: str, text: str, found: tuple[int, int] | None
) -> None:
    table = CodingTable.of(["T"], ["a"], ["AB"], np.array([9]), np.array([12]), texts=[words])
    settled = on_their_words(table, [text], ["T"])
    if found is None:
        how = "are there several times" if words in text else "are not there"
        assert settled.faults == [(0, f"its words “{words}” are not where it says in “T” and {how}")]
        assert settled.moved == 0
    else:
        assert (settled.moved, list(settled.faults)) == (1, [])
        assert (settled.table.start.tolist(), settled.table.end.tolist()) == ([found[0]], [found[1]])


@pytest.mark.parametrize(
    ("code", "start", "end", "reason"),
    [
        ("Trust", 0, 3, "“Trust” is a category, not a code"),
        ("", 0, 3, "“” is not a name for a code"),
        ("a > > b", 0, 3, "“a > > b” is not a name for a code"),
        ("stigma", 3, 3, "its end 3 is not after its start 3"),
        ("stigma", -1, 3, "-1 to 3 is outside the text of “FG1 Home owners” ("),
        ("stigma", 0, 10_000, "0 to 10000 is outside the text of “FG1 Home owners” ("),
        ("stigma", 0, 1, None),
    ],
)
def test_why_a_row_does_not_fit(study: Study, code: str, start: int, end: int, reason: str | None) -> None:
    rows = [CodingRow(FG1.name, code, "AB", start, end)]
    if reason is None:
        assert import_codings(study, rows).added == 1
        return
    with pytest.raises(QualcodeError) as caught:
        import_codings(study, rows)
    assert reason in str(caught.value)


def test_a_text_is_coded_to_its_end_and_no_further(study: Study) -> None:
    length = len(FG1.text)
    assert import_codings(study, [CodingRow(FG1.name, "stigma", "AB", 0, length)]).added == 1
    with pytest.raises(
        QualcodeError, match=rf"0 to {length + 1} is outside the text .*\({length} characters\)"
    ):
        import_codings(study, [CodingRow(FG1.name, "stigma", "AB", 0, length + 1)])
