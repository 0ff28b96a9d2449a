"""What researchers wrote, without words of people who may not be quoted."""

import pytest

from qualcode.analysis.cited_words import (
    cited_words,
    codes_that_cite,
    with_quotable_memos,
    without_cited_words,
)
from qualcode.analysis.kept_back import IN_PLACE
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.model.entities import AttributeSubject, MemoSubject
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript
from qualcode.operations import memos, project
from qualcode.operations.codes import codebook
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.transcripts import documents
from tests.support.studies import example_study, read_transcript

AROUND = (
    "One of them was angry, and she put it like this: {}, which is what most of the others thought of the "
    "letter that they had got from the council in spring."
)
LONG = AROUND.replace(",", "")
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


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        # Six words in a row are hers, five are anybody's.
        (LONG.format("asked me whether I wanted my"), LONG.format(IN_PLACE)),
        (LONG.format("asked me whether I wanted"), LONG.format("asked me whether I wanted")),
        # Up to half of a line, then the whole line goes.
        ("He said so: asked me whether I wanted my, no more", IN_PLACE),
        (
            "He said so: asked me whether I wanted my, and no more",
            f"He said so: {IN_PLACE} and no more",
        ),
        # What is in between goes along where it is hardly anything.
        (
            LONG.format("they never asked me whether I had not wanted my file there, it's mine"),
            LONG.format(IN_PLACE),
        ),
        (
            LONG.format("they never asked me whether I have not ever wanted my file there, it's mine"),
            LONG.format(f"{IN_PLACE} have not ever {IN_PLACE}"),
        ),
        # Marks at the end go along, quotation marks only where they are around it.
        (LONG.format("asked me whether I wanted my…!? Yes"), LONG.format(f"{IN_PLACE} Yes")),
        (LONG.format("“asked me whether I wanted my.” Yes"), LONG.format(f"{IN_PLACE} Yes")),
        (LONG.format("“asked me whether I wanted my, he"), LONG.format(f"“{IN_PLACE} he")),
        (LONG.format("(asked me whether I wanted my)"), LONG.format(f"({IN_PLACE})")),
        ("asked me whether I wanted my”" + LONG, f"{IN_PLACE}”{LONG}"),
        (f"“asked me whether I wanted my” {LONG}", f"{IN_PLACE} {LONG}"),
        (f"{LONG} “asked me whether I wanted my", f"{LONG} “{IN_PLACE}"),
        # Lines are looked at one by one, and stay where they are.
        (
            "First.\nmy file there\n\nA last line with asked me whether I wanted my in it, and more of it",
            f"First.\n{IN_PLACE}\n\nA last line with {IN_PLACE} in it, and more of it",
        ),
    ],
)
def test_how_much_of_a_line_is_left_out(study: Study, written: str, shown: str) -> None:
    assert cited_words(study, [written, "Another text."]) == ({written: shown} if shown != written else {})


def test_memos_of_segments_lose_the_words(study: Study) -> None:
    rows = list(segments(study, Retrieval()))
    assert with_quotable_memos(study, rows) == rows
    noted = [segment_with("my file there"), segment_with("It was my file there and then")]
    assert [row.memo for row in with_quotable_memos(study, noted)] == [
        IN_PLACE, "It was my file there and then",
    ]  # fmt: skip


def segment_with(memo: str) -> Segment:
    other = example_study()
    return next(iter(segments(other, Retrieval())))._replace(memo=memo)
