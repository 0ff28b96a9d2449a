import numpy as np
import pytest

from qualcode.analysis.timeline import timeline
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from tests.analysis.building import Talk, identity, study_of
from tests.analysis.worked_example import worked_example

FG1 = identity("transcript", "FG1")


def timed(*seconds: float) -> Study:
    study = worked_example()
    turns = {FG1: study.turns_of(FG1).replacing(time=np.array(seconds))}
    return Study(study.tables, turns, study.codings, study.step)


def test_passages_belong_to_the_minute_in_which_their_turn_begins() -> None:
    found = timeline(timed(0, 61, 130), FG1, minutes=1)
    assert found.edges.tolist() == [0, 1, 2, 3]
    assert found.counts.tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert [label.name for label in found.matrix.columns] == ["0–1 min", "1–2 min", "2–3 min"]
    assert found.remarks == ()


def test_what_has_no_time_is_told() -> None:
    found = timeline(timed(0, float("nan"), 130), FG1, minutes=2)
    assert found.counts.tolist() == [[1, 0], [1, 0], [0, 1], [1, 0]]
    assert found.matrix.remarks == ("1 passage begins in a turn without a time and could not be placed.",)


@pytest.mark.parametrize(("last", "width", "number"), [(60, 1, 2), (60 * 30, 2, 16), (60 * 60 * 5, 15, 21)])
def test_a_width_that_fits(last: float, width: float, number: int) -> None:
    found = timeline(timed(0, 30, last), FG1)
    assert (found.edges[1], len(found.edges) - 1) == (width, number)


def test_without_times_there_is_no_timeline() -> None:
    with pytest.raises(QualcodeError, match="“FG1” has no times"):
        timeline(worked_example(), FG1)
    with pytest.raises(QualcodeError, match="no times"):
        timeline(study_of({"FG1": Talk("")}, {}), FG1)
