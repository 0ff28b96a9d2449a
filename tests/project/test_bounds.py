"""Nothing in storage and project goes on for ever, whatever a file or a server answers.

Tests: ``opening``.
"""

import ast
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

import qualcode
from qualcode.model.errors import QualcodeError, ReplacedProjectError
from qualcode.operations.coders import ensure_coder
from qualcode.project.copying import save_what_is_open
from qualcode.project.making import TRIES
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.storage.codec import decode, decode_rows, encode
from qualcode.storage.database import BehindError, Database
from tests.support.examples import example

PACKAGE = Path(qualcode.__file__).parent


def loops_that_try_for_ever(folder: Path) -> Iterator[str]:
    """Loops without a condition that go on after an error whatever it is."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.While) and isinstance(node.test, ast.Constant):
                handlers = [item for item in ast.walk(node) if isinstance(item, ast.ExceptHandler)]
                if not all(_may_end(handler) for handler in handlers):
                    yield f"{path.relative_to(folder)}:{node.lineno}"


def loops_with_a_condition(folder: Path) -> set[tuple[str, str]]:
    """Every loop that goes on while something holds: file and function."""
    return {
        (path.name, function.name)
        for path in sorted(folder.rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.While)
    }


BOUNDS = {
    ("bulk.py", "_chunks"): "ends with the rows of the answer",
    ("bulk.py", "_parts"): "ends with the items",
    ("codec.py", "_head"): "takes a piece each time, and fails where there is none",
    ("feed.py", "_run"): "ends when the feed is closed; waits between two tries",
    ("feed.py", "_listen"): "ends when the feed is closed, or the connection",
    ("gone.py", "_way"): "takes something else that has gone each time, each once",
    ("journal.py", "_hash_in_pieces"): "reads on each time, and ends with what is stored",
    ("json_pieces.py", "items_of"): "goes on in the text each time, and fails at its end",
    ("json_pieces.py", "object_of"): "goes on in the text each time, and fails at its end",
    ("json_pieces.py", "_items"): "goes on in the text each time, and fails at its end",
    ("json_pieces.py", "value"): "has more of the text each time, and fails at its end",
    ("json_pieces.py", "character"): "has more of the text each time, and fails at its end",
    ("report_memory.py", "with_number"): "ends at the first number that no folder has yet",
}
"""Why each of these loops ends, whatever is stored. All others go through something that has an end."""


def _may_end(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(item, ast.Raise | ast.Return | ast.Break) for item in ast.walk(handler))


def step(project: Project, name: str) -> None:
    project.do(ensure_coder(project.study, name)[1], "AB")


@pytest.mark.parametrize("folder", ["storage", "project"])
def test_no_loop_tries_again_without_end(folder: str) -> None:
    assert list(loops_that_try_for_ever(PACKAGE / folder)) == []


def test_every_loop_with_a_condition_has_a_bound_that_is_known() -> None:
    found = loops_with_a_condition(PACKAGE / "storage") | loops_with_a_condition(PACKAGE / "project")
    assert found == set(BOUNDS)


def test_what_is_read_of_a_step_that_is_cut_short_ends() -> None:
    payload = encode(example())
    for length in range(0, len(payload), 7):
        for read in (decode, decode_rows):
            # An error or, where nothing is missing that is needed, a value: only not for ever.
            with suppress(Exception):
                read(payload[:length])


def test_a_database_that_always_says_behind_ends_in_a_sentence(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def behind(*_: object, **__: object) -> None:
        asked.append(1)
        raise BehindError

    with closing(create_project(address, "AB", "Study")) as project:
        with monkeypatch.context() as patched:
            patched.setattr(Database, "write", behind)
            with pytest.raises(QualcodeError, match="Wait a moment"):
                step(project, "late")
        assert len(asked) == TRIES + 1
        step(project, "in time")


def test_a_journal_behind_the_study_ends_in_a_sentence(address: str) -> None:
    with closing(create_project(address, "AB", "Study")) as project:
        for name in ("one", "two"):
            step(project, name)
        study = project.study
        with project.database.engine.begin() as connection:
            connection.execute(text("DELETE FROM journal WHERE step = 3"))
        for _ in range(2):
            with pytest.raises(ReplacedProjectError, match="Save what is open here under a new name"):
                step(project, "three")
        assert project.study is study


def test_a_journal_ahead_of_a_file_is_not_overtaken(tmp_path: Path) -> None:
    """Another program has written to it in spite of the lock."""
    with closing(create_project(str(tmp_path / "study.qualcode"), "AB", "Study")) as project:
        with project.database.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO journal"
                    " SELECT 2, at, coder, label, kind, target, payload, 'x', reason FROM journal"
                )
            )
        with pytest.raises(ReplacedProjectError, match="changed by another program"):
            step(project, "one")


def test_what_is_open_is_saved_when_the_server_was_put_back(postgres_url: str, tmp_path: Path) -> None:
    with closing(create_project(postgres_url, "AB", "Study")) as project:
        step(project, "one")
        step(project, "two")
        with project.database.engine.begin() as connection:
            connection.execute(text("DELETE FROM journal WHERE step = 3"))
        target = save_what_is_open(project, tmp_path / "saved")
        assert target.name == "saved.qualcode"
        with closing(open_project(str(target))) as saved:
            assert saved.study == project.study
