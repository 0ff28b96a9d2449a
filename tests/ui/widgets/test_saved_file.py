"""Whatever was written is told in one wording, with the ways to it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.list_export import ListExport
from qualcode.ui.session.background import Background
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.saved_file import saved_to, tell_saved


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def note(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return found


def test_a_file_is_opened_or_seen_in_its_folder(qtbot: QtBot, tmp_path: Path, opened: list[str]) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    file = tmp_path / "matrix.docx"
    for place in (0, 1):
        tell_saved(bar, file, "2 rows.")
        assert bar.text == f"Saved to {file}. 2 rows."
        assert bar.offers == ("Open", "Show in folder")
        bar.take_offer(place)
    assert opened == [str(file), str(tmp_path)]


def test_a_folder_has_one_way_to_it(qtbot: QtBot, tmp_path: Path, opened: list[str]) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    tell_saved(bar, tmp_path)
    assert (bar.text, bar.offers) == (saved_to(tmp_path), ("Open",))
    bar.take_offer()
    assert opened == [str(tmp_path)]


def test_a_list_that_was_exported_is_opened_beside_its_button(
    qtbot: QtBot, tmp_path: Path, opened: list[str], background: Background
) -> None:
    said: list[str] = []
    file = tmp_path / "list.csv"
    button = ListExport(
        "List", (FileChooser.__new__(FileChooser), background), lambda path: path, said.append
    )
    qtbot.addWidget(button)
    qtbot.addWidget(button.open)
    assert button.open.isHidden()
    button.write(file)
    qtbot.waitUntil(lambda: not button.open.isHidden())
    assert said == [f"Saved to {file}."]
    button.open.click()
    assert opened == [str(file)]
