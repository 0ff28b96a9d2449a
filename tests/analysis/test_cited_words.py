"""What researchers wrote, without words of people who may not be quoted."""

import pytest

from qualcode.analysis.cited_words import cited_words, codes_that_cite, without_cited_words
from qualcode.analysis.kept_back import IN_PLACE
from qualcode.model.entities import AttributeSubject, MemoSubject
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript
from qualcode.operations import memos, project
from qualcode.operations.codes import codebook
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.transcripts import documents
from tests.support.studies import read_transcript

AROUND = (
    "One of them was angry, and she put it like this: {}, which is what most of the others thought of the "
    "letter that they had got from the council in spring."
)
TEXT: ReadTranscript = read_transcript(
    "Pair",
    [
        ("MOD", "What do you think of it?"),
        ("Ann", "They never asked me whether I wanted my file there. It’s mine."),
        ("Bo", "I would rather they had rung me up at home. At the end of the day it is all the same to me."),
        ("Ann", "At the end of the day it is all the same to me."),
    ],
)


@pytest.fixture
def study() -> Study:
    study = Study().after(project.new_project("Pair"))
    study = study.after(documents.add_transcripts(study, [TEXT]).change)
    table = [["Pair-Ann", "no"], ["Ann", "no"], ["Bo", "yes"]]
    names = {row.name for row in study.participants_in_order}
    rows = [row for row in table if row[0] in names]
    subject = AttributeSubject.PARTICIPANT
    return study.after(import_attributes(study, subject, ("participant", "consent to quote"), rows).change)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("They never asked me whether I wanted my file there.", IN_PLACE),
        # However it is written: other apostrophes, capitals and marks.
        ("they NEVER asked me, whether I wanted my file there - it's mine", IN_PLACE),
        # A whole line, if it is a short one.
        ("It's mine.", "It's mine."),
        ("my file there", IN_PLACE),
        ("It was my file there and then", "It was my file there and then"),
        # Bo may be quoted, and what both said is not Ann's alone.
        ("I would rather they had rung me up at home.", "I would rather they had rung me up at home."),
        (
            "At the end of the day it is all the same to me.",
            "At the end of the day it is all the same to me.",
        ),
        ("What do you think of it?", "What do you think of it?"),
        (
            AROUND.format("“never asked me whether I wanted my file”"),
            AROUND.format(IN_PLACE),
        ),
        ("First line.\nThey never asked me whether I wanted my file there.", f"First line.\n{IN_PLACE}"),
        ("", ""),
    ],
)
def test_only_words_that_nobody_else_said_are_left_out(study: Study, written: str, shown: str) -> None:
    assert cited_words(study, [written]).get(written, written) == shown


def test_without_a_record_of_consent_everything_is_printed() -> None:
    study = Study().after(project.new_project("Pair"))
    study = study.after(documents.add_transcripts(study, [TEXT]).change)
    assert cited_words(study, ["They never asked me whether I wanted my file there."]) == {}
    assert without_cited_words(study) is study


def test_codes_and_memos_lose_the_words_and_nothing_else(study: Study) -> None:
    words = "They never asked me whether I wanted my file there."
    for name, example in (("asked", words), ("other", "I would rather they had rung me up")):
        code, change = codebook.add_code(study, name, definition="Being asked.")
        study = study.after(change)
        study = study.after(codebook.edit_code(study, code.id, examples=example))
    code = study.code_named("asked")
    memo = memos.add_memo(study, MemoSubject.CODE, code.id, f"Strong:\n{words}", author="AB")
    study = study.after(memo[1])
    assert [row.name for row in codes_that_cite(study, without_cited_words(study))] == ["asked"]
    shown = without_cited_words(study)
    assert (shown.codes[code.id].definition, shown.codes[code.id].examples) == ("Being asked.", IN_PLACE)
    assert [row.text for row in shown.memos_of(code.id)] == [f"Strong:\n{IN_PLACE}"]
    assert study.codes[code.id].examples == words
