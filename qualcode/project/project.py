"""The project: the only thing that moves. Every change goes through ``Project.do``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID
from weakref import proxy

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.errors import (
    ConflictError,
    QualcodeError,
    ReasonWantedError,
    ReplacedProjectError,
    UnfinishedStepError,
)
from qualcode.model.identity import now
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.step import Step, StepKind
from qualcode.model.step_topics import asked_about, in_a_sentence, said_with_decisions
from qualcode.model.study import Study
from qualcode.model.team import TeamRole
from qualcode.model.teamwork.sight import ALL, Sight, seen, seen_step, sight_of
from qualcode.model.teamwork.whereabouts import Teammate, Whereabouts, read, written
from qualcode.model.words.names import name_key
from qualcode.operations.checks import check_length
from qualcode.operations.coders import find_coder
from qualcode.operations.teamwork.permissions import check_allowed
from qualcode.operations.teamwork.roles import role_of
from qualcode.project.guarding import check_hidden, check_locks, opened_by
from qualcode.project.history import History
from qualcode.project.making import TEAM_TOO_FAST, TRIES, PendingStep, SavedStep, StaleStepError
from qualcode.project.record import Record
from qualcode.project.reversing import Reversing, why_not
from qualcode.storage.database import BehindError, Database
from qualcode.storage.feed import Feed
from qualcode.storage.server_turn import PATIENCE

Listener = Callable[[Step, Touched], None]
_SECONDS_TO_LISTEN = 2.0


def _ignored(_what: object) -> None:
    """Nobody wants to know."""


def _nothing() -> None:
    """Nobody wants to know."""


_DOES_NOT_FOLLOW = (
    "What your team did cannot be taken in, because the project on the server is no longer the one "
    "that was opened. Close the project and open it again."
)
_OVERTAKEN = (
    "“{label}” was not done, because a teammate has just changed what it belongs to. Look, and do it again."
)


class Project:
    """An open project: the present study, its history, and those who listen for steps.

    Use from one thread; studies taken from it may be read anywhere, and a large step may be worked out
    and saved on another (``save``), as long as no other is made meanwhile.
    """

    def __init__(self, database: Database, study: Study, address: str) -> None:
        self._database = database
        self._study = study
        self._viewer = ""
        self._sight = ALL
        self._seen = study
        self._listeners: list[Listener] = []
        self._feed: Feed | None = None
        self.address = address
        self.reason = ""
        """Why steps are made from here on, for whoever makes them by command."""
        self.astray = ""
        """Why nothing can be saved, in a sentence, since the file is no longer what was opened."""
        self.unfinished = False
        """Whether that is for a step that the next opening undoes: then it only has to be opened again."""
        # The steps up to those of the study: teammates may have written more since it was read.
        known = (step for step in database.steps() if step.number <= study.step)
        self.history = History(known, per_coder=database.path is None)
        # Not held by what it holds itself: a project that is done with lets go of its study at once.
        self._reversing = Reversing(self.history, partial(Project._on_record, proxy(self)))
        self._place: UUID | None = None
        self._words: tuple[str, ...] = ()

    @property
    def study(self) -> Study:
        """What whoever looks may see: all there is, but in a blind round only their own work."""
        return self._seen

    @property
    def whole(self) -> Study:
        """All there is: for copies, merging and checks, never for what is shown."""
        return self._study

    @property
    def viewer(self) -> str:
        """The name of whoever looks; empty for the program itself, which sees everything."""
        return self._viewer

    @viewer.setter
    def viewer(self, name: str) -> None:
        self._viewer = name
        self._look()

    @property
    def sight(self) -> Sight:
        """What whoever looks may see."""
        return self._sight

    def _sight_of(self, study: Study) -> Sight:
        opened = opened_by(self._viewer, study, self.history.steps) if self._viewer else frozenset()
        return sight_of(study, self._viewer, opened, self._database.most)

    def _look(self) -> None:
        """Work out what may be seen of the study that there is now."""
        self._sight = self._sight_of(self._study)
        self._seen = seen(self._study, self._sight)
        self._tell_where()
        # Nobody takes back what they have not seen.
        self.history.per_coder = self._sight.is_blind or self._database.path is None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the history, as whoever looks may read of them."""
        if not self._sight.is_blind:
            return self.history.steps
        return tuple(seen_step(step, self._sight) for step in self.history.steps)

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

    def role_of(self, name: str) -> TeamRole:
        """What somebody of this name may do here, and at most what the server lets its user do."""
        return role_of(self._study, name, self._database.most)

    # -- changing -----------------------------------------------------------------------------

    def do(self, change: ChangeSet, coder: str, *, whole: bool = False) -> Step | None:
        """Save ``change`` as one step by the coder of that name; None where there is nothing to do.

        ``whole``: it was worked out from all there is, not only from what may be seen.

        Raises ConflictError where it no longer fits and QualcodeError where it cannot be saved;
        the study then stays as it was.
        """
        return self.make(PendingStep.of(change, coder, self._study, whole=whole))

    def undo(self, coder: str) -> Step:
        """Undo the last step that can be. Raises QualcodeError where there is none."""
        return self._repeat(StepKind.UNDO, coder)

    def redo(self, coder: str) -> Step:
        """Redo the last undone step that can be. Raises QualcodeError where there is none."""
        return self._repeat(StepKind.REDO, coder)

    def _repeat(self, kind: StepKind, coder: str) -> Step:
        step = self.make(self.reversal(kind, coder))
        if step is None:
            raise AssertionError("a step that changed nothing is on record")
        return step

    def reversal(self, kind: StepKind, coder: str) -> PendingStep:
        """The step that undoes or redoes one. Raises QualcodeError where there is none that can be."""
        step = self.offered(kind, coder)
        if step is None:
            passed = self.passed_over(kind, coder)
            raise QualcodeError(passed or f"There is nothing to {kind}.")
        return PendingStep(lambda _study: self._reversing.change(kind, step), coder, kind, step)

    def offered(self, kind: StepKind, coder: str) -> Step | None:
        """The step that undo or redo would take: in a team the last of one's own that still fits."""
        return self._reversing.offered(self._study, kind, coder)

    def passed_over(self, kind: StepKind, coder: str, *, once: bool = False) -> str:
        """Which steps undo or redo passes over, in a sentence; empty where it passes none over.

        ``once``: only what has not been told so before.
        """
        return self._reversing.passed_over(self._study, kind, coder, once=once)

    def make(self, pending: PendingStep, *, patience: float = PATIENCE) -> Step | None:
        """Make the step that is wished for; None where there is nothing to do. Raises as ``save``."""
        for tries in range(TRIES):
            try:
                saved = self.save(pending, overtaken=tries > 0, patience=patience)
            except StaleStepError:
                self.catch_up()
            else:
                return None if saved is None else self.take_in(saved)
        with self._database.turn(patience):
            self.catch_up()
            try:
                saved = self.save(pending, overtaken=True, patience=patience)
            except StaleStepError as error:
                raise QualcodeError(TEAM_TOO_FAST) from error
        return None if saved is None else self.take_in(saved)

    # -- a step in two halves -------------------------------------------------------------------

    def save(
        self,
        pending: PendingStep,
        progress: Progress = no_progress,
        *,
        overtaken: bool = False,
        patience: float = PATIENCE,
    ) -> SavedStep | None:
        """The half that takes long: work out the change and write it; None where there is nothing to do.

        ``overtaken`` says that a teammate has changed the study since it was wished for; ``patience`` how
        many seconds to wait for teammates who are writing.

        On any thread, as long as the project makes no other step until this one is taken in. Raises
        ConflictError where the change no longer fits, QualcodeError where it cannot be saved,
        StaleStepError where a teammate was faster, and what ``progress`` raises; nothing is written then.
        """
        try:
            return self._saved(self._study, pending, progress, overtaken=overtaken, patience=patience)
        except BehindError as error:
            raise StaleStepError from error

    def save_in_turn(
        self, pending: PendingStep, progress: Progress = no_progress, *, patience: float = PATIENCE
    ) -> list[SavedStep]:
        """The same while nobody else may write, for anyone who is slower than their team.

        Gives all steps that are to be taken in, teammates' first; where there was nothing to do, theirs only.
        """
        with self._database.turn(patience):
            news = self.news()
            study = news[-1].study if news else self._study
            try:
                saved = self._saved(study, pending, progress, overtaken=True, patience=patience)
            except BehindError as error:
                raise QualcodeError(TEAM_TOO_FAST) from error
        return news if saved is None else [*news, saved]

    def _saved(
        self, study: Study, pending: PendingStep, progress: Progress, *, overtaken: bool, patience: float
    ) -> SavedStep | None:
        check_length(pending.coder, "coder")
        sight = self._sight_of(study)
        target = pending.target
        change = pending.work_out(study if pending.whole else seen(study, sight))
        if not change:
            return None
        number = None if target is None else target.number
        reason = self._reason(study, pending, change)
        step = Step(study.step + 1, now(), pending.coder, change.label, pending.kind, number, reason)
        try:
            moved = study.after(change)
            if overtaken and (pending.misplaced(study, change) or why_not(study, change)):
                raise ConflictError(_OVERTAKEN.format(label=change.label))
        except ConflictError as error:
            if target is None and overtaken:
                raise ConflictError(_OVERTAKEN.format(label=change.label)) from error
            if target is None:
                raise
            self._reversing.does_not_fit(study, pending.kind, target, change.touched())
            raise ConflictError(self.passed_over(pending.kind, pending.coder) or str(error)) from error
        check_allowed(study, moved, change, pending.coder, self._database.most)
        if target is None:
            if not pending.whole:
                check_locks(study, change)
            check_hidden(study, moved, change, sight)
        with self._watched():
            self._database.write(step, change, progress, patience=patience)
        self.astray, self.unfinished = "", False
        return SavedStep(moved.at_step(step.number), step, change.touched())

    def _reason(self, study: Study, pending: PendingStep, change: ChangeSet) -> str:
        """Why a step is made. Raises ReasonWantedError where the project asks and nobody said.

        Where nobody said it of the step, it is what was said with each passage that the step settles. Whoever
        takes a step back, or makes it again, is not asked: why it was made is on record.
        """
        given = " ".join((pending.reason or self.reason).split())
        if given or pending.kind is not StepKind.DO:
            return given
        if topics := asked_about(study, change):
            raise ReasonWantedError(change.label, in_a_sentence(topics))
        return said_with_decisions(change)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Keep in mind that what is at the path of the project is not what is open."""
        try:
            yield
        except ReplacedProjectError as error:
            self.astray, self.unfinished = str(error), isinstance(error, UnfinishedStepError)
            raise

    def _on_record(self, number: int) -> ChangeSet:
        """What a step changed, of the project that is open: not of a file that has taken its place."""
        with self._watched():
            self._database.follow_file()
        return self._database.change_of(number)

    def take_in(self, saved: SavedStep) -> Step:
        """The other half: move on to the study after a step, and tell those who listen."""
        if saved.step.number != self._study.step + 1:
            raise AssertionError(f"step {saved.step.number} does not follow step {self._study.step}")
        self._study = saved.study
        self.history.add(saved.step)
        self._look()
        self._reversing.take_in(saved.step, saved.touched)
        for listener in tuple(self._listeners):
            listener(saved.step, saved.touched)
        return saved.step

    def size_of(self, step: Step) -> int:
        """How many bytes the changes of a step take up on record. Raises ReplacedProjectError as ``save``."""
        with self._watched():
            self._database.follow_file()
        return self._database.size_of(step.number)

    # -- teammates ----------------------------------------------------------------------------

    def news(self) -> list[SavedStep]:
        """The steps that teammates have written meanwhile, to be taken in one after the other.

        On any thread, under the same condition as ``save``.
        """
        study, found = self._study, []
        for step in self._database.steps(after=study.step):
            change = self._database.change_of(step.number)
            try:
                study = study.after(change).at_step(step.number)
            except ConflictError as error:
                raise QualcodeError(_DOES_NOT_FOLLOW) from error
            found.append(SavedStep(study, step, change.touched()))
        if found:
            self._reversing.look_ahead(study)
        return found

    def catch_up(self) -> int:
        """Take in the steps that teammates have written meanwhile; returns how many."""
        return len([self.take_in(saved) for saved in self.news()])

    def listen_to_team(
        self,
        news: Callable[[], None],
        reached: Callable[[bool], None] = _ignored,
        company: Callable[[], None] = _nothing,
    ) -> None:
        """Have ``news`` called whenever there may be steps to catch up with.

        ``reached`` is called with whether the server answers, when that changes; ``company`` when teammates
        come, go, or go elsewhere; all on another thread. Does nothing for a project file: only one program
        writes it.
        """
        if self._database.path is None and self._feed is None:

            def take(words: tuple[str, ...]) -> None:
                self._words = words
                company()

            self._feed = Feed(self._database.engine, lambda _number: news(), reached, take)
            self._tell_where()
            self._feed.wait_until_listening(_SECONDS_TO_LISTEN)

    def be_in(self, transcript_id: UUID | None) -> None:
        """Tell teammates which transcript whoever looks is in. It is kept nowhere."""
        self._place = transcript_id
        self._tell_where()

    def _tell_where(self) -> None:
        if self._feed is not None:
            coder = find_coder(self._study, self._viewer)
            where = Whereabouts(self._viewer, None if coder is None else coder.id, self._place)
            self._feed.be_known_as(written(where))

    @property
    def company(self) -> tuple[Teammate, ...]:
        """Teammates who have the project open, and where each of them is."""
        found = set()
        for where in map(read, self._words):
            if where is None:
                continue
            coder = None if where.coder_id is None else self._study.coders.get(where.coder_id)
            name = where.name if coder is None else coder.name
            known = where.transcript_id in self._study.transcripts
            if name and name_key(name) != name_key(self._viewer):
                found.add(Teammate(name, where.transcript_id if known else None))
        return tuple(sorted(found, key=lambda each: (each.name, str(each.transcript_id))))

    # -- listening and looking ----------------------------------------------------------------

    def subscribe(self, listener: Listener) -> None:
        """Have ``listener`` called after every step, on the thread that makes it."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        self._listeners.remove(listener)

    def change_of(self, number: int) -> ChangeSet:
        """What a step changed."""
        return self._database.change_of(number)

    def record(self, *, whole: bool = False) -> Record:
        """Study and steps as they may be seen now, or all there is, for work on another thread."""
        if whole:
            return Record(self._study, self.history.steps, self._database)
        return Record(self._seen, self.steps, self._database, self._sight, self._study)

    @property
    def database(self) -> Database:
        """The database below, for ``project.checking``."""
        return self._database

    def back_up(self) -> Path | None:
        """Copy the project file as it is now; None on a server."""
        return self._database.back_up()

    def see_that_it_is_whole(self) -> None:
        """Wait until the whole file has been looked through, for which the first step would wait else.

        Raises LostProjectError where it is damaged.
        """
        self._database.see_that_it_is_whole()

    def close(self) -> None:
        """Stop listening, close the database; a file is then exactly one file."""
        self._listeners.clear()
        if self._feed is not None:
            self._feed.close()
        self._database.close()
