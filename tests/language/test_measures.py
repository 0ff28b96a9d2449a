"""Tests of measures.

Tests as well: ``model.transcripts.stand_ins``.
"""

from dataclasses import replace

import pytest

from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet, ColumnsChange, updated
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.project import set_stand_ins
from tests.analysis.building import Said, Talk, identity, study_of

T = identity("transcript", "T")
TEXT = "P1: Yes. No.\n"


def study(language: str = "en", model: str = "") -> Study:
    return study_of({"T": Talk(TEXT, [Said(0, 13, "P1", 4)], language=language)}, {}, language_model=model)


def test_words_and_sentences_of_the_current_text() -> None:
    measures = SpacyMeasures()
    assert measures.words(study(), T).tolist() == [[4, 7], [9, 11]]
    assert measures.sentences(study(), T).tolist() == [[4, 8], [9, 12]]


def test_sentences_of_the_turns_near_a_span_are_those_of_the_whole_text() -> None:
    lines = ("P1: Yes. No.\n", "P2: Well, Dr. Smith said so. I know.\n", "P1: Oh. I see!\n")
    text, said = "".join(lines), list[Said]()
    for line in lines:
        start = said[-1].end if said else 0
        said.append(Said(start, start + len(line), line[:2], start + 4))
    one = study_of({"T": Talk(text, said)}, {})
    measures = SpacyMeasures()
    near = measures.sentences_near(one, T, Span(20, 21)).tolist()
    assert [text[start:end] for start, end in near] == ["Well, Dr. Smith said so.", "I know."]
    assert measures.sentences_near(one, T, Span(len(text), len(text))).tolist() == []
    both = measures.sentences_near(one, T, Span(20, 52)).tolist()
    assert both == measures.sentences(one, T).tolist()[2:]
    # Once all are known nothing is found again.
    assert measures.sentences_near(one, T, Span(20, 21)) is measures.sentences(one, T)


def test_a_wording_is_read_once() -> None:
    measures, one = SpacyMeasures(), study()
    assert measures.words(one, T) is measures.words(one.at_step(9), T)
    assert measures.sentences(one, T) is measures.sentences(one, T)


def test_what_is_remembered_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        SpacyMeasures().words(study(), T)[0, 0] = 1


def test_other_turns_are_read_again() -> None:
    measures, one = SpacyMeasures(), study()
    measures.words(one, T)
    turns = one.turns_of(T)
    moved = turns.replacing(speech=turns.start)
    two = one.after(ChangeSet("Move the label", turns=(ColumnsChange(T, turns, moved),)))
    assert measures.words(two, T)[0].tolist() == [0, 2]


def test_other_settings_are_read_again() -> None:
    measures, one = SpacyMeasures(), study()
    measures.sentences(one, T)
    two = one.after(ChangeSet("Settings", (updated(one.info, replace(one.info, language_model="nowhere")),)))
    with pytest.raises(QualcodeError, match="nowhere"):
        measures.sentences(two, T)


def test_another_list_of_stand_ins_is_counted_again() -> None:
    measures = SpacyMeasures()
    text = "P1: My [son]. [ship]\n"
    one = study_of({"T": Talk(text, [Said(0, len(text), "P1", 4)])}, {})
    assert measures.words(one, T).tolist() == [[4, 6], [7, 12]]
    two = one.after(set_stand_ins(one, ["ship"]))
    assert measures.words(two, T).tolist() == [[4, 6], [14, 20]]
    assert measures.words(two.after(set_stand_ins(two, None)), T).tolist() == [[4, 6], [7, 12]]


def test_the_named_pipeline_reads_only_the_projects_language() -> None:
    assert len(SpacyMeasures().sentences(study("de", "nowhere"), T)) == 2


def test_a_fallen_back_language_is_noted() -> None:
    measures = SpacyMeasures()
    assert measures.notes(study()) == ()
    assert "“tlh”" in measures.notes(study("tlh"))[0]
