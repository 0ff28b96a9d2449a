"""What the lists at the beginning of a document of several parts hold, so that they have about two pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from qualcode.exporters.document.blocks import Contents, Document, Heading, PictureBlock, TableBlock

_MOST_LINES: Final = 118
"""Of all lists together, which have two pages."""
_AT_THE_END: Final = 2
"""References and colophon, which are listed as well."""
_WITH_PEOPLE: Final = 3
"""The level down to which headings are given up before those of participants are."""
_SHALLOWEST: Final = 2
_MOSTLY: Final = 0.5


@dataclass(frozen=True, slots=True)
class ContentsPlan:
    """``deepest``: the last level of headings that is listed, chapters being 1.

    ``people``: numbers of the parts, from 1, whose participants are listed; ``again`` those of parts whose
    participants are listed of one of these; ``unlisted`` those of parts whose participants would be if there
    were room; ``lower`` those of parts whose lowest levels of headings are left out.
    """

    deepest: int
    people: frozenset[int]
    unlisted: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    lower: tuple[int, ...] = ()


def contents_plan(parts: Sequence[Document]) -> ContentsPlan:
    """As deep as there is room for, and nobody twice: participants go after the lowest levels of codes."""
    plan = _planned(parts, _where_people_are_listed(parts))
    lower = tuple(
        number for number, part in enumerate(parts, 1) if _depth_of_headings(part) > plan.deepest - 1
    )
    return replace(plan, lower=lower)


def _depth_of_headings(part: Document) -> int:
    """The lowest level of headings of a part, participants aside, that contents of its own list."""
    levels = [
        block.level
        for block in part.blocks
        if isinstance(block, Heading) and block.listed and not block.somebody
    ]
    return min(depth_of(part), max(levels, default=0))


def _planned(parts: Sequence[Document], named: frozenset[int]) -> ContentsPlan:
    somebody = tuple(number for number, part in enumerate(parts, 1) if _people_in(part))
    again = tuple(number for number in somebody if number not in named)
    deepest = 1 + max(map(depth_of, parts))
    for level in range(deepest, _WITH_PEOPLE - 1, -1):
        if _lines(parts, level, named) <= _MOST_LINES:
            return ContentsPlan(level, named, again=again)
    deepest = min(deepest, _WITH_PEOPLE)
    if _lines(parts, deepest, ()) <= _MOST_LINES or deepest < _SHALLOWEST:
        return ContentsPlan(deepest, frozenset(), somebody)
    return ContentsPlan(_SHALLOWEST, frozenset(), somebody)


def depth_of(part: Document) -> int:
    """Down to which level the headings of a part are listed in contents of its own."""
    own = [block.deepest for block in part.blocks if isinstance(block, Contents)]
    return max(own, default=Contents().deepest)


def _where_people_are_listed(parts: Sequence[Document]) -> frozenset[int]:
    """The parts whose participants are not listed of a longer part already, which says more of them."""
    found, known = set(), set[str]()
    sizes = {number: len(tuple(part.blocks)) for number, part in enumerate(parts, 1)}
    for number in sorted(sizes, key=lambda place: -sizes[place]):
        people = _people_in(parts[number - 1])
        if people and len(people & known) < _MOSTLY * len(people):
            found.add(number)
            known |= people
    return frozenset(found)


def _people_in(part: Document) -> frozenset[str]:
    return frozenset(block.words for block in part.blocks if isinstance(block, Heading) and block.somebody)


def _lines(parts: Sequence[Document], deepest: int, people: Collection[int]) -> int:
    return _AT_THE_END + sum(
        _lines_of(part, deepest, names_people=number in people) for number, part in enumerate(parts, 1)
    )


def _lines_of(part: Document, deepest: int, *, names_people: bool) -> int:
    """A line for the chapter, and one for each heading, table and picture in it."""
    most = min(depth_of(part), deepest - 1)
    lines = 1
    for block in part.blocks:
        if isinstance(block, Heading):
            lines += block.listed and block.level <= most and (names_people or not block.somebody)
        elif isinstance(block, TableBlock | PictureBlock):
            lines += bool(block.caption)
    return lines
