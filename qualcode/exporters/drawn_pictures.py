"""Pictures as parts of documents: bare, as large as their letters need, with what is said of them below.

A heat map that no page could hold in letters to be read is drawn in parts, as its table is.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from struct import unpack
from typing import Final, NamedTuple

from qualcode.exporters.document.blocks import Block, Paragraph, ParagraphKind, PictureBlock
from qualcode.exporters.document.referred import continued
from qualcode.exporters.document.room import evenly
from qualcode.exporters.pictures.drawing import Drawer, DrawingRequest
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.sheet import (
    DPI,
    ENLARGED,
    LYING_HEIGHT,
    LYING_ROOM,
    PAGE_HEIGHT,
    PAGE_ROOM,
    Picture,
)
from qualcode.model.machine.progress import Progress, no_progress

_SIZE_IN_PNG: Final = slice(16, 24)
_UPRIGHT: Final = (PAGE_ROOM, PAGE_HEIGHT)
_ACROSS: Final = (LYING_ROOM, LYING_HEIGHT)
_CLEARLY: Final = 1.25
_MOST_ROWS, _MOST_COLUMNS = 42, 30
"""Of a heat map whose letters are still of 8 points, beside long names; totals have room beside them."""


class DrawnPicture(NamedTuple):
    """A picture in the two forms that documents take; ``remarks`` are how to read it."""

    png: bytes
    svg: bytes
    remarks: Sequence[str]

    @property
    def landscape(self) -> bool:
        """Whether its letters are clearly larger on a page that lies across."""
        return self._enlarged(_ACROSS) > _CLEARLY * self._enlarged(_UPRIGHT)

    def block(self, told: str, caption: str, anchor: str, shows: str) -> PictureBlock:
        """The picture with its caption; ``told`` is for those who cannot see it."""
        room = _ACROSS if self.landscape else _UPRIGHT
        share = min(1.0, self._size[0] * self._enlarged(room) / room[0])
        return PictureBlock(self.png, self.svg, told, caption, anchor, share, shows=shows)

    @property
    def _size(self) -> tuple[float, float]:
        wide, high = unpack(">II", self.png[_SIZE_IN_PNG])
        return wide / DPI, high / DPI

    def _enlarged(self, room: tuple[float, float]) -> float:
        return min(ENLARGED, *(most / side for most, side in zip(room, self._size, strict=True)))


class DrawnParts(NamedTuple):
    """A picture in one part or several; ``which`` says of each what it shows of the whole."""

    parts: Sequence[DrawnPicture]
    which: Sequence[str]

    @property
    def landscape(self) -> bool:
        return self.parts[0].landscape

    def blocks(self, told: str, caption: str, anchor: str, shows: str) -> Iterator[Block]:
        """All parts, each with its caption and how to read it; ``shows`` as in ``PictureBlock``."""
        rests = [f": {which}" if which else "" for which in self.which]
        drawn = [
            part.block(told + rest, caption + rest, anchor if number == 1 else f"{anchor}-{number}", shows)
            for number, (part, rest) in enumerate(zip(self.parts, rests, strict=True), 1)
        ]
        for block, part in zip(continued(drawn), self.parts, strict=True):
            yield block
            if part.remarks:
                yield Paragraph(" ".join(part.remarks), ParagraphKind.NOTE)

    def without(self, said: Sequence[str]) -> "DrawnParts":
        """The same without remarks that are made elsewhere."""
        left = [
            part._replace(remarks=[each for each in part.remarks if each not in said]) for part in self.parts
        ]
        return self._replace(parts=left)


def drawn_for_a_document(picture: Picture, drawer: Drawer, progress: Progress = no_progress) -> DrawnParts:
    """Vector for pages that take it, pixels for Word."""
    parts = _parts(picture)
    remarks = tuple(picture.page().remarks)
    drawn = [_drawn(part, drawer, progress) for _, part in parts]
    # How to read it is said once, below the last part.
    told = [
        DrawnPicture(*each, remarks if place == len(drawn) else ()) for place, each in enumerate(drawn, 1)
    ]
    return DrawnParts(told, [which for which, _ in parts])


def _drawn(picture: Picture, drawer: Drawer, progress: Progress) -> tuple[bytes, bytes]:
    png, svg = (
        drawer.draw(DrawingRequest(Path(f"picture{ending}"), picture, bare=True), progress)
        for ending in (".png", ".svg")
    )
    return png, svg


def _parts(picture: Picture) -> list[tuple[str, Picture]]:
    """Each with what it shows of the whole, in words; a tree cannot be cut."""
    if not isinstance(picture, HeatMap) or picture.joints:
        return [("", picture)]
    high, wide = picture.rows, picture.columns
    down = _with_total(evenly(high, _MOST_ROWS), picture.total_row)
    along = _with_total(evenly(wide, _MOST_COLUMNS), picture.total_column)
    if len(down) * len(along) == 1:
        return [("", picture)]
    return [
        (
            ", ".join(filter(None, (_which("rows", rows, high), _which("columns", columns, wide)))),
            picture.part(rows, columns),
        )
        for rows in down
        for columns in along
    ]


def _with_total(parts: tuple[range, ...], total: bool) -> tuple[range, ...]:
    """The same parts, the last with the total beside it."""
    *others, last = parts
    return (*others, range(last.start, last.stop + total))


def _which(noun: str, shown: range, number: int) -> str:
    """``columns 16 to 31 of 31 and the total``; the total is none of those that are counted."""
    if len(shown) >= number:
        return ""
    counted = f"{noun} {shown.start + 1} to {min(shown.stop, number)} of {number}"
    return f"{counted} and the total" if shown.stop > number else counted
