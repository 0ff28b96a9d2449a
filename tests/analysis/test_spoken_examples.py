"""Examples of the codebook that somebody said word for word."""

import pytest

from qualcode.analysis.spoken_examples import spoken_lines
from qualcode.model.entities import AttributeSubject
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript
from qualcode.operations import project
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.transcripts import documents
from tests.support.studies import read_transcript

TEXT: ReadTranscript = read_transcript(
    "Night bus",
    [
        ("MOD", "Where do you sit?"),
        ("Ann", "Always upstairs, at the front. You can see who's getting on, can't you?"),
        ("Bo", "By the doors. Nobody can sneak up on you by the doors."),
        ("Ann", "Nobody can sneak up on you by the doors."),
    ],
)


@pytest.fixture
def study() -> Study:
    made = Study().after(project.new_project("Night bus"))
    made = made.after(documents.add_transcripts(made, [TEXT]).change)
    names = [row.name for row in made.participants_in_order]
    rows = [[name, "no" if name.endswith("Bo") else "yes"] for name in names]
    columns = ("participant", "consent to quote")
    return made.after(import_attributes(made, AttributeSubject.PARTICIPANT, columns, rows).change)


def found(study: Study, *texts: str, consent: bool = True) -> dict[str, str]:
    places = spoken_lines(study, texts, consent=consent)
    return {line: study.text(whose)[span.start : span.end] for line, (whose, span) in places.items()}


def test_lines_that_are_said_are_found_whatever_their_marks_and_capitals(study: Study) -> None:
    lines = ("you can see who’s getting on - can’t you", "Talk of seats.", " Always upstairs, at the front. ")
    text = "\n".join(lines)
    assert found(study, text, "") == {
        "you can see who’s getting on - can’t you": "You can see who's getting on, can't you",
        "Always upstairs, at the front.": "Always upstairs, at the front",
    }


def test_what_is_short_or_in_pieces_is_nobodys(study: Study) -> None:
    pieces = "By the doors.\nAlways upstairs, you can see who's getting on\ndo you sit Always"
    assert found(study, pieces) == {}


def test_words_of_several_are_those_of_who_may_be_quoted(study: Study) -> None:
    line = "Nobody can sneak up on you by the doors."
    ((first, span),) = spoken_lines(study, [line], consent=False).values()
    ((again, other),) = spoken_lines(study, [line], consent=True).values()
    assert first == again
    assert span.start < other.start
    assert found(study, "By the doors. Nobody can sneak up on you", consent=True) == {}
