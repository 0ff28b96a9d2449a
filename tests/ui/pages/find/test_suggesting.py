from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.entities import AttributeSubject
from qualcode.operations.transcripts.folders import add_folder
from qualcode.ui.pages.find.suggesting import suggestions
from tests.analysis.building import Coded, Said, Talk, study_of

STUDY = study_of(
    {"FG2 Lone parents": Talk("abc def", [Said(0, 7, "P3")], [Coded("AB", "stigma", 0, 2)])},
    {"trust": None, "trust in firms": "trust", "stigma": None},
    {(AttributeSubject.PARTICIPANT, "housing"): {"P3": "private rent"}},
)
STUDY = STUDY.after(add_folder(STUDY, "Wave 1 > Women")[1])


def taken(line: str, shown: str) -> str:
    """The line after a suggestion was taken at its end."""
    rows = suggestions(STUDY, line, len(line))
    row = next(row for row in rows if row.shown == shown)
    return line[: row.start] + row.text + line[row.end :]


def offered(line: str) -> list[str]:
    return [row.shown for row in suggestions(STUDY, line, len(line))]


def test_parts_attributes_and_codes_are_offered_by_their_beginnings() -> None:
    assert offered("spe") == ["speaker:"]
    assert "housing:" in offered("code:stigma and hous")
    assert (
        taken("code:trust and fir", "code:trust > trust in firms") == 'code:trust and code:"trust in firms" '
    )
    assert offered("") == []
    assert offered("code:stigma ") == []


def test_folders_and_statuses_are_offered() -> None:
    assert taken("folder:wom", "Women") == "folder:Women "
    assert taken("status:sec", "second-reading") == "status:second-reading "
    assert offered("fold") == ["folder:"]


def test_values_are_offered_behind_the_colon() -> None:
    assert taken("speaker:", "P3") == "speaker:P3 "
    assert taken("transcript:fg", "FG2 Lone parents") == 'transcript:"FG2 Lone parents" '
    assert taken("housing:priv", "private rent") == 'housing:"private rent" '
    assert taken('code:"trust in', "trust > trust in firms") == 'code:"trust in firms" '
    assert offered("coder:") == ["AB"]
    assert offered("nonsense:") == []


@given(st.text(alphabet='code:"trust ()', max_size=20), st.integers(0, 20))
def test_every_suggestion_replaces_a_stretch_of_the_line(line: str, cursor: int) -> None:
    for row in suggestions(STUDY, line, min(cursor, len(line))):
        assert 0 <= row.start <= row.end <= len(line)
        assert row.text
