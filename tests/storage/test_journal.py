from contextlib import closing

import pytest
from sqlalchemy import delete, update

from qualcode.model.change import ChangeSet
from qualcode.model.identity import now
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study
from qualcode.storage import opening
from qualcode.storage.codec import encode
from qualcode.storage.database import Database
from qualcode.storage.schema import journal
from tests.support.examples import example


def three_steps(database: Database) -> None:
    change = example()
    database.write(Step(1, now(), "AB", change.label), change)
    database.write(Step(2, now(), "CD", change.label, StepKind.UNDO, 1), change.inverse())
    database.write(Step(3, now(), "AB", change.label, StepKind.REDO, 1), change)


def test_replaying_gives_the_study_and_finds_nothing_wrong(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        study = Study()
        for step, change, wrong in database.replay():
            assert wrong is None, step
            study = study.after(change)
        assert study == database.load()
        assert [(step.coder, step.kind, step.target) for step in database.steps()] == [
            ("AB", StepKind.DO, None),
            ("CD", StepKind.UNDO, 1),
            ("AB", StepKind.REDO, 1),
        ]


@pytest.mark.parametrize("column", ["label", "coder", "target"])
def test_an_altered_step_is_found(address: str, column: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        value = 7 if column == "target" else "altered"
        with database.engine.begin() as connection:
            connection.execute(update(journal).where(journal.c.step == 2).values({column: value}))
        wrong = [text for _, _, text in database.replay() if text]
        assert wrong == ["step 2 of the journal has been altered"]


def test_an_altered_change_is_found(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        with database.engine.begin() as connection:
            payload = encode(ChangeSet("Example"))
            connection.execute(update(journal).where(journal.c.step == 2).values(payload=payload))
        assert "step 2 of the journal has been altered" in [text for _, _, text in database.replay()]


def test_a_missing_step_is_found(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        with database.engine.begin() as connection:
            connection.execute(delete(journal).where(journal.c.step == 2))
        assert "step 2 is missing from the journal" in [text for _, _, text in database.replay()]
