"""Files that changed after their import: recognised, and put in the place of the text they were."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.reading import transcript_of
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Memo
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, ReadTurn, Remark, Role
from qualcode.model.turns import Turns
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.coding_changes import CodingChange, Fate
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.participants import mark_participant
from qualcode.operations.people.speakers import relabel
from qualcode.operations.project import new_project
from qualcode.operations.transcripts import changed_files
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
    assert after.participants.keys() - study.participants.keys() == {people["P3"]}


def test_a_label_that_the_file_corrects_is_taken_from_the_file() -> None:
    study = study_of(read(TALK))
    fg2 = study.transcript_named("FG2")
    new = TALK.replace("P1: Nobody ever", "P2: Nobody ever")
    after = study.after(replace_text(study, fg2.id, read(new)).change)
    assert turns(after)[-1] == ("P2", "Nobody ever rang back to me.")
    assert [label for label, _ in turns(after)][:4] == ["Interviewer", "P1", "Interviewer", "P2"]


def test_a_turn_of_the_file_is_the_one_of_the_project_that_has_most_of_it_or_the_first() -> None:
    study = study_of(read(TALK))
    table = study.turns_of(study.transcript_named("FG2").id)
    rows = [
        replace(table.row(0), id=new_id(), span=Span(*span)) for span in ((0, 4), (4, 8), (8, 14), (16, 20))
    ]
    moved = Turns.from_rows(rows)
    for span, place in (
        ((0, 8), 0), ((2, 8), 1), ((0, 6), 0), ((4, 14), 2), ((4, 12), 1), ((13, 17), 2), ((14, 16), None),
        ((18, 30), 3), ((7, 9), 1),
    ):  # fmt: skip
        found = changed_files._twin(moved, ReadTurn(Span(*span), span[0], "P1", Role.PARTICIPANT))
        assert (None if found is None else found.ordinal) == place, span


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


def test_blank_lines_and_other_blanks_are_no_other_lines() -> None:
    study = study_of(read(TALK))
    known = changed_since(study, read(TALK.replace("\n", "\n\n").replace("With a", "With  a") + "P2: Yes.\n"))
    assert known is not None
    assert known.lines == 1


def test_half_of_the_shorter_text_makes_it_the_same() -> None:
    lines = ["P1: aaaa bbbb\n", "P2: cccc dddd\n", "P1: eeee ffff\n", "P2: gggg hhhh\n"]
    study = study_of(read("".join(lines)))
    for kept, is_known in ((2, True), (1, False)):
        new = "".join(lines[:kept]) + "".join(line.upper().replace("P", "Q") for line in lines[kept:])
        assert (changed_since(study, read(new)) is not None) is is_known
    longer = "".join(lines[:2]) + "P1: something else that was said\n" * 20
    assert changed_since(study, read(longer)) is not None


@pytest.mark.parametrize(
    ("old", "new", "share", "lines"),
    [
        ("ab\nab\ncd", "ab\nab\nxyz", 4 / 6, 1),
        ("ab\nab\nab", "ab", 1.0, 2),
        ("ab", "ab\nab\nab", 1.0, 2),
        ("", "abc", 0.0, 1),
        ("abc", "\n \n", 0.0, 1),
        ("", "", 0.0, 0),
        ("abc\nde", "de\nabc", 1.0, 0),
    ],
)
def test_how_much_of_the_shorter_text_is_on_lines_of_both(
    old: str, new: str, share: float, lines: int
) -> None:
    assert changed_files._likeness(old, new) == (share, lines)


def test_a_file_without_turns_leaves_those_of_the_project() -> None:
    study = study_of(read(TALK))
    fg2 = study.transcript_named("FG2")
    bare = replace(read(TALK.replace("months", "years")), turns=())
    after = study.after(replace_text(study, fg2.id, bare).change)
    assert [label for label, _ in turns(after)] == [label for label, _ in turns(study)]
    assert turns(after)[3] == ("P2", "I rang them twice a week for years.")


def test_of_several_the_likest_is_taken_and_else_the_first() -> None:
    other = TALK.replace("letter", "notice").replace("months", "years").replace("begin", "start")
    study = study_of(read(other), replace(read(TALK), source_sha256="1"))
    assert [row.name for row in study.transcripts_in_order] == ["FG2", "FG2 (2)"]
    known = changed_since(study, read(TALK + "P2: Yes.\n"))
    assert known is not None
    assert known.name == "FG2 (2)"
    same = study_of(read(TALK), replace(read(TALK), source_sha256="1"))
    known = changed_since(same, read(TALK + "P2: Yes.\n"))
    assert known is not None
    assert known.name == "FG2"


def test_the_people_of_the_project_stay_and_nobody_new_comes() -> None:
    study = study_of(read(TALK))
    fg2 = study.transcript_named("FG2")
    study = study.after(relabel(study, [fg2.id], "P1", "Ruth"))
    new = TALK.replace("letter", "long letter") + "P1: And so on.\nSomebody spoke without a label.\n"
    after = study.after(replace_text(study, fg2.id, read(new)).change)
    assert after.participants == study.participants
    assert [label for label, _ in turns(after)][-1] == "Ruth"


def test_times_of_the_file_hold_and_others_stay() -> None:
    first = read(TALK)
    times = [1.0, 2.0, None, 4.0, None]
    first = replace(
        first, turns=tuple(turn._replace(time=time) for turn, time in zip(first.turns, times, strict=True))
    )
    study = study_of(first)
    fg2 = study.transcript_named("FG2").id
    second = read(TALK.replace("letter", "notice"))
    later = [9.0, None, 3.0, None, None]
    second = replace(
        second, turns=tuple(turn._replace(time=time) for turn, time in zip(second.turns, later, strict=True))
    )
    after = study.after(replace_text(study, fg2, second).change)
    assert [turn.time for turn in after.turns_of(fg2)] == [9.0, 2.0, 3.0, 4.0, None]


def test_what_a_replacement_says_of_itself() -> None:
    study = coded(study_of(read(TALK)), "twice a week")
    fg2 = study.transcript_named("FG2").id
    kept = replace_text(study, fg2, replace(read(TALK.replace("letter", "notice")), source_name=""))
    assert kept.change.label == "Replace the text of FG2 by that of its file"
    assert kept.lost == 0
    assert study.after(kept.change).transcripts[fg2].source_name == "FG2.txt"
    gone = replace_text(study, fg2, read(TALK.replace(" twice a week", "")))
    assert gone.change.label == (
        "Replace the text of FG2 by that of its file, removing 1 coding whose words are gone"
    )
    assert [row.turn for row in gone.codings] == [4]


def test_codings_after_one_that_stays_or_goes_are_told_as_well() -> None:
    study = coded(study_of(read(TALK)), "With a letter", "And what", "twice a week", "Nobody ever")
    fg2 = study.transcript_named("FG2").id
    text = TALK.replace("With a letter", "").replace(" twice a week", "").replace("Nobody ever", "No one")
    found = replace_text(study, fg2, read(text))
    assert [(row.before, row.fate) for row in found.codings] == [
        ("With a letter", Fate.LOST), ("twice a week", Fate.LOST), ("Nobody ever", Fate.REWORDED),
    ]  # fmt: skip
