"""Csv files from the window begin as the spreadsheet program of the system needs it."""

import sys

import pytest

from qualcode.exporters.writing import csv_bytes
from qualcode.ui.session.csv_files import csv_as_usual_here

MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(("system", "begins"), [("win32", True), ("linux", False), ("darwin", False)])
def test_only_on_windows_with_a_mark(monkeypatch: pytest.MonkeyPatch, system: str, begins: bool) -> None:
    monkeypatch.setattr(sys, "platform", system)
    with csv_as_usual_here():
        assert csv_bytes(["a"], []).startswith(MARK) is begins
    assert not csv_bytes(["a"], []).startswith(MARK)
