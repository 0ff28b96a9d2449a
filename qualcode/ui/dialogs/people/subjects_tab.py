"""One tab of the window of participants: a table by attributes, and what can be done with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, Participant, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.refusals import in_words
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed
from qualcode.operations.draft import together
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.attributes import (
    add_attribute,
    add_choice,
    delete_attribute,
    order_attributes,
    rename_attribute,
    retype_attribute,
    set_values,
)
from qualcode.operations.people.participants import (
    add_participant,
    delete_participants,
    merge_participants,
    order_participants,
    set_participant_memo,
    values_that_differ,
)
from qualcode.operations.transcripts.documents import set_transcript_memo
from qualcode.operations.transcripts.folders import place_transcripts
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.dialogs.people.attribute_form import AttributeForm
from qualcode.ui.dialogs.people.cells import CellTable
from qualcode.ui.dialogs.people.dependants import dependants_of_attribute, dependants_of_participants
from qualcode.ui.dialogs.people.pasting import cells_of, placed
from qualcode.ui.dialogs.people.subject_model import NAME, SubjectModel
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser, ask_text
from qualcode.ui.widgets.current_row import make_current
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.messages import MessageBar, Offer
from qualcode.ui.widgets.note_field import LabelledNote
from qualcode.ui.widgets.quiet_button import quiet_button
from qualcode.ui.widgets.saved_file import tell_saved
from qualcode.ui.widgets.undo_offer import undo_offer
from qualcode.ui.widgets.withheld import withhold

_EXPORT: Final = "Export…"
_TABLES: Final = "Tables (*.csv *.xlsx)"
_WRITTEN: Final = "Spreadsheet (*.xlsx);;CSV (*.csv)"
_HINTS: Final = {
    AttributeSubject.PARTICIPANT: (
        "No participant yet. Add one, paste a table with its headings from a spreadsheet, import a list, or "
        "say under Speakers who speaks under which label."
    ),
    AttributeSubject.TRANSCRIPT: "No transcript yet. Import one with {project.import}.",
}
_CHOOSE_TWO: Final = (
    "Choose two or more participants: Ctrl and a click adds one, Shift and a click or an arrow key a stretch."
)
_ABOUT_CHOICES: Final = "“Change attribute…” changes the type of an attribute and its choices."
_NAMED: Final = 3
_ROOM_FOR_HINT: Final = 330
"""Pixels of a tab: in a lower one the table comes first, and the hint is left out."""
_HOW: Final = (
    "Type or press F2 to edit a cell; Enter goes down, Tab right, Delete empties. {Ctrl+V} pastes from a "
    "spreadsheet: into the columns of attributes cell by cell, into the first columns a whole table with its "
    "headings. Drag a row by its number or an attribute by its heading to move it, or press Alt with an "
    "arrow key."
)


class SubjectsTab(QWidget):
    """Participants, or transcripts, by attributes."""

    def __init__(
        self,
        session: Session,
        background: Background,
        files: FileChooser,
        bar: MessageBar,
        preferences: Preferences,
        subject: AttributeSubject,
    ) -> None:
        super().__init__()
        self._session = session
        self._background = background
        self._files = files
        self._bar = bar
        self._preferences = preferences
        self._subject = subject
        people = subject is AttributeSubject.PARTICIPANT
        self.model = SubjectModel(session, subject, self)
        self.table = CellTable(self.model, "Participants" if people else "Transcripts")
        # Queued: the field in which the name was typed is closed first.
        self.model.name_taken.connect(self._offer_merge, Qt.ConnectionType.QueuedConnection)
        self.model.choice_missing.connect(self._offer_choice, Qt.ConnectionType.QueuedConnection)
        self.table.pasted.connect(self.paste)
        self.table.emptied.connect(self._empty)
        self.table.row_moved.connect(self._move_row)
        self.table.column_moved.connect(self._move_column)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self._place: tuple[UUID | None, int, UUID | int] = (None, 0, NAME)
        """The row, its number and the column of the chosen cell before the table is filled anew."""
        self.model.modelAboutToBeReset.connect(self._remember_place)
        self.model.modelReset.connect(self._on_reset)
        self.hint = QLabel()
        mute(self.hint)
        self.hint.setWordWrap(True)
        self.memo = LabelledNote("Memo", "Notes about the row chosen above", self._save_memo)
        # A coder may note something about a transcript, and not about people.
        self.memo.field.why_not = lambda: session.why_not_all if people else session.why_nothing
        self.buttons: dict[str, QPushButton] = {}
        line = QWidget()
        flow = FlowLayout(line)
        for words, act, tip in self._commands(people):
            self.buttons[words] = quiet_button(words, tip, act)
            flow.addWidget(self.buttons[words])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.addWidget(line)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint)
        column.addWidget(self.memo)
        self.table.fit_columns()
        self._on_reset()

    def _commands(self, people: bool) -> list[tuple[str, Callable[[], object], str]]:
        of_people = [
            ("Add participant…", self._ask_participant, "Add somebody by pseudonym"),
            ("Merge participants", self._merge, "Make the chosen participants one: the one chosen first"),
            (
                "Remove participant",
                self._take_out_people,
                "Review what depends on the selected participants, then remove them",
            ),
        ]
        return [
            *(of_people if people else []),
            ("Add attribute…", lambda: self._open_form(None), "Add a column with a name and a type"),
            ("Change attribute…", self._change_attribute, "Name, type and choices of the chosen column"),
            (
                "Remove attribute",
                self._take_out_attribute,
                "Review how many values it has, then remove it",
            ),
            ("Import…", self._ask_import, "Read values from csv or xlsx; the first column holds the names"),
            (_EXPORT, self._ask_export, "Write this table as csv or xlsx"),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, it is for the table."""
        super().resizeEvent(event)
        self.hint.setVisible(event.size().height() >= _ROOM_FOR_HINT)

    # -- what is shown ------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the study as it is now."""
        self.model.refresh()
        self._on_current()

    def show_row(self, subject_id: UUID, column: int = NAME) -> None:
        """Go to the row of a participant or transcript."""
        rows = [row.id for row in self.model.table.rows]
        if subject_id in rows:
            make_current(self.table, self.model.index(rows.index(subject_id), column))
            self.table.setFocus()

    def _remember_place(self) -> None:
        here, attribute = self.table.currentIndex(), self.attribute
        row, column = self.model.row_at(here.row()), here.column() if attribute is None else attribute.id
        self._place = (None if row is None else row.id, max(0, here.row()), column)

    def _on_reset(self) -> None:
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            make_current(self.table, self.model.index(*self._place_now()))
        for column in range(self.model.columnCount()):
            if self.table.columnWidth(column) == self.table.horizontalHeader().defaultSectionSize():
                self.table.fit_columns()
                break
        how = with_keys(_HOW if self.model.rowCount() else _HINTS[self._subject], self._preferences)
        self.hint.setText(self._session.why_not_all or how)
        self._on_current()

    def _place_now(self) -> tuple[int, int]:
        """Where the chosen cell is now; where its row has gone, that of the row after it."""
        table, (row_id, number, column) = self.model.table, self._place
        rows, attributes = [row.id for row in table.rows], [row.id for row in table.attributes]
        row = rows.index(row_id) if row_id in rows else min(number, len(rows) - 1)
        if isinstance(column, UUID):
            return row, table.fixed + attributes.index(column) if column in attributes else NAME
        return row, max(NAME, column)

    @property
    def attribute(self) -> Attribute | None:
        """That of the chosen column."""
        return self.model.attribute_at(self.table.currentIndex().column())

    @property
    def chosen(self) -> list[Participant]:
        """The participants of the chosen rows, the one chosen first before the others."""
        rows = [self.model.row_at(number) for number in self.table.chosen_rows]
        return [row for row in rows if isinstance(row, Participant)]

    def _on_current(self) -> None:
        row = self.model.row_at(self.table.currentIndex().row())
        self.memo.setVisible(row is not None)
        if row is not None:
            self.memo.field.setAccessibleName(f"Memo on {row.name}")
            self.memo.field.show_text(row.memo, row.id)
        self.buttons["Change attribute…"].setEnabled(self.attribute is not None)
        self.buttons["Remove attribute"].setEnabled(self.attribute is not None)
        for words in ("Merge participants", "Remove participant"):
            if words in self.buttons:
                self.buttons[words].setEnabled(row is not None)
        of_leads = [button for words, button in self.buttons.items() if words != _EXPORT]
        withhold(self._session.why_not_all, *of_leads)

    def _save_memo(self, subject_id: UUID, text: str) -> bool:
        of_people = self._subject is AttributeSubject.PARTICIPANT
        save = set_participant_memo if of_people else set_transcript_memo
        return self._session.keep_note(lambda: save(self._session.study, subject_id, text))

    # -- order --------------------------------------------------------------------------------

    def _move_row(self, place: int, target: int) -> None:
        rows = list(self.model.table.rows)
        moved = rows.pop(place)
        rows.insert(target, moved)
        here = self.table.currentIndex().column()

        def intent(study: Study) -> ChangeSet:
            if isinstance(moved, Participant):
                return order_participants(study, [row.id for row in rows])
            after = [row for row in rows[target + 1 :] if isinstance(row, Transcript)]
            before = next((row for row in after if row.folder_id == moved.folder_id), None)
            return place_transcripts(study, [moved.id], moved.folder_id, before.id if before else None)

        self._session.carry_out(intent, lambda _step: self.show_row(moved.id, max(here, NAME)))

    def _move_column(self, place: int, target: int) -> None:
        fixed = self.model.table.fixed
        attributes = [row.id for row in self.model.table.attributes]
        if place < fixed:
            self._bar.refuse("Only attributes can be put in another order; choose a column of one.")
            return
        moved = attributes.pop(place - fixed)
        attributes.insert(max(0, target - fixed), moved)
        row = self.table.currentIndex().row()

        def show(_step: Step) -> None:
            column = fixed + [each.id for each in self.model.table.attributes].index(moved)
            make_current(self.table, self.model.index(max(row, 0), column))

        self._session.carry_out(lambda study: order_attributes(study, self._subject, attributes), show)

    # -- participants -------------------------------------------------------------------------

    def _ask_participant(self) -> None:
        ask_text(self, "Add a participant", "Pseudonym", "", self._add_participant, "Add")

    def _add_participant(self, name: str) -> None:
        if self._session.do(lambda: add_participant(self._session.study, name)[1]) is not None:
            make_current(self.table, self.model.index(self.model.rowCount() - 1, NAME))
            self.table.setFocus()

    def _merge(self) -> None:
        rows = self.chosen
        if len(rows) < 2:
            self._bar.refuse(_CHOOSE_TWO)
            return
        self._ask_merge(rows)

    def _ask_merge(self, rows: list[Participant], because: str = "") -> None:
        """Ask whether the others are to become the first of these people."""
        ids = [row.id for row in rows]
        names, into = listed([row.name for row in rows[1:]]), rows[0].name
        differing = values_that_differ(self._session.study, ids[1:], ids[0])
        others = "; ".join(
            f"{source.name}: {listed([f'{name} {value}' for name, value in values], _NAMED)}"
            for source, values in differing[:_NAMED]
        )
        others += f"; {len(differing) - _NAMED:,} more" if len(differing) > _NAMED else ""
        noted = f" Values that differ will be noted in the memo of {into} ({others})." if others else ""
        question = (
            f"{because}Merge {names} into {into}? Their turns, memos and the values that {into} lacks move "
            f"there.{noted} You can undo this."
        )
        merge = Offer("Merge", lambda: self._merge_these(ids))
        if because:
            # Offered because of a name that was typed: somebody may go on typing.
            self._bar.ask_when_free(question, merge, key=with_keys("{view.message}", self._preferences))
        else:
            self._bar.ask_first(question, merge)

    def _merge_these(self, ids: list[UUID]) -> None:
        self.show_row(ids[0], max(NAME, self.table.currentIndex().column()))
        self._do(lambda study: merge_participants(study, ids[1:], ids[0]))

    def _offer_merge(self, renamed: Participant, namesake: Participant) -> None:
        there = self._session.study.participants
        if renamed.id in there and namesake.id in there:
            self._ask_merge([namesake, renamed], f"There is a participant named “{namesake.name}” already. ")

    def _take_out_people(self) -> None:
        ids = [row.id for row in self.chosen]
        if ids:
            named = self._session.named(self.chosen)
            said = f"{dependants_of_participants(self._session.study, ids)} {named}".rstrip()
            self._bar.ask_first(
                said,
                Offer("Remove", lambda: self._do(lambda study: delete_participants(study, ids))),
            )

    def _do(self, intent: Callable[[Study], ChangeSet]) -> None:
        self._session.carry_out(intent, self._say)

    def _say(self, step: Step, *more: str) -> None:
        self._bar.inform(" ".join((self._session.told(step), *more)), undo_offer(self._session))

    # -- attributes ---------------------------------------------------------------------------

    def _change_attribute(self) -> None:
        if self.attribute is not None:
            self._open_form(self.attribute)

    def _open_form(self, attribute: Attribute | None) -> None:
        title = "Add an attribute" if attribute is None else f"Attribute {attribute.name}"
        AttributeForm(title, attribute, lambda *asked: self._save_attribute(attribute, *asked), self).open()

    def _save_attribute(
        self, attribute: Attribute | None, name: str, type_: AttributeType, choices: list[str]
    ) -> str:
        study = self._session.study
        try:
            if attribute is None:
                change = add_attribute(study, name, self._subject, type_, choices)[1]
            else:
                renamed = rename_attribute(study, attribute.id, name)
                retyped = retype_attribute(study.after(renamed), attribute.id, type_, choices)
                change = together(study, f"Change the attribute “{attribute.name}”", [renamed, retyped])
        except QualcodeError as error:
            return str(error)
        if change and self._session.do(lambda: change) is not None and attribute is None:
            self._go_to_last_column()
        else:
            self.table.setFocus()
        return ""

    def _offer_choice(self, attribute: Attribute, row: Participant | Transcript, text: str) -> None:
        """Offer to make what was typed one of the choices; who types on keeps the keyboard."""
        add = Offer("Add it", lambda: self._do(lambda study: add_choice(study, attribute.id, row.id, text)))
        self._bar.ask(f"Add “{text}” to the choices of “{attribute.name}” and record it for {row.name}?", add)

    def _go_to_last_column(self) -> None:
        """Go to where the first value of a new attribute is typed."""
        row = max(0, self.table.currentIndex().row())
        make_current(self.table, self.model.index(row, self.model.columnCount() - 1))
        self.table.setFocus()

    def _take_out_attribute(self) -> None:
        row = self.attribute
        if row is not None:
            named = self._session.named([row])
            said = f"{dependants_of_attribute(self._session.study, row.id)} {named}".rstrip()
            self._bar.ask_first(
                said,
                Offer("Remove", lambda: self._do(lambda study: delete_attribute(study, row.id))),
            )

    # -- many cells at once -------------------------------------------------------------------

    def _empty(self) -> None:
        cells = []
        for index in self.table.selectedIndexes():
            attribute, row = self.model.attribute_at(index.column()), self.model.row_at(index.row())
            if attribute is not None and row is not None and index.data():
                cells.append((attribute.id, row.id, ""))
        if cells:
            self._session.carry_out(lambda study: set_values(study, cells).labelled(_emptied(len(cells))))

    def paste(self, text: str) -> None:
        """Put copied cells in from the chosen one on; in the first columns, a whole table with headings."""
        cells = cells_of(text)
        current = self.table.currentIndex()
        if not cells:
            self._bar.refuse("There is nothing to paste; copy some cells of a spreadsheet first.")
        elif current.column() < self.model.table.fixed:
            self._take_table(cells[0], cells[1:])
        else:
            table, row, column = self.model.table, current.row(), current.column()
            self._do(lambda study: set_values(study, placed(table, row, column, cells)))

    def _take_table(self, columns: list[str], rows: list[list[str]]) -> None:
        told: list[str] = []

        def intent(study: Study) -> ChangeSet:
            found = import_attributes(study, self._subject, columns, rows)
            choices = any(row.type is AttributeType.CHOICE for row in found.made)
            told[:] = (*found.told, _ABOUT_CHOICES) if choices else found.told
            return found.change

        self._session.carry_out(intent, lambda step: self._say(step, *told))

    # -- files --------------------------------------------------------------------------------

    def _ask_import(self) -> None:
        self._files.one("Import attributes", _TABLES, self.read)

    def read(self, path: Path) -> None:
        """Read values from a file, as one step."""
        self._background.run(
            lambda progress: lazy_imports.read_attributes(path, progress),
            lambda table: self._take_table(list(table.columns), [list(row) for row in table.rows]),
            self._bar.refuse,
        )

    def _ask_export(self) -> None:
        name = "Participants" if self._subject is AttributeSubject.PARTICIPANT else "Transcripts"
        self._files.new("Export attributes", _WRITTEN, f"{name}.xlsx", self.write, "Export", of="attributes")

    def write(self, path: Path) -> None:
        """Write the table to a file."""
        study, subject = self._session.study, self._subject

        def work(_progress: object) -> None:
            try:
                lazy_imports.write_attributes(path, study, subject)
            except OSError as error:
                raise QualcodeError(in_words(f"{path.name} could not be written", error)) from error

        self._background.run(work, lambda _done: tell_saved(self._bar, path), self._bar.refuse)


def _emptied(number: int) -> str:
    return f"Clear {counted(number, 'value')}"
