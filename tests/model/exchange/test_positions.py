"""Positions go to any way of counting and back, and codes keep what is in their labelled paragraphs.

Tests as well: ``document``, ``labelled``, ``selections``, ``targets``, ``told``.
"""

from collections.abc import Callable
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.entities import Code
from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.labelled import description, fields_of
from qualcode.model.exchange.positions import COUNTINGS, CountedText, Counting, PositionUnit, counting_called
from qualcode.model.exchange.selections import part_id, selection_id, written_guid, written_guids
from qualcode.model.exchange.targets import MANNERS, Target
from qualcode.model.exchange.told import ExchangeFate, Told, report_lines
from qualcode.model.identity import id_array

WIDE = "a😀\nе\u0301家\n\n🙂z"
texts = st.text(st.sampled_from("ab é😀家\n"), min_size=1, max_size=30)


@given(texts, st.sampled_from(COUNTINGS), st.data())
def test_any_stretch_is_found_again_as_it_was_written(text: str, way: Counting, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    counted = CountedText(text, None)
    first, last = counted.written(np.array([start]), np.array([end]), way)
    begin, after = counted.spans(first, last, way)
    assert (begin.tolist(), after.tolist()) == ([start], [end])


@given(texts, st.sampled_from(COUNTINGS))
def test_positions_are_those_of_the_bytes_and_units_that_are_written(text: str, way: Counting) -> None:
    """Against plain encoding, letter by letter."""
    counted = CountedText(text, None)
    written = text.replace("\n", "\r\n") if way.line_end == 2 else text
    before = "\ufeff" if way.mark else ""
    measures: dict[PositionUnit, Callable[[str], int]] = {
        PositionUnit.CODE_POINTS: len,
        PositionUnit.UTF16: lambda words: len(words.encode("utf-16-le")) // 2,
        PositionUnit.BYTES: lambda words: len(words.encode()),
    }
    encoded = measures[way.unit]
    places = np.arange(len(text) + 1)
    heads = (text[:place] for place in places)
    expected = [
        encoded(before + (head.replace("\n", "\r\n") if way.line_end == 2 else head)) for head in heads
    ]
    assert counted.positions(places, way).tolist() == expected
    assert expected[-1] == encoded(before + written)


def test_a_position_inside_a_character_is_nowhere() -> None:
    counted = CountedText(WIDE, None)
    inside = counted.code_points(np.array([2, 3, 400, -1]), Counting(PositionUnit.UTF16))
    assert inside.tolist() == [-1, 2, -1, -1]
    begin, end = counted.spans(np.array([1]), np.array([2]), Counting(PositionUnit.UTF16))
    assert (begin.tolist(), end.tolist()) == ([-1], [-1])


def test_only_the_line_ends_that_were_pairs_count_two() -> None:
    counted = CountedText("a\nb\nc", [1])
    assert counted.positions(np.arange(6), Counting(line_end=2)).tolist() == [0, 1, 3, 4, 5, 6]


@pytest.mark.parametrize("way", COUNTINGS)
def test_a_way_of_counting_is_read_as_it_is_written(way: Counting) -> None:
    assert counting_called(str(way)) == way
    assert way.in_words


def test_what_is_no_way_of_counting_is_refused_in_a_sentence() -> None:
    with pytest.raises(QualcodeError, match="“furlongs” is not a way of counting positions"):
        counting_called("utf-16,furlongs")
    assert counting_called("") == Counting()


def test_fields_of_a_code_come_back_from_its_description() -> None:
    code = Code(UUID(int=1), "x", 0, definition="What it is\n\nand is not", include="all", memo="later")
    found = fields_of(description(code))
    assert found == {
        "definition": "What it is\n\nand is not",
        "include": "all",
        "exclude": "",
        "examples": "",
        "memo": "later",
    }
    assert fields_of("EXCLUDE: jokes\n\nExclude: songs")["exclude"] == "jokes\n\nsongs"


def test_identities_are_the_same_every_time_and_in_capitals() -> None:
    one = UUID("aaaaaaaa-0000-4000-8000-00000000000b")
    assert selection_id(one, 1, 2) == selection_id(one, 1, 2) != selection_id(one, 1, 3)
    assert part_id(one, "memo") != part_id(one, "link")
    assert written_guids(id_array([one])) == [written_guid(one)] == ["AAAAAAAA-0000-4000-8000-00000000000B"]


def test_every_target_but_the_standard_says_why_it_differs() -> None:
    assert {target for target in Target if not MANNERS[target].reasons} == {Target.STRICT}


def test_a_report_counts_in_good_english_under_its_headings() -> None:
    told = [
        Told(ExchangeFate.LOST, "video", 2, "only words"),
        Told(ExchangeFate.COMES, "code", 1),
        Told(ExchangeFate.REPAIRED, "Mended."),
    ]
    assert list(report_lines(told)) == [
        "Included:",
        "  1 code",
        "Corrected:",
        "  Mended.",
        "Left out:",
        "  2 videos: only words",
    ]
