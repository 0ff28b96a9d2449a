"""The check of a whole file: what it finds is told before the first step, and nobody waits for it in vain."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.model.errors import LostProjectError
from qualcode.storage import database, open_files, opening
from qualcode.storage.whole_check import WholeCheck
from tests.support.project_files import make_an_index_wrong, make_project, write_step


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "study.qualcode", steps=4)


def test_a_small_file_is_looked_through_at_opening(project: Path) -> None:
    make_an_index_wrong(project)
    for writing in (True, False):
        with pytest.raises(LostProjectError, match="is damaged"):
            opening.open_database(str(project), writing=writing)


def test_a_large_file_is_opened_and_takes_no_step(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "AT_ONCE", 0)
    make_an_index_wrong(project)
    opened, study = opening.open_database(str(project))
    with closing(opened):
        for _ in range(2):
            with pytest.raises(LostProjectError, match="is damaged"):
                write_step(opened, study.step + 1)
        assert [step.number for step in opened.steps()] == [1, 2, 3, 4]


def test_a_large_sound_file_takes_steps(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "AT_ONCE", 0)
    opened, study = opening.open_database(str(project))
    with closing(opened):
        for number in (1, 2):
            write_step(opened, study.step + number)
    assert not open_files.is_open(project)


def test_a_check_that_is_given_up_lets_go_of_the_file(project: Path) -> None:
    with closing(sqlite3.connect(project)) as connection, connection:
        # So much that a look at all of it takes longer than giving it up.
        connection.execute("CREATE TABLE filler (words)")
        connection.execute("CREATE INDEX by_words ON filler (words)")
        rows = ((f"{number * 7919 % 400_000:09} {'x' * 40}",) for number in range(200_000))
        connection.executemany("INSERT INTO filler VALUES (?)", rows)
    check = WholeCheck(project)
    check.stop()
    assert not open_files.is_open(project)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        check.problem()


def test_whoever_waits_for_the_check_is_told_before_any_step(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "AT_ONCE", 0)
    opened, _ = opening.open_database(str(project))
    with closing(opened):
        opened.see_that_it_is_whole()
        opened.see_that_it_is_whole()
    make_an_index_wrong(project)
    opened, _ = opening.open_database(str(project))
    with closing(opened), pytest.raises(LostProjectError, match="is damaged"):
        opened.see_that_it_is_whole()
