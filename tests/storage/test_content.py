"""What a project holds as one number: the same however it came about, another after the least change.

Tests as well: ``loading``.
"""

import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import Connection, text

from qualcode.model.change import ChangeSet, ColumnsChange, updated
from qualcode.model.codings import Coding, Codings
from qualcode.model.errors import HistoryError, TornError, UnsoundError
from qualcode.model.identity import key_of, new_id, now
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.turns import ROLES, Turn, Turns
from qualcode.operations.project import new_project
from qualcode.storage import content, journal, opening, soundness
from qualcode.storage.database import Database
from tests.support.examples import example, whole_example
from tests.support.project_files import make_project

PRINTER = """
import sys
from contextlib import closing
from qualcode.storage import content, opening

database, study = opening.open_database(sys.argv[1], writing=False)
with closing(database):
    print(content.of_study(study))
"""


def study_after(*changes: ChangeSet) -> Study:
    study = Study()
    for change in changes:
        study = study.after(change)
    return study


def test_it_is_carried_on_from_step_to_step_and_back() -> None:
    change = whole_example()
    assert content.of_study(Study()) == content.NOTHING
    held = content.of_study(study_after(change))
    assert content.is_one(held)
    assert held != content.NOTHING
    assert content.after(content.NOTHING, change) == held
    assert content.after(held, change.inverse()) == content.NOTHING


def test_it_is_the_same_in_however_many_parts_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    study = study_after(whole_example(), example())
    assert len(study.turns) > 1
    held = content.of_study(study)
    for rows in (1, 2, 3, 1_000):
        monkeypatch.setattr(content, "_MANY", rows)
        assert content.of_study(study) == held


def with_columns(study: Study, transcript_id: UUID, table: Turns | Codings) -> Study:
    if isinstance(table, Turns):
        return replace(study, turns={transcript_id: table})
    return replace(study, codings={transcript_id: table})


@pytest.mark.parametrize("kind", ["turns", "codings"])
def test_every_value_of_a_column_counts_and_the_row_that_it_is_in(kind: str) -> None:
    study = study_after(example())
    tables: Mapping[UUID, Turns | Codings] = study.turns if kind == "turns" else study.codings
    ((transcript_id, table),) = tables.items()
    seen = {content.of_study(study)}
    for name in type(table).FIELDS:
        column = table.column(name).copy()
        # The first two rows exchange a value, or the first gets another where both have the same.
        column[:2] = column[1::-1]
        if np.array_equal(column, table.column(name), equal_nan=column.dtype.kind == "f"):
            column[0] = "other" if column.dtype == object else 0 if column[0] != 0 else 1
        seen.add(content.of_study(with_columns(study, transcript_id, table.replacing(**{name: column}))))
    # As well as the same rows of another transcript.
    seen.add(content.of_study(with_columns(study, new_id(), table)))
    assert len(seen) == len(type(table).FIELDS) + 2


def test_every_field_of_a_row_counts() -> None:
    study = study_after(example())
    code = next(code for code in study.codes_in_order if code.codable)
    held = content.of_study(study)
    others = [
        replace(code, name="other"),
        replace(code, position=7),
        replace(code, parent_id=None),
        replace(code, definition=code.name, name=code.definition),
        replace(code, digit=None),
        replace(code, codable=False),
    ]
    assert len({held, *(content.after(held, ChangeSet("", (updated(code, row),))) for row in others)}) == 7


def test_many_rows_count_as_they_do_one_by_one() -> None:
    """Of many rows the hashes of their codes and memos are looked up otherwise than of few."""
    code_ids = [new_id() for _ in range(3)]
    # More of them than there are keys in this process.
    number = key_of(new_id()) + 100
    rows = [
        Coding(new_id(), code_ids[at % 3], code_ids[0], Span(at, at + 1), now(), None, "odd" * (at % 2))
        for at in range(number)
    ]
    transcript_id = new_id()
    whole = Study(codings={transcript_id: Codings.from_rows(rows)})
    held = content.NOTHING
    for begin in range(0, number, 1 + number // 20):
        part = Codings.from_rows(rows[begin : begin + 1 + number // 20])
        swap = ColumnsChange(transcript_id, Codings.empty(), part)
        held = content.after(held, ChangeSet("", codings=(swap,)))
    assert content.of_study(whole) == held


def test_few_rows_count_one_by_one_as_they_do_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each value that has a number of its own: nobody, no weight, no time, an identity that ends in zeros."""
    person, code, coder = new_id(), new_id(), new_id()
    ids = [UUID(int=number << 8 * zeros) for zeros in (0, 1, 9, 15) for number in (1, 255)]
    times = [None, 0.0, -0.0, -1.0, 2.5, 1e300, -7.25, 3.0]
    turns = Turns.from_rows(
        Turn(id_, place, Span(2 * place, 2 * place + 2), 2 * place, f"É{place % 3}", whose, ROLES[0], time)
        for place, (id_, time, whose) in enumerate(zip(ids, times, cycle((None, person)), strict=False))
    )
    codings = Codings.from_rows(
        Coding(id_, code, coder, Span(at, at + 3), now(), weight, "\ud800 odd" * (at % 2))
        for at, (id_, weight) in enumerate(zip(ids, cycle((None, 0, 100)), strict=False))
    )
    transcript_id = new_id()
    change = ChangeSet(
        "",
        turns=(ColumnsChange(transcript_id, Turns.empty(), turns),),
        codings=(ColumnsChange(transcript_id, codings.take(slice(0, 3)), codings.take(slice(3, 8))),),
    )
    monkeypatch.setattr(content, "_FEW", 1_000)
    one_by_one = content.after(content.NOTHING, change)
    monkeypatch.setattr(content, "_FEW", 0)
    assert content.after(content.NOTHING, change) == one_by_one


def test_equal_times_count_alike() -> None:
    study = study_after(example())
    ((transcript_id, table),) = study.turns.items()
    seen = set()
    for time in (0.0, -0.0, np.nan, -np.nan, -1.0):
        table = table.replacing(time=np.full(len(table), time))
        seen.add(content.of_study(replace(study, turns={transcript_id: table})))
    assert len(seen) == 3


def test_it_is_the_same_in_every_process_and_database(address: str, tmp_path: Path) -> None:
    """Columns hold keys that are of one process only."""
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
        study, sealed = database.load_sealed()
    assert content.of_study(study) == sealed
    said = subprocess.run(
        [sys.executable, "-c", PRINTER, address], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip() == sealed


def alter(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(statement))


def project_at(address: str) -> Database:
    database = opening.create(address)
    database.write(Step(1, now(), "AB", "New"), new_project("Study"))
    database.write(Step(2, now(), "AB", "Example"), example())
    return database


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE codings SET memo = 'other'",
        "DELETE FROM codings",
        "UPDATE codes SET definition = 'other'",
        "UPDATE turns SET role = 2",
        "UPDATE seal SET content = '0123456789abcdef'",
    ],
)
def test_what_was_changed_past_the_journal_is_not_opened(address: str, statement: str) -> None:
    with closing(project_at(address)) as database:
        study = database.load()
        alter(database, statement)
        if "seal" in statement:
            # The journal gives just what is there: it is the number that is wrong, and mended.
            assert soundness.problems(database) == [soundness.TORN]
            assert soundness.sound_study(database) == study
            assert soundness.problems(database) == []
            return
        assert soundness.TORN in soundness.problems(database)
        with pytest.raises(TornError, match="not what its last step left"):
            soundness.sound_study(database)
        # Whoever asks for it without the history gets what the history says.
        assert soundness.sound_study(database, with_history=False) == study


def test_where_the_journal_is_broken_too_nothing_says_what_was_saved(address: str) -> None:
    with closing(project_at(address)) as database:
        alter(database, "UPDATE journal SET label = 'other' WHERE step = 1")
        with pytest.raises(HistoryError):
            soundness.sound_study(database)
        assert soundness.sound_study(database, with_history=False) == database.load()
        alter(database, "UPDATE codings SET memo = 'other'")
        with pytest.raises(UnsoundError, match="not what its last step left"):
            soundness.sound_study(database, with_history=False)


def test_a_project_that_may_only_be_read_is_not_mended(tmp_path: Path) -> None:
    path = make_project(tmp_path / "study.qualcode", steps=2)
    with closing(opening.open_database(str(path))[0]) as database:
        alter(database, "UPDATE seal SET content = NULL")
    for writing, left in ((False, ""), (True, None)):
        database, study = opening.open_database(str(path), writing=writing)
        with closing(database):
            assert study.step == 2
            sealed = database.load_sealed()[1]
            assert sealed == (content.of_study(study) if left is None else left)


def test_a_step_on_a_project_without_the_number_leaves_it_out(tmp_path: Path) -> None:
    with closing(project_at(str(tmp_path / "study.qualcode"))) as database:
        alter(database, "UPDATE seal SET content = NULL")
        table = next(iter(database.load().codings.values()))
        transcript_id = next(iter(database.load().codings))
        change = ChangeSet("Remove", codings=(ColumnsChange(transcript_id, table, Codings.empty()),))
        database.write(Step(3, now(), "AB", "Remove"), change)
        assert sealed(database) == ""


def sealed(database: Database) -> str:
    with database.engine.connect() as connection:
        return _sealed(connection)


def _sealed(connection: Connection) -> str:
    return journal.sealed_content(connection)
