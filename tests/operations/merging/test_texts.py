"""Two projects get one text for each transcript: whose it is, and what loses its words by that."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Highlight, TextVersion, TypicalQuote
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeLine, MergeState, Side
from qualcode.operations.codings.coding import apply_code, resize_coding
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.merging.choosing import Choosing
from qualcode.operations.merging.texts import Studies, with_common_texts, worded_as, worded_like
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.documents import delete_transcripts
from qualcode.operations.typical_quotes import mark_typical
from tests.support.studies import FG1, INT01, example_study, span_of

START = example_study()
PLACE = START.transcript_named(FG1.name).id
CELLAR = "in some company's cellar"


def reworded(study: Study, old: str, new: str) -> Study:
    return study.after(correct_text(study, PLACE, study.text(PLACE).replace(old, new, 1)).change)


def common(
    ours: Study, theirs: Study, base: Study | None, chosen: dict[str, Side] | None = None
) -> tuple[Studies, list[MergeLine]]:
    choosing = Choosing(chosen or {})
    found = with_common_texts(Studies(ours, theirs, base), choosing)
    for study in (found.ours, found.theirs, *([] if found.base is None else [found.base])):
        assert study.text(PLACE) == found.ours.text(PLACE)
    return found, choosing.lines


def marked(study: Study, words: str) -> Study:
    """The study with a segment, a highlight and a typical quote on words."""
    span, coder, code = span_of(study, words), study.coder_named("AB").id, study.code_named("stigma").id
    study = study.after(apply_code(study, code, PLACE, span, coder))
    study = study.after(add_highlight(study, PLACE, span, coder))
    return study.after(mark_typical(study, code, PLACE, span))


def told(lines: list[MergeLine]) -> list[tuple[MergeState, str, str, int]]:
    return [(line.state, line.noun, line.name, line.number) for line in lines]


THERE = [(MergeState.CHANGED_THERE, "text", FG1.name, 1)]


def test_the_text_that_one_side_alone_has_corrected_holds() -> None:
    other = reworded(START, "Really", "Truly")
    found, lines = common(START, other, START)
    assert (found.ours.text(PLACE), told(lines)) == (other.text(PLACE), THERE)
    # It is one wording with one identity, wherever it came from.
    version = other.text_version(PLACE)
    assert found.ours.text_version(PLACE) == replace(version, number=found.ours.text_version(PLACE).number)
    found, lines = common(other, START, START)
    assert (found.ours, found.theirs.text(PLACE), lines) == (other, other.text(PLACE), [])
    found, lines = common(other, other, START)
    assert (found.ours, found.theirs, lines) == (other, other, [])
    found, lines = common(other, other, None)
    assert (found.base, lines) == (None, [])


@pytest.mark.parametrize("base", [START, None])
def test_a_text_that_both_have_corrected_is_to_be_chosen(base: Study | None) -> None:
    ours, theirs = reworded(START, "Really", "Truly"), reworded(START, "Really", "So it is, indeed")
    here, there = (f"{len(study.text(PLACE))} characters" for study in (ours, theirs))
    for chosen, side, text in (
        (None, Side.OURS, ours), ({f"text:{PLACE}": Side.THEIRS}, Side.THEIRS, theirs),
    ):  # fmt: skip
        found, lines = common(ours, theirs, base, chosen)
        assert found.ours.text(PLACE) == text.text(PLACE)
        assert lines == [MergeLine(f"text:{PLACE}", MergeState.BOTH, "text", FG1.name, here, there, side)]
    found, _ = common(ours, theirs, base)
    assert found.ours == ours


def test_another_end_of_a_text_is_no_other_text() -> None:
    theirs = reworded(START, "company's cellar.\n", "company's cellar.\n\n")
    for base in (START, None):
        found, lines = common(START, theirs, base)
        assert (found.ours, lines) == (START, [])


def test_transcripts_that_one_side_has_keep_their_texts_and_progress_names_all_of_theirs() -> None:
    texts = {key: row for key, row in START.transcripts.items() if key != PLACE}
    ours = replace(START, tables={**START.tables, type(next(iter(texts.values()))): texts})
    heard: list[tuple[int, int, str]] = []
    choosing = Choosing()
    found = with_common_texts(Studies(ours, START, None), choosing, lambda *said: heard.append(said))
    assert (found, choosing.lines) == (Studies(ours, START, None), [])
    assert heard == [(0, 2, FG1.name), (1, 2, INT01.name)]


def test_what_one_side_has_on_words_that_the_other_has_taken_out_is_told() -> None:
    without = reworded(START, f" {CELLAR}", "")
    ours = marked(START, CELLAR)
    lost = [
        (MergeState.UNPLACED, "coding", FG1.name, 1),
        (MergeState.UNPLACED, "highlight", FG1.name, 1),
        (MergeState.UNPLACED, "typical quote", FG1.name, 1),
    ]
    found, lines = common(ours, without, START)
    assert told(lines) == [*THERE, *lost]
    assert found.ours.codings == found.theirs.codings
    # The other way round it is theirs.
    _, lines = common(without, ours, START)
    assert told(lines) == lost
    # What both had from the beginning went with its words: nobody has to be told.
    _, lines = common(reworded(ours, "Really", "Truly"), reworded(ours, f" {CELLAR}", ""), ours)
    assert [line.state for line in lines] == [MergeState.BOTH]
    _, lines = common(
        reworded(ours, "Really", "Truly"),
        reworded(ours, f" {CELLAR}", ""),
        ours,
        {f"text:{PLACE}": Side.THEIRS},
    )
    assert [line.state for line in lines] == [MergeState.BOTH]
    # Without a common past it might be anybody's.
    _, lines = common(ours, without, None, {f"text:{PLACE}": Side.THEIRS})
    assert told(lines)[1:] == lost


def test_each_of_ours_that_loses_its_words_is_counted() -> None:
    ours = marked(marked(reworded(START, "Really", "Truly"), CELLAR), "Focus")
    theirs = reworded(reworded(START, f" {CELLAR}", ""), "Focus ", "")
    _, lines = common(ours, theirs, START, {f"text:{PLACE}": Side.THEIRS})
    assert told(lines)[1:] == [
        (MergeState.UNPLACED, noun, FG1.name, 2) for noun in ("coding", "highlight", "typical quote")
    ]


def test_a_wording_that_a_study_knows_is_not_made_again() -> None:
    other = reworded(START, "Really", "Truly")
    first, second = START.text_version(PLACE), other.text_version(PLACE)
    back = worded_as(other, first)
    assert (back.text(PLACE), back.transcripts[PLACE].version) == (START.text(PLACE), 1)
    assert back.rows(TextVersion) == other.rows(TextVersion)
    assert worded_as(other, second) is other
    # One that it does not know comes under its own identity.
    made = worded_as(START, second)
    assert made.rows(TextVersion)[second.id] == second
    assert made.transcripts[PLACE].version == 2
    strange: UUID = new_id()
    assert worded_as(START, replace(second, transcript_id=strange)) is START


def with_new_words(words: str) -> tuple[Study, Study]:
    """A study with a segment, a highlight and a typical quote, and it with them on words added since."""
    other = marked(START, CELLAR)
    study = reworded(other, "Really", f"{words} Really")
    span = span_of(study, words)
    (coding,) = (row for row in study.codings_of(PLACE) if study.quoted(PLACE, row.span) == CELLAR)
    study = study.after(resize_coding(study, PLACE, coding.id, span))
    tables = dict(study.tables)
    for kind in (Highlight, TypicalQuote):
        rows = dict(study.tables[kind])
        for key in other.tables[kind].keys() - START.tables[kind].keys():
            row: Any = rows[key]
            rows[key] = replace(row, start=span.start, end=span.end)
        tables[kind] = rows
    return other, replace(study, tables=tables)


def words_of(study: Study) -> list[str]:
    """The words of everything that lies on some in the transcript."""
    spans = [row.span for row in study.codings_of(PLACE)]
    for kind in (Highlight, TypicalQuote):
        rows: list[Any] = [*study.tables[kind].values()]
        spans += [Span(row.start, row.end) for row in rows if row.transcript_id == PLACE]
    return sorted(study.quoted(PLACE, span) for span in spans)


@pytest.mark.parametrize("words", ["Brand new words.", "Ž"])
def test_what_both_studies_have_keeps_the_words_it_has_in_the_text_that_is_taken(words: str) -> None:
    other, study = with_new_words(words)
    assert words_of(study).count(words) == 3
    moved = worded_like(study, other, PLACE)
    assert words_of(moved) == words_of(other)
    assert broken_invariants(moved) == []
    assert moved.text(PLACE) == other.text(PLACE)
    # Where the other one has none of it, its words are gone.
    assert words_of(worded_like(study, START, PLACE)) == words_of(START)
    # Nothing is told of what has kept a place.
    _, lines = common(study, other, None, {f"text:{PLACE}": Side.THEIRS})
    assert [line.noun for line in lines] == ["text"]


def test_a_transcript_that_the_other_study_lacks_stays_as_it_is() -> None:
    assert worded_like(START, START.after(delete_transcripts(START, [PLACE])), PLACE) is START
