from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text, update

from qualcode.model.errors import TornError
from qualcode.operations.text.text_correction import correct_text
from qualcode.project.checking import check_project, problems
from qualcode.project.copying import copy_without_history
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.storage.schema import codes, codings, journal, text_versions
from tests.support.examples import example
from tests.support.ready import Make


@pytest.fixture
def project(address_of: Callable[[Make], str]) -> Project:
    return open_project(address_of(_example))


def _example(address: str) -> Project:
    project = create_project(address, "AB", "Study")
    project.do(example(), "AB")
    return project


def test_a_sound_project_has_no_problems(project: Project) -> None:
    with closing(project):
        project.undo("AB")
        project.redo("AB")
        assert problems(project) == []


def test_an_altered_journal_is_named(project: Project) -> None:
    with closing(project):
        with project.database.engine.begin() as connection:
            connection.execute(update(journal).where(journal.c.step == 2).values(label="Other"))
        assert problems(project) == ["step 2 of the journal has been altered"]


def test_an_altered_text_is_named(project: Project) -> None:
    with closing(project):
        with project.database.engine.begin() as connection:
            connection.execute(update(text_versions).values(letters=text_versions.c.letters + "!"))
        project.database.text.cache_clear()
        assert "the text of FG1 is not the one that was saved" in problems(project)


def test_two_altered_texts_of_a_transcript_are_told_apart(project: Project) -> None:
    with closing(project):
        fg1 = next(row.id for row in project.study.transcripts.values() if row.name == "FG1")
        text = project.study.text(fg1)
        for word in ("Yes. ", "No. "):
            project.do(correct_text(project.study, fg1, word + text).change, "AB")
        with project.database.engine.begin() as connection:
            connection.execute(update(text_versions).values(letters=text_versions.c.letters + "!"))
        project.database.text.cache_clear()
        found = [line for line in problems(project) if "text of FG1" in line]
        assert found == [
            "the text of FG1 is not the one that was saved",
            "version 1 of the text of FG1 is not the one that was saved",
            "version 2 of the text of FG1 is not the one that was saved",
        ]


def test_a_row_changed_behind_the_journals_back_is_named_and_what_was_saved_can_be_had(
    project: Project, tmp_path: Path
) -> None:
    saved = project.study
    with closing(project), project.database.engine.begin() as connection:
        connection.execute(update(codes).where(codes.c.name == "stigma").values(name="other"))
    assert check_project(project.address).problems == ("what it holds is not what its last step left",)
    with pytest.raises(TornError, match="--without-history"):
        open_project(project.address)
    target = copy_without_history(project.address, tmp_path / "rescued.qualcode", "CD")
    with closing(open_project(str(target))) as rescued:
        assert rescued.study == saved
        assert problems(rescued) == []


def test_orphans_in_a_file_are_named(tmp_path: object) -> None:
    project = create_project(f"{tmp_path}/study", "AB")
    project.do(example(), "AB")
    with closing(project):
        with project.database.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                connection.execute(codings.delete())
                connection.execute(text("DELETE FROM coders"))
            connection.connection.cursor().execute("PRAGMA foreign_keys = ON")
        assert any("refers to a row of coders" in line for line in problems(project))
