"""A project's database: loads the study, writes steps, keeps the journal, and closes cleanly."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from qualcode.model.change import ChangeSet, RowChange
from qualcode.model.errors import LostProjectError, QualcodeError, ReplacedProjectError
from qualcode.model.identity import now
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.step import Step
from qualcode.model.step_topics import ChangeOutline
from qualcode.model.study import Study
from qualcode.model.team import TeamRole
from qualcode.storage import backups, bulk, copying, engines, journal, loading, rows, shape, texts
from qualcode.storage.engines import Access, for_reading, for_writing, room_for
from qualcode.storage.held_file import HeldFile, Tip, replaced
from qualcode.storage.locking import WriterLock
from qualcode.storage.server_turn import PATIENCE, WriterTurns
from qualcode.storage.trouble import Attempt, Place, errors_in_words, place_of
from qualcode.storage.whole_check import AT_ONCE, WholeCheck

_TEXTS_IN_MEMORY = 64


class BehindError(Exception):
    """A teammate has written steps that this study does not contain yet."""


class Database:
    """One open project file or server database, made by ``storage.opening``.

    ``path`` is the file's name, None on a server. A file is changed where its ``lock`` is held; what is
    read as a copy lies in a ``folder`` that goes when it is closed. ``read_only`` says why nothing can be
    changed, in a sentence; ``note`` what happened at opening that its users should read; ``most`` is the
    most that a server lets its user do.
    """

    def __init__(
        self,
        engine: Engine,
        path: Path | None,
        lock: WriterLock | None = None,
        *,
        read_only: str = "",
        note: str = "",
        most: TeamRole = TeamRole.LEAD,
        folder: TemporaryDirectory[str] | None = None,
    ) -> None:
        self.engine = engine
        self._for_reading = for_reading(engine)
        self._for_writing = for_writing(engine)
        self.path = path
        self.place = place_of(engine, path)
        self.read_only = read_only
        self.note = note
        self.most = most
        self._lock = lock
        self._folder = folder
        self._file: HeldFile | None = None
        if path is not None:
            opened = path if folder is None else Path(folder.name) / path.name
            self._file = HeldFile(opened, Access.READ if lock is None else Access.CHANGE)
        self._tip: Tip | None = None
        self._writing = threading.Lock()
        self._whole: WholeCheck | None = None
        self._turns = WriterTurns(engine) if path is None else None
        # Texts are immutable, so what was read once stays true.
        self.text = lru_cache(maxsize=_TEXTS_IN_MEMORY)(self._text)

    # -- reading ------------------------------------------------------------------------------

    @contextmanager
    def _reading(self, attempt: Attempt = Attempt.READ) -> Iterator[Connection]:
        """A connection on which everything is read as it was at one moment, though others may write."""
        with errors_in_words(attempt, self.place), self._for_reading.connect() as connection:
            # Openly, as below: else each question to a file would be of a moment of its own.
            connection.begin()
            yield connection

    def load(self) -> Study:
        """Everything in the database but the texts.

        Raises UnsoundError with all that cannot be read.
        """
        return self.load_sealed()[0]

    def load_sealed(self) -> tuple[Study, str]:
        """The same, and what the project holds by its seal."""
        with self._reading() as connection:
            step, digest = journal.last(connection)
            if self._tip is None:
                self._tip = Tip(step, digest)
            study = loading.study_on(connection, self.text, step)
            return study, journal.sealed_content(connection)

    def _text(self, identity: UUID) -> str:
        with self._reading() as connection:
            text = texts.text_of(connection, identity)
            if text is None:
                # A teammate may have deleted the transcript while somebody still looks at the older study.
                text = journal.deleted_text(connection, identity)
        if text is None:
            raise ReplacedProjectError(
                f"A text of this project is no longer in {self.place.shown}: it was replaced while it was "
                "open. Save what is open here under a new name, or open what is there now."
            )
        return text

    def steps(self, after: int = 0) -> list[Step]:
        """Journal entries with a number above ``after``, oldest first."""
        with self._reading() as connection:
            return journal.steps(connection, after)

    def change_of(self, number: int) -> ChangeSet:
        """What the step ``number`` changed."""
        with self._reading() as connection:
            return journal.change_of(connection, number)

    def size_of(self, number: int) -> int:
        """How many bytes the changes of a step take up."""
        with self._reading() as connection:
            return journal.size_of(connection, number)

    def hashes(self) -> list[str]:
        """The hashes of the journal's steps, oldest first."""
        with self._reading() as connection:
            return journal.hashes(connection)

    def rows_by_step(self) -> Iterator[tuple[Step, tuple[RowChange, ...]]]:
        """Every step with the rows that it changed, without codings and turns."""
        for step in self.steps():
            # One after the other: a file cannot be written while it is being read, and this may take long.
            with self._reading() as connection:
                changed = journal.rows_of(connection, step.number)
            yield step, changed

    def outlines(self) -> Iterator[tuple[Step, ChangeOutline]]:
        """Every step with what it changed, of codings and turns only how many."""
        for step in self.steps():
            with self._reading() as connection:
                outline = journal.outline_of(connection, step.number)
            yield step, outline

    def replay(self) -> Iterator[tuple[Step, ChangeSet]]:
        """Every step with its changes. Raises HistoryError where one cannot be read."""
        with self._reading() as connection:
            yield from journal.replay(connection)

    # -- writing ------------------------------------------------------------------------------

    def write(
        self,
        step: Step,
        change: ChangeSet,
        progress: Progress = no_progress,
        *,
        patience: float = PATIENCE,
    ) -> None:
        """Write rows and journal entry in one transaction; wait so many seconds for teammates who write.

        Raises BehindError where ``step`` is not the next one, ReplacedProjectError where the file is not
        the one that was opened, QualcodeError where the disk or the server refuses, and what ``progress``
        raises; nothing is written then.
        """
        if self.read_only:
            raise QualcodeError(self.read_only)
        written = _Written(change, progress)
        with self._writing, errors_in_words(Attempt.SAVE, self.place):
            self.see_that_it_is_whole()
            self._follow_file()
            # Packed before it is one's turn: with much, that takes longer than teammates should wait.
            payload = journal.packed(change)
            with self._changing(patience) as connection:
                number, previous = journal.last(connection)
                self._compare(step, Tip(number, previous))
                # Only now: what is read until here, of a large last step much, is not to stay in memory.
                with room_for(connection, len(payload)):
                    rows.keep_texts(change.rows)
                    digest = journal.append(connection, step, change, payload, previous)
                    # What comes now takes all the memory that a large step needs.
                    del payload
                    written(0)
                    rows.insert_and_update(connection, change.rows)
                    bulk.write_turns(connection, change.turns, written)
                    bulk.write_codings(connection, change.codings, written)
                    rows.delete_rows(connection, change.rows)
                    self._commit(connection, step)
            self._tip = Tip(step.number, digest)
            self._follow_file(after=True)

    def _commit(self, connection: Connection, step: Step) -> None:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_notify('qualcode', :step)"), {"step": str(step.number)})
        with errors_in_words(Attempt.SAVE if self.path is not None else Attempt.COMMIT, self.place):
            connection.commit()

    def seal_content(self, held: str, step: int) -> None:
        """Note what the project holds after ``step``, where it may be changed and has no later one."""
        if self.read_only:
            return
        with self._writing, errors_in_words(Attempt.OPEN, self.place), self._changing(PATIENCE) as connection:
            if journal.last(connection)[0] == step:
                journal.seal_content(connection, held)
                connection.commit()
            if self._file is not None:
                self._file.remember()

    def follow_file(self) -> None:
        """See that the file at the path is the one that is open, before a step is worked out from it.

        Raises ReplacedProjectError where it is not. Waits for nobody: anyone who is writing has looked.
        """
        if self.read_only or not self._writing.acquire(blocking=False):
            return
        try:
            with errors_in_words(Attempt.SAVE, self.place):
                self._follow_file()
        finally:
            self._writing.release()

    @contextmanager
    def _changing(self, patience: float) -> Iterator[Connection]:
        if self._turns is not None:
            with self._turns.taken(patience) as connection:
                yield connection
        else:
            with self._for_writing.connect() as connection:
                # Openly: what is made through the driver would begin none.
                connection.begin()
                yield connection

    @contextmanager
    def turn(self, patience: float = PATIENCE) -> Iterator[None]:
        """Keep teammates from writing until a step is written, or the block ends.

        Anyone who writes waits ``patience`` seconds for them. Raises BusyError where that is not enough.
        """
        if self._turns is None:
            yield
            return
        with errors_in_words(Attempt.SAVE, self.place), self._turns.taken(patience):
            yield

    def _follow_file(self, *, after: bool = False) -> None:
        """See that the file at the path is the open one. Raises ReplacedProjectError where it is not."""
        if self._file is not None and self._file.moved_on(self._tip, after=after):
            # Connections that wait in the pool would write to what has another name now, or none.
            self.engine.dispose()

    def _compare(self, step: Step, there: Tip) -> None:
        """Raise unless ``step`` continues what is in the database, and that is what we know."""
        if self.path is not None and self._tip not in (None, there):
            raise replaced(self.path)
        if there.number < step.number - 1:
            raise ReplacedProjectError(
                "The project on the server has fewer steps than are open here: it was put back to an earlier "
                "state, and the change was not saved. Save what is open here under a new name, or open what "
                "is there now."
            )
        if there.number >= step.number:
            raise BehindError

    # -- checking and closing -----------------------------------------------------------------

    def damages(self) -> list[str]:
        """What the database itself finds wrong: pages, indexes, foreign keys."""
        found: list[str] = []
        if self._file is not None and self._file.is_barred:
            found.append("file: by its header it can only be read; a copy of it can be changed")
        with self._reading(Attempt.CHECK) as connection:
            if connection.dialect.name == "sqlite":
                checks = connection.execute(text("PRAGMA integrity_check(20)")).scalars().all()
                found += [f"file: {line}" for line in checks if line != "ok"]
                for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
                    found.append(f"{table} row {row} refers to a row of {parent} that is not there")
        return found

    def strange_parts(self) -> list[str]:
        """What of the tables is not built as this program builds them."""
        with self._reading(Attempt.CHECK) as connection:
            return shape.faults(connection)

    def altered_texts(self) -> list[UUID]:
        """The text versions whose text is not the one that was saved."""
        with self._reading(Attempt.CHECK) as connection:
            return texts.altered(connection)

    def journal_faults(self) -> list[str]:
        """What is wrong with the chain of steps, and whether its end is there."""
        with self._reading(Attempt.CHECK) as connection:
            return journal.faults(connection)

    def back_up(self, *, sound: bool = True) -> Path | None:
        """Copy the project file as it is now into the folder of its copies; None for a server.

        The oldest copies make room where what it holds is known to be ``sound``.
        """
        if self.path is None or self._file is None:
            return None
        with errors_in_words(Attempt.BACK_UP, self.place):
            copy = backups.back_up(self._file.connection, self.path, now())
            if sound:
                backups.tidy(self.path, copy, now())
        return copy

    def first_problem(self) -> str:
        """What SQLite finds wrong with the file before it is used; the empty text for nothing.

        A large one is only looked at in passing; see ``look_through``.
        """
        if self._file is None:
            return ""
        with errors_in_words(Attempt.CHECK, self.place):
            if self._file.size <= AT_ONCE:
                return engines.whole_problem(self._file.connection)
            return engines.quick_problem(self._file.connection)

    def look_through(self) -> None:
        """Begin to look through a large file; what is wrong with it is told before the first step."""
        if self._file is not None and not self.read_only and self._file.size > AT_ONCE:
            self._whole = WholeCheck(self._file.path)

    def see_that_it_is_whole(self) -> None:
        """Wait for the check that began at opening. Raises LostProjectError where the file is damaged."""
        if self._whole is None or self.path is None:
            return
        problem = self._whole.problem()
        if problem:
            raise LostProjectError(backups.damaged(self.path, problem))
        self._whole.stop()
        self._whole = None

    def holds_what_is_known(self) -> bool:
        """Whether the file that was opened still has all that was read from it and written to it."""
        return self._file is not None and self._tip is not None and self._file.holds(self._tip)

    def copy_to(self, target: Path) -> None:
        """Write a whole copy of the file that was opened, whatever bears its name now.

        Raises QualcodeError where there is a file already or it cannot be written.
        """
        if self.path is None or self._file is None:
            raise AssertionError("a server has no file that could be copied")
        if self._lock is not None and not self.holds_what_is_known():
            raise replaced(self.path)
        with errors_in_words(Attempt.MAKE, Place(str(target))):
            copying.copy_checked(self._file.connection, target, self.path.name)

    def close(self) -> None:
        """Close all connections; a file is then exactly one file again."""
        self.text.cache_clear()
        try:
            with errors_in_words(Attempt.CLOSE, self.place):
                if self._whole is not None:
                    self._whole.stop()
                if self._file is not None:
                    self._file.close()
                engines.dispose(self.engine)
                if self._folder is not None:
                    self._folder.cleanup()
        finally:
            if self._lock is not None:
                self._lock.release()


class _Written:
    """Counts the turns and codings of a change that are written, and reports them."""

    def __init__(self, change: ChangeSet, progress: Progress) -> None:
        self._total = change.extent_of_columns
        self._done = 0
        self._label = change.label
        self._progress = progress

    def __call__(self, more: int) -> None:
        self._done += more
        self._progress(self._done, self._total, self._label)
