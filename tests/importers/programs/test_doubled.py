"""Databases of other programs with odd values, and with rows that are there twice, are read and mended.

Tests as well: ``other_programs``.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import cycle
from pathlib import Path

import pytest

from qualcode.importers.programs.doubled import each_once
from qualcode.importers.programs.other_programs import read_program
from qualcode.importers.refi.calibration import calibrated
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import ExchangedProject
from qualcode.model.study import Study
from qualcode.operations.exchanging.study import imported_study
from tests.importers.programs.test_qualcoder import qualcoder_file
from tests.importers.programs.test_rqda import rqda_file
from tests.support.taguette_file import taguette_file

ODD = (None, "", "x", -1, 10**15, 1.5, b"\xff\xfe\x00", "1", b"<a>&\x00\xed\xa0\xbd")
PROGRAMS = {
    "QualCoder": qualcoder_file,
    "RQDA": rqda_file,
    "Taguette": lambda folder: taguette_file(folder / "t.sqlite3"),
}


@pytest.fixture(params=sorted(PROGRAMS))
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    make: Callable[[Path], Path] = PROGRAMS[request.param]
    return make(tmp_path)


def study_of(read: ExchangedProject) -> Study:
    found = calibrated(read.sources, read.origin)
    places = {source: (each.best.starts, each.best.ends) for source, each in found.items()}
    return imported_study(read, places, Study()).study


def columns_of(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f"SELECT name FROM pragma_table_info('{table}')"):
                yield table, str(row[0])


def test_odd_values_are_mended_or_refused(project: Path) -> None:
    whole = project.read_bytes()
    values = cycle(ODD)
    for table, column in list(columns_of(project)):
        project.write_bytes(whole)
        odd = next(values)
        with closing(sqlite3.connect(project)) as database, suppress(sqlite3.IntegrityError):
            database.execute(
                f"UPDATE {table} SET {column} = ? WHERE rowid = (SELECT max(rowid) FROM {table})", [odd]
            )
            database.commit()
        with suppress(UnreadableFileError):
            assert broken_invariants(study_of(read_program(project))) == [], (table, column, odd)


def test_rows_that_are_there_twice_come_once(project: Path) -> None:
    first = study_of(read_program(project))
    with closing(sqlite3.connect(project)) as database:
        tables = {table for table, _ in columns_of(project)} - {"project", "projects"}
        for table in sorted(tables):
            # Where the program itself keeps its rows apart, there are none twice.
            with suppress(sqlite3.IntegrityError):
                database.execute(f"INSERT INTO {table} SELECT * FROM {table}")
        database.commit()
    read = read_program(project)
    again = study_of(read)
    assert broken_invariants(again) == []
    assert again.coding_count >= first.coding_count
    assert again.codes.keys() == first.codes.keys()
    assert again.participants == first.participants
    assert each_once(read) is read
    told = [repair for repair in read.repairs if "there again; the first one was kept." in repair]
    assert bool(told) == (project.suffix != ".qda")


def test_a_colour_that_is_none_is_grey(tmp_path: Path) -> None:
    path = qualcoder_file(tmp_path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE code_name SET color = 'salmon'")
        database.commit()
    codable = [code for code in study_of(read_program(path)).codes.values() if code.codable]
    assert {code.colour for code in codable} == {"#7a7a7a"}
