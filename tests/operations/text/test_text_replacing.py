"""Tests of replacing words in several transcripts."""

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations import project
from qualcode.operations.codings import coding
from qualcode.operations.text.text_replacing import in_label, replace_words
from qualcode.operations.transcripts import documents
from tests.support.studies import FG1, INT01, example_study, quotes, read_transcript, span_of


def test_words_of_several_transcripts_are_replaced_in_one_step() -> None:
    study = example_study()
    places = {
        study.transcript_named(FG1.name).id: [span_of(study, "company"), span_of(study, "asked")],
        study.transcript_named(INT01.name).id: [span_of(study, "school", INT01.name)],
    }
    result = replace_words(study, places, "place", "Replace")
    after = study.after(result.change)
    assert "some place's cellar" in after.text(study.transcript_named(FG1.name).id)
    assert "The place does" in after.text(study.transcript_named(INT01.name).id)
    assert result.reworded == 2
    assert [words for *_, words in quotes(after)].count("place first") == 2
    assert broken_invariants(after) == []
    assert after.after(result.change.inverse()) == study


def test_a_pseudonym_takes_the_codings_of_the_name_however_unlike_it_is() -> None:
    study = example_study()
    fg1, coder, code = study.transcript_named(FG1.name), study.coder_named("AB"), study.code_named("stigma")
    for words in ("company", "nothing", "nothing to"):
        span = span_of(study, words)
        study = study.after(coding.apply_code(study, code.id, fg1.id, span, coder.id))
    for words, pseudonym in (("company", "[firm]"), ("nothing to", "a lot")):
        result = replace_words(study, {fg1.id: [span_of(study, words)]}, pseudonym, "Replace")
        assert not result.removed
        study = study.after(result.change)
    assert {words for *_, words in quotes(study)} >= {"firm", "a", "a lot"}


def test_labels_follow_what_is_replaced_in_them() -> None:
    study = Study().after(project.new_project("P"))
    said = [("Ana", "Hello, I am Ana."), ("Ben", "Hello Ana."), ("Ana B", "Yes.")]
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    (transcript,) = study.transcripts.values()
    text = study.text(transcript.id)
    places = [Span(at, at + 3) for at in range(len(text)) if text.startswith("Ana", at)]
    result = replace_words(study, {transcript.id: places}, "Zoë-Mae", "Replace")
    after = study.after(result.change)
    assert after.text(transcript.id) == text.replace("Ana", "Zoë-Mae")
    turns = after.turns_of(transcript.id)
    assert turns.label.tolist() == ["Zoë-Mae", "Ben", "Zoë-Mae B"]
    assert turns.participant.tolist() == study.turns_of(transcript.id).participant.tolist()
    spoken = [after.text(transcript.id)[turn.speech : turn.span.end] for turn in turns]
    assert spoken == ["Hello, I am Zoë-Mae.\n", "Hello Zoë-Mae.\n", "Yes.\n"]
    assert after.after(result.change.inverse()) == study


def test_a_label_that_is_deleted_from_the_text_stays_with_the_turn() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    start = span_of(study, "P2: They").start
    after = study.after(replace_words(study, {fg1: [Span(start, start + 2)]}, "", "Delete").change)
    assert after.turns_of(fg1).row(3).label == "P2"
    assert broken_invariants(after) == []


def test_nothing_to_replace_is_no_change() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    assert not replace_words(study, {}, "x", "Replace").change
    assert not replace_words(study, {fg1: [span_of(study, "asked")]}, "asked", "Replace").change


def test_a_place_is_in_a_label_up_to_where_the_speech_begins() -> None:
    study = example_study()
    turns = study.turns_of(study.transcript_named(FG1.name).id)
    turn = turns.row(3)
    found = [in_label(turns, place) for place in (turn.span.start, turn.speech - 1, turn.speech)]
    assert found == [3, 3, None]
    # The header has no label.
    assert in_label(turns, 0) is None
    assert in_label(turns, len(FG1.text)) is None


def test_places_in_any_order_are_replaced_and_a_label_twice_in_one_turn() -> None:
    study = Study().after(project.new_project("P"))
    said = [("Ana Ana", "Hello Ana."), ("Ben", "Yes.")]
    study = study.after(documents.add_transcripts(study, [read_transcript("T", said)]).change)
    (place,) = study.transcripts
    text = study.text(place)
    spans = [Span(at, at + 3) for at in range(len(text)) if text.startswith("Ana", at)]
    result = replace_words(study, {place: spans[::-1]}, " Zoë\r\n", "Replace")
    after = study.after(result.change)
    assert after.text(place) == text.replace("Ana", " Zoë\n")
    assert after.turns_of(place).label.tolist() == ["Zoë Zoë", "Ben"]
    assert after.turns_of(place).id.tolist() == study.turns_of(place).id.tolist()
    assert result.change.label == "Replace"
    # Only the label in one place: the others stay as they are.
    after = study.after(replace_words(study, {place: spans[2:]}, "Zoë", "Replace").change)
    assert after.turns_of(place).label.tolist() == ["Ana Ana", "Ben"]


def test_a_turn_that_goes_with_its_label_takes_no_other_with_it() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    before = study.turns_of(fg1)
    gone, other = before.row(3).span, before.row(4).span
    places = [gone, Span(other.start, other.start + 2)]
    after = study.after(replace_words(study, {fg1: places}, "", "Delete").change)
    assert after.turns_of(fg1).label.tolist() == [before.row(place).label for place in (0, 1, 2, 4)]
    assert broken_invariants(after) == []
