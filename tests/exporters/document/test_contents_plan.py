"""What contents of a document of several parts list: about two pages, and nobody twice."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qualcode.exporters.document.blocks import (
    Block,
    Contents,
    Document,
    Heading,
    Paragraph,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.contents_plan import contents_plan
from tests.exporters.document.specimens import FRONT, document


def part(blocks: Sequence[Block], deepest: int = 4) -> Document:
    return replace(document(), front=FRONT, blocks=(Contents(deepest=deepest), *blocks))


def codes(*levels: int) -> list[Block]:
    return [Heading(f"code {place}", level, f"c{place}") for place, level in enumerate(levels)]


def people(*names: str, level: int = 2, after: Sequence[Block] = ()) -> list[Block]:
    return [block for name in names for block in (Heading(name, level, f"p-{name}", somebody=True), *after)]


def names(number: int) -> list[str]:
    return [f"Sitter {place}" for place in range(number)]


@pytest.mark.parametrize(
    ("levels", "deepest"),
    [
        ([1] * 20 + [2] * 20 + [3] * 20 + [4] * 20, 5),
        ([1] * 20 + [2] * 20 + [3] * 20 + [4] * 60, 4),
        ([1] * 20 + [2] * 20 + [3] * 80 + [4] * 20, 3),
        ([1] * 20 + [2] * 120, 2),
        ([1] * 300, 2),
    ],
)
def test_contents_are_as_deep_as_two_pages_have_room_for(levels: list[int], deepest: int) -> None:
    assert contents_plan([part(codes(*levels))]).deepest == deepest


def test_what_stands_in_no_contents_and_tables_without_a_caption_take_no_room() -> None:
    unlisted: list[Block] = [Heading("x", 1, f"u{place}", listed=False) for place in range(200)]
    column, cell = (TableColumn("Shed", 1.0),), ((TableCell("green"),),)
    tables: list[Block] = [TableBlock(column, cell, caption, f"t{caption}") for caption in [""] * 200]
    few = codes(*[1] * 10, *[4] * 10)
    assert contents_plan([part([*few, *unlisted, *tables])]).deepest == 5
    captioned: list[Block] = [TableBlock(column, cell, f"Shed {place}", f"t{place}") for place in range(101)]
    assert contents_plan([part([*few, *captioned])]).deepest == 4


def test_participants_are_listed_once_where_most_is_said_of_them() -> None:
    words = [Paragraph("The roof leaks.")] * 4
    short, long = part(people(*names(12))), part(people(*names(10), after=words))
    others = part(people("Wren", "Ash", "Sitter 1"))
    assert contents_plan([short]).people == {1}
    assert contents_plan([short, long]).people == {2}
    assert contents_plan([long, short]).people == {1}
    # Whoever is named nowhere else is to be found.
    assert contents_plan([short, long, others]).people == {2, 3}
    assert contents_plan([short, long, others]).unlisted == ()


def test_participants_go_when_the_lowest_levels_have_gone() -> None:
    crowd = part(people(*names(60)))
    plan = contents_plan([part(codes(*[1] * 20, *[3] * 60)), crowd])
    assert (plan.deepest, plan.people, plan.unlisted) == (3, frozenset({2}), ())
    plan = contents_plan([part(codes(*[1] * 60)), crowd])
    assert (plan.deepest, plan.people, plan.unlisted) == (3, frozenset(), (2,))
    plan = contents_plan([part(codes(*[1] * 60, *[2] * 60)), crowd])
    assert (plan.deepest, plan.people, plan.unlisted) == (2, frozenset(), (2,))


def test_what_contents_leave_out_is_known() -> None:
    words = [Paragraph("The roof leaks.")] * 4
    short, long = part(people(*names(12))), part(people(*names(10), after=words))
    assert contents_plan([short, long]).again == (1,)
    assert contents_plan([part(codes(*[1] * 60)), part(people(*names(60))), short]).unlisted == (2, 3)
    deep, flat = part(codes(*[1] * 20, *[2] * 20, *[3] * 80, *[4] * 20)), part(codes(1, 2))
    assert contents_plan([flat, deep]).lower == (2,)
    assert contents_plan([flat, part(codes(1, 2, 3, 4))]).lower == ()
    # What contents of its own would not list either is not missed.
    assert contents_plan([flat, part(codes(*[1] * 20, *[2] * 120, *[3] * 20), deepest=1)]).lower == ()
