import io
import sys

import pytest

from qualcode.cli import printing
from qualcode.model.machine.progress import no_progress


def test_columns_line_up_for_every_script(capsys: pytest.CaptureFixture[str]) -> None:
    printing.print_table(("name", "turns"), [("Cafe\u0301", 3), ("深い", 1200), ("two\nlines", 40)])
    assert capsys.readouterr().out == (
        "name       turns\nCafe\u0301           3\n深い       1,200\ntwo lines     40\n"
    )


def test_a_table_without_rows(capsys: pytest.CaptureFixture[str]) -> None:
    printing.print_table(("name", "turns"), [])
    assert capsys.readouterr().out == "name  turns\n"


def test_rows_are_made_when_they_are_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    made: list[int] = []

    def row(place: int) -> tuple[str, int]:
        made.append(place)
        return "x" * place, place

    rows = printing.Rows(3, row)
    assert not made
    assert list(rows[1:]) == [("x", 1), ("xx", 2)]
    printing.print_table(("name", "n"), rows)
    assert capsys.readouterr().out == "name  n\n      0\nx     1\nxx    2\n"


def test_json_one_after_another_is_json_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    cases: list[list[object]] = [[], [{"a": [1, "é\n"]}], [{}, {"b": {"c": None}}, "x\ny"]]
    for values in cases:
        printing.print_json(values)
        at_once = capsys.readouterr().out
        printing.print_json_rows(value for value in values)
        assert capsys.readouterr().out == at_once


def test_progress_is_silent_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    with printing.progress("Reading") as report:
        assert report is no_progress
    assert capsys.readouterr() == ("", "")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with printing.progress("Reading") as report:
        report(0, 2, "FG1.docx")
        report(1, 2, "FG2.docx")
        report(2, 2, "")
    shown = terminal.getvalue()
    assert "Reading" in shown
    assert "FG2.docx" in shown
    assert "None" not in shown
    assert "100%" in shown
