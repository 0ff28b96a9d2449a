"""The coding gestures on a fake view: what is applied, and what is said where nothing can be."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from qualcode.model.span import Span
from qualcode.operations.coders import ensure_coder
from qualcode.ui.pages.code.coding import SELECT_FIRST, CodingDesk
from qualcode.ui.pages.code.edges import SegmentEdge, Unit
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.display import Display
from qualcode.ui.transcript.held import WORDS_CHANGED
from qualcode.ui.transcript.limit import EVERYTHING, Limit
from qualcode.ui.transcript.units import SelectionUnits
from tests.ui.material import code, coded, found

WORDS = "I would trust the school"


@dataclass
class View:
    """A view in which something is selected."""

    session: Session
    transcript_id: UUID | None
    span: Span | None

    limit: Limit = EVERYTHING
    letters_meant: bool = False

    @property
    def units(self) -> SelectionUnits:
        study, place = self.session.study, self.transcript_id
        if place is None:
            raise AssertionError("no transcript is shown")
        display = Display(study.text(place), study.turns_of(place))
        return SelectionUnits(display, self.session.measures.sentences(study, place))

    def selected_span(self) -> Span | None:
        return self.span

    def select_span(self, span: Span | None) -> None:
        self.span = span

    def cursor_position(self) -> int:
        return 0 if self.span is None else self.span.start


@pytest.fixture
def view(session: Session) -> View:
    return View(session, *found(session.study, "FG1", WORDS))


@pytest.fixture
def desk(session: Session, view: View) -> CodingDesk:
    return CodingDesk(session, view, session)


@pytest.fixture
def refused(session: Session) -> list[str]:
    sentences: list[str] = []
    session.refused.connect(sentences.append)
    return sentences


def test_a_code_is_applied_to_exactly_the_selected_words(session: Session, desk: CodingDesk) -> None:
    desk.apply(code(session.study, "stigma"))
    assert WORDS in coded(session.study, "stigma")


def test_without_a_selection_it_is_said_what_to_do(
    session: Session, desk: CodingDesk, view: View, refused: list[str]
) -> None:
    view.span = None
    desk.apply(code(session.study, "stigma"))
    desk.code_in_vivo()
    assert refused == [SELECT_FIRST, SELECT_FIRST]


def test_a_new_name_makes_a_code_in_one_step(session: Session, desk: CodingDesk) -> None:
    steps = session.study.step
    desk.apply_new("schools know us")
    assert session.study.step == steps + 1
    assert coded(session.study, "schools know us") == [WORDS]
    session.undo()
    assert "schools know us" not in [row.name for row in session.study.codes_in_order]


def test_a_name_that_is_there_is_applied(session: Session, desk: CodingDesk) -> None:
    number = len(session.study.codes)
    desk.apply_new("Stigma")
    assert len(session.study.codes) == number
    assert WORDS in coded(session.study, "stigma")


def test_the_last_code_is_repeated(
    session: Session, desk: CodingDesk, view: View, refused: list[str]
) -> None:
    desk.repeat()
    assert "No code has been applied yet" in refused[0]
    desk.apply(code(session.study, "stigma"))
    view.transcript_id, view.span = found(session.study, "INT01", "It is on my file.")
    desk.repeat()
    assert "It is on my file." in coded(session.study, "stigma")


def test_several_new_codes_and_one_that_is_there_are_applied_in_one_step(
    session: Session, desk: CodingDesk, view: View
) -> None:
    before = session.study
    stigma = code(before, "stigma")
    desk.apply_with_new([stigma], ["Pager > at night", "Pager > at work", "PAGER > AT NIGHT", "consent"])
    made = {row.name for row in session.study.codes.values()} - {row.name for row in before.codes.values()}
    assert made == {"Pager", "at night", "at work"}
    place, span = view.transcript_id, view.span
    assert place is not None
    on_it = {
        session.study.codes[row.code_id].name for row in session.study.codings_of(place) if row.span == span
    }
    assert on_it >= {"stigma", "consent", "at night", "at work"}
    session.undo()
    assert session.study.codes == before.codes


def test_however_a_code_is_applied_the_coding_just_made_is_the_one_that_keys_act_on(
    session: Session, desk: CodingDesk, view: View
) -> None:
    assert view.transcript_id is not None
    assert view.span is not None
    place, span, stigma = view.transcript_id, view.span, code(session.study, "stigma")
    made: list[UUID] = []
    desk.made.connect(made.append)
    ways: tuple[Callable[[], object], ...] = (
        lambda: desk.apply(stigma),
        lambda: desk.apply_to(stigma, place, span),
        lambda: desk.apply_all([code(session.study, "consent"), stigma]),
        lambda: desk.apply_with_new([], ["stigma"]),
        lambda: desk.apply_pinned(1),
        desk.repeat,
    )
    for number, way in enumerate(ways, 1):
        way()
        assert len(made) == number
        (coding,) = [row for row in session.study.codings_of(place) if row.id == made[-1]]
        assert coding.code_id == stigma
        session.undo()
    desk.apply_to(stigma, *found(session.study, "INT01", "It is on my file."))
    assert len(made) == len(ways)


def test_a_dropped_selection_goes_with_its_words(
    session: Session, desk: CodingDesk, view: View, refused: list[str]
) -> None:
    place, span = found(session.study, "FG1", "Nobody at all.")
    stigma, elsewhere = code(session.study, "stigma"), Span(span.start - 5, span.end - 5)
    view.transcript_id, view.span = place, span
    # The text has been corrected during the drag: the view’s selection knows where the words are.
    desk.apply_dropped(stigma, place, elsewhere, "Nobody at all.")
    assert coded(session.study, "stigma")[-1:] == ["Nobody at all."]
    session.undo()
    view.span = None
    before = session.study
    desk.apply_dropped(stigma, place, elsewhere, "Nobody at all.")
    assert refused == [WORDS_CHANGED]
    assert session.study == before
    desk.apply_dropped(stigma, place, span, "Nobody at all.")
    assert session.study != before


def test_digits_apply_what_is_pinned_to_them(session: Session, desk: CodingDesk, refused: list[str]) -> None:
    desk.apply_pinned(1)
    assert WORDS in coded(session.study, "stigma")
    desk.apply_pinned(7)
    assert "No code is pinned to 7" in refused[0]


def test_in_vivo_takes_the_participant_s_words(session: Session, desk: CodingDesk) -> None:
    desk.code_in_vivo()
    assert coded(session.study, WORDS) == [WORDS]


def test_in_vivo_names_have_no_stop_at_their_end(session: Session, desk: CodingDesk, view: View) -> None:
    assert view.span is not None
    assert view.transcript_id is not None
    whole = Span(view.span.start, view.span.end + 1)
    sentence = session.study.quoted(view.transcript_id, whole)
    assert sentence.endswith(",")
    view.span = whole
    desk.code_in_vivo()
    assert coded(session.study, sentence[:-1]) == [sentence]


@pytest.mark.parametrize(("before", "after"), [(0, 2), (1, 0), (3, 3), (0, 0)])
def test_in_vivo_takes_whole_words(
    session: Session, desk: CodingDesk, view: View, before: int, after: int
) -> None:
    assert view.span is not None
    whole = view.span
    place = WORDS.index("would") + whole.start
    view.span = Span(place + before, whole.end - after)
    desk.code_in_vivo()
    assert coded(session.study, WORDS[2:]) == [WORDS[2:]]


def test_in_vivo_takes_letters_that_are_meant_as_they_are(
    session: Session, desk: CodingDesk, view: View
) -> None:
    assert view.span is not None
    place = WORDS.index("would") + view.span.start
    view.span, view.letters_meant = Span(place + 1, place + 4), True
    desk.code_in_vivo()
    assert coded(session.study, "oul") == ["oul"]


def test_units_know_whole_words(view: View) -> None:
    assert view.span is not None
    units, start = view.units, view.span.start
    would = Span(start + 2, start + 7)
    assert units.whole_words(would) == would
    assert units.whole_words(Span(start + 4, start + 5)) == would


def test_categories_are_refused_with_a_reason(session: Session, desk: CodingDesk, refused: list[str]) -> None:
    desk.apply(code(session.study, "Trust"))
    assert "category" in refused[0]


def test_a_sticky_code_codes_every_selection(session: Session, desk: CodingDesk, view: View) -> None:
    desk.apply(code(session.study, "consent"))
    desk.set_sticky(True)
    view.transcript_id, view.span = found(session.study, "FG1", "Nobody at all.")
    desk.selection_settled()
    assert "Nobody at all." in coded(session.study, "consent")
    desk.set_sticky(False)
    view.transcript_id, view.span = found(session.study, "FG1", "I hate it.")
    desk.selection_settled()
    assert "I hate it." not in coded(session.study, "consent")


def test_without_a_last_code_nothing_sticks(session: Session, desk: CodingDesk, refused: list[str]) -> None:
    desk.set_sticky(True)
    assert not desk.sticky
    assert "Apply a code first" in refused[0]


def test_edges_move_by_word_and_sentence(session: Session, desk: CodingDesk, view: View) -> None:
    view.transcript_id, view.span = found(session.study, "FG1", "Nobody asked us.")
    (coding,) = desk.codings_here().codings
    desk.move_edge(coding, SegmentEdge.END, Unit.SENTENCE, 1)
    assert "Nobody asked us. Nobody at all." in coded(session.study, "consent")
    (coding,) = desk.codings_here().codings
    desk.move_edge(coding, SegmentEdge.START, Unit.WORD, 1)
    assert "asked us. Nobody at all." in coded(session.study, "consent")


def test_a_new_coder_comes_along_in_the_first_step(session: Session, desk: CodingDesk) -> None:
    session.set_coder("CD")
    desk.apply(code(session.study, "stigma"))
    assert session.study.find_coder("CD") is not None
    assert not ensure_coder(session.study, "CD")[1]
    session.undo()
    assert session.study.find_coder("CD") is None
