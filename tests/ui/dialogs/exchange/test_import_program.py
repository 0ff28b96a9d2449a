"""A project of another program comes in through the window, and ours goes out.

Tests as well: ``choose_project``, ``export_data``, ``export_project``, ``told_list``,
``ui.shell.project_exchange``, ``ui.session.lazy_exchange``, ``ui.commands.exchange_actions``,
``ui.dialogs.importing.elsewhere``.
"""

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from qualcode.model.exchange.positions import Counting
from qualcode.model.exchange.targets import Target
from qualcode.model.results.data_table import DataFormat
from qualcode.ui.dialogs.exchange.choose_project import ChooseProjectDialog
from qualcode.ui.dialogs.exchange.export_data import ExportDataDialog
from qualcode.ui.dialogs.exchange.export_project import ExportProjectDialog
from qualcode.ui.dialogs.exchange.import_program import ImportProgramDialog
from qualcode.ui.dialogs.exchange.import_segments import ImportSegmentsDialog
from qualcode.ui.dialogs.exchange.told_list import ToldList
from qualcode.ui.dialogs.merge_project import MergeProjectDialog
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.support.foreign_project import archive, codes, document, selection, text_source
from tests.support.taguette_file import taguette_file, with_another_project

TEXT = "We signed a form 🙂 and nobody explained it to any of us at home"
WHOLE_WORDS = [
    (3, 9),
    (12, 16),
    (19, 22),
    (23, 29),
    (30, 39),
    (40, 42),
    (43, 45),
    (46, 49),
    (50, 52),
    (53, 55),
]


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def opened(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    def there() -> bool:
        found = window.findChild(kind)
        return isinstance(found, QDialog) and found.isVisible()

    qtbot.waitUntil(there, timeout=20_000)
    dialog = window.findChild(kind)
    assert isinstance(dialog, QDialog)
    return dialog


def import_of(qtbot: QtBot, window: MainWindow, path: Path) -> ImportProgramDialog:
    window.exchange.read(path)
    dialog = opened(qtbot, window, ImportProgramDialog)
    assert isinstance(dialog, ImportProgramDialog)
    return dialog


def headings(shown: ToldList) -> list[str]:
    items = (shown.topLevelItem(place) for place in range(shown.topLevelItemCount()))
    return [item.text(0) for item in items if item is not None]


def file_of(tmp_path: Path, *selections: str) -> Path:
    return archive(tmp_path / "x.qdpx", document(codes("signing") + text_source(TEXT, *selections)))


def test_a_project_is_read_planned_and_imported_by_keyboard(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session = session_of(window)
    before = session.study.coding_count
    chosen = [selection(5 + place, *span, 1) for place, span in enumerate(WHOLE_WORDS)]
    dialog = import_of(qtbot, window, file_of(tmp_path, *chosen))
    assert "holds the project “Study”, written by Some program 2." in dialog.words.text()
    assert headings(dialog.list)[:2] == ["Positions: sure in 1 of 1 source", "Included"]
    assert dialog._question.isHidden()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    plan = opened(qtbot, window, MergeProjectDialog)
    assert isinstance(plan, MergeProjectDialog)
    assert plan.windowTitle() == "Import from another program"
    QTest.keyClick(plan, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.study.coding_count == before + len(chosen))
    assert session.study.code_named("signing").codable
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: session.study.coding_count == before)


def test_where_positions_are_not_sure_a_person_chooses_by_samples(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    dialog = import_of(qtbot, window, file_of(tmp_path, selection(5, 13, 17, 1)))
    assert dialog._question.isVisible()
    assert not dialog.button.isEnabled()
    wanted = next(place for place, (way, _) in enumerate(dialog._ways()) if way == Counting(mark=True))
    dialog.way.setFocus()
    for _ in range(wanted):
        QTest.keyClick(dialog.way, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.button.isEnabled)
    assert "[form]" in dialog.samples.text()
    assert any("1 of 1 segments" in line for line in dialog.report())
    # What a person chose is not told as what the program is sure of.
    assert headings(dialog.list)[0] == "Positions: sure in 0 of 1 source, chosen in 1"
    assert any(line.endswith(" – as chosen") for line in dialog.report())
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    plan = opened(qtbot, window, MergeProjectDialog)
    assert isinstance(plan, MergeProjectDialog)
    study = session_of(window).study.after(plan.plan.change)
    (row,) = study.codings_of(study.transcript_named("Talk").id)
    assert study.quoted(study.transcript_named("Talk").id, row.span) == "form"
    plan.reject()


def test_a_broken_file_is_said_in_the_window(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(b"PK\x03\x04 broken")
    window.exchange.read(path)
    qtbot.waitUntil(
        lambda: "cannot be imported. The archive is damaged" in window.messages.text, timeout=20_000
    )


def test_the_report_is_saved(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = import_of(qtbot, window, file_of(tmp_path))
    path = tmp_path / "report.txt"
    window.exchange.save_lines(path, dialog.report())
    qtbot.waitUntil(lambda: window.messages.text == f"Saved to {path}.")
    assert "Included:\n  1 transcript\n  1 code\n" in path.read_text(encoding="utf-8")
    dialog.reject()


def test_the_project_goes_out_for_the_program_that_is_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.actions_["project.export_program"].trigger()
    dialog = opened(qtbot, window, ExportProjectDialog)
    assert isinstance(dialog, ExportProjectDialog)
    assert headings(dialog.list)[0] == "Included"
    assert "Written differently for the other program" not in headings(dialog.list)
    QTest.keyClick(dialog.program, Qt.Key.Key_Down)
    assert dialog.program.chosen is Target.NVIVO
    assert "Written differently for the other program" in headings(dialog.list)
    dialog.reject()
    path = tmp_path / "out.qdpx"
    window.exchange.write(path, Target.NVIVO)
    qtbot.waitUntil(lambda: window.messages.text == f"Saved to {path}.", timeout=20_000)
    assert "project.qde" in zipfile.ZipFile(path).namelist()


def test_of_several_projects_in_a_file_one_is_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.exchange.read(with_another_project(taguette_file(tmp_path / "t.sqlite3")))
    choice = opened(qtbot, window, ChooseProjectDialog)
    assert isinstance(choice, ChooseProjectDialog)
    assert [choice.list.item(row).text() for row in range(choice.list.count())] == ["Gardens", "gardens (2)"]
    QTest.keyClick(choice, Qt.Key.Key_Return)
    dialog = opened(qtbot, window, ImportProgramDialog)
    assert isinstance(dialog, ImportProgramDialog)
    assert "holds the project “Gardens”, written by Taguette." in dialog.words.text()
    dialog.reject()


def test_what_is_dropped_where_transcripts_go_leads_here(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = taguette_file(tmp_path / "t.sqlite3")
    assert window.workbench is not None
    window.workbench.transcripts.take_files([file])
    dialog = opened(qtbot, window, ImportProgramDialog)
    dialog.reject()
    importing = window.workbench.transcripts.import_files([file])
    with qtbot.waitSignal(importing.finished):
        pass
    dialog = opened(qtbot, window, ImportProgramDialog)
    dialog.reject()


def test_a_spreadsheet_of_segments_among_transcripts_leads_to_its_own_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "q.csv").write_text(
        "Document,Quotation Content,Codes\nFG1,Nobody asked us,x\n", encoding="utf-8"
    )
    (tmp_path / "talk.txt").write_text("A: One two.\nB: Three four.\n", encoding="utf-8")
    assert window.workbench is not None
    importing = window.workbench.transcripts.import_files([tmp_path / "q.csv", tmp_path / "talk.txt"])
    dialog = opened(qtbot, window, ImportSegmentsDialog)
    assert [row.name for row in importing.state.rows] == ["talk.txt"]
    dialog.reject()
    importing.reject()


def test_data_for_analysis_are_written_from_the_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.actions_["project.export_data"].trigger()
    dialog = opened(qtbot, window, ExportDataDialog)
    assert isinstance(dialog, ExportDataDialog)
    asked: list[tuple[DataFormat, bool, bool]] = []
    dialog._write = lambda *choice: asked.append(choice)
    dialog.format.setCurrentIndex(3)
    assert not dialog.words.isEnabled()
    assert not dialog.excel.isEnabled()
    dialog.format.setCurrentIndex(0)
    dialog.words.setChecked(False)
    dialog.excel.setChecked(True)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert asked == [(DataFormat.CSV, False, True)]
    window.exchange.write_data(tmp_path, DataFormat.CSV, words=False, excel=True)
    qtbot.waitUntil((tmp_path / "dictionary.csv").exists, timeout=20_000)
