"""The project: the only thing that moves. Every change goes through ``Project.do``."""

from collections.abc import Callable
from pathlib import Path

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.errors import ConflictError, QualcodeError
from qualcode.model.identity import now
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study
from qualcode.project.history import History
from qualcode.project.record import Record
from qualcode.storage.database import BehindError, Database
from qualcode.storage.feed import Feed

Listener = Callable[[Step, Touched], None]


class Project:
    """An open project: the present study, its history, and those who listen for steps.

    Use from one thread; studies taken from it may be read anywhere.
    """

    def __init__(self, database: Database, study: Study, address: str, note: str = "") -> None:
        self._database = database
        self._study = study
        self._listeners: list[Listener] = []
        self._feed: Feed | None = None
        self.address = address
        self.note = note
        """A sentence about where the project lies that its users should read once."""
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

    # -- changing -----------------------------------------------------------------------------

    def do(self, change: ChangeSet, coder: str) -> Step | None:
        """Save ``change`` as one step by the coder of that name; None where there is nothing to do.

        Raises ConflictError where it no longer fits and QualcodeError where it cannot be saved;
        the study then stays as it was.
        """
        return self._make(change, coder, StepKind.DO, None) if change else None

    def undo(self, coder: str) -> Step:
        """Take back the last step that stands. Raises QualcodeError where there is none."""
        step = self.history.undoable(coder)
        if step is None:
            raise QualcodeError("There is nothing to undo.")
        return self._repeat(step, StepKind.UNDO, coder)

    def redo(self, coder: str) -> Step:
        """Make the last undone step again. Raises QualcodeError where there is none."""
        step = self.history.redoable(coder)
        if step is None:
            raise QualcodeError("There is nothing to redo.")
        return self._repeat(step, StepKind.REDO, coder)

    def _repeat(self, step: Step, kind: StepKind, coder: str) -> Step:
        change = self._database.change_of(step.number)
        if kind is StepKind.UNDO:
            change = change.inverse()
        try:
            return self._make(change, coder, kind, step.number)
        except ConflictError as error:
            raise ConflictError(f"“{step.label}” can no longer be {_PAST[kind]}. {error}") from error

    def _make(self, change: ChangeSet, coder: str, kind: StepKind, target: int | None) -> Step:
        while True:
            study = self._study.after(change)
            step = Step(self._study.step + 1, now(), coder, change.label, kind, target)
            try:
                self._database.write(step, change)
            except BehindError:
                # A teammate was faster: take their steps in, then see whether ours still fits.
                self.catch_up()
                continue
            self._move(study, step, change)
            return step

    def _move(self, study: Study, step: Step, change: ChangeSet) -> None:
        self._study = study.at_step(step.number)
        self.history.add(step)
        touched = change.touched()
        for listener in tuple(self._listeners):
            listener(step, touched)

    # -- teammates ----------------------------------------------------------------------------

    def catch_up(self) -> int:
        """Take in the steps that teammates have written meanwhile; returns how many."""
        steps = self._database.steps(after=self._study.step)
        for step in steps:
            change = self._database.change_of(step.number)
            self._move(self._study.after(change), step, change)
        return len(steps)

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
