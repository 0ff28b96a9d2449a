"""What the format has no place for is kept in a note, whole, or known not to be."""

from hypothesis import given

from qualcode.model.entities import TextVersion
from qualcode.model.exchange.kept import kept_in, kept_words
from qualcode.model.exchange.positions import Counting, PositionUnit
from qualcode.model.study import Study
from tests.support.examples import whole_example
from tests.support.studies import History, histories

WAY = Counting(PositionUnit.UTF16, 2)


def texts_of(study: Study) -> dict[str, str]:
    rows = study.rows(TextVersion).values()
    return {row.text.sha256: row.text.read() for row in rows}


@given(histories())
def test_a_kept_study_is_the_study(history: History) -> None:
    study = history.end
    current = {study.text_version(row).text.sha256: study.text(row) for row in study.transcripts}
    kept = kept_in(kept_words(study, "ab" * 32, WAY), current)
    assert kept is not None
    assert (kept.study, kept.hash, kept.counting, kept.step) == (study, "ab" * 32, WAY, study.step)


def test_a_note_that_somebody_edited_keeps_nothing() -> None:
    study = Study().after(whole_example())
    words = kept_words(study, "", WAY)
    assert kept_in(words, texts_of(study)) is not None
    assert kept_in(words[:-20], texts_of(study)) is None
    assert kept_in(words.replace('"format":1', '"format":9'), texts_of(study)) is None
    assert kept_in(words.replace('"digit":3', '"digit":"three"'), texts_of(study)) is None
    assert kept_in(words, {}) is None
    assert kept_in("", {}) is None


def test_the_note_begins_with_a_sentence_for_people() -> None:
    words = kept_words(Study().after(whole_example()), "", WAY)
    assert words.startswith("This note holds what the exchange format has no place for")
