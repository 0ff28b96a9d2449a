"""Pictures as parts of documents: bare, as large as their letters need, with what is said of them below."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from struct import unpack
from typing import Final, NamedTuple

from qualcode.exporters.document.blocks import Block, Paragraph, ParagraphKind, PictureBlock
from qualcode.exporters.pictures.drawing import Drawer, DrawingRequest
from qualcode.exporters.pictures.sheet import DPI, ENLARGED, PAGE_HEIGHT, PAGE_ROOM, Picture
from qualcode.model.machine.progress import Progress, no_progress

_SIZE_IN_PNG: Final = slice(16, 24)
_UPRIGHT: Final = (PAGE_ROOM, PAGE_HEIGHT)
_ACROSS: Final = (9.85, 5.3)
"""Inches of a page for a picture, less heading and caption."""
_CLEARLY: Final = 1.1


class DrawnPicture(NamedTuple):
    """A picture in the two forms that documents take; ``remarks`` are how to read it."""

    png: bytes
    svg: bytes
    remarks: Sequence[str]

    @property
    def landscape(self) -> bool:
        """Whether its letters are clearly larger on a page that lies across."""
        return self._enlarged(_ACROSS) > _CLEARLY * self._enlarged(_UPRIGHT)

    def blocks(self, told: str, caption: str, anchor: str) -> Iterator[Block]:
        """The picture with its caption and how to read it; ``told`` is for those who cannot see it."""
        room = _ACROSS if self.landscape else _UPRIGHT
        share = min(1.0, self._size[0] * self._enlarged(room) / room[0])
        yield PictureBlock(self.png, self.svg, told, caption, anchor, share)
        if self.remarks:
            yield Paragraph(" ".join(self.remarks), ParagraphKind.NOTE)

    @property
    def _size(self) -> tuple[float, float]:
        wide, high = unpack(">II", self.png[_SIZE_IN_PNG])
        return wide / DPI, high / DPI

    def _enlarged(self, room: tuple[float, float]) -> float:
        return min(ENLARGED, *(most / side for most, side in zip(room, self._size, strict=True)))


def drawn_for_a_document(picture: Picture, drawer: Drawer, progress: Progress = no_progress) -> DrawnPicture:
    """Vector for pages that take it, pixels for Word."""
    png, svg = (
        drawer.draw(DrawingRequest(Path(f"picture{ending}"), picture, bare=True), progress)
        for ending in (".png", ".svg")
    )
    return DrawnPicture(png, svg, tuple(picture.page().remarks))
