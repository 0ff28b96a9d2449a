import pytest

from qualcode.analysis.crosstab import TOTAL, code_table
from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import Rule
from qualcode.model.questions.words import ColumnsBy, Figure
from tests.analysis.building import Said, Talk, identity, study_of
from tests.analysis.worked_example import worked_example

AGE = identity("attribute", "age")
STUDY = study_of(
    {"T": Talk("xx", [Said(0, 2, "P1")])}, {"a": None}, {(AttributeSubject.PARTICIPANT, "age"): {"P1": "9"}}
)


def test_units_must_be_units() -> None:
    with pytest.raises(QualcodeError, match="overlap"):
        TableRequest(figure=Figure.UNITS, unit=Rule.OVERLAP)


def test_an_attribute_that_is_gone_is_said() -> None:
    with pytest.raises(QualcodeError, match="no longer"):
        TableRequest(ColumnsBy.ATTRIBUTE, identity("attribute", "gone")).attribute_of(STUDY)


def test_what_is_not_asked_for_is_not_done() -> None:
    table = code_table(worked_example(), TableRequest())
    assert TOTAL not in (*table.rows, *table.columns)
    assert table.notes == {}
