from dataclasses import replace

import pytest

from qualcode.analysis.participant_figures import (
    participant_figures,
    segments_by_participant,
    segments_in_all,
)
from qualcode.model.change import ChangeSet, updated
from qualcode.model.entities import AttributeSubject
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.results.already_quoted import AlreadyQuoted
from qualcode.model.results.report_values import ParticipantFigures
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures, coder_ids
from tests.analysis.worked_example import worked_example

CODES = "abcde"


def coded_one_after_the_other(*passages: tuple[str, int], consent: str = "") -> Study:
    """P1 talks without end; passages of a code and a length, a sentence each, follow each other."""
    codings, start = [], 0
    for code, length in passages:
        codings.append(Coded("X", code, start, start + length))
        start += length
    said = "".join(f"{'x' * (length - 1)}." for _, length in passages)
    talk = Talk(said + "x" * 10, [Said(0, start + 10, "P1")], codings)
    values = {(AttributeSubject.PARTICIPANT, "consent to quote"): {"P1": consent}} if consent else {}
    return study_of({"T": talk}, dict.fromkeys(CODES), values)


def only(found: tuple[ParticipantFigures, ...]) -> ParticipantFigures:
    (figures,) = found
    return figures


@pytest.mark.parametrize(("length", "quoted"), [(19, 0), (20, 1), (600, 1), (601, 0)])
def test_a_quote_is_neither_very_short_nor_very_long(length: int, quoted: int) -> None:
    figures = only(participant_figures(coded_one_after_the_other(("a", length)), FixedMeasures()))
    assert len(figures.quotes) == quoted
    assert figures.codes == ((identity("code", "a"), 1),)


def test_three_quotes_are_given_unless_others_are_asked_for() -> None:
    study = coded_one_after_the_other(*((code, 30) for code in CODES))
    assert [row.code for row in only(participant_figures(study, FixedMeasures())).quotes] == ["a", "b", "c"]
    assert len(only(participant_figures(study, FixedMeasures(), quotes=1)).quotes) == 1


def test_codes_come_by_use_and_then_as_in_the_codebook() -> None:
    study = coded_one_after_the_other(("a", 30), ("c", 30), ("b", 30), ("c", 30))
    figures = only(participant_figures(study, FixedMeasures()))
    assert figures.codes == (
        (identity("code", "c"), 2),
        (identity("code", "a"), 1),
        (identity("code", "b"), 1),
    )
    assert figures.segments == 4


def test_of_each_code_the_quote_nearest_the_middle_is_taken() -> None:
    study = coded_one_after_the_other(("a", 30), ("a", 90), ("a", 40))
    (quote,) = only(participant_figures(study, FixedMeasures())).quotes
    assert (quote.start, quote.end) == (120, 160)


def test_no_words_are_quoted_twice() -> None:
    codings = [Coded("X", "a", 0, 30), Coded("X", "b", 29, 60), Coded("X", "c", 30, 60)]
    talk = Talk(f"{'x' * 29}." * 3, [Said(0, 90, "P1")], codings)
    figures = only(participant_figures(study_of({"T": talk}, dict.fromkeys(CODES)), FixedMeasures()))
    assert [quote.code for quote in figures.quotes] == ["a", "c"]


def test_two_pieces_of_one_sentence_are_one_quote_for_the_whole_sentence_is_printed() -> None:
    codings = [Coded("X", "a", 0, 30), Coded("X", "b", 40, 70), Coded("X", "c", 80, 110)]
    talk = Talk(f"{'x' * 75}.{'x' * 44}", [Said(0, 120, "P1")], codings)
    figures = only(participant_figures(study_of({"T": talk}, dict.fromkeys(CODES)), FixedMeasures()))
    assert [quote.code for quote in figures.quotes] == ["a", "c"]


def test_what_is_quoted_before_is_quoted_again_only_where_there_is_nothing_else() -> None:
    study = coded_one_after_the_other(("a", 30), ("a", 40), ("b", 30), ("c", 30))
    place = identity("transcript", "T")
    quoted = AlreadyQuoted(((place, Span(0, 5)), (place, Span(99, 101))))
    figures = only(participant_figures(study, FixedMeasures(), earlier=quoted))
    assert [(quote.code, quote.start) for quote in figures.quotes] == [("a", 30)]
    everything = AlreadyQuoted(((place, Span(0, 130)),))
    figures = only(participant_figures(study, FixedMeasures(), earlier=everything))
    assert [(quote.code, quote.start) for quote in figures.quotes] == [("a", 0)]
    said = AlreadyQuoted(texts=(f"{'x' * 29}\nsomething else",))
    figures = only(participant_figures(study, FixedMeasures(), earlier=said))
    assert [(quote.code, quote.start) for quote in figures.quotes] == [("a", 30)]


def test_who_has_not_agreed_is_not_quoted_unless_asked_for() -> None:
    study = coded_one_after_the_other(("a", 30), ("b", 30), consent="no")
    figures = only(participant_figures(study, FixedMeasures()))
    assert (figures.quotes, figures.left_out) == ((), 2)
    everybody = only(participant_figures(study, FixedMeasures(), consent=False))
    assert (len(everybody.quotes), everybody.left_out) == (2, 0)


def test_a_segment_belongs_to_who_begins_it_and_is_quoted_within_one_turn() -> None:
    turns = [Said(0, 50, "P1"), Said(50, 100, "P2")]
    codings = [Coded("X", "a", 20, 60), Coded("X", "a", 50, 80)]
    one, other = participant_figures(
        study_of({"T": Talk("x" * 100, turns, codings)}, dict.fromkeys(CODES)), FixedMeasures()
    )
    assert (one.segments, one.quotes) == (1, ())
    assert (other.segments, [(quote.start, quote.end) for quote in other.quotes]) == (1, [(50, 80)])


def test_turns_words_and_transcripts_add_up() -> None:
    talks = {
        "T": Talk("a b c. d h", [Said(0, 6, "P1"), Said(6, 8, "P2"), Said(8, 10)]),
        "U": Talk("e f", [Said(0, 3, "P1")]),
        "V": Talk("g", [Said(0, 1)]),
    }
    one, other = participant_figures(study_of(talks, {}), FixedMeasures())
    assert (one.turns, one.words, one.transcripts) == (2, 5, ("T", "U"))
    assert (other.turns, other.words, other.transcripts) == (1, 1, ("T",))


def test_segments_of_chosen_coders() -> None:
    study = worked_example()
    everybody = segments_by_participant(study)
    of_y = segments_by_participant(study, CoderChoice(coder_ids("Y")))
    privacy, p1 = identity("code", "privacy"), identity("participant", "P1")
    assert everybody[p1, privacy] == 3
    assert of_y[p1, privacy] == 1


def test_a_transcript_without_turns_or_codings_ends_nothing() -> None:
    talks = {
        "empty": Talk("x" * 9),
        "uncoded": Talk("x" * 9, [Said(0, 9, "P1")]),
        "coded": Talk("x" * 9, [Said(0, 9, "P1")], [Coded("X", "a", 0, 3)]),
    }
    counts = segments_by_participant(study_of(talks, {"a": None}))
    assert counts == {(identity("participant", "P1"), identity("code", "a")): 1}


def test_segments_of_chosen_transcripts() -> None:
    talk = Talk("x" * 9, [Said(0, 9, "P1")], [Coded("X", "a", 0, 3)])
    study = study_of(dict.fromkeys("TUV", talk), {"a": None})
    chosen = [identity("transcript", name) for name in "UV"]
    counts = segments_by_participant(study, transcripts=chosen)
    assert counts == {(identity("participant", "P1"), identity("code", "a")): 2}


@pytest.mark.parametrize(("length", "quoted"), [(19, 0), (20, 1), (600, 1), (601, 0)])
def test_a_person_is_quoted_neither_very_shortly_nor_at_length(length: int, quoted: int) -> None:
    talk = Talk("x" * 700, [Said(0, 700, "P1")], [Coded("X", "a", 0, length)])
    (figures,) = participant_figures(study_of({"T": talk}, {"a": None}), FixedMeasures(), consent=False)
    assert len(figures.quotes) == quoted


def test_three_quotes_of_a_person_are_given_unless_others_are_asked_for() -> None:
    codings = [Coded("X", f"c{number}", 30 * number, 30 * number + 25) for number in range(6)]
    talk = Talk(f"{'x' * 28}. " * 10, [Said(0, 300, "P1")], codings)
    study = study_of({"T": talk}, dict.fromkeys(row.code for row in codings))
    (figures,) = participant_figures(study, FixedMeasures(), consent=False)
    assert len(figures.quotes) == 3


def test_the_attributes_of_a_person_are_those_that_are_recorded_of_them() -> None:
    recorded = {
        (AttributeSubject.TRANSCRIPT, "town"): {"T": "Leeds"},
        (AttributeSubject.PARTICIPANT, "family"): {"P1": "couple"},
        (AttributeSubject.PARTICIPANT, "age"): {"P1": "34", "P2": "50"},
    }
    turns = [Said(0, 5, "P1"), Said(5, 9, "P2"), Said(9, 10, "MOD", role=Role.INTERVIEWER)]
    study = study_of({"T": Talk("x" * 10, turns)}, {"a": None}, recorded)
    rows = study.participants_in_order
    asks = replace(rows[2], role=Role.INTERVIEWER)
    study = study.after(ChangeSet("Role", (updated(rows[2], asks),)))
    one, other = participant_figures(study, FixedMeasures())
    assert one.attributes == (("family", "couple"), ("age", "34"))
    assert other.attributes == (("age", "50"),)
    assert (one.participant, other.participant) == tuple(rows[:2])


def test_no_quote_is_given_where_none_is_wanted() -> None:
    study = coded_one_after_the_other(("a", 30))
    assert only(participant_figures(study, FixedMeasures(), quotes=0)).quotes == ()
    everything = AlreadyQuoted(((identity("transcript", "T"), Span(0, 30)),))
    assert only(participant_figures(study, FixedMeasures(), quotes=0, earlier=everything)).quotes == ()


def test_whether_a_person_may_be_quoted_is_told() -> None:
    for answer, consent, may in (("no", True, False), ("yes", True, True), ("no", False, True)):
        study = coded_one_after_the_other(("a", 30), consent=answer)
        assert only(participant_figures(study, FixedMeasures(), consent=consent)).quotable is may


def test_all_segments_are_counted_whoever_speaks() -> None:
    study = worked_example()
    assert segments_in_all(study) == 7
    assert segments_in_all(study, CoderChoice(coder_ids("Y"))) == 2


def test_remarks_in_brackets_are_left_out_where_that_is_asked_for() -> None:
    words = "I was [laughs] so very happy about it"
    study = study_of(
        {"T": Talk(words, [Said(0, len(words), "P1")], [Coded("X", "a", 0, len(words))])}, {"a": None}
    )
    for brackets, said in ((True, words), (False, "I was so very happy about it")):
        (quote,) = only(participant_figures(study, FixedMeasures(), brackets=brackets)).quotes
        assert quote.text == said


def test_of_passages_equally_near_the_middle_the_first_is_quoted() -> None:
    study = coded_one_after_the_other(("a", 50), ("b", 40), ("a", 30), ("a", 40), ("a", 60))
    # 30, 40, 50 and 60: the middle is 45, from which 50 and 40 are as far.
    quotes = only(participant_figures(study, FixedMeasures())).quotes
    assert [(quote.code, quote.start, quote.end) for quote in quotes] == [("a", 0, 50), ("b", 50, 90)]
