"""Segments coded under an earlier definition: which they are, and that looking again is kept.

Tests as well: ``operations.teamwork.revisiting``.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.team import Revisit
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.operations.codings.coding import remove_codings
from qualcode.operations.teamwork.revisiting import mark_revisited, recode_revisited
from qualcode.operations.transcripts.documents import delete_transcripts
from qualcode.project.checking import problems
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.teamwork.revisiting import reworded_in, to_revisit
from tests.project.teamwork.test_returning import bring, codes, give, work
from tests.support.ready import ReadyProjects
from tests.support.teams import code_as, team_project


@pytest.fixture
def project(ready_projects: ReadyProjects, tmp_path: Path) -> Iterator[Project]:
    with closing(open_project(ready_projects.copy(team_project, tmp_path / "team.qualcode"))) as made:
        yield made


def define(project: Project, name: str, **texts: str) -> int:
    code = project.study.code_named(name).id
    step = project.do(edit_code(project.study, code, **texts), "Lead")
    assert step is not None
    return step.number


def listed(project: Project, *, seen_too: bool = False) -> list[tuple[str, str, str]]:
    study = project.study
    return [
        (study.path(each.code_id), study.quoted(each.transcript_id, each.coding.span), each.then.definition)
        for each in to_revisit(project.record(), seen_too=seen_too)
    ]


def test_what_was_coded_under_an_earlier_definition_is_listed(project: Project) -> None:
    # The first definition makes nothing old: there was none before it.
    define(project, "consent", definition="first")
    assert listed(project) == []
    project.do(code_as(project.study, "AB", "consent", "Nobody at all."), "AB")
    define(project, "consent", definition="second")
    assert listed(project) == [("consent", "Nobody at all.", "first")]
    project.do(code_as(project.study, "AB", "consent", "I hate it."), "AB")
    assert listed(project) == [("consent", "Nobody at all.", "first")]
    define(project, "consent", exclude="third")
    # In the order of the text.
    assert [words for _, words, _ in listed(project)] == ["I hate it.", "Nobody at all."]
    # Another name or other examples make no other meaning.
    project.do(rename_code(project.study, project.study.code_named("consent").id, "agreement"), "Lead")
    define(project, "agreement", examples="such as this")
    assert len(listed(project)) == 2


def test_a_definition_that_is_put_back_makes_nothing_old(project: Project) -> None:
    define(project, "consent", definition="first")
    project.do(code_as(project.study, "AB", "consent", "Nobody at all."), "AB")
    define(project, "consent", definition="second")
    project.do(code_as(project.study, "AB", "consent", "I hate it."), "AB")
    project.do(edit_code(project.study, project.study.code_named("consent").id, definition="first"), "Lead")
    assert listed(project) == [("consent", "I hate it.", "second")]


def test_the_step_that_reworded_is_known(project: Project) -> None:
    consent = project.study.code_named("consent").id
    first = define(project, "consent", definition="first")
    second = define(project, "consent", definition="second", include="this")
    other = define(project, "consent", memo="a note")
    record = project.record()
    assert reworded_in(record, first) == []
    assert reworded_in(record, second) == [consent]
    assert reworded_in(record, other) == []


def test_looking_again_is_kept_until_the_next_definition(project: Project) -> None:
    define(project, "consent", definition="first")
    for words in ("Nobody at all.", "I hate it."):
        project.do(code_as(project.study, "AB", "consent", words), "AB")
    define(project, "consent", definition="second")
    first, second = to_revisit(project.record())
    place = first.transcript_id, first.coding.id
    project.do(mark_revisited(project.study, [place], "CD"), "CD")
    assert [each.coding.id for each in to_revisit(project.record())] == [second.coding.id]
    (seen, _) = to_revisit(project.record(), seen_too=True)
    assert seen.seen is not None
    assert seen.seen.author == "CD"
    assert problems(project) == []
    # Looked at twice, it is known once.
    project.do(mark_revisited(project.study, [place], "AB"), "AB")
    assert [row.author for row in project.study.rows(Revisit).values()] == ["AB"]
    project.undo("AB")
    project.undo("CD")
    assert len(to_revisit(project.record())) == 2
    project.redo("CD")
    define(project, "consent", definition="third")
    assert len(to_revisit(project.record())) == 2


def test_a_segment_that_fits_no_more_gets_another_code(project: Project) -> None:
    define(project, "consent", definition="first")
    define(project, "stigma", definition="shame")
    project.do(code_as(project.study, "AB", "consent", "Nobody at all."), "AB")
    define(project, "consent", definition="second")
    define(project, "stigma", definition="shame, told")
    (each,) = [one for one in to_revisit(project.record()) if one.then.name == "consent"]
    place, stigma = (each.transcript_id, each.coding.id), project.study.code_named("stigma").id
    before = len(to_revisit(project.record()))
    project.do(recode_revisited(project.study, place, stigma, "AB"), "AB")
    # It was looked at with the new definitions in mind: it is not old under its new code either.
    assert len(to_revisit(project.record())) == before - 1
    assert project.steps[-1].label.startswith("Recode")
    with pytest.raises(QualcodeError, match="no longer there"):
        mark_revisited(project.study, [(each.transcript_id, each.transcript_id)], "AB")


def test_whichever_segment_gets_another_code_is_known_as_seen(project: Project) -> None:
    for words in ("Nobody at all.", "I hate it."):
        project.do(code_as(project.study, "AB", "consent", words), "AB")
    study = project.study
    consent, stigma = (study.code_named(name).id for name in ("consent", "stigma"))
    places = [
        (text, row.id) for text in study.codings for row in study.codings_of(text) if row.code_id == consent
    ]
    assert len(places) >= 2
    for text, coding in places:
        after = study.after(recode_revisited(study, (text, coding), stigma, "AB"))
        assert [(row.transcript_id, row.coding) for row in after.rows(Revisit).values()] == [
            (text, coding.hex)
        ]


def test_where_the_segment_has_that_code_already_nothing_is_left_to_be_seen(project: Project) -> None:
    for name in ("consent", "stigma"):
        project.do(code_as(project.study, "AB", name, "Nobody at all."), "AB")
    study = project.study
    consent, stigma = (study.code_named(name).id for name in ("consent", "stigma"))
    (place,) = (
        (text, row.id)
        for text in study.codings
        for row in study.codings_of(text)
        if row.code_id == consent and study.quoted(text, row.span) == "Nobody at all."
    )
    after = study.after(recode_revisited(study, place, stigma, "AB"))
    assert after.rows(Revisit) == {}
    assert len(after.codings_of(place[0])) == len(study.codings_of(place[0])) - 1


def test_what_goes_takes_what_was_said_of_it_along(project: Project) -> None:
    define(project, "consent", definition="first")
    project.do(code_as(project.study, "AB", "consent", "Nobody at all."), "AB")
    define(project, "consent", definition="second")
    (each,) = to_revisit(project.record())
    project.do(mark_revisited(project.study, [(each.transcript_id, each.coding.id)], "AB"), "AB")
    project.do(remove_codings(project.study, each.transcript_id, [each.coding.id]), "AB")
    assert problems(project) == []
    project.do(delete_transcripts(project.study, [each.transcript_id]), "Lead")
    assert project.study.rows(Revisit) == {}
    assert problems(project) == []


def test_what_comes_home_was_coded_under_the_codebook_of_the_copy(project: Project, tmp_path: Path) -> None:
    define(project, "consent", definition="first")
    path = give(project, "CD", tmp_path / "cd")
    define(project, "consent", definition="second")
    work(path, "CD", codes("CD", "consent", "Nobody at all."))
    bring(project, path)
    assert listed(project) == [("consent", "Nobody at all.", "first")]
    # What a coder looks at again in their copy comes home as well.

    def again(study: Study) -> ChangeSet:
        row = next(row for text in study.codings for row in study.codings_of(text) if row.code_id == consent)
        text = next(text for text in study.codings if row.id in {each.id for each in study.codings_of(text)})
        return mark_revisited(study, [(text, row.id)], "CD")

    consent = project.study.code_named("consent").id
    work(path, "CD", again)
    bring(project, path)
    assert listed(project) == []
    assert [row.author for row in project.study.rows(Revisit).values()] == ["CD"]
