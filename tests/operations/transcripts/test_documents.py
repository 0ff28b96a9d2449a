"""Tests of documents.

Tests as well: ``model.text``.
"""

from dataclasses import replace

import pytest

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import (
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Highlight,
    Memo,
    MemoSubject,
    TextVersion,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, Remark, Role, TranscriptKind, TranscriptStatus
from qualcode.operations.codings import highlights
from qualcode.operations.people import attributes
from qualcode.operations.project import new_project
from qualcode.operations.transcripts import documents
from qualcode.operations.transcripts.documents import add_transcripts
from tests.support.studies import FG1, INT01, example_study, read_transcript


@pytest.fixture
def empty() -> Study:
    return Study().after(new_project("New"))


def test_texts_turns_and_speakers_come_in_one_step(empty: Study) -> None:
    result = add_transcripts(empty, [FG1, INT01])
    assert result.change.label == "Add 2 transcripts"
    assert (result.added, result.skipped) == (("FG1 Home owners", "INT01 Ruth"), ())
    study = empty.after(result.change)
    fg1 = study.transcript_named("FG1 Home owners")
    assert study.text(fg1.id) == FG1.text
    assert (fg1.kind, fg1.version, fg1.source_name) == (TranscriptKind.FOCUS_GROUP, 1, "FG1 Home owners.txt")
    turns = list(study.turns_of(fg1.id))
    assert [(turn.label, turn.role) for turn in turns] == [
        ("", Role.OTHER),
        ("MOD", Role.INTERVIEWER),
        ("P1", Role.PARTICIPANT),
        ("P2", Role.PARTICIPANT),
        ("P1", Role.PARTICIPANT),
    ]
    names = [None if t.participant_id is None else study.participants[t.participant_id].name for t in turns]
    assert names == [None, "MOD", "FG1-P1", "FG1-P2", "FG1-P1"]
    assert FG1.text[turns[2].speech :].startswith("I would want")


def test_files_that_are_there_are_skipped_unless_asked_for(empty: Study) -> None:
    study = empty.after(add_transcripts(empty, [FG1]).change)
    again = add_transcripts(study, [FG1, INT01, INT01])
    assert (again.added, again.skipped) == (("INT01 Ruth",), ("FG1 Home owners", "INT01 Ruth"))
    assert again.change.label == "Add INT01 Ruth"
    assert not add_transcripts(study, [FG1]).change
    twice = add_transcripts(study, [FG1], allow_repeats=True)
    assert twice.added == ("FG1 Home owners (2)",)
    after = study.after(twice.change)
    assert "FG1 Home owners (2)-P1" in {row.name for row in after.participants.values()}


def test_details_become_attributes_of_the_transcript(empty: Study) -> None:
    study = empty.after(
        attributes.add_attribute(empty, "date", AttributeSubject.TRANSCRIPT, AttributeType.DATE)[1]
    )
    read = replace(
        FG1, details=(("Date", "12 March 2021"), ("Place", "online"), ("Place", "Leeds"), ("", "x"))
    )
    other = replace(INT01, details=(("Date", "spring"),))
    study = study.after(add_transcripts(study, [read, other]).change)
    fg1 = study.transcript_named(FG1.name)
    found = {
        study.attribute_named(row.name).name: study.values_of(fg1.id)[row.id].value
        for row in study.attributes_in_order
    }
    assert found == {"date": "2021-03-12", "Place": "online; Leeds"}
    assert study.transcript_named(INT01.name).memo == "Date: spring"


def test_remarks_become_memos_at_their_place(empty: Study) -> None:
    read = replace(FG1, remarks=(Remark(Span(3, 8), "comment", "CD", "check"),))
    study = empty.after(add_transcripts(empty, [read]).change)
    (memo,) = study.rows(Memo).values()
    assert (memo.subject, memo.start, memo.end) == (MemoSubject.PLACE, 3, 8)
    assert (memo.source, memo.author, memo.text) == ("comment", "CD", "check")


def test_a_text_without_turns_is_one_turn_without_speaker(empty: Study) -> None:
    reads = [
        ReadTranscript("notes", "only words", (), "n.txt", "1"),
        ReadTranscript("", "", (), "e.txt", "2"),
    ]
    study = empty.after(add_transcripts(empty, reads).change)
    notes = study.turns_of(study.transcript_named("notes").id)
    assert [(turn.span, turn.speech, turn.participant_id) for turn in notes] == [(Span(0, 10), 0, None)]
    assert len(study.turns_of(study.transcript_named("Transcript").id)) == 0
    assert broken_invariants(study) == []


def test_transcripts_are_renamed_apart() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    change = documents.rename_transcript(study, fg1.id, " Group\n one ")
    assert study.after(change).transcripts[fg1.id].name == "Group one"
    with pytest.raises(QualcodeError, match="already a transcript named “INT01 Ruth”"):
        documents.rename_transcript(study, fg1.id, "int01 ruth")


def test_kind_memo_language_and_order_are_set() -> None:
    study = example_study()
    fg1, int01 = (study.transcript_named(name) for name in (FG1.name, INT01.name))
    kind = documents.set_transcript_kind(study, [fg1.id, int01.id], TranscriptKind.INTERVIEW)
    assert kind.label == "Mark 2 transcripts as an interview"
    assert len(kind.rows) == 1
    assert documents.set_transcript_memo(study, fg1.id, "lively")
    assert documents.set_transcript_language(study, fg1.id, "cy")
    assert not documents.set_transcript_language(study, fg1.id, " en ")
    with pytest.raises(QualcodeError, match="“Welsh, I think” is not a language that"):
        documents.set_transcript_language(study, fg1.id, "Welsh, I think")
    after = study.after(documents.order_transcripts(study, [int01.id]))
    assert [row.name for row in after.transcripts_in_order] == [INT01.name, FG1.name]


def test_deleting_takes_everything_that_hangs_on_a_transcript_but_the_participants() -> None:
    study = example_study()
    fg1, coder = study.transcript_named(FG1.name), study.coder_named("AB")
    study = study.after(highlights.add_highlight(study, fg1.id, Span(0, 4), coder.id))
    change = documents.delete_transcripts(study, [fg1.id])
    assert change.label == "Delete FG1 Home owners with 4 segments"
    after = study.after(change)
    assert (after.coding_count, len(after.transcripts), len(after.rows(TextVersion))) == (0, 1, 1)
    assert not after.rows(Highlight)
    assert not after.rows(AttributeValue)
    assert after.participants == study.participants
    assert broken_invariants(after) == []
    assert after.after(change.inverse()) == study


def test_deleting_leaves_what_hangs_on_other_transcripts() -> None:
    study = example_study()
    fg1, int01, coder = (
        study.transcript_named(FG1.name), study.transcript_named(INT01.name), study.coder_named("AB"),
    )  # fmt: skip
    for row in (fg1, int01):
        study = study.after(highlights.add_highlight(study, row.id, Span(0, 4), coder.id))
    after = study.after(documents.delete_transcripts(study, [fg1.id]))
    assert [row.transcript_id for row in after.rows(Highlight).values()] == [int01.id]
    assert [row.transcript_id for row in after.rows(TextVersion).values()] == [int01.id]


def test_labels_of_one_spelling_more_are_one_participant(empty: Study) -> None:
    read = read_transcript("FG7", [("P1", "a"), ("p 1", "b"), ("P2", "c")])
    study = empty.after(add_transcripts(empty, [read]).change)
    assert [row.name for row in study.participants_in_order] == ["FG7-P1", "FG7-P2"]


def test_languages_of_several_are_set_in_one_step() -> None:
    study = example_study()
    fg1, int01 = (study.transcript_named(name).id for name in (FG1.name, INT01.name))
    both = documents.set_transcript_languages(study, {fg1: "cy", int01: "cy"})
    assert both.label == "Set the language of 2 transcripts to cy"
    assert {row.language for row in study.after(both).transcripts.values()} == {"cy"}
    apart = documents.set_transcript_languages(study, {fg1: "cy", int01: "de"})
    assert apart.label == "Set the language of 2 transcripts"
    after = study.after(apart)
    assert [after.transcripts[each].language for each in (fg1, int01)] == ["cy", "de"]
    assert (
        documents.set_transcript_languages(study, {fg1: "cy"}).label
        == "Set the language of FG1 Home owners to cy"
    )


def test_what_is_done_to_transcripts_is_told() -> None:
    study = example_study()
    fg1, int01 = (study.transcript_named(name).id for name in (FG1.name, INT01.name))
    for kind, words in (
        (TranscriptKind.FOCUS_GROUP, "a focus group"), (TranscriptKind.OTHER, "another kind"),
    ):  # fmt: skip
        assert documents.set_transcript_kind(study, [fg1], kind).label == f"Mark FG1 Home owners as {words}"
    done = documents.set_transcript_status(study, [fg1, int01, fg1], TranscriptStatus.DONE)
    assert done.label == f"Mark 2 transcripts as {TranscriptStatus.DONE.words}"
    assert {row.status for row in study.after(done).transcripts.values()} == {TranscriptStatus.DONE}
    assert documents.rename_transcript(study, fg1, "FG1  HOME owners").label == (
        "Rename FG1 Home owners to FG1 HOME owners"
    )
    assert documents.set_transcript_memo(study, fg1, "x").label == "Edit the memo of FG1 Home owners"
    ordered = documents.order_transcripts(study, [int01])
    assert ordered.label == "Reorder the transcripts"
    assert [row.position for row in study.after(ordered).transcripts_in_order] == [0, 1]
    assert documents.set_transcript_language(study, fg1, "cy").label == (
        "Set the language of FG1 Home owners to cy"
    )


def test_what_is_added_later_comes_after_what_is_there(empty: Study) -> None:
    study = empty.after(add_transcripts(empty, [FG1]).change)
    added = add_transcripts(study, [INT01, replace(FG1, source_sha256="other")])
    assert added.change.label == "Add 2 transcripts"
    assert add_transcripts(empty, [FG1]).change.label == "Add FG1 Home owners"
    after = study.after(added.change)
    assert [(row.name, row.position) for row in after.transcripts_in_order] == [
        ("FG1 Home owners", 0), ("INT01 Ruth", 1), ("FG1 Home owners (2)", 2),
    ]  # fmt: skip


def test_details_come_after_the_attributes_that_there_are(empty: Study) -> None:
    study = empty
    for name in ("wave", "place"):
        study = study.after(attributes.add_attribute(study, name, AttributeSubject.TRANSCRIPT)[1])
    read = replace(
        FG1,
        details=(
            ("Date", "1 May"),
            ("PLACE", "hall"),
            ("Date ", " 2 May"),
            ("Who", "me"),
            ("x", " "),
            (" ", "y"),
        ),
    )
    study = study.after(add_transcripts(study, [read]).change)
    rows = [row for row in study.attributes_in_order if row.subject is AttributeSubject.TRANSCRIPT]
    assert [(row.name, row.position) for row in rows] == [("wave", 0), ("place", 1), ("Date", 2), ("Who", 3)]
    values = {rows_of.attribute_id: rows_of.value for rows_of in study.rows(AttributeValue).values()}
    assert [values.get(row.id) for row in rows] == [None, "hall", "1 May; 2 May", "me"]
