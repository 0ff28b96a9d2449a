"""Passages that a query found, in pieces: every word once, and marked for what it was found."""

from pathlib import Path

import pytest

from qualcode.analysis.found_words import (
    codes_in_words,
    findings_in_words,
    found_words,
    line_around,
    place_in_words,
    words_alone,
    words_by_turns,
)
from qualcode.analysis.query import FoundPassage, QueryMark, find
from qualcode.importers.reading import read_transcript
from qualcode.model.queries.query_names import typed_query
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.documents import add_transcripts
from tests.analysis.building import Said, Talk, identity, study_of
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
    turns = study.turns_of(row.id)
    start = next(
        int(turns.speech[each]) for each in range(len(turns)) if turns.end[each] - turns.speech[each] > 30
    )
    marks = tuple(
        QueryMark(Span(start + first, start + last), code_id)
        for first, last, code_id in ((0, 10, stigma), (5, 20, privacy), (18, 24, None))
    )
    words = found_words(study, FoundPassage(row.id, Span(start, start + 30), marks))
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


TEXT = "First line.\nBefore it trust comes after.\nLast"


@pytest.mark.parametrize(
    ("words", "around"),
    [
        ("trust", ("Before it ", " comes after.")),
        ("Before", ("", " it trust comes after.")),
        ("after.", ("Before it trust comes ", "")),
        ("First", ("", " line.")),
        ("Last", ("", "")),
        ("La", ("", "st")),
        ("it trust comes after.\nLa", ("Before ", "st")),
    ],
)
def test_the_rest_of_the_line_is_around_a_passage(words: str, around: tuple[str, str]) -> None:
    start = TEXT.index(words)
    assert line_around(TEXT, Span(start, start + len(words))) == around


def test_of_a_long_line_some_is_shown_on_either_side() -> None:
    text = " ".join(["word"] * 60)
    before, after = line_around(text, Span(150, 154))
    assert 60 < len(before) < 80
    assert 60 < len(after) < 80


@pytest.mark.parametrize(("longer", "cut"), [(-1, False), (0, False), (1, True)])
def test_a_passage_of_more_than_four_hundred_and_twenty_letters_is_cut(longer: int, cut: bool) -> None:
    length = 420 + longer
    study = study_of({"T": Talk("x" * length + " rest", [Said(0, length + 5, "P1")])}, {})
    row = identity("transcript", "T")
    words = found_words(study, FoundPassage(row, Span(0, length), ()))
    assert (words.after == " …") is cut
    assert (len(words.plain) < length) is cut
    assert words.before == ""
    assert cut or words.after == " rest"


def test_where_a_passage_is_and_what_is_on_it() -> None:
    study = example_study()
    place = study.transcript_named(FG1.name).id
    start = study.text(place).index("They just assume")
    passage = FoundPassage(place, Span(start, start + 4), ())
    assert place_in_words(study, passage) == "turn 4 · FG1-P2"
    assert codes_in_words(study, passage) == "stigma + privacy"
    assert codes_in_words(study, FoundPassage(place, Span(0, 3), ())) == "no code"
    assert place_in_words(study, FoundPassage(place, Span(0, 3), ())) == "turn 1"
    stigma = study.code_named("stigma").id
    marks = (QueryMark(Span(start, start + 4), stigma), QueryMark(Span(0, 1), None))
    marked = passage._replace(marks=marks)
    assert codes_in_words(study, marked) == "stigma"
    nowhere = study_of({"T": Talk("No turns")}, {})
    assert place_in_words(nowhere, FoundPassage(identity("transcript", "T"), Span(0, 2), ())) == ""
    three = find(study, typed_query(study, "words:the"))
    assert findings_in_words(three).startswith(f"{len(three)} passages in ")


def test_the_line_before_a_passage_begins_after_a_line_end() -> None:
    assert line_around("\nabc def\n", Span(5, 8)) == ("abc ", "")
    assert line_around("\nabc def\n", Span(1, 4)) == ("", " def")


@pytest.mark.parametrize(("words", "before"), [("chairs", "We burnt the "), ("We burnt", ""), ("00:03", "")])
def test_who_speaks_and_when_is_said_above_and_left_out_before_the_words(words: str, before: str) -> None:
    text = "00:03:57 Interviewer We burnt the chairs.\nMo And the table.\n"
    said = text.index("We")
    study = study_of({"T": Talk(text, [Said(0, text.index("Mo"), "Interviewer", speech=said)])}, {})
    start = text.index(words)
    row = identity("transcript", "T")
    found = found_words(study, FoundPassage(row, Span(start, start + len(words)), ()))
    assert found.before == before
    whole = found_words(study, FoundPassage(row, Span(0, text.index("\n")), ()))
    assert whole.plain == "We burnt the chairs."
    # What was looked for is shown, also where it is the label.
    mark = QueryMark(Span(9, 20), None)
    assert "Interviewer" in found_words(study, FoundPassage(row, Span(0, 30), (mark,))).plain


@pytest.mark.parametrize(
    "text",
    [
        "[00:00:04] I: So?\n[00:00:11]\tMo:  On pay.\n[00:00:59] I: And?\n[00:01:02] Mo: No.\n",
        "I 0:04\nSo?\n\nMo 0:11\nOn pay.\n\nI 0:59\nAnd?\n\nMo 1:02\nNo.\n",
    ],
)
def test_in_a_passage_over_several_turns_names_alone_stand_between_the_words(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "INT03 Mo.txt"
    file.write_text(text, encoding="utf-8")
    study = Study().after(new_project("Nights"))
    study = study.after(add_transcripts(study, [read_transcript(file)]).change)
    (place,) = study.transcripts
    stored = study.text(place)
    first = study.turns_of(place).row(0)
    for begin in (first.span.start, stored.index("So")):
        whole = Span(begin, stored.index("And?") + 4)
        words = found_words(study, FoundPassage(place, whole, ()))
        assert words.plain == "So? Mo: On pay. I: And?"
    # The passage ends within a label.
    inside = Span(stored.index("So"), stored.index("Mo") + 1)
    assert found_words(study, FoundPassage(place, inside, ())).plain in ("So? Mo:", "So?")
    # What was looked for in a label is shown where it is.
    label = QueryMark(Span(stored.index("Mo"), stored.index("Mo") + 2), None)
    sought = found_words(study, FoundPassage(place, Span(0, len(stored)), (label,)))
    assert [piece.words for piece in sought.pieces if piece.sought] == ["Mo"]


@pytest.mark.parametrize("brackets", [True, False])
def test_the_words_of_a_passage_in_one_line_have_names_and_no_times_between_turns(
    tmp_path: Path, brackets: bool
) -> None:
    file = tmp_path / "INT03 Mo.txt"
    text = (
        "[00:00:04] I: So?\n[00:00:11] Mo: On pay [laughs] it was.\n[00:00:59] I: And?\n[00:01:02] Mo: No.\n"
    )
    file.write_text(text, encoding="utf-8")
    study = Study().after(new_project("Nights"))
    study = study.after(add_transcripts(study, [read_transcript(file)]).change)
    (place,) = study.transcripts
    stored = study.text(place)
    whole = Span(stored.index("So"), stored.index("And?") + 4)
    laughs = "[laughs] " if brackets else ""
    assert words_by_turns(study, place, whole, brackets=brackets) == f"So? Mo: On pay {laughs}it was. I: And?"
    assert words_alone(study, place, whole) == "So? On pay [laughs] it was. And?"
