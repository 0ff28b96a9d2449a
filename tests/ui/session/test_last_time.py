"""Where one stopped is kept for each project, and whatever stands in the settings is read or passed over."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting
from qualcode.ui.session.last_time import CODES_LIMIT, PROJECTS_LIMIT, TABS_LIMIT, LastTime, read, written
from qualcode.ui.session.preferences import Preferences

ids = st.uuids()
times = st.builds(
    LastTime,
    st.text(max_size=8),
    st.none() | ids,
    st.lists(ids, max_size=TABS_LIMIT, unique=True).map(tuple),
    st.lists(ids, max_size=CODES_LIMIT, unique=True).map(tuple),
    st.sampled_from(TranscriptSorting),
    st.frozensets(st.sampled_from(TranscriptStatus)),
)


@given(st.dictionaries(ids, times, max_size=5), ids, times)
def test_what_is_written_is_read_again(kept: dict[UUID, LastTime], project: UUID, last: LastTime) -> None:
    text = ""
    for known, time in kept.items():
        text = written(read(text), known, time)
    found = read(written(read(text), project, last))
    assert found == {**kept, project: last}
    assert list(found)[-1] == project


def test_the_projects_left_longest_ago_are_forgotten() -> None:
    text, projects = "", [uuid4() for _ in range(PROJECTS_LIMIT + 3)]
    for project in projects:
        text = written(read(text), project, LastTime("code"))
    assert list(read(text)) == projects[3:]


@pytest.mark.parametrize(
    "text",
    ["", "[", "[]", "3", '{"x": {}}', '{"x": 3}', f'{{"{UUID(int=7)}": [1]}}', '{"' + "9" * 40 + '": {}}'],
)
def test_what_cannot_be_read_is_passed_over(text: str) -> None:
    assert read(text) == {}


def test_spoilt_parts_are_passed_over_and_the_rest_is_read() -> None:
    project, code = uuid4(), uuid4()
    text = f'{{"{project}": {{"page": 3, "transcript": "gone", "tabs": 5, "codes": ["{code}", 7, "x"]}}}}'
    assert read(text) == {project: LastTime(codes=(code,))}


def test_each_project_has_its_own(preferences: Preferences) -> None:
    one, other = uuid4(), uuid4()
    preferences.save_last_time(one, LastTime("find"))
    preferences.save_last_time(other, LastTime("matrix"))
    assert preferences.last_time(one).page == "find"
    assert preferences.last_time(other).page == "matrix"
    assert preferences.last_time(uuid4()) == LastTime()
