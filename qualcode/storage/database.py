"""A project's database: loads the study, writes steps, keeps the journal, and closes cleanly."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, select, text

from qualcode.model.change import ChangeSet, RowChange
from qualcode.model.identity import now
from qualcode.model.progress import Progress, no_progress
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.storage import bulk, engines, files, journal, rows
from qualcode.storage.schema import text_versions
from qualcode.storage.trouble import Doing, told_in_words

_TEXTS_IN_MEMORY = 64
_WRITERS = 0x5143_4F44
"""The PostgreSQL advisory lock that orders the writers of one database."""


class BehindError(Exception):
    """A teammate has written steps that this study does not contain yet."""


class Database:
    """One open project file or server database, made by ``storage.opening``."""

    def __init__(self, engine: Engine, path: Path | None, lock: files.WriterLock | None) -> None:
        self.engine = engine
        self.path = path
        self.place = engines.place_of(engine, path)
        self._lock = lock
        self._writing = threading.Lock()
        # Texts are immutable, so what was read once stays true.
        self.letters = lru_cache(maxsize=_TEXTS_IN_MEMORY)(self._letters)

    # -- reading ------------------------------------------------------------------------------

    @contextmanager
    def _reading(self, doing: Doing = Doing.READ) -> Iterator[Connection]:
        with told_in_words(doing, self.place), self.engine.connect() as connection:
            yield connection

    def load(self) -> Study:
        """Everything in the database but the letters of the texts."""
        with self._reading() as connection:
            step, _ = journal.last(connection)
            return Study(
                tables=rows.read_rows(connection, self.letters),
                turns=bulk.read_turns(connection),
                codings=bulk.read_codings(connection),
                step=step,
            )

    def _letters(self, identity: UUID) -> str:
        with self._reading() as connection:
            query = select(text_versions.c.letters).where(text_versions.c.id == identity)
            letters: str = connection.execute(query).scalar_one()
            return letters

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

    def rows_by_step(self) -> Iterator[tuple[Step, tuple[RowChange, ...]]]:
        """Every step with the rows that it changed, without codings and turns."""
        with self._reading() as connection:
            yield from journal.rows_by_step(connection)

    def replay(self) -> Iterator[tuple[Step, ChangeSet, str | None]]:
        """Every step with its changes and what is wrong with it, if anything."""
        with self._reading() as connection:
            yield from journal.replay(connection)

    # -- writing ------------------------------------------------------------------------------

    def write(self, step: Step, change: ChangeSet, progress: Progress = no_progress) -> None:
        """Write rows and journal entry in one transaction.

        Raises BehindError where ``step`` is not the next one, QualcodeError where the disk or the
        server refuses, and what ``progress`` raises; nothing is written then.
        """
        written = _Written(change, progress)
        with self._writing, told_in_words(Doing.SAVE, self.place), self.engine.connect() as connection:
            transaction = connection.begin()
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})
            number, previous = journal.last(connection)
            if step.number != number + 1:
                raise BehindError
            rows.keep_letters(change.rows)
            journal.append(connection, step, change, previous)
            written(0)
            rows.insert_and_update(connection, change.rows)
            bulk.write_turns(connection, change.turns, written)
            bulk.write_codings(connection, change.codings, written)
            rows.delete_rows(connection, change.rows)
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_notify('qualcode', :step)"), {"step": str(step.number)})
            with told_in_words(Doing.SAVE if self.path is not None else Doing.COMMIT, self.place):
                transaction.commit()

    # -- checking and closing -----------------------------------------------------------------

    def damages(self) -> list[str]:
        """What the database itself finds wrong: pages, foreign keys."""
        found: list[str] = []
        with self._reading(Doing.CHECK) as connection:
            if connection.dialect.name == "sqlite":
                checks = connection.execute(text("PRAGMA integrity_check(20)")).scalars().all()
                found += [f"file: {line}" for line in checks if line != "ok"]
                for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
                    found.append(f"{table} row {row} refers to a row of {parent} that is not there")
        return found

    def back_up(self) -> Path | None:
        """Copy the project file as it is now; None for a server."""
        if self.path is None:
            return None
        with self._writing, told_in_words(Doing.BACK_UP, self.place):
            self.checkpoint()
            return files.back_up(self.path, now())

    def checkpoint(self) -> None:
        """Bring everything from the write-ahead log into the file itself."""
        with self.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close all connections; a file is then exactly one file again."""
        self.letters.cache_clear()
        try:
            with told_in_words(Doing.CLOSE, self.place):
                if self.path is not None and self._lock is not None:
                    self.checkpoint()
        finally:
            self.engine.dispose()
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
