"""Names in questions: found, written again, and left out where what they stand for has gone.

Tests as well: ``matrices``, ``reports``.
"""

from uuid import UUID

import pytest

from qualcode.model.entities import AttributeSubject, AttributeType
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import written_identity
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.names import CODE, CODER, code_set_named, identities, still_there, with_names
from qualcode.model.questions.reports import TranscriptQuestion
from qualcode.model.study import Study
from qualcode.operations.codes.code_sets import add_code_set
from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.people.attributes import add_attribute
from tests.support.studies import example_study

NOBODY = UUID(int=7)


def _with_attribute(study: Study, name: str, subject: AttributeSubject) -> tuple[Study, str]:
    row, change = add_attribute(study, name, subject, AttributeType.TEXT)
    return study.after(change), written_identity(row.id)


def test_an_identity_outlives_a_new_name() -> None:
    study = example_study()
    stigma = study.code_named("stigma").id
    question = CooccurrenceQuestion(
        codes=identities((stigma,)), coders=identities((study.coder_named("AB").id,))
    )
    assert with_names(study, question) == CooccurrenceQuestion(codes=("stigma",), coders=("AB",))
    later = study.after(rename_code(study, stigma, "shame"))
    assert with_names(later, question) == CooccurrenceQuestion(codes=("shame",), coders=("AB",))
    with pytest.raises(QualcodeError, match="There is no code named “stigma”"):
        with_names(later, with_names(study, question))


def test_a_name_that_would_mean_another_row_stays_an_identity() -> None:
    study, person = _with_attribute(example_study(), "setting", AttributeSubject.PARTICIPANT)
    study, place = _with_attribute(study, "setting", AttributeSubject.TRANSCRIPT)
    study, odd = _with_attribute(study, "transcript", AttributeSubject.PARTICIPANT)
    found = [with_names(study, TableQuestion(by=(name,))).by for name in (person, place, odd)]
    assert sorted(found[:2]) == sorted([("setting",), (found[1] if found[0] == ("setting",) else found[0])])
    assert found[2] == (odd,)
    assert len({*found}) == 3


def test_what_has_gone_is_left_out() -> None:
    study = example_study()
    firms = study.code_named("firms").id
    gone = written_identity(NOBODY)
    question = CooccurrenceQuestion(codes=(*identities((firms,)), gone), coders=(gone,), query=gone)
    assert still_there(study, question) == CooccurrenceQuestion(codes=identities((firms,)))
    assert still_there(study, CooccurrenceQuestion(codes=(gone,))) == CooccurrenceQuestion()
    assert still_there(study, TableQuestion(by=(gone,))).by == ()
    assert still_there(study, TranscriptQuestion(transcript=gone)).transcript == ""
    with pytest.raises(QualcodeError, match="The chosen coder is no longer in the project"):
        CODER.row(study, gone)


def test_names_are_found_as_commands_always_found_them() -> None:
    study = example_study()
    assert CODE.row(study, "trust > firms") == CODE.row(study, "Trust > firms") == CODE.row(study, "firms")
    study = study.after(add_code_set(study, "Money", [study.code_named("firms").id])[1])
    assert code_set_named(study, " money ") == study.code_sets_in_order[0].id
    with pytest.raises(QualcodeError, match="Its code sets are: “Money”"):
        code_set_named(study, "Time")
