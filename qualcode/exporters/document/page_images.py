"""The pages of a PDF as pictures, one at a time: so a printer gets the pages that a file has."""

from types import TracebackType
from typing import NamedTuple, Self

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

_POINTS_AN_INCH = 72


class PageImage(NamedTuple):
    """Dots of a page, three bytes each (red, green, blue); ``stride`` bytes are a line of it."""

    width: int
    height: int
    stride: int
    dots: bytes


class PageImages:
    """The pages of one file; to be closed."""

    def __init__(self, content: bytes) -> None:
        self._document = pypdfium2.PdfDocument(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        width, height = self._document.get_page_size(number)
        return float(width), float(height)

    def image(self, number: int, dots_an_inch: float) -> PageImage:
        """The page, drawn so finely."""
        page = self._document[number]
        try:
            drawn = page.render(scale=dots_an_inch / _POINTS_AN_INCH, rev_byteorder=True)
            try:
                return PageImage(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
            finally:
                drawn.close()
        finally:
            page.close()
