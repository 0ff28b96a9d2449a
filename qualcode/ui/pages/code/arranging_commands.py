"""What is done with the transcripts and folders that are selected in the list at the left."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Folder
from qualcode.model.questions.names import identities
from qualcode.model.questions.reports import SegmentsQuestion, TranscriptQuestion
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind, TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting
from qualcode.model.words.in_words import counted, plural_of
from qualcode.model.words.names import name_key
from qualcode.model.words.spelling import narrowing_by_words
from qualcode.operations.draft import together
from qualcode.operations.transcripts.documents import (
    delete_transcripts,
    set_transcript_kind,
    set_transcript_languages,
    set_transcript_status,
)
from qualcode.operations.transcripts.folders import add_folder, delete_folders, file_under
from qualcode.project.spoken_languages import misread_languages
from qualcode.ui.commands.action_list import BY_NAME
from qualcode.ui.commands.actions import Handler
from qualcode.ui.commands.arranging_actions import CHOSEN
from qualcode.ui.dialogs.exports import Exports
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine
from qualcode.ui.dialogs.languages import LanguagesDialog
from qualcode.ui.pages.code.with_others import delete_with_others
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.widgets.asking import ask_text
from qualcode.ui.widgets.held_menu import close_without, same_as_now
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.undo_offer import undo_offer

_NOTHING = "Choose one or more transcripts in the list first."
_NO_FOLDER = "In no folder"


class ArrangingCommands:
    """Each is one step, said with the way back."""

    def __init__(
        self, workplace: CodeWorkplace, exports: Exports, show_attributes: Callable[[UUID], object]
    ) -> None:
        self._session = workplace.session
        self._actions = workplace.actions
        self._messages = workplace.messages
        self._background = workplace.background
        self._list = workplace.navigator.transcripts
        self._reading = workplace.reading
        self._parent = workplace.window
        self._exports = exports
        self._show_attributes = show_attributes
        self._list.menu_wanted.connect(self.show_menu)
        self._list.shown_changed.connect(self._tick)
        self._tick()

    def handlers(self) -> dict[str, Handler]:
        """What each action does, by its name in full."""
        found: dict[str, Handler] = {
            "folder": self.ask_folder,
            "move": self.ask_place,
            "up": partial(self._list.shift, -1),
            "down": partial(self._list.shift, 1),
            "rename": self._list.rename_here,
            "language": self.ask_languages,
            "attributes": self._attributes,
            "export": self._export,
            "export_segments": self._export_segments,
            "delete": self.delete,
        }
        for status in TranscriptStatus:
            found[f"status_{status}"] = partial(self.mark, status)
            found[f"show_{status}"] = self._show_ticked
        for kind in TranscriptKind:
            found[f"kind_{kind}"] = partial(self.record, kind)
        for sorting in TranscriptSorting:
            found[f"sort_{sorting}"] = partial(self._sort, sorting)
        return {f"transcripts.{name}": handler for name, handler in found.items()}

    # -- what is selected ---------------------------------------------------------------------

    def _chosen(self) -> list[UUID]:
        """The selected transcripts and what is in the selected folders; says so where there are none."""
        study = self._session.study
        inside = [row.id for folder in self._list.selected_folders for row in study.transcripts_in(folder)]
        wanted = {*self._list.selected, *inside}
        found = [row.id for row in study.transcripts_in_order if row.id in wanted]
        if not found:
            self._session.refused.emit(_NOTHING)
        return found

    def _say(self, step: Step) -> None:
        self._messages.inform(self._session.told(step), undo_offer(self._session))

    def _do(self, intent: Callable[[Study], ChangeSet]) -> None:
        self._session.carry_out(intent, self._say)

    # -- folders --------------------------------------------------------------------------------

    def ask_folder(self) -> None:
        """Ask for the name of a folder that is to be made in the one at the cursor.

        Several transcripts that are selected go into it: whoever selects some and makes a folder means them.
        """
        rows = self._list.selected
        self._ask_folder(rows if len(rows) > 1 else [])

    def _ask_folder(self, taken: list[UUID]) -> None:
        here = self._list.folder_here
        folder = None if here is None else self._session.study.rows(Folder).get(here)
        label = "Name of the folder" if folder is None else f"Name of the folder in “{folder.name}”"
        if taken:
            number = plural_of(len(taken), "selected transcript", f"{len(taken)} selected transcripts")
            label += f", with the {number}"
        ask_text(
            self._parent, "New folder", label, "", lambda name: self.make_folder(name, here, taken), "Make"
        )

    def make_folder(self, name: str, parent_id: UUID | None, transcript_ids: Sequence[UUID] = ()) -> None:
        """Make a folder with these transcripts in it, and go there."""
        made: list[UUID] = []

        def change() -> ChangeSet:
            folder, addition = add_folder(self._session.study, name, parent_id, transcript_ids)
            made.append(folder.id)
            return addition

        step = self._session.do(change)
        if step is not None:
            self._list.select(made)
            if transcript_ids:
                self._say(step)

    def ask_place(self) -> None:
        """Ask for the folder into which what is selected is to be put; a new name makes a new one."""
        chosen = [*self._list.selected_folders, *self._list.selected]
        if not chosen:
            self._session.refused.emit(_NOTHING)
            return
        FinderDialog(
            f"Move {self._named(chosen)} to",
            "Type the name of a folder, or of a new one",
            lambda words: self._places(chosen, words),
            self._parent,
        ).open()

    def _named(self, chosen: Sequence[UUID]) -> str:
        study = self._session.study
        if len(chosen) == 1:
            row = study.transcripts.get(chosen[0]) or study.rows(Folder)[chosen[0]]
            return f"“{row.name}”"
        folders = sum(identity in study.rows(Folder) for identity in chosen)
        parts = [counted(folders, "folder")] if folders else []
        parts += [counted(len(chosen) - folders, "transcript")] if len(chosen) > folders else []
        return " and ".join(parts)

    def _places(self, chosen: list[UUID], words: str) -> list[FinderLine]:
        study, holds = self._session.study, narrowing_by_words(words)
        inside = {row.id for folder in chosen for row in study.folders.below(folder)} | set(chosen)
        paths = study.folders.paths
        found = [
            FinderLine(
                paths[row.id],
                counted(len(study.transcripts_in(row.id)), "transcript"),
                partial(self._list.put, chosen, row.id),
            )
            for row in study.folders.in_order
            if row.id not in inside and holds(paths[row.id])
        ]
        if holds(_NO_FOLDER):
            found.append(FinderLine(_NO_FOLDER, "", partial(self._list.put, chosen, None)))
        name = " ".join(words.split())
        rows = [identity for identity in chosen if identity in study.transcripts]
        known = {name_key(path) for path in paths.values()}
        if name and rows and name_key(name) not in known:
            found.append(
                FinderLine(
                    f"New folder “{name}”", "", lambda: self._do(lambda now: file_under(now, rows, name))
                )
            )
        return found

    # -- status, kind, deleting -------------------------------------------------------------------

    def mark(self, status: TranscriptStatus) -> None:
        """Say how far the work on the selected transcripts is."""
        rows = self._chosen()
        if rows:
            self._session.do(lambda: set_transcript_status(self._session.study, rows, status))

    def record(self, kind: TranscriptKind) -> None:
        """Say what the selected transcripts record."""
        rows = self._chosen()
        if rows:
            self._session.do(lambda: set_transcript_kind(self._session.study, rows, kind))

    def delete(self) -> None:
        """Delete the selected transcripts, and the selected folders without what is in them."""
        rows, folders = self._list.selected, self._list.selected_folders
        if not rows and not folders:
            self._session.refused.emit(_NOTHING)
        elif not rows:
            self._do(lambda study: delete_folders(study, folders))
        else:
            delete_with_others(
                self._session,
                self._messages,
                self._named([*folders, *rows]),
                lambda: self._do(lambda study: _deleted(study, rows, folders)),
                transcripts=rows,
            )

    # -- languages --------------------------------------------------------------------------------

    def ask_languages(self) -> None:
        """Show the languages of the selected transcripts, or of all where one or none is selected."""
        study, chosen = self._session.study, self._list.selected
        rows = [study.transcripts[row] for row in chosen] if len(chosen) > 1 else study.transcripts_in_order

        def show(read: dict[UUID, str]) -> None:
            LanguagesDialog(rows, read, self._set_languages, self._parent).open()

        # The words of transcripts that were not open yet are fetched for it.
        self._background.run(
            lambda _progress: misread_languages(study, [row.id for row in rows]), show, self._messages.refuse
        )

    def _set_languages(self, languages: dict[UUID, str]) -> None:
        self._do(lambda study: set_transcript_languages(study, languages))

    # -- one transcript ---------------------------------------------------------------------------

    def _attributes(self) -> None:
        rows = self._chosen()
        if rows:
            self._show_attributes(rows[0])

    def _export(self) -> None:
        rows = self._chosen()
        if len(rows) == 1:
            name = identities((rows[0],))[0]
            self._exports.report("Coded transcript", TranscriptQuestion(transcript=name))
        elif rows:
            self._session.refused.emit(
                "A coded transcript is written one at a time; choose one, or export their coded segments."
            )

    def _export_segments(self) -> None:
        rows = self._chosen()
        if rows:
            self._exports.report("Coded segments", SegmentsQuestion(transcripts=identities(tuple(rows))))

    # -- what the list shows ----------------------------------------------------------------------

    def _sort(self, sorting: TranscriptSorting) -> None:
        self._list.sort_by(sorting)

    def _show_ticked(self) -> None:
        ticked = {status for status in TranscriptStatus if self._box(status).isChecked()}
        self._list.show_statuses(frozenset(ticked if len(ticked) < len(TranscriptStatus) else ()))

    def _box(self, status: TranscriptStatus) -> QAction:
        return self._actions[f"transcripts.show_{status}"]

    def _tick(self) -> None:
        shown = self._list.transcripts.shown
        for sorting in TranscriptSorting:
            self._actions[f"transcripts.sort_{sorting}"].setChecked(sorting is shown.sorting)
        for status in TranscriptStatus:
            self._box(status).setChecked(status in shown.statuses)

    # -- the menu ---------------------------------------------------------------------------------

    def show_menu(self, place: QPoint) -> None:
        """What can be done with what is selected, at the pointer."""
        menu = LetterMenu(parent=self._list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        self._fill(menu)
        list_ = self._list
        close_without(
            menu, self._session, lambda: same_as_now(lambda: (list_.selected, list_.selected_folders))
        )
        menu.popup(place)

    def _fill(self, menu: QMenu) -> None:
        rows, folders = self._list.selected, self._list.selected_folders
        names = {"folder"}
        if rows or folders:
            names |= {"move", "up", "down", "rename", "delete", "export_segments", "language"}
            names |= {f"status_{status}" for status in TranscriptStatus}
            names |= {f"kind_{kind}" for kind in TranscriptKind}
        if len(rows) == 1 and not folders:
            menu.addAction("Open in a tab").triggered.connect(lambda: self._reading.keep_open(rows[0]))
            menu.addSeparator()
            names |= {"attributes", "export"}
            menu.addAction("New folder with this transcript…").triggered.connect(
                lambda: self._ask_folder(rows)
            )
        aside = {"status_": LetterMenu("Status", menu), "kind_": LetterMenu("Kind", menu)}
        for action in self._actions.of_submenu(CHOSEN):
            name = action.objectName().removeprefix("transcripts.")
            if name not in names:
                continue
            begin = next((part for part in aside if name.startswith(part)), None)
            if BY_NAME[action.objectName()].begins_group and not menu.isEmpty():
                menu.addSeparator()
            if begin is None:
                menu.addAction(action)
                continue
            if aside[begin].isEmpty():
                menu.addMenu(aside[begin])
            aside[begin].addAction(action)


def _deleted(study: Study, rows: list[UUID], folders: list[UUID]) -> ChangeSet:
    gone = delete_transcripts(study, rows)
    if not folders:
        return gone
    without = delete_folders(study.after(gone), folders)
    return together(study, f"{gone.label}, and {counted(len(folders), 'folder')}", [gone, without])
