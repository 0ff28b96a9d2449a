"""Whether words are quoted already, by place and by word."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.repeated_words import QuotedBefore, RepeatedWords
from qualcode.model.results.already_quoted import NOTHING_QUOTED, AlreadyQuoted
from qualcode.model.span import Span

ONE, OTHER = UUID(int=1), UUID(int=2)
SPANS = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: Span(pair[0], sum(pair)))


def test_six_words_in_a_row_or_a_whole_line_repeat_a_text() -> None:
    said = RepeatedWords.of([("A", "Mine.\nI would want to be asked before."), ("B", "mine")])
    assert said.by("MINE!") == "A"
    assert said.by("It is mine") is None
    assert said.by("Well, I would want to be asked") == "A"
    assert said.by("I would want to be told") is None
    assert said.by("") is None
    assert RepeatedWords.of([("A", " \n…")]).by("…") is None


@given(st.lists(SPANS), SPANS)
def test_places_are_found_as_by_looking_at_each(spans: list[Span], asked: Span) -> None:
    before = QuotedBefore(AlreadyQuoted(tuple((ONE, span) for span in spans)))
    assert before.overlaps(ONE, asked) is any(span.overlaps(asked) for span in spans)
    assert not before.overlaps(OTHER, asked)


def test_by_itself_a_document_repeats_nothing() -> None:
    before = QuotedBefore(NOTHING_QUOTED)
    assert not before.overlaps(ONE, Span(0, 9))
    assert not before.says("I would want to be asked before anybody looks")


def test_a_turn_of_phrase_is_no_sentence() -> None:
    said = RepeatedWords.of([("A", "The queue ought to have been asked about first. Short.\nAnd so on")])
    other = "Our rota ought to have been asked about first, and nobody said a word about it."
    assert said.by(other) == "A"
    assert said.of_sentence(other) is None
    # One with something cut is the other.
    assert said.of_sentence("The old queue ought to have been asked about first, you know!") == "A"
    assert said.of_sentence("Yes. Ought to have been asked about first?") == "A"
    assert said.of_sentence("and so on") == "A"
    assert RepeatedWords[str].of([]).of_sentence(other) is None
