"""Figures of the database: importing a million codings, opening, applying one code."""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from qualcode.importers.tables.codings_file import read_codings
from qualcode.model.span import Span
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.codings.coding_import import import_coding_columns
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.bench.corpus import corpus, write_codings
from tests.bench.measuring import Figure, peak_mb, seconds
from tests.bench.places import SIZE, codings_file, project_file


def building(folder: Path) -> list[Figure]:
    """Make the project and the codings file that the other scenarios use; measures nothing."""
    project_file(folder).unlink(missing_ok=True)
    made = corpus(SIZE)
    with closing(create_project(str(project_file(folder)), "bench", "Synthetic")) as project:
        project.do(made.change, "bench")
    write_codings(codings_file(folder), made, SIZE)
    return []


def importing_codings(folder: Path) -> list[Figure]:
    with closing(open_project(str(project_file(folder)))) as project:

        def work() -> None:
            # As the command does: what was read is not held while it is written.
            change = import_coding_columns(project.study, read_codings(codings_file(folder))).change
            project.do(change, "bench")

        taken = seconds(work)
    floor = seconds(lambda: _plain_import(folder))
    return [
        Figure(
            "import 1,000,000 codings from csv in one step",
            taken,
            "< 60 s",
            floor,
            "csv module and sqlite3 executemany, same columns and indices",
            peak_mb(),
        )
    ]


def _plain_import(folder: Path) -> None:
    path = folder / "floor.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection, codings_file(folder).open(newline="") as file:
        connection.execute(
            "CREATE TABLE c (id INTEGER PRIMARY KEY, t TEXT, k TEXT, p TEXT, s INTEGER, e INTEGER)"
        )
        for column in "tkp":
            connection.execute(f"CREATE INDEX i{column} ON c ({column})")
        rows = csv.reader(file)
        next(rows)
        connection.executemany("INSERT INTO c (t, k, p, s, e) VALUES (?, ?, ?, ?, ?)", rows)
        connection.commit()
    path.unlink()


def opening(folder: Path) -> list[Figure]:
    open_project(str(project_file(folder))).close()
    kept: list[Project] = []

    def close() -> None:
        while kept:
            kept.pop().close()

    taken = seconds(lambda: kept.append(open_project(str(project_file(folder)))), 3, close)
    close()
    peak = peak_mb()
    floor = seconds(lambda: sum(1 for _ in _plain_rows(project_file(folder))), 3)
    name = "open the project of 1,000,000 codings"
    return [Figure(name, taken, "< 3 s, <= 4x floor", floor, "plain sqlite3 reading the same columns", peak)]


def _plain_rows(path: Path) -> Iterator[object]:
    with closing(sqlite3.connect(path)) as connection:
        for columns, table in (
            ('id, transcript_id, code_id, coder_id, start, "end", weight, created, memo', "codings"),
            ('id, transcript_id, start, speech, "end", label, participant_id, role, time', "turns"),
        ):
            yield from connection.execute(f"SELECT {columns} FROM {table}")


def applying(folder: Path) -> list[Figure]:
    with closing(open_project(str(project_file(folder)))) as project:
        places = iter(range(1000))

        def apply() -> None:
            study, place = project.study, next(places)
            transcript = study.transcripts_in_order[7]
            change = apply_code(
                study,
                study.codes_in_order[3].id,
                transcript.id,
                Span(100 + place, 140 + place),
                study.coders_in_order[0].id,
            )
            project.do(change, "bench")

        applied = seconds(apply, 100)
        undone = seconds(lambda: project.undo("bench"), 100)
    saved = _plain_save(folder)
    floor = "one row inserted and committed, rollback journal, synchronous=EXTRA"
    return [
        Figure("apply one code, saved and journalled", applied, "< 30 ms", saved, floor),
        Figure("  the program's own share of it", max(applied - saved, 0), "< 5 ms"),
        Figure("undo it", undone, "< 30 ms", saved, floor),
        Figure("  the program's own share of it", max(undone - saved, 0), "< 5 ms"),
    ]


def _plain_save(folder: Path) -> float:
    path = folder / "floor.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("CREATE TABLE c (id INTEGER PRIMARY KEY, s INTEGER, e INTEGER)")

        def save() -> None:
            connection.execute("BEGIN")
            connection.execute("INSERT INTO c (s, e) VALUES (1, 2)")
            connection.execute("COMMIT")

        taken = seconds(save, 100)
    path.unlink()
    return taken
