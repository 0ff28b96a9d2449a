"""Project files for tests of what happens to them: made in a moment, or as a killed program leaves them."""

import shutil
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine

from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import Coder
from qualcode.model.identity import new_id, now
from qualcode.model.step import Step
from qualcode.operations.project import new_project
from qualcode.storage import opening
from qualcode.storage.database import Database
from qualcode.storage.engines import file_engine
from tests.support.examples import example


def make_project(path: Path, steps: int = 1) -> Path:
    """A closed, sound project at ``path`` of as many steps; the second of them is the example."""
    with closing(opening.create(str(path))) as database:
        database.write(Step(1, now(), "AB", "New project"), new_project(path.stem))
        if steps > 1:
            database.write(Step(2, now(), "AB", "Example"), example())
        for number in range(3, steps + 1):
            write_step(database, number)
    return path


def write_step(database: Database, number: int) -> None:
    """A small step with this number: a coder comes."""
    change = ChangeSet(f"Coder {number}", (added(Coder(id=new_id(), name=f"coder {number}")),))
    database.write(Step(number, now(), "AB", change.label), change)


def bring_to_the_first_schema(engine: Engine) -> None:
    """Make of a project one as the first version wrote it, but for rows of what it did not know yet."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A table is rebuilt, and what refers to it would be lost.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            tables = Operations(MigrationContext.configure(connection))
            tables.drop_index("ix_transcripts_folder_id", "transcripts")
            with tables.batch_alter_table("transcripts") as transcripts:
                transcripts.drop_constraint("fk_transcripts_folder_id", type_="foreignkey")
                transcripts.drop_column("folder_id")
                transcripts.drop_column("status")
            new = (
                "revisits",
                "decisions",
                "codebook_versions",
                "tool_uses",
                "checklist_answers",
                "comments",
                "memberships",
                "coding_progress",
                "round_coders",
                "round_transcripts",
                "given_copies",
                "foreign_parts",
                "rounds",
                "memo_links",
                "folders",
                "saved_queries",
                "typical_quotes",
                "seal",
                "remembered_guides",
            )
            for name in new:
                tables.drop_table(name)
            for name in ("tags", "day"):
                tables.drop_column("memos", name)
            usual = ("stand_ins", "weights", "palette", "unlisted_words", "listed_words")
            front = ("subtitle", "authors", "organisation", "codebook_version", "front_note", "logo")
            tables.drop_column("journal", "reason")
            for name in (*usual, *front, "reason_topics"):
                tables.drop_column("projects", name)
            tables.execute("UPDATE alembic_version SET version_num = '0001'")
    engine.dispose()


def steps_of(path: Path) -> int:
    """How many steps a file holds, read by SQLite alone."""
    with closing(sqlite3.connect(path)) as connection:
        number: int = connection.execute("SELECT max(step) FROM journal").fetchone()[0]
    return number


def names_beside(path: Path) -> list[str]:
    """What there is in the folder of a file."""
    return sorted(item.name for item in path.parent.iterdir())


@dataclass(frozen=True, slots=True)
class Crash:
    """A file and its log, as they were at the moment at which a program was killed."""

    file: bytes
    log: bytes
    ending: str

    def leave_at(self, path: Path) -> None:
        """Put both where the program had them."""
        path.write_bytes(self.file)
        self.leave_log_at(path)

    def leave_log_at(self, path: Path) -> None:
        """Put the log beside whatever has the name now."""
        path.with_name(path.name + self.ending).write_bytes(self.log)


def crash_in_a_step(path: Path, folder: Path) -> Crash:
    """A kill while a step was being saved: the file is torn, its journal holds what was there before."""
    work = _copy(path, folder / "crashing.qualcode")
    with closing(sqlite3.connect(work, isolation_level=None)) as connection:
        # So little memory that SQLite has to write to the file before the step is through.
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        for table in _tables(connection):
            connection.execute(f'DELETE FROM "{table}"')
        connection.execute("CREATE TABLE filler (words)")
        connection.executemany("INSERT INTO filler VALUES (?)", [("x" * 3000,)] * 400)
        return _as_now(work, "-journal")


def crash_with_write_ahead_log(path: Path, folder: Path, steps: int = 3) -> Crash:
    """A kill of an older version, which kept what was saved in a log beside the file."""
    work = _copy(path, folder / "write-ahead.qualcode")
    there = steps_of(work)
    _use(work, "WAL")
    with closing(Database(file_engine(work), work)) as database:
        for number in range(there + 1, there + steps + 1):
            write_step(database, number)
        return _as_now(work, "-wal")


def crash_in_a_checkpoint(path: Path, folder: Path, steps: int = 40) -> Crash:
    """A kill of an older version while it brought its log into the file: half of the pages are there."""
    before = crash_with_write_ahead_log(path, folder, steps)
    work = folder / "checkpointed.qualcode"
    before.leave_at(work)
    with closing(sqlite3.connect(work)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    after, page = work.read_bytes(), 4096
    pages = [
        after[at : at + page] if at // page % 2 else before.file[at : at + page] or after[at : at + page]
        for at in range(0, len(after), page)
    ]
    return Crash(b"".join(pages), before.log, before.ending)


def journal_back_to(before: bytes, after: bytes) -> Crash:
    """The file after a step, with the journal that would undo it: it was saved, but its log not removed."""
    page, nonce, sector = int.from_bytes(before[16:18], "big"), 7, 512
    records = b""
    count = 0
    for number in range(len(before) // page):
        old = before[number * page : (number + 1) * page]
        if old != after[number * page : (number + 1) * page]:
            check = nonce + sum(old[at] for at in range(page - 200, 0, -200))
            records += struct.pack(">I", number + 1) + old + struct.pack(">I", check & 0xFFFFFFFF)
            count += 1
    head = bytes.fromhex("d9d505f920a163d7")
    head += struct.pack(">IIIII", count, nonce, len(before) // page, sector, page)
    return Crash(after, head.ljust(sector, b"\0") + records, "-journal")


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name for (name,) in rows.fetchall()]


def _copy(path: Path, target: Path) -> Path:
    target.parent.mkdir(exist_ok=True)
    return Path(shutil.copyfile(path, target))


def _use(path: Path, mode: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")


def _as_now(path: Path, ending: str) -> Crash:
    """The bytes as another program would find them, read there: here they are open."""
    target = path.with_name(f"left by {path.name}")
    log = path.with_name(path.name + ending)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    copied_by_another_program(path, target / "file")
    copied_by_another_program(log, target / "log")
    return Crash((target / "file").read_bytes(), (target / "log").read_bytes(), ending)


def copied_by_another_program(path: Path, target: Path) -> None:
    """Copy a file as a file manager does: this program may have it open."""
    code = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
    subprocess.run([sys.executable, "-S", "-c", code, str(path), str(target)], check=True)


def make_an_index_wrong(path: Path) -> None:
    """One entry of an index is another than the table says, which no look at the pages can see."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_coders_1'"
        ).fetchone()[0]
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        identity: bytes = connection.execute("SELECT id FROM coders ORDER BY id LIMIT 1").fetchone()[0]
    content = bytearray(path.read_bytes())
    place = content.index(identity, (root - 1) * page)
    assert place < root * page
    content[place] ^= 1
    path.write_bytes(content)
