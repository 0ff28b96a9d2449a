from itertools import pairwise

import numpy as np
from hypothesis import given

from qualcode.analysis.portrait import UNCODED, PortraitStretch, code_line, portrait
from qualcode.model.questions.rules import Selection
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.reference import covered
from tests.analysis.strategies import studies
from tests.analysis.worked_example import worked_example

FG1 = identity("transcript", "FG1")


def test_worked_example() -> None:
    line = code_line(worked_example(), FG1)
    assert [label.name for label in line.codes] == ["privacy", "trust", "stigma", "consent"]
    assert line.characters.tolist() == [[35, 10, 0], [10, 15, 0], [0, 0, 8], [10, 0, 0]]
    assert line.length.tolist() == [40, 30, 30]
    assert line.touched[0].tolist() == [True, True, False]
    assert line.dominant.tolist() == [0, 1, 2]
    assert line.matrix.cell(0, 0) == 35
    assert [label.name for label in line.matrix.columns] == ["1", "2", "3"]
    assert dict(line.provenance.facts)["in words"] == "Codes by turns of FG1, all coders merged"


def test_a_portrait_joins_turns_with_one_code() -> None:
    only = Selection(codes=(identity("code", "privacy"),))
    assert portrait(code_line(worked_example(), FG1, only)) == (
        PortraitStretch(0, 0, 1, 0.0, 0.7),
        PortraitStretch(UNCODED, 2, 2, 0.7, 1.0),
    )


def test_nothing_to_draw() -> None:
    empty = study_of({"FG1": Talk("")}, {"a": None})
    assert portrait(code_line(empty, FG1)) == ()
    assert code_line(worked_example(), FG1, Selection(codes=())).dominant.tolist() == [UNCODED] * 3


@given(studies())
def test_characters_by_hand(study: Study) -> None:
    for transcript in study.transcripts_in_order:
        line = code_line(study, transcript.id)
        for row, label in enumerate(line.codes):
            assert label.id is not None
            runs = covered(study, Selection(), label.id, transcript.id)
            for turn in study.turns_of(transcript.id):
                places = {
                    place for start, end in runs for place in range(start, end) if turn.span.start <= place
                }
                expected = sum(place < turn.span.end for place in places)
                assert line.characters[row, turn.ordinal] == expected
        covers = line.characters.T.tolist()
        assert line.dominant.tolist() == [
            each.index(max(each)) if max(each) > 0 else UNCODED for each in covers
        ]
        edges = np.cumsum([0, *line.length.tolist()]).tolist()
        whole = edges[-1]
        stretches = portrait(line)
        assert [(part.start, part.end) for part in stretches] == [
            (edges[part.first] / whole, edges[part.last + 1] / whole) for part in stretches
        ]
        assert all(one.code != other.code for one, other in pairwise(stretches))
        turns = [turn for part in stretches for turn in range(part.first, part.last + 1)]
        assert turns == list(range(len(line.length)))
        codes = np.repeat(
            [part.code for part in stretches], [part.last - part.first + 1 for part in stretches]
        )
        assert codes.tolist() == line.dominant.tolist()


def test_a_single_letter_makes_a_turn_its_codes() -> None:
    talk = Talk("x" * 6, [Said(0, 3, "P1"), Said(3, 6, "P2")], [Coded("X", "a", 0, 1)])
    line = code_line(study_of({"FG1": talk}, {"a": None}), FG1)
    assert (line.dominant.tolist(), line.touched.tolist()) == ([0, UNCODED], [[True, False]])


def test_of_codes_that_cover_as_much_the_first_in_order_counts() -> None:
    codings = [Coded("X", "b", 0, 2), Coded("X", "a", 1, 3), Coded("X", "b", 3, 5), Coded("X", "a", 5, 6)]
    talk = Talk("x" * 6, [Said(0, 3, "P1"), Said(3, 6, "P2")], codings)
    line = code_line(study_of({"FG1": talk}, {"a": None, "b": None}), FG1)
    assert line.dominant.tolist() == [0, 1]
    assert portrait(line) == (PortraitStretch(0, 0, 0, 0.0, 0.5), PortraitStretch(1, 1, 1, 0.5, 1.0))


def test_a_transcript_of_a_single_letter() -> None:
    line = code_line(
        study_of({"FG1": Talk("x", [Said(0, 1, "P1")], [Coded("X", "a", 0, 1)])}, {"a": None}), FG1
    )
    assert portrait(line) == (PortraitStretch(0, 0, 0, 0.0, 1.0),)


def test_turns_that_end_as_they_began_are_three_stretches() -> None:
    talk = Talk("xyz", [Said(0, 1, "P1"), Said(1, 2, "P2"), Said(2, 3, "P1")], [Coded("X", "a", 1, 2)])
    line = code_line(study_of({"FG1": talk}, {"a": None}), FG1)
    assert [(part.code, part.first, part.last) for part in portrait(line)] == [
        (UNCODED, 0, 0), (0, 1, 1), (UNCODED, 2, 2),
    ]  # fmt: skip
