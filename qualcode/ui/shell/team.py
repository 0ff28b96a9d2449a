"""The team from the window: its dialog, and copies that are brought back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from qualcode.analysis.decision_reasons import decision_reasons, reasons_in_words
from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import Code
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.model.queries.query import written_identity
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.teamwork.merge_plan import MergePlan
from qualcode.model.teamwork.rounds import progress_of_round, rounds_in_order
from qualcode.model.teamwork.sight import ALL, Sight
from qualcode.model.words.in_words import beginning, counted, listed, plural_of
from qualcode.operations.teamwork.giving import copy_here
from qualcode.project.guarding import told_to_outsiders
from qualcode.ui.commands.dialog_keys import undo_by_key
from qualcode.ui.dialogs.merge_project import MergeProjectDialog
from qualcode.ui.dialogs.readings.dialog import CompareReadingsDialog
from qualcode.ui.dialogs.readings.outcomes import OutcomesDialog
from qualcode.ui.dialogs.readings.revisit import RevisitDialog
from qualcode.ui.dialogs.team.bring_back import BringBackDialog
from qualcode.ui.dialogs.team.dialog import TeamDialog
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.session import lazy_copies
from qualcode.ui.session.latest import Latest
from qualcode.ui.shell.page_stack import PagePlace
from qualcode.ui.shell.team_folder import TeamFolder
from qualcode.ui.widgets.asking import PROJECT_FILES
from qualcode.ui.widgets.messages import Offer
from qualcode.ui.widgets.undo_offer import undo_offer

if TYPE_CHECKING:
    from qualcode.project.project import Project
    from qualcode.project.teamwork.returning import ReturnedCopy
    from qualcode.ui.session.session import Session
    from qualcode.ui.shell.main_window import MainWindow


_Leading = CompareReadingsDialog | OutcomesDialog | RevisitDialog
"""Dialogs that lead to a place in the text."""


def coder_in(project: "Project", name: str) -> str:
    """Who codes in a project: whom a copy was given to, else whoever the program knows as ``name``."""
    mark = copy_here(project.whole)
    return name if mark is None else project.whole.coders[mark.coder_id].name


class Team(QObject):
    """Opens the dialogs, and reads copies in the background."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.folder = TeamFolder(window)
        self._latest = Latest(window.background)
        self._hidden = _hidden_by(ALL)
        self._told = ""
        """What was last said of what is hidden."""
        self.folder.copies_wanted.connect(self._bring_at_once)
        self.folder.copies_shown.connect(self._show_found)

    def show(self) -> None:
        """Open the dialog of the team."""
        session = self._window.session
        if session is None:
            return
        dialog = TeamDialog(session, self._window.background, self._window.files, self._window)
        dialog.return_wanted.connect(dialog.accept)
        dialog.return_wanted.connect(self.choose)
        dialog.look_wanted.connect(self.folder.look_now)
        undo_by_key(session, self._window.preferences, dialog)
        dialog.open()

    def handlers(self) -> "dict[str, Callable[[], object]]":
        """What the actions of a team do while a project is open."""
        return {
            "project.team": self.show,
            "project.bring_back": self.choose,
            "analyse.settle": self.settle_differences,
            "analyse.readings": lambda: self.settle_differences(numbers=False),
            "analyse.outcomes": self.show_outcomes,
            "analyse.revisit": self.revisit,
        }

    def settle_differences(self, *, numbers: bool = True, code_id: UUID | None = None) -> None:
        """Open two coders’ readings side by side, with or without saying how many differ."""
        self._show(
            lambda session, parent: CompareReadingsDialog(
                session, self._window.background, parent, numbers=numbers, code_id=code_id
            )
        )

    def show_outcomes(self) -> None:
        """Show what became of codings."""
        self._show(lambda session, parent: OutcomesDialog(session, self._window.background, parent))

    def revisit(self, code_id: UUID | None = None) -> None:
        """List segments that were coded under an earlier definition, of all codes or of one."""
        self._show(lambda session, parent: RevisitDialog(session, self._window.background, code_id, parent))

    def _show(self, make: "Callable[[Session, MainWindow], _Leading]") -> None:
        session, workbench = self._window.session, self._window.workbench
        if session is None or workbench is None:
            return
        dialog = make(session, self._window)
        dialog.place_wanted.connect(workbench.go_to)
        if isinstance(dialog, CompareReadingsDialog):
            dialog.report_wanted.connect(self._report_agreement)
        undo_by_key(session, self._window.preferences, dialog)
        dialog.open()

    def choose(self) -> None:
        """Ask for the copies that are to be brought back."""
        self._window.files.several("Bring back copies", PROJECT_FILES, self.bring_back)

    def bring_back(self, paths: Sequence[Path]) -> None:
        """Read copies, and show what comes with them."""
        session = self._window.session
        if session is None:
            return
        record = session.project.record(whole=True)
        refused: list[str] = []

        def work(progress: Progress) -> "list[tuple[ReturnedCopy, MergePlan]]":
            study, found = record.study, []
            for place, path in enumerate(paths):
                progress(place, len(paths), path.name)
                try:
                    copy = lazy_copies.read_returned(record, str(path))
                except QualcodeError as error:
                    refused.append(str(error))
                    continue
                plan = lazy_copies.layer_plan(study, copy)
                # The next copy is compared with what is there once this one is home.
                study = study.after(plan.change)
                found.append((copy, plan))
            return found

        def show(found: "list[tuple[ReturnedCopy, MergePlan]]") -> None:
            if refused:
                self._window.messages.refuse(" ".join(refused))
            if found:
                self._show_copies(found)

        self._window.background.run(work, show)

    def _bring_at_once(self, copies: "Sequence[ReturnedCopy]") -> None:
        """Bring copies home one after the other, each in a step."""
        session = self._window.session
        if session is None:
            return
        found = list(copies)
        left = len(found)

        def arrived(_step: Step) -> None:
            nonlocal left
            left -= 1
            if not left:
                self._offer_rest(found)

        for copy in found:
            session.carry_out(partial(_step_of, copy), arrived, whole=True)

    def _show_found(self, copies: "Sequence[ReturnedCopy]") -> None:
        """Show copies that were read already."""
        session = self._window.session
        if session is None:
            return
        study, found = session.project.whole, []
        for copy in copies:
            plan = lazy_copies.layer_plan(study, copy)
            study = study.after(plan.change)
            found.append((copy, plan))
        self._show_copies(found)

    def _show_copies(self, copies: "list[tuple[ReturnedCopy, MergePlan]]") -> None:
        session = self._window.session
        if session is None:
            return
        dialog = BringBackDialog(session, copies, self._window)
        dialog.brought.connect(self._offer_rest)
        dialog.open()

    def _offer_rest(self, copies: "list[ReturnedCopy]") -> None:
        """Say what is home, and offer what else was changed in the copies."""
        session = self._window.session
        if session is None:
            return
        study, made = session.project.whole, session.undoable
        home = f"The work of {listed([copy.coder.name for copy in copies])} is home."

        def work(_progress: Progress) -> "list[tuple[ReturnedCopy, MergePlan]]":
            plans = [(copy, lazy_copies.rest_plan(study, copy)) for copy in copies]
            return [(copy, plan) for copy, plan in plans if plan.lines]

        def say(rest: "list[tuple[ReturnedCopy, MergePlan]]") -> None:
            if not rest:
                self._window.messages.ask(
                    home, self._next(session, copies), undo_offer(session), told_of=made
                )
                return
            names = listed([copy.coder.name for copy, _ in rest])
            self._window.messages.ask(
                f"{home} {names} also changed the codebook or the text, or coded under another name.",
                Offer("See other changes…", lambda: self._show_rest(session, rest)),
                told_of=made,
            )

        self._window.background.run(work, say)

    def _next(self, session: "Session", copies: "Sequence[ReturnedCopy]") -> Offer:
        """What comes after copies are home: where all coders have finished, the round can be closed."""
        study = session.project.whole
        for copy in copies:
            row = study.rows(Round).get(copy.round.id)
            done = [each.state.is_done for each in progress_of_round(study, copy.round.id)]
            if row is not None and row.is_open and done and all(done):
                return Offer("Close the round and settle…", partial(self._close_and_settle, row.id))
        return Offer("Settle differences…", self.settle_differences)

    def _close_and_settle(self, round_id: UUID) -> None:
        session = self._window.session
        if session is not None and session.keep(lambda: lazy_copies.closing(session.project, round_id)):
            self.settle_differences()

    def _report_agreement(self) -> None:
        """Show the report of the coders’ agreement: in the round that was closed last, where there is one."""
        workbench, session = self._window.workbench, self._window.session
        if workbench is None or session is None:
            return
        workbench.show_page(PagePlace.REPORT)
        closed = [row for row in rounds_in_order(session.study) if row.closed_at is not None]
        last = max(closed, key=lambda row: (row.closed_at, row.position), default=None)
        name = None if last is None else written_identity(last.id)
        workbench.pages.report.show_question(ReportKind.AGREEMENT, AgreementQuestion(round=name))

    def _show_rest(self, session: "Session", rest: "list[tuple[ReturnedCopy, MergePlan]]") -> None:
        copy, plan = rest[0]
        save = self._window.exchange.save_report
        dialog = MergeProjectDialog(session, self._window.background, copy.other, plan, save, self._window)
        if rest[1:]:
            dialog.finished.connect(lambda _result: self._show_rest(session, rest[1:]))
        dialog.open()

    def greet(self, session: "Session") -> None:
        """Say, when a project opens, whose copy it is, or what one does not see of it."""
        study, sight = session.project.whole, session.project.sight
        mark = copy_here(study)
        if mark is not None:
            name = study.coders[mark.coder_id].name
            self._window.messages.inform(
                f"This is the copy of “{study.info.name}” for {name}; you code as {name}."
            )
        elif sight.is_blind:
            self._say_what_is_hidden(session)
        elif not session.has_place:
            self._window.messages.ask(
                f"Nobody called “{session.coder_name}” has a role in this team, so you can do what "
                "coders do. Use the name that the team has for you.",
                Offer("Coder’s name…", self._window.actions_["project.coder"].trigger),
            )
        self.folder.begin(session)
        self._hidden = _hidden_by(sight)
        session.changed.connect(self._on_changed)
        session.changed.connect(lambda _step, _touched: self._look_again(session))

    def _look_again(self, session: "Session") -> None:
        """Say it once whenever somebody comes to see less: by another name, or since a round was opened."""
        before, self._hidden = self._hidden, _hidden_by(session.project.sight)
        if session.project.sight.is_blind and self._hidden != before and copy_here(session.study) is None:
            self._say_what_is_hidden(session)
        elif not session.project.sight.is_blind and self._window.messages.text == self._told:
            # By another name, or since the round was closed, it is not so any more.
            self._window.messages.hide()

    def _say_what_is_hidden(self, session: "Session") -> None:
        """Say in a line what somebody does not see while a round is open and blind, and why."""
        sight = session.project.sight
        alone = "" if session.project.path is not None else " The program alone keeps it so on a server."
        outside = told_to_outsiders(session.study, sight)
        if not outside:
            names = listed([f"“{row.name}”" for row in sight.rounds])
            verb = "is" if len(sight.rounds) == 1 else "are"
            self._window.messages.inform(
                f"You see only your own work while {names} {verb} open and blind; Team… says more.{alone}"
            )
        elif sight.is_strange:
            offer = Offer("Coder’s name…", self._window.actions_["project.coder"].trigger)
            self._window.messages.ask(f"{outside}.{alone}", offer)
        else:
            self._window.messages.inform(f"{outside}.{alone}")
        self._told = self._window.messages.text

    # -- definitions that change --------------------------------------------------------------------

    def _on_changed(self, step: Step, touched: Touched) -> None:
        """Where a step gave codes another meaning, offer the segments that were coded before."""
        session = self._window.session
        if session is None or Code not in touched.kinds:
            return
        record, number = session.project.record(), step.number

        def work(_progress: Progress) -> "tuple[list[UUID], int]":
            codes = lazy_copies.reworded_in(record, number)
            return codes, len(lazy_copies.to_revisit(record, codes)) if codes else 0

        self._latest.ask(work, partial(self._offer_revisiting, step), lambda _sentence: None)

    def _offer_revisiting(self, step: Step, found: "tuple[list[UUID], int]") -> None:
        session = self._window.session
        codes, number = found
        if session is None or not number or not set(codes) <= session.study.codes.keys():
            return
        code_id = codes[0] if len(codes) == 1 else None
        names = listed([f"“{session.study.codes[code].name}”" for code in codes])
        unclear = decision_reasons(session.study).get(codes[0]) if len(codes) == 1 else None
        offers = [Offer("Revisit them…", partial(self.revisit, code_id))]
        segments = beginning(f"{counted(number, 'segment')} of {names}")
        were = plural_of(number, "was", "were")
        sentence = f"{segments} {were} coded under an earlier definition."
        if unclear:
            sentence += f" {reasons_in_words(unclear)}."
            offers.append(Offer("See those settled…", partial(self.settle_differences, code_id=code_id)))
        self._window.messages.ask(sentence, *offers, told_of=step)


def _hidden_by(sight: Sight) -> tuple[str, tuple[UUID, ...]]:
    """Who does not see others' work, and for which rounds; nothing where all is seen."""
    return (sight.name, tuple(row.id for row in sight.rounds)) if sight.is_blind else ("", ())


def _step_of(copy: "ReturnedCopy", study: Study) -> ChangeSet:
    return lazy_copies.brought_home(study, copy)
