"""What is said of a report: numbers with their nouns, and whose words it quotes.

Tests: ``about``, ``codebook``, ``framework``, ``methods``, ``participants``, ``saturation``.
"""

import pytest

from qualcode.analysis.captions.codebook import about_codebook
from qualcode.analysis.captions.framework import about_framework
from qualcode.analysis.captions.methods import about_methods
from qualcode.analysis.captions.participants import about_participants
from qualcode.analysis.captions.saturation import ORDERS, about_saturation
from qualcode.analysis.captions.segments import about_segments
from qualcode.analysis.captions.transcript import about_transcript
from qualcode.analysis.papers.saturation_request import SaturationRequest
from qualcode.analysis.retrieval import Retrieval
from qualcode.analysis.typical_quotes import NOT_AGAIN
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice, Selection
from qualcode.model.questions.words import ChapterOrder, Marking
from qualcode.model.results.quotation import Quotation, QuoteManner
from qualcode.model.results.report_values import Quote
from qualcode.model.span import Span
from tests.analysis.worked_example import worked_example

STUDY = worked_example()
PLACE = next(iter(STUDY.transcripts))
CODES = tuple(row.id for row in STUDY.codes_in_order)


@pytest.mark.parametrize(
    ("number", "framework", "participants"),
    [
        (0, "0 participants by 0 codes", "0 participants, 0 quotes"),
        (1, "1 participant by 1 code, 1 summary in the researchers’ words", "1 participant, 1 quote"),
        (
            1200,
            "1,200 participants by 1,200 codes, 1,200 summaries in the researchers’ words",
            "1,200 participants, 1,200 quotes",
        ),
    ],
)
def test_one_is_not_told_in_the_plural(number: int, framework: str, participants: str) -> None:
    written = about_framework(STUDY, number, number, number, ["AB"], None)
    assert written.sentence == framework
    people = about_participants(STUDY, ALL_CODERS, number, number, 3, left_out=0, consent=True)
    assert people.sentence == participants
    marked = about_transcript(STUDY, Retrieval(), PLACE, number, Marking.MARGIN)
    assert marked.sentence.startswith(f"{number:,} segment{'' if number == 1 else 's'}, shown beside")
    given = about_segments(STUDY, Retrieval(), number, ChapterOrder.CODE, left_out=0, consent=True)
    assert given.sentence.startswith(f"{number:,} segment{'' if number == 1 else 's'} by all coders")


def test_everything_names_project_step_and_program() -> None:
    about = about_methods(STUDY)
    assert (about.title, about.project, about.step) == ("Methods", STUDY.info.name, STUDY.step)
    assert about.version


@pytest.mark.parametrize("order", [None, *ChapterOrder])
def test_the_order_of_segments_is_told(order: ChapterOrder | None) -> None:
    about = about_segments(STUDY, Retrieval(context_turns=1), 3, order, left_out=2, consent=True)
    facts = dict(about.facts)
    assert facts["order"] == ("by transcript, as in the text" if order is None else f"by {order}")
    assert facts["consent"]
    assert facts["context"].startswith("1 turn")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Retrieval(), "with all codes, of all transcripts"),
        (Retrieval(codes=CODES[:2]), "with 2 of 4 codes, of all transcripts"),
        (Retrieval(codes=CODES[:1], transcripts=(PLACE,)), "with 1 of 4 codes, of 1 of 1 transcripts"),
        (Retrieval(speakers=("P1", "P2")), "with all codes, of all transcripts said by P1, P2"),
    ],
)
def test_which_of_the_codes_and_transcripts_are_given_is_told(wanted: Retrieval, told: str) -> None:
    written = about_segments(STUDY, wanted, 3, ChapterOrder.CODE, left_out=0, consent=False)
    assert written.sentence.startswith(f"3 segments by all coders, {told}")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Retrieval(context=40), "40 characters"),
        (Retrieval(context_turns=1), "1 turn"),
        (Retrieval(context=40, consent=True), "40 characters, as far as those who speak there may be quoted"),
        (Retrieval(context_turns=2, consent=True), "2 turns, as far as those who speak there may be quoted"),
        (Retrieval(consent=True), "none"),
    ],
)
def test_how_much_around_a_segment_is_given_is_told(wanted: Retrieval, told: str) -> None:
    written = about_segments(STUDY, wanted, 3, ChapterOrder.CODE, left_out=0, consent=True)
    assert dict(written.facts)["context"] == told


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "1 code without summary or segment: 0"),
        (10, "; 8; 9"),
        (11, "; 8; 9; 1 more"),
        (12, "; 9; 2 more"),
    ],
)
def test_of_codes_without_column_ten_are_named(number: int, told: str) -> None:
    unused = [str(place) for place in range(number)]
    facts = dict(about_framework(STUDY, 1, 1, 1, ["AB"], None, unused=unused).facts)
    assert facts["codes left out"].endswith(told)


@pytest.mark.parametrize(
    ("depth", "told"),
    [
        (None, None),
        (1, "down to level 1; subcodes left out: 0"),
        (0, "down to level 0; subcodes left out: 4"),
    ],
)
def test_how_deep_a_codebook_goes_is_told_unless_it_is_whole(depth: int | None, told: str | None) -> None:
    written = about_codebook(STUDY, ALL_CODERS, (), 0, left_out=0, consent=True, reworded=None, depth=depth)
    assert dict(written.facts).get("levels") == told


CODER = next(iter(STUDY.coders_in_order))
WHERE = "folder “Wave 1”, done"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Retrieval(codes=CODES[:1], descendants=True), "with 1 of 4 codes and all their subcodes, of all"),
        (Retrieval(descendants=True), "with all codes, of all"),
        (Retrieval(transcripts=(PLACE,), places=WHERE), "of 1 of 1 transcripts (folder “Wave 1”, done)"),
        (Retrieval(consent=True), "of all transcripts"),
    ],
)
def test_what_is_not_as_usual_is_told_below_segments(wanted: Retrieval, told: str) -> None:
    written = about_segments(
        STUDY, wanted, 3, ChapterOrder.CODE, left_out=2 if wanted.consent else 0, consent=wanted.consent
    )
    assert told in written.sentence
    assert wanted.places in dict(written.facts)["transcripts"]


@pytest.mark.parametrize(
    ("request_", "left_out", "told"),
    [
        (SaturationRequest(), 0, ""),
        (SaturationRequest(codes=CODES[:2]), 0, ", 2 chosen codes"),
        (SaturationRequest(coders=CoderChoice((CODER.id,))), 0, f", coder {CODER.name}"),
        (
            SaturationRequest(transcripts=(PLACE,), places=WHERE),
            0,
            ", among 1 of 1 transcript (folder “Wave 1”, done)",
        ),
        (SaturationRequest(), 2, "; 2 transcripts without these codes left out"),
    ],
)
def test_what_is_not_as_usual_is_told_below_saturation(
    request_: SaturationRequest, left_out: int, told: str
) -> None:
    written = about_saturation(STUDY, request_, 5, left_out)
    assert written.sentence == f"New codes of 5 transcripts {ORDERS[request_.order]}{told}"


def test_what_is_not_as_usual_is_told_below_a_framework() -> None:
    usual = "2 participants by 3 codes, 1 summary in the researchers’ words"
    assert about_framework(STUDY, 2, 3, 1, ["AB"], None).sentence == usual
    whose = CoderChoice((CODER.id,))
    written = about_framework(
        STUDY, 2, 3, 1, ["AB"], whose, Selection(transcripts=(PLACE,), places=WHERE), empty=False
    )
    assert written.sentence == (
        f"{usual}, 1 of 1 transcript (folder “Wave 1”, done), with the number of segments, "
        f"coder {CODER.name}, without participants who have neither summary nor segment"
    )


def test_participants_without_anything_in_a_framework_are_named() -> None:
    assert dict(about_framework(STUDY, 22, 3, 1, ["AB"], None).facts)["rows"] == "22 participants"
    silent = ["Nadia", "Uma"]
    written = about_framework(STUDY, 22, 3, 1, ["AB"], None, silent=silent)
    told = "22 participants, 2 of them without summary or segment: Nadia; Uma"
    assert dict(written.facts)["rows"] == told
    assert "without" not in written.sentence
    many = about_framework(STUDY, 22, 3, 1, ["AB"], None, silent=[f"P{place}" for place in range(12)])
    assert dict(many.facts)["rows"].endswith(
        "12 of them without summary or segment: P0; P1; P2; P3; P4; P5; P6; P7; P8; P9; 2 more"
    )


def test_what_is_not_as_usual_is_told_below_participants() -> None:
    whose = CoderChoice((CODER.id,))
    written = about_participants(STUDY, whose, 2, 4, 3, left_out=1, consent=True)
    # Whom consent leaves out is a fact of its own.
    assert written.sentence == f"2 participants, 4 quotes, coder {CODER.name}"
    # How many quotes there are is not said again.
    assert dict(written.facts)["quotes"] == "at most 3 a participant."


def test_that_no_passage_is_quoted_again_is_told_where_others_come_before() -> None:
    def told(**more: bool) -> str:
        written = about_participants(STUDY, ALL_CODERS, 2, 4, 3, left_out=0, consent=True, **more)
        return dict(written.facts)["quotes"]

    assert told() == told(earlier=False) == told(earlier=True).replace(NOT_AGAIN, "")
    assert NOT_AGAIN in told(earlier=True)


@pytest.mark.parametrize(
    ("most", "brackets", "told"), [(2, False, True), (2, True, False), (0, False, False)]
)
def test_remarks_that_are_left_out_of_quotes_are_told_where_there_are_quotes(
    most: int, brackets: bool, told: bool
) -> None:
    manner = QuoteManner(brackets=brackets)
    facts = dict(
        about_codebook(
            STUDY, ALL_CODERS, (), most, left_out=0, consent=True, reworded=None, manner=manner
        ).facts
    )
    assert ("remarks in brackets" in facts) is told
    assert facts["quotes"] == "none" if not most else facts["quotes"].startswith("none; at most 2 a")


@pytest.mark.parametrize(
    ("starred", "of", "told"),
    [
        (0, 3, "3 quotes, none of them starred"),
        (2, 3, "3 quotes, 2 of them starred"),
        (3, 3, "3 quotes, all of them starred"),
    ],
)
def test_of_quotes_it_is_told_how_many_are_starred(starred: int, of: int, told: str) -> None:
    printed = Quotation(PLACE, Span(0, 1), (), "", (), "FG1", 1, "turn 1")
    quotes = [Quote(printed, place < starred) for place in range(of)]
    written = about_codebook(STUDY, ALL_CODERS, quotes, 2, left_out=0, consent=True, reworded=None)
    assert dict(written.facts)["quotes"].startswith(f"{told}; at most 2 a code")


@pytest.mark.parametrize(
    ("reworded", "told"),
    [
        (None, None),
        (0, "no code was reworded"),
        (1, "1 code was reworded; how it was worded before is given under it, with dates in UTC"),
        (1200, "1,200 codes were reworded; earlier wordings are given under each, with dates in UTC"),
    ],
)
def test_the_history_of_a_codebook_is_counted(reworded: int | None, told: str | None) -> None:
    written = about_codebook(STUDY, ALL_CODERS, (), 0, left_out=0, consent=True, reworded=reworded)
    assert dict(written.facts).get("history") == told


def test_codes_whose_own_texts_were_cut_are_named() -> None:
    written = about_codebook(
        STUDY, ALL_CODERS, (), 0, left_out=0, consent=True, reworded=None, citing=["a", "b"]
    )
    assert not [words for _, words in written.facts if ".;" in words]
    assert dict(written.facts)["words cited"] == (
        "words of a speaker without consent to quote are left out of what the codebook says of “a” and “b”"
    )
    plain = about_codebook(STUDY, ALL_CODERS, (), 0, left_out=0, consent=True, reworded=None)
    assert "words cited" not in dict(plain.facts)
