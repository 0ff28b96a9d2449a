import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.timeline import timeline
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import Selection
from qualcode.model.study import Study
from tests.analysis.building import Talk, identity, study_of
from tests.analysis.reference import covered
from tests.analysis.strategies import studies, with_gap
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
    assert found.matrix.remarks == ("One passage begins in a turn without a time and could not be placed.",)


@pytest.mark.parametrize(("last", "width", "number"), [(60, 1, 2), (60 * 30, 2, 16), (60 * 60 * 5, 15, 21)])
def test_a_width_that_fits(last: float, width: float, number: int) -> None:
    found = timeline(timed(0, 30, last), FG1)
    assert (found.edges[1], len(found.edges) - 1) == (width, number)


@given(
    studies(),
    st.integers(-3, 3),
    st.lists(st.sampled_from((None, 0, 59, 60, 61, 119.5, 120, 300)), min_size=8, max_size=8),
    st.sampled_from((None, 0.5, 1, 2, 5)),
)
def test_passages_by_hand(study: Study, gap: int, seconds: list[float | None], minutes: float | None) -> None:
    assume(any(second is not None for second in seconds[:1]))
    study = with_gap(study, gap)
    turns = {
        key: table.replacing(time=np.array(seconds[: len(table)], dtype=np.float64))
        for key, table in study.turns.items()
    }
    study = Study(study.tables, turns, study.codings, study.step)
    for transcript_id, table in turns.items():
        if not len(table):
            continue
        found = timeline(study, transcript_id, minutes=minutes)
        width = minutes or 1
        last = max(second for second in seconds[: len(table)] if second is not None) / 60
        assert found.edges.tolist() == [number * width for number in range(int(last // width) + 2)]
        expected = np.zeros((len(found.codes), len(found.edges) - 1), dtype=np.int64)
        untimed = 0
        for row, label in enumerate(found.codes):
            assert label.id is not None
            for start, _ in covered(study, Selection(), label.id, transcript_id):
                turn = study.turn_at(transcript_id, start)
                if turn is None or turn.time is None:
                    untimed += 1
                else:
                    expected[row, int(turn.time / 60 // width)] += 1
        assert found.counts.tolist() == expected.tolist()
        assert found.untimed == untimed
        assert found.colours == tuple(study.codes[label.id].colour for label in found.codes if label.id)


def test_without_times_there_is_no_timeline() -> None:
    with pytest.raises(QualcodeError, match="“FG1” has no times"):
        timeline(worked_example(), FG1)
    with pytest.raises(QualcodeError, match="no times"):
        timeline(study_of({"FG1": Talk("")}, {}), FG1)


@pytest.mark.parametrize(
    ("minutes", "width", "number"),
    [
        (24, 1, 25), (24.1, 2, 13), (48, 2, 25), (49, 5, 10), (120, 5, 25), (121, 10, 13), (240, 10, 25),
        (241, 15, 17), (361, 30, 13), (720, 30, 25), (721, 60, 13), (1500, 60, 26),
    ],
)  # fmt: skip
def test_stretches_are_as_short_as_some_twenty_four_allow(minutes: float, width: float, number: int) -> None:
    found = timeline(timed(0, 30, 60 * minutes), FG1)
    assert (found.edges[1], len(found.edges) - 1) == (width, number)


def test_what_begins_in_no_turn_and_what_is_not_timed_are_counted() -> None:
    study = timed(0, float("nan"), float("nan"))
    found = timeline(study, FG1, minutes=2)
    assert found.counts.sum() + found.untimed == len(
        merged_runs(SelectedText(study, Selection(transcripts=(FG1,))))
    )
    assert found.untimed == 2
    assert found.matrix.remarks == ("Two passages begin in a turn without a time and could not be placed.",)
    assert found.transcript.name == "FG1"
    bare = Study(study.tables, {}, study.codings, study.step)
    with pytest.raises(QualcodeError, match="no times"):
        timeline(bare, FG1)
