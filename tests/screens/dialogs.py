"""The dialogs that an action of the window opens, in each of their views."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QScrollBar, QTabWidget

from qualcode.ui.dialogs.code_history import CodePageDialog
from qualcode.ui.dialogs.comments.dialog import CommentsDialog
from qualcode.ui.dialogs.exchange.export_data import ExportDataDialog
from qualcode.ui.dialogs.exchange.export_project import ExportProjectDialog
from qualcode.ui.dialogs.finder import FinderDialog
from qualcode.ui.dialogs.history import HistoryDialog
from qualcode.ui.dialogs.how_to_cite import HowToCiteDialog
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.dialogs.keys import KeysDialog
from qualcode.ui.dialogs.memos.dialog import MemosDialog
from qualcode.ui.dialogs.merge import MergeDialog
from qualcode.ui.dialogs.new_code import NewCodeDialog
from qualcode.ui.dialogs.papers.checklist import ChecklistDialog
from qualcode.ui.dialogs.papers.tools import ToolsDialog
from qualcode.ui.dialogs.papers.versions import VersionsDialog
from qualcode.ui.dialogs.people.dialog import PeopleDialog
from qualcode.ui.dialogs.preferences import PreferencesDialog
from qualcode.ui.dialogs.print_transcript import PrintTranscriptDialog
from qualcode.ui.dialogs.project_settings import ProjectSettingsDialog
from qualcode.ui.dialogs.readings.dialog import CompareReadingsDialog
from qualcode.ui.dialogs.readings.outcomes import OutcomesDialog
from qualcode.ui.dialogs.readings.revisit import RevisitDialog
from qualcode.ui.dialogs.replacing import ReplaceDialog
from qualcode.ui.dialogs.server import ServerDialog
from qualcode.ui.dialogs.split import SplitDialog
from qualcode.ui.dialogs.team.dialog import TeamDialog
from qualcode.ui.dialogs.text_history import TextHistoryDialog
from qualcode.ui.dialogs.turn_times import TurnTimesDialog
from tests.screens.stage import Screen, Stage

_D = TypeVar("_D", bound=QDialog)
_IMPORTED = ("Clear talk.txt", "Doubtful talk.txt", "Old talk.txt", "Empty.txt")


def top_of(stage: Stage, kind: type[_D]) -> _D:
    """The dialog that is open."""
    found = next((each for each in reversed(stage.seen()) if isinstance(each, kind)), None)
    if found is None:
        raise AssertionError(
            f"{kind.__name__} did not open; {stage.window.messages.text or 'nothing was said'}"
        )
    return found


def acting(name: str, kind: type[QDialog], screen: str = "", code: str = "") -> Screen:
    """What an action opens, with words selected that have a code; with ``code``: that one chosen."""

    def show(stage: Stage) -> None:
        if code:
            stage.choose_code(code)
        else:
            stage.read()
        stage.act(name)

    return Screen(screen or f"dialog-{name.replace('.', '-').replace('_', '-')}", show, kind)


def tabbed(name: str, kind: type[QDialog], tabs: int) -> tuple[Screen, ...]:
    """A dialog with tabs, each of them captured."""

    def show(place: int, stage: Stage) -> None:
        stage.choose_code()
        stage.act(name)
        dialog = top_of(stage, kind)
        found = dialog.findChild(QTabWidget)
        if not isinstance(found, QTabWidget) or found.count() != tabs:
            raise AssertionError(f"{kind.__name__} has not {tabs} tabs")
        found.setCurrentIndex(place)
        stage.settle()

    called = f"dialog-{name.replace('.', '-').replace('_', '-')}"
    return tuple(Screen(f"{called}-{place + 1}", partial(show, place), kind) for place in range(tabs))


def then(name: str, kind: type[QDialog], screen: str, further: Callable[[Stage, QDialog], object]) -> Screen:
    """What an action opens, after something more was done in it."""

    def show(stage: Stage) -> None:
        stage.read()
        stage.act(name)
        further(stage, top_of(stage, kind))
        stage.settle()

    return Screen(screen, show, kind)


def _typed(words: str) -> Callable[[Stage, QDialog], object]:
    def further(_stage: Stage, dialog: QDialog) -> None:
        assert isinstance(dialog, FinderDialog)
        dialog.field.setText(words)

    return further


def _first_memo(_stage: Stage, dialog: QDialog) -> None:
    assert isinstance(dialog, MemosDialog)
    dialog.list.setCurrentRow(0)


def _scrolled(stage: Stage, dialog: QDialog) -> None:
    """The lower half of the preferences."""
    assert isinstance(dialog, PreferencesDialog)
    for bar in dialog.findChildren(QScrollBar):
        bar.setValue(bar.maximum())


def importing(stage: Stage, row: int) -> ImportDialog:
    """The window of imports, with files that raise doubts, and one of them chosen."""
    stage.read()
    paths: list[Path] = [stage.folder / name for name in _IMPORTED]
    dialog = stage.workbench.transcripts.import_files(paths)
    stage.settle()
    if (item := dialog.table.topLevelItem(row)) is not None:
        dialog.table.setCurrentItem(item)
    stage.settle()
    return dialog


def _import(row: int, stage: Stage) -> None:
    importing(stage, row)


BY_ACTION = (
    acting("project.open_server", ServerDialog),
    Screen("dialog-import-empty", lambda stage: stage.act("project.import"), ImportDialog),
    *(Screen(f"dialog-import-file-{row + 1}", partial(_import, row), ImportDialog) for row in range(4)),
    *tabbed("project.settings", ProjectSettingsDialog, 4),
    acting("project.tools", ToolsDialog),
    acting("project.team", TeamDialog),
    acting("project.print", PrintTranscriptDialog),
    acting("project.export_program", ExportProjectDialog),
    acting("project.export_data", ExportDataDialog),
    acting("edit.history", HistoryDialog),
    acting("edit.memos", MemosDialog),
    then("edit.memos", MemosDialog, "dialog-edit-memos-chosen", _first_memo),
    acting("edit.new_memo", MemosDialog),
    acting("edit.journal", MemosDialog),
    acting("edit.comments", CommentsDialog),
    acting("edit.new_comment", CommentsDialog),
    acting("edit.replace", ReplaceDialog),
    then("edit.search", FinderDialog, "dialog-edit-search", _typed("trust")),
    acting("edit.keys", KeysDialog),
    acting("edit.preferences", PreferencesDialog),
    then("edit.preferences", PreferencesDialog, "dialog-edit-preferences-end", _scrolled),
    *tabbed("transcript.people", PeopleDialog, 3),
    acting("transcript.text_history", TextHistoryDialog),
    acting("transcript.times", TurnTimesDialog),
    acting("codebook.add", NewCodeDialog, code="stigma"),
    *tabbed("codebook.page", CodePageDialog, 4),
    acting("codebook.move", FinderDialog, code="stigma"),
    acting("codebook.merge", MergeDialog, code="stigma"),
    acting("codebook.split", SplitDialog, code="stigma"),
    acting("codebook.versions", VersionsDialog),
    acting("analyse.settle", CompareReadingsDialog),
    acting("analyse.readings", CompareReadingsDialog),
    acting("analyse.outcomes", OutcomesDialog),
    acting("analyse.revisit", RevisitDialog),
    acting("analyse.checklist", ChecklistDialog),
    then("help.palette", FinderDialog, "dialog-help-palette", _typed("")),
    then("help.palette", FinderDialog, "dialog-help-palette-typed", _typed("export")),
    acting("help.cite", HowToCiteDialog),
)
