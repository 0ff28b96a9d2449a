"""Passages that a query found, in pieces: every word once, and marked for what it was found."""

from qualcode.analysis.found_words import (
    codes_in_words,
    findings_in_words,
    found_words,
    place_in_words,
)
from qualcode.analysis.query import FoundPassage, QueryMark, find
from qualcode.model.queries.query_names import typed_query
from qualcode.model.span import Span
from tests.support.studies import FG1, example_study


def test_words_are_in_pieces_that_are_marked_alike() -> None:
    study = example_study()
    findings = find(study, typed_query(study, "words:assume"))
    assert findings_in_words(findings) == "1 passage in 1 transcript"
    (found,) = findings
    words = found_words(study, found)
    assert words.plain == study.quoted(found.transcript_id, found.span)
    assert [piece.words for piece in words.pieces if piece.sought] == ["assume"]
    assert not any(piece.codes for piece in words.pieces)
    assert words.before.strip()
    assert place_in_words(study, found).startswith("turn ")


def test_codes_that_were_found_are_named_and_mark_their_words() -> None:
    study = example_study()
    findings = find(study, typed_query(study, "code:stigma"))
    found = next(iter(findings))
    stigma = study.code_named("stigma").id
    words = found_words(study, found)
    assert any(stigma in piece.codes for piece in words.pieces)
    assert "stigma" in codes_in_words(study, found)


def test_a_code_marks_its_own_words_alone() -> None:
    study = example_study()
    row = study.transcript_named(FG1.name)
    stigma, privacy = (study.code_named(name).id for name in ("stigma", "privacy"))
    marks = (QueryMark(Span(10, 20), stigma), QueryMark(Span(15, 30), privacy), QueryMark(Span(28, 34), None))
    words = found_words(study, FoundPassage(row.id, Span(10, 40), marks))
    assert [(len(piece.words), piece.codes, piece.sought) for piece in words.pieces] == [
        (5, (stigma,), False),
        (5, (stigma, privacy), False),
        (8, (privacy,), False),
        (2, (privacy,), True),
        (4, (), True),
        (6, (), False),
    ]


def test_nothing_is_said_as_nothing() -> None:
    study = example_study()
    assert findings_in_words(find(study, typed_query(study, "words:zebra"))) == "Nothing was found"
