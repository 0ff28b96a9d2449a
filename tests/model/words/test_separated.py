"""Rows and cells between signs: what programs write comes back, and what people type swallows nothing."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.separated import SeparatedRow, separated_rows

SIGNS = st.sampled_from(("\t", ",", ";", "|"))
CELLS = st.text("ab \"'\r\n\t,;|é", max_size=5)


def cells(text: str, separator: str = "\t") -> list[list[str]]:
    return [row.cells for row in separated_rows(text, separator)]


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4), SIGNS, st.booleans())
def test_what_a_program_writes_comes_back(rows: list[list[str]], separator: str, broken: bool) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    # A lone mark at the end makes all of it be read sign by sign.
    text = file.getvalue() + ('"lone' if broken else "")
    found = separated_rows(text, separator)
    assert [row.cells for row in found] == [*rows, *([['"lone']] if broken else [])]
    written = iter(text.splitlines(keepends=True))
    lines, line = [], 1
    for _ in found:
        lines.append(line)
        taken = next(written)
        while taken.count('"') % 2 and not taken.startswith('"lone'):
            taken += next(written)
        line += len(taken.splitlines())
    assert [row.line for row in found] == lines


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            '"White British" carer\n"in-between\nteacher\nplumber\n',
            [['"White British" carer'], ['"in-between'], ["teacher"], ["plumber"]],
        ),
        ('"Big Issue" seller\t"sic"\n', [['"Big Issue" seller', "sic"]]),
        ('""hi""\n', [['""hi""']]),
        ('"a\tb"\tc', [["a\tb", "c"]]),
        ('"a "" b"\t"\n', [['a " b', '"']]),
        ('"a" \t"b', [["a", '"b']]),
        ('"open\r\n\r\nlast\r', [['"open'], [], ["last"]]),
        ('"open\t', [['"open', ""]]),
        ('"', [['"']]),
        ('""\n"x', [[""], ['"x']]),
        ("a\t\n\tb", [["a", ""], ["", "b"]]),
        ("", []),
        ("\n\na", [[], [], ["a"]]),
    ],
)
def test_a_mark_that_nothing_answers_is_a_letter(text: str, rows: list[list[str]]) -> None:
    assert cells(text) == rows


@given(st.lists(st.text("ab ", max_size=4), min_size=1, max_size=6))
def test_lines_that_begin_with_one_mark_stay_lines(ends: list[str]) -> None:
    lines = [f'"a{end}' for end in ends]
    assert cells("\n".join(lines)) == [[line] for line in lines]


def test_a_cell_may_be_longer_than_any_limit_and_a_lone_mark_is_read_at_once() -> None:
    long = "x" * 300_000
    assert cells(f"{long}\tb") == [[long, "b"]]
    assert cells(f'"{long}\nb') == [['"' + long], ["b"]]
    many = '"a b\n' * 20_001
    assert len(cells(many)) == 20_001


def test_lines_are_counted_in_both_ways() -> None:
    assert separated_rows('a\r\n"b\nc"\rd\n', "\t") == [(1, ["a"]), (2, ["b\nc"]), (4, ["d"])]
    assert separated_rows('a\r\n"b\nc"\rd\n"e', "\t") == [
        SeparatedRow(1, ["a"]), SeparatedRow(2, ["b\nc"]), SeparatedRow(4, ["d"]), SeparatedRow(5, ['"e']),
    ]  # fmt: skip
