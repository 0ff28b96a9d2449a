"""Files that changed after their import: recognised, and put in the place of the text they were.

Tests as well: ``operations.coding_changes``.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.reading import transcript_of
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Memo
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, Remark, Role
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.coding_changes import CodingChange, Fate
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.participants import mark_participant
from qualcode.operations.people.speakers import relabel
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.changed_files import (
    changed_since,
    is_conflicted_copy,
    plain_stem,
    replace_text,
)
from qualcode.operations.transcripts.documents import add_transcripts

TALK = (
    "Interviewer: How did it begin for you?\n"
    "P1: With a letter nobody could read.\n"
    "Interviewer: And what did you do then?\n"
    "P2: I rang them twice a week for months.\n"
    "P1: Nobody ever rang back to me.\n"
)


def read(text: str, name: str = "FG2.txt") -> ReadTranscript:
    return transcript_of(text.encode(), name)


def study_of(*files: ReadTranscript) -> Study:
    study = Study().after(new_project("Study"))
    study = study.after(ensure_coder(study, "AB")[1])
    study = study.after(add_code(study, "delay")[1])
    return study.after(add_transcripts(study, files).change)


def coded(study: Study, *passages: str, name: str = "FG2") -> Study:
    fg2, code, coder = study.transcript_named(name), study.code_named("delay"), study.coder_named("AB")
    for words in passages:
        start = study.text(fg2.id).index(words)
        study = study.after(apply_code(study, code.id, fg2.id, Span(start, start + len(words)), coder.id))
    return study


def quotes(study: Study, name: str = "FG2") -> list[str]:
    fg2 = study.transcript_named(name)
    return [study.quoted(fg2.id, row.span) for row in study.codings_of(fg2.id)]


def turns(study: Study, name: str = "FG2") -> list[tuple[str, str]]:
    fg2 = study.transcript_named(name)
    text = study.text(fg2.id)
    return [(turn.label, text[turn.speech : turn.span.end].strip()) for turn in study.turns_of(fg2.id)]


def test_a_changed_file_is_recognised_with_its_codings_and_the_lines_that_differ() -> None:
    study = coded(study_of(read(TALK)), "nobody could read", "twice a week")
    found = changed_since(study, read(TALK.replace("twice", "three times").replace("With a", "With one")))
    assert found is not None
    assert (found.name, found.codings, found.lines) == ("FG2", 2, 2)


@pytest.mark.parametrize("name", ["FG2.docx", "fg2.txt", "FG2 (1).txt", "FG2 - Copy.txt", "FG2 copy (2).txt"])
def test_other_endings_and_marks_of_copies_are_no_other_file(name: str) -> None:
    study = study_of(read(TALK))
    changed = replace(read(TALK + "P2: Yes.\n"), source_name=name)
    assert changed_since(study, changed) is not None


def test_another_talk_of_the_same_name_or_the_same_talk_of_another_name_is_a_file_of_its_own() -> None:
    study = study_of(read(TALK))
    assert changed_since(study, read("Interviewer: Where?\nP1: In the garden, at the back.\n")) is None
    assert changed_since(study, read(TALK + "P2: Yes.\n", "FG3.txt")) is None
    assert changed_since(study, read(TALK)) is None


def test_names_of_copies() -> None:
    assert plain_stem("FG2 (AB's conflicted copy 2021-03-04).docx") == plain_stem("fg2.txt")
    assert plain_stem("FG2 (3) - Copy.txt") == "fg2"
    assert plain_stem("Interview 2 (evening).txt") == "interview 2 (evening)"
    assert is_conflicted_copy("FG2 (AB's conflicted copy 2021-03-04).docx")
    assert is_conflicted_copy("FG2.sync-conflict-20210304-101112-ABCDEFG.txt")
    assert not is_conflicted_copy("Conflicted feelings about copies.txt")


def test_codings_keep_their_words_and_the_step_can_be_undone() -> None:
    study = coded(study_of(read(TALK)), "nobody could read", "twice a week", "rang back")
    new = read("Title: Second group\n\n" + TALK.replace("for months", "for many months"))
    found = replace_text(study, study.transcript_named("FG2").id, new)
    after = study.after(found.change)
    assert found.codings == ()
    assert quotes(after) == quotes(study)
    assert after.transcript_named("FG2").source_sha256 == new.source_sha256
    assert broken_invariants(after) == []
    assert after.after(found.change.inverse()) == study
    assert changed_since(after, new) is None


def test_every_coding_that_changes_its_words_or_goes_is_told_before() -> None:
    study = coded(study_of(read(TALK)), "nobody could read", "twice a week", "Nobody ever rang back to me.")
    text = TALK.replace(" twice a week", "").replace("nobody could read", "nobody at all could read")
    found = replace_text(study, study.transcript_named("FG2").id, read(text))
    assert [(row.before, row.after, row.fate) for row in found.codings] == [
        ("nobody could read", "nobody at all could read", Fate.REWORDED),
        ("twice a week", "", Fate.LOST),
    ]
    assert (found.codings[0].code, found.codings[0].coder, found.codings[0].turn) == ("delay", "AB", 2)
    assert found.lost == 1
    assert found.change.label.endswith("removing 1 coding whose words are gone")


def test_a_coding_that_a_moved_paragraph_tears_is_told_with_its_pieces() -> None:
    lines = [
        f"P{number % 2 + 1}: {words}.\n"
        for number, words in enumerate(
            [
                "The first thing was the letter itself",
                "Then came a visit from the council office",
                "After that my sister lost her place",
                "In the end we moved to another town entirely",
            ]
        )
    ]
    study = study_of(read("".join(lines)))
    study = coded(study, "".join(lines[1:3]).strip())
    moved = lines[0] + lines[2] + lines[3] + lines[1]
    found = replace_text(study, study.transcript_named("FG2").id, read(moved))
    assert [row.fate for row in found.codings] in ([Fate.IN_PIECES], [Fate.REWORDED])
    assert broken_invariants(study.after(found.change)) == []


def test_new_turns_have_the_speakers_of_the_file_and_others_those_of_the_project() -> None:
    study = study_of(read(TALK))
    fg2 = study.transcript_named("FG2")
    study = study.after(relabel(study, [fg2.id], "P1", "Ruth"))
    new = TALK.replace("P2: I rang", "P3: I see.\nP1: So it was.\nP2: I rang")
    after = study.after(replace_text(study, fg2.id, read(new)).change)
    assert turns(after) == [
        ("Interviewer", "How did it begin for you?"),
        ("Ruth", "With a letter nobody could read."),
        ("Interviewer", "And what did you do then?"),
        ("P3", "I see."),
        ("Ruth", "So it was."),
        ("P2", "I rang them twice a week for months."),
        ("Ruth", "Nobody ever rang back to me."),
    ]
    people = {turn.label: turn.participant_id for turn in after.turns_of(fg2.id)}
    known = {turn.label: turn.participant_id for turn in study.turns_of(fg2.id)}
    assert people["Ruth"] == known["Ruth"]
    assert {row.name for row in after.participants.values() if row.id == people["P3"]} == {"FG2-P3"}


def test_a_label_that_the_file_corrects_is_taken_from_the_file() -> None:
    study = study_of(read(TALK))
    fg2 = study.transcript_named("FG2")
    new = TALK.replace("P1: Nobody ever", "P2: Nobody ever")
    after = study.after(replace_text(study, fg2.id, read(new)).change)
    assert turns(after)[-1] == ("P2", "Nobody ever rang back to me.")
    assert [label for label, _ in turns(after)][:4] == ["Interviewer", "P1", "Interviewer", "P2"]


def test_roles_that_were_settled_in_the_project_stay() -> None:
    study = study_of(read(TALK))
    fg2 = study.transcript_named("FG2")
    (participant,) = {
        turn.participant_id for turn in study.turns_of(fg2.id) if turn.label == "P2" and turn.participant_id
    }
    study = study.after(mark_participant(study, participant, Role.OTHER))
    after = study.after(replace_text(study, fg2.id, read(TALK.replace("months", "a year"))).change)
    assert {turn.role for turn in after.turns_of(fg2.id) if turn.label == "P2"} == {Role.OTHER}


def test_remarks_come_once() -> None:
    remark = Remark(Span(0, 11), "comment", "AB", "Who is this?")
    first = replace(read(TALK), remarks=(remark,))
    study = study_of(first)
    more = Remark(Span(12, 15), "comment", "CD", "Check.")
    second = replace(read(TALK + "P2: Yes.\n"), remarks=(remark, more))
    after = study.after(replace_text(study, study.transcript_named("FG2").id, second).change)
    assert sorted(memo.text for memo in after.rows(Memo).values()) == ["Check.", "Who is this?"]


WORDS = st.lists(
    st.sampled_from(["letter", "rang", "sister", "council", "garden", "never", "twice"]),
    min_size=2,
    max_size=9,
)
SAID = st.lists(st.tuples(st.sampled_from(["P1", "P2", "Interviewer"]), WORDS), min_size=3, max_size=8)


@given(SAID, SAID, st.data())
def test_any_file_can_take_the_place_of_any_text(
    old: list[tuple[str, list[str]]], new: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    before, after = ("".join(f"{who}: {' '.join(said)}.\n" for who, said in talk) for talk in (old, new))
    study = study_of(read(before))
    start = data.draw(st.integers(0, len(before) - 2))
    end = data.draw(st.integers(start + 1, len(before)))
    fg2, code, coder = study.transcript_named("FG2"), study.code_named("delay"), study.coder_named("AB")
    study = study.after(apply_code(study, code.id, fg2.id, Span(start, end), coder.id))
    found = replace_text(study, fg2.id, read(after))
    now = study.after(found.change)
    assert now.text(fg2.id) == read(after).text
    assert broken_invariants(now) == []
    assert now.after(found.change.inverse()) == study
    assert [(turn.span, turn.speech) for turn in now.turns_of(fg2.id)] == [
        (turn.span, turn.speech) for turn in read(after).turns
    ]
    kept = {" ".join(words.split()) for words in quotes(now)}
    told = {" ".join(row.before.split()) for row in found.codings}
    assert " ".join(before[start:end].split()) in kept | told
    assert all(isinstance(row, CodingChange) for row in found.codings)
