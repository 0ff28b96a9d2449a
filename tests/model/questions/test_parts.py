"""Questions as JSON and back: whole, without what is usual, and where somebody else wrote them.

Tests as well: ``kinds``, ``pictures``.
"""

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.errors import QualcodeError
from qualcode.model.questions.kinds import KINDS, AnyQuestion, question_in, settings_of, word_of
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.parts import QuestionPart, parts_of, read, recalled, without, written
from qualcode.model.questions.pictures import WordsQuestion
from qualcode.model.questions.reports import SegmentsQuestion
from tests.model.questions.asking import PICTURES, questions

ANY_JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3), st.lists)


def test_every_kind_of_question_is_a_kind_of_output() -> None:
    assert {kind.question for kind in KINDS.values()} == set(get_args(AnyQuestion))


def test_no_two_kinds_have_one_command() -> None:
    commands = [kind.command for kind in KINDS.values()]
    assert len(set(commands)) == len(commands)


@given(questions())
def test_a_question_is_read_as_it_was_written(question: AnyQuestion) -> None:
    settings = json.loads(json.dumps(settings_of(question)))
    assert question_in(word_of(question), settings) == question


@given(questions())
def test_a_question_is_recalled_as_it_was(question: AnyQuestion) -> None:
    kept = json.loads(json.dumps(written(question, whole=True)))
    required = {part.name: getattr(question, part.name) for part in parts_of(type(question)) if part.required}
    assert recalled(type(question)(**required), kept) == question


@given(questions(), st.data())
def test_whatever_is_remembered_a_question_comes_of_it(question: AnyQuestion, data: st.DataObject) -> None:
    keys = [part.key for part in parts_of(type(question))]
    kept = data.draw(st.dictionaries(st.sampled_from([*keys, "no such part"]), ANY_JSON))
    found = recalled(question, kept)
    assert type(found) is type(question)
    assert recalled(found, written(found, whole=True)) == found
    assert recalled(question, data.draw(ANY_JSON)) == question


def test_what_is_as_usual_is_left_out() -> None:
    assert settings_of(SegmentsQuestion()) == {}
    assert settings_of(CooccurrenceQuestion(within=2, codes=("a",))) == {"within": 2, "codes": ["a"]}
    assert settings_of(TableQuestion(by=("age",), minimum_cell=3)) == {"by": "age", "minimum-cell": 3}
    assert without(CooccurrenceQuestion(within=2, codes=("a",)), {"codes"}) == CooccurrenceQuestion(within=2)


@pytest.mark.parametrize(
    ("kind", "settings", "sentence"),
    [
        (WordsQuestion, {"most": 0}, "“most” must be a whole number from 1 to 200."),
        (WordsQuestion, {"most": 201}, "“most” must be a whole number from 1 to 200."),
        (WordsQuestion, {"most": 4.5}, "“most” must be a whole number from 1 to 200."),
        (SegmentsQuestion, {"consent": "yes"}, "“consent” must be true or false."),
        (SegmentsQuestion, {"query": ""}, "“query” must be the name of a saved query."),
        (SegmentsQuestion, {"codes": []}, "“codes” must be a list of names."),
        (SegmentsQuestion, {"codes": ["a", 1]}, "“codes” must be a list of names."),
        (SegmentsQuestion, {"order": "page"}, "“order” must be one of: code, transcript, participant."),
        (
            TableQuestion,
            {"by": "age", "sort": "cluster"},
            "“sort” must be one of: codebook, name, frequency.",
        ),
        (
            TableQuestion,
            {"by": "age", "unit": "near"},
            "must be one of: sentence, paragraph, turn, ",
        ),
        (TableQuestion, {"by": ["age", "sex"]}, "or a list of query:NAME."),
        (TableQuestion, {"by": ["age", "gender"]}, "or a list of query:NAME."),
        (CooccurrenceQuestion, {"codes": ["a"], "most-used": 3}, "Choose codes in one way"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(kind: type[Any], settings: Any, sentence: str) -> None:
    with pytest.raises(QualcodeError, match=r"^[^\n]+\.\Z") as told:
        read(kind, settings)
    assert sentence in str(told.value)


def _fitting(part: QuestionPart) -> str:
    if part.about.picture:
        return PICTURES[0]
    return part.choices[0] if part.choices else "query:x"


@pytest.mark.parametrize("kind", dict.fromkeys(row.question for row in KINDS.values()))
def test_one_name_may_stand_with_or_without_a_list(kind: type[Any]) -> None:
    """Of every part that takes a name or a list of names."""
    named = [part for part in parts_of(kind) if issubclass(part.type, str)]
    assert named
    for part in named:
        word = _fitting(part)
        assert part.read(word) == part.read([word])
        assert part.read([word]) == ((word,) if part.several else word)
