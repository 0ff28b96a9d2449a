"""An open project in the window: its pages, the rail that leads to them, and what the actions do here."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from qualcode.model.change import Touched
from qualcode.model.queries.query import always_quoted, has_wildcard
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.ui.commands.actions import Handler, Judge
from qualcode.ui.commands.dialog_keys import undo_by_key
from qualcode.ui.dialogs.code_history import CodePageDialog
from qualcode.ui.dialogs.history import HistoryDialog
from qualcode.ui.dialogs.people.dialog import PeopleDialog
from qualcode.ui.dialogs.project_settings import ProjectSettingsDialog
from qualcode.ui.dialogs.search import Goals, search_everything
from qualcode.ui.dialogs.step_progress import StepProgress
from qualcode.ui.dialogs.word_comments import WordCommentsDialog
from qualcode.ui.look.paint_apart import paint_apart
from qualcode.ui.pages.code.arranging_commands import ArrangingCommands
from qualcode.ui.pages.code.codebook_commands import CodebookCommands
from qualcode.ui.pages.code.coding_commands import CodingCommands
from qualcode.ui.pages.code.segment_commands import SegmentCommands
from qualcode.ui.pages.code.segments_pane_commands import SegmentsPaneCommands
from qualcode.ui.pages.code.sense import ON_CODE_PAGE, senseless
from qualcode.ui.pages.code.shown_codings import ShownCodings
from qualcode.ui.pages.code.text_commands import TextCommands
from qualcode.ui.pages.code.text_menu import TextMenu
from qualcode.ui.pages.code.transcript_commands import TranscriptCommands
from qualcode.ui.pages.code.whose_coding import WhoseCoding
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Task
from qualcode.ui.session.chunks import Chunks
from qualcode.ui.shell.coder_naming import CoderNaming
from qualcode.ui.shell.comment_commands import CommentCommands
from qualcode.ui.shell.in_place import in_place
from qualcode.ui.shell.last_time_here import LastTimeHere
from qualcode.ui.shell.memo_commands import MemoCommands, MemoWays
from qualcode.ui.shell.page_stack import PagePlace, PageStack
from qualcode.ui.shell.paper_commands import PaperCommands
from qualcode.ui.shell.print_commands import PrintCommands
from qualcode.ui.shell.rail import Rail
from qualcode.ui.shell.role_limits import limits
from qualcode.ui.shell.tour import Tour
from qualcode.ui.shell.tour_stops import tour_stops
from qualcode.ui.widgets.messages import Offer, announce
from qualcode.ui.widgets.note_field import NoteField
from qualcode.ui.widgets.plain_label import entry_caption
from qualcode.ui.widgets.refusals import is_told_elsewhere

if TYPE_CHECKING:
    from qualcode.importers.formats.word_codings import CommentedText

_PAGES: Final = (
    (PagePlace.CODE, "Code", "code", "view.code"),
    (PagePlace.FIND, "Find", "search", "analyse.find"),
    (PagePlace.MATRIX, "Matrix", "matrix", "analyse.matrix"),
    (PagePlace.REPORT, "Report", "report", "analyse.report"),
    (PagePlace.GROUPS, "Groups", "groups", "analyse.groups"),
    (PagePlace.PICTURE, "Picture", "picture", "analyse.pictures"),
)
"""In the order of the rail: the page, its title and icon, and the action that leads to it."""

_FEW_ROWS: Final = 20
_LEADS_TO: Final = {
    PagePlace.CODE: "view.code",
    PagePlace.MATRIX: "analyse.matrix",
    PagePlace.REPORT: "analyse.report",
    PagePlace.GROUPS: "analyse.groups",
    PagePlace.PICTURE: "analyse.pictures",
    PagePlace.FIND: "analyse.find",
}
"""The action that leads to each page."""


class Workbench(QWidget):
    """Binds the actions of a project when it opens and lets go of them when it closes."""

    went_astray = Signal(str)
    """Why nothing more is saved: the file is no longer what was opened."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.session = session = workplace.session
        self._actions = actions = workplace.actions
        self._preferences = workplace.preferences
        self._background = workplace.background
        self._messages = workplace.messages
        self._files = workplace.files
        self.exports = workplace.exports
        session.refused.connect(self._refuse)
        session.long_began.connect(self._show_long)
        session.reached.connect(self._show_reached)
        self.pages = PageStack(workplace, self)
        self.code_page = self.pages.code
        self.rail = Rail(actions, _PAGES)
        self.rail.group.idClicked.connect(self.show_page)
        self.pages.shown.connect(self.rail.check)
        self.pages.shown.connect(self._messages.leave)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row, 1)
        self.exports.progress.lie_over(self)
        self._much_changed = False
        """Whether the step before changed what many places show, or what is in the texts."""
        self.tour: Tour | None = None
        self._handlers: dict[str, Handler] = {}
        self._judge: Judge
        self.coding: CodingCommands
        self.segments: SegmentCommands
        self.text_menu: TextMenu
        self.codebook: CodebookCommands
        self.transcripts: TranscriptCommands
        self.arranging: ArrangingCommands
        self.texts: TextCommands
        self.shown: ShownCodings
        self.listed: SegmentsPaneCommands
        self.naming: CoderNaming
        self._in_text: dict[str, Handler] = {}
        self.memos: MemoCommands
        self.comments: CommentCommands
        self.prints: PrintCommands
        self.last_time: LastTimeHere

    def build(self) -> Chunks:
        """Build what a project opens with, show its first transcript, and take over the actions."""
        yield from self.pages.build()
        yield
        self._make_commands()
        yield
        self._show_first()
        yield
        self._bind()
        yield
        self.pages.make(self.last_time.page)

    def _make_commands(self) -> None:
        page = self.code_page
        workplace = CodeWorkplace(
            self.session,
            self._background,
            self._preferences,
            self._actions,
            self._messages,
            self._files,
            page.navigator,
            page.reading,
            page.inspector,
            page.segments,
            open_inspector=lambda: page.sides.open(page.inspector),
            window=self,
            show_page=partial(self.show_page, PagePlace.CODE),
        )
        reading = page.reading
        whose = WhoseCoding(self.session, reading.view, reading.desk, workplace.inspector.segments)
        self.coding = CodingCommands(workplace, whose)
        self.segments = SegmentCommands(workplace, whose)
        self.text_menu = TextMenu(workplace, self.segments, whose)
        self._judge = partial(senseless, workplace)
        self._actions.judge_by(self._judge)
        self._actions.judge_by(self._out_of_place)
        self._actions.judge_by(self._limits)
        self.codebook = CodebookCommands(workplace)
        self.transcripts = TranscriptCommands(workplace)
        self.arranging = ArrangingCommands(workplace, self.exports, self._show_attributes)
        self.texts = TextCommands(workplace)
        self.shown = ShownCodings(workplace)
        in_text = {
            **self.coding.handlers(),
            **self.segments.handlers(),
            "code.remove": self.text_menu.remove_here,
        }
        self.listed = SegmentsPaneCommands(workplace, in_text)
        desk = reading.desk
        self.naming = CoderNaming(self.session, self._preferences, self._messages, desk, self)
        self._in_text = {**in_text, **self.listed.handlers()}
        self.prints = PrintCommands(self._workplace, self.pages, self)
        self.comments = CommentCommands(workplace, self.go_to, self._choose_code, self)
        self.memos = MemoCommands(
            self._workplace,
            page.reading.view,
            MemoWays(
                self.go_to,
                self._choose_code,
                self._show_people,
                self.coding.handlers()["code.memo"],
                self.prints.print_memos,
                self._messages,
            ),
            window=self,
        )

    def _bind(self) -> None:
        session, actions = self.session, self._actions
        self._handlers = in_place(self._all_handlers(), self.pages, self.show_page, session.refused.emit)
        actions.bind(self._handlers)
        session.changed.connect(self._on_changed)
        session.changed.connect(self._note_extent)
        session.changed.connect(self._messages.settle)
        self.pages.place_wanted.connect(self.go_to)
        self.code_page.inspector.memo_wanted.connect(self.memos.show_memo)
        self.code_page.inspector.transcript.people_wanted.connect(self._show_people)
        self.code_page.reading.shown.connect(session.project.be_in)
        self._on_changed()

    def _all_handlers(self) -> dict[str, Handler]:
        page = self.code_page
        return {
            **self._in_text,
            **{f"transcript.{name}": handler for name, handler in self.transcripts.handlers().items()},
            **{f"codebook.{name}": handler for name, handler in self.codebook.handlers().items()},
            **self.arranging.handlers(),
            **self.shown.handlers(),
            **self.texts.handlers(),
            "project.import": self.transcripts.choose_files,
            "project.import_word": self._choose_word_comments,
            "project.export_codings": lambda: self.exports.codings(memos=self.pages.report.prints_memos),
            "project.export_codebook": self.exports.codebook,
            "project.settings": self._show_settings,
            "project.coder": self.naming.ask,
            "transcript.people": self._show_people,
            "edit.undo": self._undo,
            "edit.redo": self._redo,
            "edit.history": self._show_history,
            **self.memos.handlers(),
            **self.comments.handlers(),
            **self.prints.handlers(),
            **PaperCommands(self.session, self._background, self._files, self).handlers(),
            "codebook.page": self._show_code_page,
            "edit.search": self._show_search,
            "help.tour": self.start_tour,
            "analyse.matrix": lambda: self.show_page(PagePlace.MATRIX),
            "analyse.report": lambda: self.show_page(PagePlace.REPORT),
            "analyse.groups": lambda: self.show_page(PagePlace.GROUPS),
            "analyse.pictures": lambda: self.show_page(PagePlace.PICTURE),
            "analyse.find": lambda: self._ask(self.code_page.reading.find_bar.query),
            "view.code": lambda: self.show_page(PagePlace.CODE),
            "view.navigator": lambda: page.toggle(page.navigator),
            "view.inspector": lambda: page.toggle(page.inspector),
        }

    def _out_of_place(self) -> set[str]:
        """The actions that would do nothing on the page that is shown."""
        found = {_LEADS_TO[self.pages.place]} if self.pages.isVisible() else set()
        if self.pages.place is not PagePlace.CODE:
            found |= ON_CODE_PAGE
        if not self.prints.can_print:
            found |= {"project.print", "project.pdf"}
        return found

    def _limits(self) -> dict[str, str]:
        """The actions that are not for whoever codes, with the reason."""
        return limits(self.session)

    # -- pages --------------------------------------------------------------------------------

    def show_page(self, place: int) -> None:
        """Show the page at this place."""
        self.pages.show_place(PagePlace(place))
        # Else the keyboard would be left on whatever comes next to the page that is no longer seen.
        # Asked of the window: a dialog that led here has the keyboard until it is gone.
        page = self.pages.currentWidget()
        if page is not None and not page.isAncestorOf(self.window().focusWidget()):
            self.rail.group.button(place).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_first(self) -> None:
        """Show what was read the last time, else the first transcript."""
        first = next(iter(self.code_page.navigator.transcripts.transcripts.in_order), None)
        self.last_time = LastTimeHere(self.session, self._preferences, self.pages)
        self.code_page.reading.show_transcript(self.last_time.transcript or first)
        self.last_time.recall()

    def appear(self) -> None:
        """Be ready to be coded by keyboard."""
        self.code_page.sides.changed.connect(self._mark_sides)
        self._mark_sides()
        if self.last_time.page is not PagePlace.CODE:
            self.show_page(self.last_time.page)
        else:
            self.code_page.appear()

    def _mark_sides(self) -> None:
        for name, pane in (("navigator", self.code_page.navigator), ("inspector", self.code_page.inspector)):
            self._actions[f"view.{name}"].setChecked(pane.isVisibleTo(self.code_page))

    def go_to(self, transcript_id: UUID, span: Span) -> None:
        """Show a passage in its transcript."""
        self.show_page(PagePlace.CODE)
        self.code_page.reading.show_transcript(transcript_id)
        self.code_page.reading.view.select_span(span)

    def refresh_theme(self) -> None:
        """Paint what has been painted in the colours of the other theme again."""
        self.rail.refresh_icons()
        self.pages.refresh_theme()

    def _show_reached(self, there: bool) -> None:
        """Say that the server does not answer, until it does."""
        self._on_changed()
        if there:
            self._messages.inform("The server is back: changes are saved again.")
        else:
            self._messages.warn(
                "The server is not answering, so that nothing can be saved at present. You can go on "
                "reading; it is tried again every few seconds."
            )

    def _show_long(self, task: Task, words: str) -> None:
        StepProgress(task, words, QApplication.activeWindow() or self)
        task.ended.connect(self._paint_later)

    def _note_extent(self, _step: Step, touched: Touched) -> None:
        self._much_changed = bool(len(touched.rows) > _FEW_ROWS or touched.codings or touched.turns)

    def _paint_later(self) -> None:
        if self._much_changed:
            # Much has been taken in, and nearly all that is seen will be painted again.
            paint_apart(self)

    def start_tour(self) -> None:
        """Begin the tour, from the beginning."""
        if self.tour is not None:
            self.tour.end()
        self.show_page(PagePlace.CODE)
        self.tour = Tour(tour_stops(self.session, self.pages, self.exports, self._actions))
        self.tour.finished.connect(self.tour.deleteLater)
        self.tour.finished.connect(self._forget_tour)
        self._column.addWidget(self.tour)

    def _forget_tour(self) -> None:
        self.tour = None
        self._preferences.set_seen("tour")

    def offer_tour(self) -> None:
        """Offer the tour to who has not taken it."""
        if not self._preferences.seen("tour"):
            self._messages.inform(
                "This is a project to try things in; every step can be undone.",
                Offer("Take the tour", self.start_tour),
            )

    # -- what follows from a step ---------------------------------------------------------------

    def _on_changed(self) -> None:
        session, actions = self.session, self._actions
        for name, step, verb in (
            ("edit.undo", session.undoable, "Undo"),
            ("edit.redo", session.redoable, "Redo"),
        ):
            actions[name].setText(f"{verb}: {entry_caption(step.label)}" if step else verb)
            actions.enable(name, step is not None)

    def _undo(self) -> None:
        """Take back a step, and say which to who does not see the status line."""
        # What is being typed in the text comes first: it is saved by leaving it.
        self.texts.editing.save()
        self.session.undo(then=lambda step: announce(self, f"Undone: {step.label}"))

    def _redo(self) -> None:
        self.session.redo(then=lambda step: announce(self, f"Redone: {step.label}"))

    def _refuse(self, sentence: str) -> None:
        """Say why a step was not made; where none can be any more, with what can be done about it."""
        if sentence == self.session.project.astray:
            self.went_astray.emit(sentence)
        elif not is_told_elsewhere(self.window(), sentence):
            self._messages.refuse_step(self._actions.said(sentence))

    # -- the rest -----------------------------------------------------------------------------

    def _choose_word_comments(self) -> None:
        self._files.one("Import codes from Word comments", "Word (*.docx)", self._read_word_comments)

    def _read_word_comments(self, path: Path) -> None:
        self._background.run(
            lambda progress: lazy_imports.read_comments(path, progress), self._show_word_comments
        )

    def _show_word_comments(self, document: "CommentedText") -> None:
        here = self.code_page.reading.view.transcript_id
        WordCommentsDialog(self.session, self._background, document, here, self).open()

    def _show_settings(self) -> None:
        dialog = ProjectSettingsDialog(self.session, self._background, self)
        dialog.noted.connect(self._messages.inform)
        undo_by_key(self.session, self._preferences, dialog.coders, dialog.front, dialog.reasons)
        dialog.open()

    def _show_history(self) -> None:
        HistoryDialog(self.session, self._background, self._files, self).open()

    def _show_people(self) -> None:
        PeopleDialog(self.session, self._background, self._preferences, self).open()

    def _show_attributes(self, transcript_id: UUID) -> None:
        dialog = PeopleDialog(self.session, self._background, self._preferences, self)
        dialog.open()
        dialog.show_transcript(transcript_id)

    def _show_code_page(self) -> None:
        code_id = self.code_page.inspector.code.code_id
        if code_id is None:
            self.session.refused.emit("Choose a code in the codebook first.")
            return
        dialog = CodePageDialog(self.session, self._background, self._preferences, code_id, self)
        dialog.place_wanted.connect(self.go_to)
        dialog.open()

    def _show_search(self) -> None:
        goals = Goals(self.go_to, self._choose_code, self._find_words, self._ask, self.memos.show)
        search_everything(self.session, self._background, goals, self).open()

    def _find_words(self, words: str) -> None:
        plain = has_wildcard(words) and not any(sign in words for sign in '()"“”:')
        self._ask(words if plain else always_quoted(words))

    def _ask(self, query: str) -> None:
        self.show_page(PagePlace.FIND)
        if query:
            self.pages.queries.show_query(query)

    def _choose_code(self, code_id: UUID) -> None:
        self.show_page(PagePlace.CODE)
        self.code_page.navigator.codebook.choose([code_id])
        self.code_page.inspector.show_code(code_id)

    def release(self) -> None:
        """Save what is being typed and leave the actions to others."""
        focused = self.focusWidget()
        if isinstance(focused, NoteField):
            focused.save()
        self.code_page.save_layout()
        self.last_time.save()
        self.prints.stop()
        for judge in (self._judge, self._out_of_place, self._limits):
            self._actions.judge_no_more_by(judge)
        self._actions.unbind(self._handlers)
