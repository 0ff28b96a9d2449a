"""Codes that look alike on the same words have different patterns; all others are plain."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codings import Codings
from qualcode.model.entities import Code
from qualcode.model.identity import key_of, new_id
from qualcode.ui.transcript.alike import SOLID, AlikeCodes
from qualcode.ui.transcript.bands import Bands
from tests.ui.transcript.material import coding

RED, NEARLY_RED, BLUE, GREEN = "#f5346d", "#f5356c", "#048cc5", "#259819"
CODER = new_id()


def codes(*colours: str) -> list[Code]:
    return [Code(new_id(), f"code {place}", place, None, colour) for place, colour in enumerate(colours)]


def alike(rows: list[Code], spans: list[tuple[UUID, int, int]], *, colour_blind: bool = False) -> AlikeCodes:
    table = Codings.from_rows([coding(row, CODER, start, end) for row, start, end in spans])
    known = {key_of(row.id): row for row in rows}
    return AlikeCodes(Bands(table), known, colour_blind=colour_blind)


def test_only_codes_that_look_alike_on_the_same_words_have_patterns() -> None:
    rows = codes(RED, NEARLY_RED, BLUE)
    one, two, three = (row.id for row in rows)
    found = alike(rows, [(one, 0, 20), (two, 10, 30), (three, 5, 25), (two, 50, 60)])
    assert found.pattern(key_of(one), 0) == SOLID
    assert found.pattern(key_of(two), 12) != SOLID
    assert found.pattern(key_of(three), 12) == SOLID
    assert found.pattern(key_of(two), 55) == SOLID


def test_a_colour_blind_palette_counts_what_they_confuse_as_alike() -> None:
    rows = codes("#c05000", "#808000")
    spans = [(rows[0].id, 0, 20), (rows[1].id, 10, 30)]
    usual, blind = alike(rows, spans), alike(rows, spans, colour_blind=True)
    assert usual.pattern(key_of(rows[1].id), 15) == SOLID
    assert isinstance(blind.pattern(key_of(rows[1].id), 15), int)


def test_with_patterns_for_all_each_code_keeps_its_own_unless_it_must_differ() -> None:
    rows = codes(*[BLUE, GREEN, RED, *["#a565e5"] * 4, BLUE])
    first, last = rows[0].id, rows[7].id
    apart = alike(rows, [(first, 0, 10), (last, 20, 30)])
    assert apart.pattern(key_of(first), 5, patterned=True) == apart.pattern(key_of(last), 25, patterned=True)
    together = alike(rows, [(first, 0, 10), (last, 5, 30)])
    assert together.pattern(key_of(first), 5, patterned=True) != together.pattern(
        key_of(last), 6, patterned=True
    )


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=12)
)
def test_no_two_alike_codes_share_a_pattern_on_the_same_words(spans: list[tuple[int, int, int]]) -> None:
    rows = codes(RED, RED, NEARLY_RED, BLUE, BLUE, GREEN)
    colours = [0, 0, 0, 1, 1, 2]
    placed = [(place, start, start + length) for place, start, length in spans]
    found = alike(rows, [(rows[place].id, start, end) for place, start, end in placed])
    for one, start, end in placed:
        for other, start_2, end_2 in placed:
            if one != other and colours[one] == colours[other] and start < end_2 and start_2 < end:
                at = max(start, start_2)
                assert found.pattern(key_of(rows[one].id), at) != found.pattern(key_of(rows[other].id), at)
