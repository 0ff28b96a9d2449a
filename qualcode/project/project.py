"""The project: the only thing that moves. Every change goes through ``Project.do``."""

from collections.abc import Callable
from pathlib import Path

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.errors import AstrayError, ConflictError, QualcodeError
from qualcode.model.identity import now
from qualcode.model.progress import Progress, no_progress
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study
from qualcode.project.history import History
from qualcode.project.making import TEAM_TOO_FAST, TRIES, PendingStep, SavedStep, StaleStepError
from qualcode.project.record import Record
from qualcode.storage.database import BehindError, Database
from qualcode.storage.feed import Feed

Listener = Callable[[Step, Touched], None]


class Project:
    """An open project: the present study, its history, and those who listen for steps.

    Use from one thread; studies taken from it may be read anywhere, and a large step may be worked out
    and saved on another (``save``), as long as no other is made meanwhile.
    """

    def __init__(self, database: Database, study: Study, address: str) -> None:
        self._database = database
        self._study = study
        self._listeners: list[Listener] = []
        self._feed: Feed | None = None
        self.address = address
        self.astray = ""
        """Why nothing can be saved, in a sentence, since the file is no longer what was opened."""
        self.history = History(database.steps(), per_coder=database.path is None)

    @property
    def study(self) -> Study:
        return self._study

    @property
    def path(self) -> Path | None:
        """The project file; None on a server."""
        return self._database.path

    @property
    def name(self) -> str:
        return self._study.info.name

    @property
    def note(self) -> str:
        """What happened at opening that its users should read once, in a sentence."""
        return self._database.note

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, in a sentence; empty where it can."""
        return self._database.read_only

    # -- changing -----------------------------------------------------------------------------

    def do(self, change: ChangeSet, coder: str) -> Step | None:
        """Save ``change`` as one step by the coder of that name; None where there is nothing to do.

        Raises ConflictError where it no longer fits and QualcodeError where it cannot be saved;
        the study then stays as it was.
        """
        return self.make(PendingStep(lambda _study: change, coder))

    def undo(self, coder: str) -> Step:
        """Take back the last step that stands. Raises QualcodeError where there is none."""
        return self._repeat(self.undoing(coder))

    def redo(self, coder: str) -> Step:
        """Make the last undone step again. Raises QualcodeError where there is none."""
        return self._repeat(self.redoing(coder))

    def _repeat(self, pending: PendingStep) -> Step:
        step = self.make(pending)
        if step is None:
            raise AssertionError("a step that changed nothing is on record")
        return step

    def undoing(self, coder: str) -> PendingStep:
        """The wish that the last step that stands be taken back. Raises QualcodeError where there is none."""
        step = self.history.undoable(coder)
        if step is None:
            raise QualcodeError("There is nothing to undo.")
        number = step.number
        return PendingStep(lambda _study: self.change_of(number).inverse(), coder, StepKind.UNDO, step)

    def redoing(self, coder: str) -> PendingStep:
        """The wish that the last undone step be made again. Raises QualcodeError where there is none."""
        step = self.history.redoable(coder)
        if step is None:
            raise QualcodeError("There is nothing to redo.")
        number = step.number
        return PendingStep(lambda _study: self.change_of(number), coder, StepKind.REDO, step)

    def make(self, pending: PendingStep) -> Step | None:
        """Make the step that is wished for; None where there is nothing to do. Raises as ``save``."""
        for _ in range(TRIES):
            try:
                saved = self.save(pending)
            except StaleStepError:
                self.catch_up()
            else:
                return None if saved is None else self.take_in(saved)
        raise QualcodeError(TEAM_TOO_FAST)

    # -- a step in two halves -------------------------------------------------------------------

    def save(self, pending: PendingStep, progress: Progress = no_progress) -> SavedStep | None:
        """The half that takes long: work out the change and write it; None where there is nothing to do.

        On any thread, as long as the project makes no other step until this one is taken in. Raises
        ConflictError where the change no longer fits, QualcodeError where it cannot be saved,
        OvertakenError where a teammate was faster, and what ``progress`` raises; nothing is written then.
        """
        study, target = self._study, pending.target
        change = pending.work_out(study)
        if not change:
            return None
        number = None if target is None else target.number
        step = Step(study.step + 1, now(), pending.coder, change.label, pending.kind, number)
        try:
            moved = study.after(change)
        except ConflictError as error:
            if target is None:
                raise
            sentence = f"“{target.label}” can no longer be {_PAST[pending.kind]}. {error}"
            raise ConflictError(sentence) from error
        try:
            self._database.write(step, change, progress)
        except BehindError as error:
            raise StaleStepError from error
        except AstrayError as error:
            self.astray = str(error)
            raise
        self.astray = ""
        return SavedStep(moved.at_step(step.number), step, change.touched())

    def take_in(self, saved: SavedStep) -> Step:
        """The other half: move on to the study after a step, and tell those who listen."""
        if saved.step.number != self._study.step + 1:
            raise AssertionError(f"step {saved.step.number} does not follow step {self._study.step}")
        self._study = saved.study
        self.history.add(saved.step)
        for listener in tuple(self._listeners):
            listener(saved.step, saved.touched)
        return saved.step

    def size_of(self, step: Step) -> int:
        """How many bytes the changes of a step take up on record."""
        return self._database.size_of(step.number)

    # -- teammates ----------------------------------------------------------------------------

    def news(self) -> list[SavedStep]:
        """The steps that teammates have written meanwhile, to be taken in one after the other.

        On any thread, under the same condition as ``save``.
        """
        study, found = self._study, []
        for step in self._database.steps(after=study.step):
            change = self._database.change_of(step.number)
            study = study.after(change).at_step(step.number)
            found.append(SavedStep(study, step, change.touched()))
        return found

    def catch_up(self) -> int:
        """Take in the steps that teammates have written meanwhile; returns how many."""
        return len([self.take_in(saved) for saved in self.news()])

    def listen_to_team(self, news: Callable[[], None]) -> None:
        """Have ``news`` called, on another thread, whenever there may be steps to catch up with.

        Does nothing for a project file: only one program writes it.
        """
        if self._database.path is None and self._feed is None:
            self._feed = Feed(self._database.engine, lambda _number: news())
            self._feed.wait_until_listening()

    # -- listening and looking ----------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Have ``listener`` called after every step, on the thread that makes it."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        self._listeners.remove(listener)

    def change_of(self, number: int) -> ChangeSet:
        """What a step changed."""
        return self._database.change_of(number)

    def record(self) -> Record:
        """Study and steps as they are now, for work on another thread."""
        return Record(self._study, self.history.steps, self._database)

    @property
    def database(self) -> Database:
        """The database below, for ``project.checking``."""
        return self._database

    def back_up(self) -> Path | None:
        """Copy the project file as it is now; None on a server."""
        return self._database.back_up()

    def close(self) -> None:
        """Stop listening, close the database; a file is then exactly one file."""
        self._listeners.clear()
        if self._feed is not None:
            self._feed.close()
        self._database.close()


_PAST = {StepKind.UNDO: "undone", StepKind.REDO: "redone"}
