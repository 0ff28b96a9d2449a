"""How a file counts positions: sure only where nothing is misplaced, else it is said."""

import re
from uuid import UUID, uuid5

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.importers.refi.calibration import Calibration, calibrated, samples
from qualcode.model.exchange.document import ExchangedSource, ExchangedText
from qualcode.model.exchange.positions import COUNTINGS, STANDARD, CountedText, Counting, PositionUnit
from qualcode.model.exchange.selected import ExchangedSelection, Selections

_SPACE = UUID(int=7)
_UNEVEN = ("all", "none", "every other")
"""Which line ends of a file were CR and LF."""

words = st.sampled_from(["I", "was", "asked", "naïve", "café", "über", "🙂", "😀😀", "don't", "家族", "file"])
joints = st.sampled_from([" ", " ", " ", ". ", ", ", "\n", "\n\n"])


@st.composite
def written_texts(draw: st.DrawFn) -> str:
    said = draw(st.lists(st.tuples(words, joints), min_size=1, max_size=60))
    return "".join(word + joint for word, joint in said)


def source_of(
    text: str,
    spans: list[tuple[int, int]],
    way: Counting,
    *,
    named: bool,
    number: int = 0,
    pairs: tuple[int, ...] | None = None,
) -> ExchangedSource:
    starts, ends = (np.array([span[side] for span in spans], dtype=np.int64) for side in (0, 1))
    first, last = CountedText(text, pairs).written(starts, ends, way)
    selections = Selections.of(
        ExchangedSelection(
            uuid5(_SPACE, f"{number} {place}"),
            text[span[0] : span[1]] if named else "",
            start,
            end,
            "",
            None,
            None,
            (),
            (),
        )
        for place, (span, start, end) in enumerate(zip(spans, first.tolist(), last.tolist(), strict=True))
    )
    identity = uuid5(_SPACE, f"source {number}")
    said = ExchangedText(text, "file", pairs=pairs)
    return ExchangedSource(identity, f"S{number}", "text", said, selections=selections)


@settings(max_examples=300)
@given(
    st.lists(written_texts(), min_size=1, max_size=3), st.sampled_from(COUNTINGS), st.booleans(), st.data()
)
def test_where_it_is_sure_nothing_is_misplaced(
    texts: list[str], way: Counting, named: bool, data: st.DataObject
) -> None:
    sources, truth = [], {}
    for number, text in enumerate(texts):
        edges = [match.span() for match in re.finditer(r"[\w']+|[🙂😀]+", text)]
        pairs = data.draw(
            st.lists(st.tuples(*2 * [st.integers(0, len(edges) - 1)]), min_size=1, max_size=12), label="spans"
        )
        spans = [(edges[min(pair)][0], edges[max(pair)][1]) for pair in pairs]
        source = source_of(text, spans, way, named=named, number=number)
        truth[source.id] = spans
        sources.append(source)
    for identity, found in calibrated(sources).items():
        if found.sure:
            seen = list(zip(found.best.starts.tolist(), found.best.ends.tolist(), strict=True))
            assert seen == truth[identity]


def calibration_of(text: str, spans: list[tuple[int, int]], way: Counting, **more: object) -> Calibration:
    source = source_of(text, spans, way, named=False)
    return calibrated([source], **more)[source.id]  # type: ignore[arg-type]  # passed on


TEXT = "We 🙂 signed a form\nand nobody explained it\nI suppose it is on my file\n" * 8
SPANS = [match.span() for match in re.finditer(r"\w{3,}", TEXT)]


def test_the_best_reading_and_the_next_are_told_as_numbers() -> None:
    found = calibration_of(TEXT, SPANS, Counting(PositionUnit.UTF16, 2))
    assert found.sure
    assert found.best.counting == Counting(PositionUnit.UTF16, 2)
    assert found.in_words.startswith(
        f"{len(SPANS)} of {len(SPANS)} segments begin and end at the edges of words "
        "if counted in UTF-16 units, the end of a line as two; in the next best reading "
    )


def test_one_segment_is_too_little_to_be_sure() -> None:
    found = calibration_of("It is on my file, I suppose", [(12, 16)], Counting(inclusive=True))
    assert not found.sure


def test_what_a_person_says_is_taken() -> None:
    way = Counting(PositionUnit.BYTES, 1, mark=True)
    found = calibration_of(TEXT, SPANS[:1], way, everywhere=way)
    assert (found.sure, found.chosen, found.best.counting) == (True, True, way)
    assert (int(found.best.starts[0]), int(found.best.ends[0])) == SPANS[0]
    source = source_of(TEXT, SPANS[:1], way, named=False)
    assert calibrated([source], chosen={source.id: way})[source.id].best.counting == way


def test_what_the_file_says_of_itself_holds_where_nothing_speaks_against_it() -> None:
    odd = [(start + 1, end - 1) for start, end in SPANS[:2]]
    assert calibration_of(TEXT, odd, STANDARD, stated=STANDARD).sure
    # A program may keep the words of ours and count in its own way.
    found = calibration_of(TEXT, SPANS, Counting(PositionUnit.UTF16, 2), stated=STANDARD)
    assert not found.sure or found.best.counting == Counting(PositionUnit.UTF16, 2)


def test_names_that_quote_decide_where_the_edges_of_words_do_not() -> None:
    text = "abcd efgh 😀 ijkl mnop " * 4
    inner = [(start + 1, end) for start, end in (match.span() for match in re.finditer("[a-p]{4}", text))]
    source = source_of(text, inner, STANDARD, named=True)
    found = calibrated([source])[source.id]
    assert found.best.named == len(inner)
    assert (found.sure, found.best.starts.tolist()) == (True, [start for start, _ in inner])


def test_samples_show_what_the_two_readings_quote() -> None:
    found = calibration_of(TEXT, SPANS[2:4], STANDARD)
    for sample in samples(found, TEXT):
        assert sample.best != sample.other


_SAID = ("I", "was", "asked", "naïve", "café", "über", "🙂", "😀😀", "don't", "家族", "file", "at", "home")
_EACH = 50_000 // (len(COUNTINGS) * len((False, True)) * len(_UNEVEN)) + 1


@pytest.mark.long
@pytest.mark.parametrize("lines", _UNEVEN, ids=str)
@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("way", COUNTINGS, ids=str)
def test_none_of_fifty_thousand_codings_is_misplaced_where_it_is_sure(
    way: Counting, named: bool, lines: str
) -> None:
    """All combinations together have 50,000 codings; where it is not sure, a person is asked."""
    rng = np.random.default_rng(COUNTINGS.index(way))
    written = 0
    asked = 0
    number = 0
    while written < _EACH:
        said = [_SAID[place] for place in rng.integers(0, len(_SAID), 200)]
        joints = ["\n" if chance < 0.1 else ". " if chance < 0.2 else " " for chance in rng.random(200)]
        text = "".join(word + joint for word, joint in zip(said, joints, strict=True))
        pairs = _pairs_of(text, lines)
        edges = [match.span() for match in re.finditer(r"[\w']+|[🙂😀]+", text)]
        picked = np.sort(rng.integers(0, len(edges), (min(_EACH - written, 40), 2)), axis=1)
        spans = [(edges[first][0], edges[last][1]) for first, last in picked.tolist()]
        source = source_of(text, spans, way, named=named, number=number, pairs=pairs)
        found = calibrated([source])[source.id]
        if found.sure:
            seen = list(zip(found.best.starts.tolist(), found.best.ends.tolist(), strict=True))
            assert seen == spans
        else:
            asked += len(spans)
        written += len(spans)
        number += 1
    assert asked <= written // 4, "it asks where forty codings tell enough"


def _pairs_of(text: str, lines: str) -> tuple[int, ...] | None:
    """Which line ends were CR and LF in the file: all, none, or every other one."""
    ends = [place for place, letter in enumerate(text) if letter == "\n"]
    return {"all": None, "none": (), "every other": tuple(ends[::2])}[lines]


def test_turns_before_lines_that_begin_with_a_bracket_do_not_speak_for_ends_that_count() -> None:
    text = "".join(f"[P{number}] We never asked for it.\n" for number in range(30))
    turns = [match.span() for match in re.finditer(r"\[.*\n", text)]
    words_ = [match.span() for match in re.finditer("never asked", text)][:8]
    found = calibration_of(text, [*turns, *words_], STANDARD)
    assert (found.sure, found.best.counting) == (True, STANDARD)


def test_whole_lines_with_their_line_end_are_told_as_fitting() -> None:
    text = "Anna: We moved away.\nBen: All of us did?\nAnna: Yes.\n"
    lines = [(0, 21), (21, 41), (41, 52)]
    (found,) = calibrated([source_of(text, [*lines, (9, 14), (26, 29)], STANDARD, named=False)]).values()
    assert (found.best.counting, found.best.hits, found.best.total) == (STANDARD, 5, 5)
