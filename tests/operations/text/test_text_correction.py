"""Tests of text correction."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Highlight, Memo, MemoSubject, TextVersion, TypicalQuote
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations import coders, memos, project
from qualcode.operations.codes import codebook
from qualcode.operations.codings import coding, highlights
from qualcode.operations.text.alignment import Patch
from qualcode.operations.text.correction import Correction, what_would_go
from qualcode.operations.text.text_correction import correct_text, edit_words, reword, tidy_text
from qualcode.operations.text.turns import split_turn
from qualcode.operations.transcripts import documents
from qualcode.operations.typical_quotes import mark_typical
from tests.support.studies import FG1, example_study, quotes, read_transcript, span_of, speech


def corrected(study: Study, old: str, new: str) -> Correction:
    fg1 = study.transcript_named(FG1.name)
    return correct_text(study, fg1.id, study.text(fg1.id).replace(old, new, 1))


def test_a_correction_is_a_new_version_and_codings_turns_and_memos_move_along() -> None:
    study = example_study()
    fg1, span = study.transcript_named(FG1.name), span_of(study, "nothing to hide")
    study = study.after(memos.add_memo(study, MemoSubject.PLACE, fg1.id, "hm", author="AB", span=span)[1])
    result = corrected(study, "What do you make", "So, what do you all make")
    assert result.change.label == "Correct the text of FG1 Home owners"
    assert (result.moved, result.removed, result.collapsed) == (4, 0, 0)
    after = study.after(result.change)
    assert quotes(after) == quotes(study)
    assert after.transcripts[fg1.id].version == 2
    assert len(after.rows(TextVersion)) == 3
    (memo,) = after.rows(Memo).values()
    assert after.text(fg1.id)[memo.start : memo.end] == "nothing to hide"
    words = [after.text(fg1.id)[turn.speech : turn.span.end] for turn in after.turns_of(fg1.id)]
    assert words[1] == "So, what do you all make of it?\n"
    assert words[4] == "And then it sits in some company's cellar.\n"
    assert after.after(result.change.inverse()) == study


def test_of_a_coding_without_words_no_piece_stays_in_a_line_that_was_moved() -> None:
    moved, stays = "one two three four five", "rest stays here quite as it was"
    old = f"alpha beta gamma delta ... uno\nduo -- {moved}\n{stays}"
    new = f"alpha beta gamma delta ...\n{stays}\n-- {moved}\n"
    study = Study().after(project.new_project("Study"))
    study = study.after(documents.add_transcripts(study, [read_transcript("T", [("", old)])]).change)
    text, span = study.transcript_named("T").id, span_of(study, "... uno\nduo --", "T")
    coder, change = coders.ensure_coder(study, "AB")
    study = study.after(change)
    code, change = codebook.add_code(study, "stigma")
    study = study.after(change)
    study = study.after(coding.apply_code(study, code.id, text, span, coder.id))
    result = correct_text(study, text, new)
    assert (result.removed, study.after(result.change).coding_count) == (1, 0)


@pytest.mark.parametrize(("old", "new"), [("They just", "Well, they just"), ("just", "just all")])
def test_a_coding_moves_where_it_begins_or_ends_elsewhere(old: str, new: str) -> None:
    """“They just assume” is coded twice; “asked first”, which is coded twice as well, is before it."""
    assert corrected(example_study(), old, new).moved == 2


def test_codings_whose_words_are_gone_are_removed_and_counted() -> None:
    study = example_study()
    fg1, coder = study.transcript_named(FG1.name), study.coder_named("AB")
    span = span_of(study, "just assume")
    study = study.after(highlights.add_highlight(study, fg1.id, span, coder.id))
    result = corrected(study, "They just assume that", "That")
    assert (result.removed, len(result.lost_highlights)) == (2, 1)
    assert [study.quoted(fg1.id, row.span) for row in result.lost[fg1.id]] == ["They just assume"] * 2
    assert result.loses
    assert result.change.label.endswith("removing 2 codings whose words are gone")
    after = study.after(result.change)
    assert {row[2] for row in quotes(after)} == {"asked first"}
    assert not after.rows(Highlight)


def test_what_would_go_is_said_by_code_and_coder_and_others_are_counted() -> None:
    study = example_study()
    fg1, coder, span = study.transcript_named(FG1.name).id, study.coder_named("AB").id, span_of(study, "just")
    gone = [f"“{code}” by {name}" for code, name, words in quotes(study) if words == "They just assume"]
    said = what_would_go(study, corrected(study, "They just assume that", "That"))
    assert said.startswith("Two segments (1 with a memo) would lose all their words and be removed: “")
    assert all(name in said for name in gone)
    for number in range(3):
        code, change = codebook.add_code(study, f"code {number}")
        study = study.after(change)
        study = study.after(coding.apply_code(study, code.id, fg1, span, coder))
    more = what_would_go(study, corrected(study, "They just assume that", "That"))
    assert more.startswith("Five segments (1 with a memo) would lose all their words and be removed: “")
    assert more.endswith(" and 2 others.")
    assert more.count("” by ") == 3


def test_codings_that_become_the_same_collapse() -> None:
    study = example_study()
    fg1, code, coder = study.transcript_named(FG1.name), study.code_named("stigma"), study.coder_named("AB")
    study = study.after(coding.apply_code(study, code.id, fg1.id, span_of(study, "They just"), coder.id))
    result = corrected(study, "just assume", "just")
    assert result.collapsed == 1
    assert study.after(result.change).coding_count == study.coding_count - 1


def test_a_turn_without_text_goes() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    after = study.after(corrected(study, "P2: They just assume that you have nothing to hide.\n", "").change)
    assert [turn.label for turn in after.turns_of(fg1.id)] == ["", "MOD", "P1", "P1"]
    assert broken_invariants(after) == []


def test_the_same_text_is_no_change_and_an_empty_one_is_refused() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    assert not correct_text(study, fg1.id, FG1.text.replace("\n", "\r\n")).change
    with pytest.raises(QualcodeError, match="delete the transcript instead"):
        correct_text(study, fg1.id, "")


@given(st.lists(speech, min_size=1, max_size=6).map("\n".join).filter(bool))
def test_any_new_text_leaves_a_sound_study(text: str) -> None:
    study = example_study()
    result = correct_text(study, study.transcript_named(FG1.name).id, text)
    after = study.after(result.change)
    assert broken_invariants(after) == []
    assert after.coding_count == study.coding_count - result.removed - result.collapsed + result.pieces
    assert after.after(result.change.inverse()) == study


# -- lines that were moved ---------------------------------------------------------------------------------


def talk(order: list[int], sizes: list[int], labels: list[str]) -> list[tuple[str, str]]:
    """Turns of words that occur once, in this order."""
    return [(labels[turn], " ".join(f"t{turn}w{word}" for word in range(sizes[turn]))) for turn in order]


def speakers_of_words(study: Study) -> dict[str, str]:
    """Who says each word."""
    (transcript,) = study.transcripts.values()
    text = study.text(transcript.id)
    return {
        word: turn.label
        for turn in study.turns_of(transcript.id)
        for word in text[turn.speech : turn.span.end].split()
    }


@given(st.data())
def test_a_turn_that_moves_keeps_its_speaker_and_the_words_of_codings(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 6), min_size=2, max_size=7))
    labels = [data.draw(st.sampled_from(("Ana", "Ben", "Cem"))) for _ in sizes]
    places = list(range(len(sizes)))
    moved = list(places)
    moved.insert(data.draw(st.sampled_from(places)), moved.pop(data.draw(st.sampled_from(places))))
    first = read_transcript("T", talk(places, sizes, labels))
    second = read_transcript("T", talk(moved, sizes, labels))
    study = Study().after(project.new_project("P"))
    study = study.after(documents.add_transcripts(study, [first]).change)
    (transcript,) = study.transcripts.values()
    result = correct_text(study, transcript.id, second.text)
    after = study.after(result.change)
    assert broken_invariants(after) == []
    assert speakers_of_words(after) == speakers_of_words(study)
    assert after.after(result.change.inverse()) == study


@pytest.mark.parametrize("ending", ["", "\n", " ", " and more ", " and more\n"])
def test_whatever_follows_a_line_that_was_moved_to_the_end_belongs_to_its_turn(ending: str) -> None:
    study = Study().after(project.new_project("Study"))
    said = [("B", "one two three four five six"), ("A", "rest stays here"), ("A", "quite as it was before")]
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    text = study.transcript_named("T").id
    first, *others = study.text(text).splitlines(keepends=True)
    after = study.after(correct_text(study, text, "".join(others) + first.rstrip() + ending).change)
    assert broken_invariants(after) == []
    *_, last = after.turns_of(text)
    assert (last.label, last.span.end) == ("B", len(after.text(text)))


def test_a_turn_torn_by_lines_that_were_put_into_it_goes_on_behind_them() -> None:
    text = "Ana: one two three\nfour five six\nBen: seven eight nine\n"
    said = [("Ana", "one two three\nfour five six"), ("Ben", "seven eight nine")]
    study = Study().after(project.new_project("P"))
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    (transcript,) = study.transcripts.values()
    assert study.text(transcript.id) == text
    lines = text.splitlines(keepends=True)
    after = study.after(correct_text(study, transcript.id, lines[0] + lines[2] + lines[1]).change)
    new = after.text(transcript.id)
    turns = [(turn.label, new[turn.speech : turn.span.end]) for turn in after.turns_of(transcript.id)]
    assert turns == [("Ana", "one two three\n"), ("Ben", "seven eight nine\n"), ("Ana", "four five six\n")]
    # The first part is the turn that was there, what goes on behind is another one.
    were, are = study.turns_of(transcript.id), after.turns_of(transcript.id)
    assert [row.id for row in are][:2] == [row.id for row in were]
    assert are.row(2).id not in {row.id for row in were}


def test_a_coding_torn_by_a_move_becomes_pieces_and_says_so() -> None:
    study = example_study()
    fg1, code, coder = study.transcript_named(FG1.name), study.code_named("privacy"), study.coder_named("AB")
    whole = span_of(study, "asked first. 🙂 Really.\nP2: They just assume")
    study = study.after(coding.apply_code(study, code.id, fg1.id, whole, coder.id))
    lines = study.text(fg1.id).splitlines(keepends=True)
    moved = "".join([lines[0], lines[3], lines[1], lines[2], lines[4]])
    result = correct_text(study, fg1.id, moved)
    after = study.after(result.change)
    assert (len(result.torn), result.pieces) == (1, 1)
    torn = {row.span for row in after.codings_of(fg1.id) if row.code_id == code.id}
    text = after.text(fg1.id)
    assert {text[span.start : span.end] for span in torn} >= {
        "asked first. 🙂 Really.",
        "P2: They just assume",
    }


# -- stretches that get other words ------------------------------------------------------------------------


def test_what_is_written_at_the_beginning_of_a_turn_without_label_belongs_to_it() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    study = study.after(split_turn(study, fg1.id, [span_of(study, "Really").start]))
    turn = study.turns_of(fg1.id).row(3)
    words = study.text(fg1.id)[turn.span.start : turn.span.end]
    after = study.after(reword(study, {fg1.id: [Patch(turn.span, f"Oh. {words}")]}, "Edit").change)
    said = [after.text(fg1.id)[row.speech : row.span.end] for row in after.turns_of(fg1.id)]
    assert said[2:4] == ["I would want to be asked first. 🙂 ", "Oh. Really.\n"]
    assert broken_invariants(after) == []


def test_words_before_a_turn_are_not_read_where_only_the_turn_is_corrected() -> None:
    # Seen as a whole, the text has lost either of two equal turns; it is known which.
    study = Study().after(project.new_project("P"))
    said = [("Ana", "Yes yes."), ("Ben", "Yes yes."), ("Ana", "Yes yes.")]
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    (transcript,) = study.transcripts.values()
    for number, turn in enumerate(study.turns_of(transcript.id)):
        after = study.after(reword(study, {transcript.id: [Patch(turn.span, "")]}, "Delete").change)
        kept = [row.id for place, row in enumerate(study.turns_of(transcript.id)) if place != number]
        assert [row.id for row in after.turns_of(transcript.id)] == kept


def test_patches_that_change_nothing_or_everything() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    assert not reword(study, {fg1.id: [Patch(span_of(study, "Really"), "Really")]}, "Edit").change
    with pytest.raises(QualcodeError, match="delete the transcript instead"):
        reword(study, {fg1.id: [Patch(Span(0, len(FG1.text)), "\0")]}, "Edit")
    with pytest.raises(QualcodeError, match="is outside"):
        reword(study, {fg1.id: [Patch(Span(0, 10_000), "x")]}, "Edit")


def test_codings_are_told_that_get_other_words() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    before = reword(study, {fg1.id: [Patch(span_of(study, "Focus"), "Big focus")]}, "Edit")
    assert (before.moved, before.reworded) == (4, 0)
    inside = reword(study, {fg1.id: [Patch(span_of(study, "just"), "only just")]}, "Edit")
    assert inside.reworded == 2


@given(st.data())
def test_patches_are_the_same_as_a_corrected_text_where_words_are_unique(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    said = talk(list(range(len(sizes))), sizes, ["Ana"] * len(sizes))
    study = Study().after(project.new_project("P"))
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    (transcript,) = study.transcripts.values()
    text = study.text(transcript.id)
    study = study.after(codebook.add_code(study, "code")[1])
    study = study.after(coders.ensure_coder(study, "AB")[1])
    code, coder = study.code_named("code").id, study.coder_named("AB").id
    edges = st.integers(0, len(text) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(edges)
        span = Span(start, data.draw(st.integers(start + 1, len(text))))
        study = study.after(coding.apply_code(study, code, transcript.id, span, coder))
    words = [found.span() for found in re.finditer(r"t\d+w\d+", text)]
    chosen = data.draw(st.lists(st.sampled_from(words), unique=True, max_size=4).map(sorted))
    new = st.sampled_from(("", "other", "two words"))
    patches = [Patch(Span(*word), data.draw(new)) for word in chosen]
    result = reword(study, {transcript.id: patches}, "Edit")
    after = study.after(result.change)
    assert broken_invariants(after) == []
    assert after.after(result.change.inverse()) == study
    kept = {text[start:end] for start, end in words if (start, end) not in chosen}
    assert _words_in_codings(after) & kept == _words_in_codings(study) & kept


def _words_in_codings(study: Study) -> set[str]:
    """Words that are wholly within a coding."""
    (transcript,) = study.transcripts.values()
    text = study.text(transcript.id)
    return {
        found.group()
        for found in re.finditer(r"t\d+w\d+", text)
        for row in study.codings_of(transcript.id)
        if row.span.contains(Span(*found.span()))
    }


def test_what_keeps_a_full_stop_and_no_word_has_lost_its_words() -> None:
    study = example_study()
    fg1, coder = study.transcript_named(FG1.name), study.coder_named("AB")
    code, span = study.code_named("privacy").id, span_of(study, "And then it sits in some company's cellar.")
    study = study.after(coding.apply_code(study, code, fg1.id, span, coder.id))
    study = study.after(highlights.add_highlight(study, fg1.id, span, coder.id))
    study = study.after(mark_typical(study, code, fg1.id, span))
    gone = reword(study, {fg1.id: [Patch(span, "– .")]}, "Edit")
    assert gone.losses == "1 segment, 1 highlight and 1 typical quote"
    row = gone.lost[fg1.id].row(0)
    told = study.after(coding.set_coding_memo(study, fg1.id, row.id, "ask her"))
    losses = reword(told, {fg1.id: [Patch(span, "– .")]}, "Edit").losses
    assert losses == "1 segment (1 with a memo), 1 highlight and 1 typical quote"
    after = study.after(gone.change)
    assert broken_invariants(after) == []
    assert after.after(gone.change.inverse()) == study


def test_what_changes_nothing_and_what_nobody_has_coded_moves_no_codings() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    same = correct_text(study, fg1.id, study.text(fg1.id))
    assert (bool(same.change), same.moved, same.collapsed, same.pieces) == (False, 0, 0, 0)
    bare = study.after(
        documents.add_transcripts(study, [read_transcript("Notes", [("", "Only words.")])]).change
    )
    notes = bare.transcript_named("Notes").id
    found = correct_text(bare, notes, "Other words.")
    assert (bool(found.change), found.moved, found.collapsed, found.pieces) == (True, 0, 0, 0)


def test_codings_before_what_is_corrected_have_not_moved() -> None:
    study = example_study()
    result = corrected(study, "company's cellar", "company's damp cellar")
    assert result.change
    assert (result.moved, result.reworded, result.removed) == (0, 0, 0)
    assert result.lost == {}


def test_what_changes_nothing_is_passed_over_and_what_follows_is_not() -> None:
    study = example_study()
    fg1, ruth = (row.id for row in study.transcripts_in_order)
    patches = {
        fg1: [Patch(span_of(study, "Really"), "Really")],
        ruth: [Patch(span_of(study, "school", "INT01 Ruth"), "college")],
    }
    after = study.after(reword(study, patches, "Edit").change)
    assert after.text(fg1) == study.text(fg1)
    assert after.text(ruth) == study.text(ruth).replace("school", "college")


# -- what is told of it -----------------------------------------------------------------------------------


def test_a_correction_that_says_nothing_has_done_nothing() -> None:
    nothing = Correction(ChangeSet("Nothing"))
    assert (nothing.moved, nothing.collapsed, nothing.reworded, nothing.pieces) == (0, 0, 0, 0)
    assert (nothing.lost, nothing.lost_highlights, nothing.lost_quotes, nothing.torn) == ({}, (), (), ())
    assert (nothing.removed, nothing.loses, nothing.losses) == (0, False, "")
    other = ChangeSet("More")
    assert replace(nothing, moved=3).of(other) == Correction(other, moved=3)


def test_what_goes_is_told_in_numbers() -> None:
    study = example_study()
    fg1, coder = study.transcript_named(FG1.name).id, study.coder_named("AB")
    table, span = study.codings_of(fg1), span_of(study, "asked first")
    marked = study.after(highlights.add_highlight(study, fg1, span, coder.id))
    marked = marked.after(mark_typical(marked, study.code_named("privacy").id, fg1, span))
    (highlight,), (quote,) = marked.rows(Highlight).values(), marked.rows(TypicalQuote).values()
    lost = {fg1: table, new_id(): table.take(table.memo == "")}
    for found, losses in (
        (Correction(ChangeSet(""), lost=lost), "6 segments (2 with memos)"),
        (
            Correction(ChangeSet(""), lost={fg1: table.take(table.memo == "control")}),
            "1 segment (1 with a memo)",
        ),
        (Correction(ChangeSet(""), lost={fg1: table.take(table.memo == "")}), "2 segments"),
        (Correction(ChangeSet(""), lost_highlights=(highlight,) * 2), "2 highlights"),
        (Correction(ChangeSet(""), lost_quotes=(quote,)), "1 typical quote"),
        (
            Correction(ChangeSet(""), lost_highlights=(highlight,), lost_quotes=(quote,) * 2),
            "1 highlight and 2 typical quotes",
        ),
    ):
        assert (found.losses, found.loses) == (losses, True)
        assert found.removed == sum(map(len, found.lost.values()))


def test_a_text_is_stored_with_plain_line_ends_and_without_what_no_database_keeps() -> None:
    assert tidy_text("\ufeffa\r\nb\rc\n\0d\ufeff\ud800") == "a\nb\nc\nd\ufeff?"


def test_one_stretch_gets_other_words() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    found = edit_words(study, fg1, span_of(study, "They just assume"), "We\r\nassume")
    assert found.change.label == "Edit FG1 Home owners, turn 4"
    after = study.after(found.change)
    assert after.text(fg1) == FG1.text.replace("They just assume", "We\nassume")
    assert (found.moved, found.reworded, found.removed, found.pieces) == (2, 2, 0, 0)
    at = span_of(study, "just").start
    put_in = study.after(edit_words(study, fg1, Span(at, at), "really ").change)
    assert put_in.text(fg1) == FG1.text.replace("just", "really just")
    assert edit_words(study, fg1, span_of(study, "just"), "just") == Correction(
        ChangeSet("Edit FG1 Home owners, turn 4")
    )


def test_one_coding_whose_words_are_gone_is_told_as_one() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    code, coder = study.code_named("privacy").id, study.coder_named("AB").id
    study = study.after(coding.apply_code(study, code, fg1, span_of(study, "cellar"), coder))
    found = edit_words(study, fg1, span_of(study, " cellar"), "")
    assert found.change.label == "Edit FG1 Home owners, turn 5, removing 1 coding whose words are gone"
    assert (found.removed, found.moved, found.reworded) == (1, 0, 0)
    assert list(found.lost) == [fg1]


def test_each_transcript_counts_its_own_wordings() -> None:
    study = example_study()
    fg1, ruth = (row.id for row in study.transcripts_in_order)
    for transcript_id, words, numbers in (
        (fg1, "One.", [1, 2]),
        (fg1, "Two.", [1, 2, 3]),
        (ruth, "Three.", [1, 2]),
    ):
        study = study.after(correct_text(study, transcript_id, words).change)
        found = [row for row in study.rows(TextVersion).values() if row.transcript_id == transcript_id]
        assert sorted(row.number for row in found) == numbers
        assert study.transcripts[transcript_id].version == numbers[-1]
        assert study.text(transcript_id) == words


def torn() -> tuple[Study, UUID, str]:
    """The focus group, the line of P2 in which goes before that of P1, and the text it gets."""
    study = example_study()
    lines = FG1.text.splitlines(keepends=True)
    return study, study.transcript_named(FG1.name).id, "".join(lines[place] for place in (0, 1, 3, 2, 4))


def test_what_is_about_a_torn_stretch_goes_on_in_pieces_and_a_memo_with_the_longest() -> None:
    study, fg1, new = torn()
    coder, code = study.coder_named("AB").id, study.code_named("stigma").id
    across = Span(span_of(study, "Really.").start, span_of(study, "They just assume that").end)
    study = study.after(highlights.add_highlight(study, fg1, across, coder))
    study = study.after(coding.apply_code(study, code, fg1, across, coder))
    (row,) = (row for row in study.codings_of(fg1) if row.span == across)
    study = study.after(coding.set_coding_memo(study, fg1, row.id, "both"))
    study = study.after(memos.add_memo(study, MemoSubject.PLACE, fg1, "hm", author="AB", span=across)[1])
    result = correct_text(study, fg1, new)
    after = study.after(result.change)
    words = "P2: They just assume that", "Really.\n"
    found = [
        each for each in after.codings_of(fg1) if new[slice(*each.span)] in words and each.code_id == code
    ]
    assert [(new[slice(*each.span)], each.memo) for each in found] == [(words[0], "both"), (words[1], "")]
    assert (found[0].id, found[0].coder_id, found[1].coder_id) == (row.id, coder, coder)
    assert (result.torn, result.pieces, result.removed) == ((row.id,), 1, 0)
    assert [new[each.start : each.end] for each in after.highlights_of(fg1)] == [*words]
    assert {each.id for each in after.highlights_of(fg1)} >= {each.id for each in study.highlights_of(fg1)}
    (memo,) = after.rows(Memo).values()
    assert new[memo.start : memo.end] == words[0]
    assert broken_invariants(after) == []


def test_a_memo_whose_words_are_gone_stays_where_they_were() -> None:
    study = example_study()
    fg1, span = study.transcript_named(FG1.name).id, span_of(study, "just assume")
    study = study.after(memos.add_memo(study, MemoSubject.PLACE, fg1, "hm", author="AB", span=span)[1])
    for words in ("", "They"):
        gone = edit_words(study, fg1, span, words)
        (memo,) = study.after(gone.change).rows(Memo).values()
        assert (memo.start, memo.end) == (span.start, span.start + len(words))


def test_only_codings_with_other_places_have_moved() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    found = edit_words(study, fg1, span_of(study, "asked first"), "asked fisrt")
    assert (found.moved, found.reworded) == (0, 2)
    found = edit_words(study, fg1, span_of(study, "be asked first"), "have been asked")
    assert (found.moved, found.reworded, found.removed) == (4, 2, 0)


def test_turns_follow_their_text_and_labels_end_where_they_ended() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    before = list(study.turns_of(fg1))

    def turns(old: str, new: str) -> list[tuple[UUID, str, str]]:
        after = study.after(reword(study, {fg1: [Patch(span_of(study, old), new)]}, "Edit").change)
        text = after.text(fg1)
        return [
            (row.id, text[row.span.start : row.speech], text[row.speech : row.span.end])
            for row in after.turns_of(fg1)
        ]

    told = [
        (row.id, FG1.text[row.span.start : row.speech], FG1.text[row.speech : row.span.end]) for row in before
    ]
    assert turns("MOD: What", "MOD: So what")[1] == (before[1].id, "MOD: ", "So what do you make of it?\n")
    assert turns("MOD: What", "Moderator: What")[1] == (before[1].id, "Moderator: ", told[1][2])
    assert turns("Focus", "Our focus")[0] == (before[0].id, "", "Our focus group 1\n")
    assert turns("cellar.\n", "cellar.\n\nYes.\n")[4] == (before[4].id, "P1: ", f"{told[4][2]}\nYes.\n")
    assert turns("Focus group 1\n", "") == told[1:]


# -- turns without words --------------------------------------------------------------------------------


def test_turns_that_lose_all_words_and_stay_are_counted_and_said() -> None:
    study = Study().after(project.new_project("Study"))
    said = [("A", "Well, well."), ("B", "Well."), ("A", "Well!"), ("B", "")]
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    text = study.transcript_named("T").id
    whole = study.text(text)
    patches = [Patch(Span(m.start(), m.end()), "") for m in re.finditer("(?i)well", whole)]
    result = reword(study, {text: patches[2:]}, "Delete “well”")
    assert (result.emptied, result.empties) == (2, "2 turns become empty")
    assert result.change.label == "Delete “well”, leaving 2 turns without words"
    assert len(study.after(result.change).turns_of(text)) == 4
    assert reword(study, {text: patches[1:2]}, "Delete “well”").emptied == 0
    # A turn that goes altogether is not left without words.
    assert correct_text(study, text, whole.replace("B: Well.\n", "")).emptied == 0


@given(st.lists(st.sampled_from(("A: ", "B: ", "A: one", "B: two, one", "...", "one two", "")), max_size=5))
def test_turns_without_words_by_hand(lines: list[str]) -> None:
    study = Study().after(project.new_project("Study"))
    said = [("A", "one two"), ("B", "two, one"), ("A", "..."), ("B", "one")]
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    text = study.transcript_named("T").id
    wanted = "\n".join([*lines, "B: one"])
    result = correct_text(study, text, wanted)

    def with_words(one: Study) -> dict[UUID, bool]:
        written = one.text(text)
        return {
            turn.id: any(map(str.isalnum, written[turn.speech : turn.span.end]))
            for turn in one.turns_of(text)
        }

    before, after = with_words(study), with_words(study.after(result.change))
    assert result.emptied == sum(before[turn] and not said for turn, said in after.items() if turn in before)


def test_the_first_turn_can_lose_its_words() -> None:
    study = Study().after(project.new_project("Study"))
    said = [("A", "Well."), ("B", "So it was."), ("A", "Yes.")]
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    text = study.transcript_named("T").id
    assert correct_text(study, text, study.text(text).replace("Well", "")).emptied == 1
    assert correct_text(study, text, study.text(text).replace("Yes", "")).emptied == 1
    assert correct_text(study, text, study.text(text).replace("Well", "").replace("Yes", "")).emptied == 2


def test_what_is_removed_and_what_is_left_without_words_are_both_said() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    turns, coded = study.turns_of(fg1.id), span_of(study, "nothing to hide")
    spoken = turns.row(turns.index_at(coded.start) or 0)
    span = Span(spoken.speech, spoken.span.end - 1)
    result = reword(study, {fg1.id: [Patch(span, "")]}, "Edit it")
    assert result.emptied == 1
    assert result.removed
    assert result.change.label.endswith(" whose words are gone and leaving 1 turn without words")


@pytest.mark.parametrize("place", [0, 1])
def test_blank_lines_that_a_moved_line_leaves_make_no_turn_of_their_own(place: int) -> None:
    said = [("A", "one two three four five six\n"), ("B", "rest stays here\n"), ("C", "quite as it was\n")]
    study = Study().after(project.new_project("Study"))
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    text = study.transcript_named("T").id
    lines = study.text(text).rstrip("\n").split("\n")
    moved = lines[2 * place]
    left = [line for line in lines if line != moved]
    after = study.after(correct_text(study, text, "\n".join([*left, "", moved]) + "\n").change)
    assert broken_invariants(after) == []
    labels = [turn.label for turn in after.turns_of(text)]
    assert labels == [label for label, _ in said if label != said[place][0]] + [said[place][0]]
    assert all(turn.span.length > 3 for turn in after.turns_of(text))
