"""Where something small can be beside a selection so that it covers as few words as can be."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize

_Edges = tuple[float, float, float, float]
"""Left, top, right and bottom."""

_GAP: Final = 6
_SHAVED: Final = 3
"""Pixels above and below the letters of a line: nothing is lost where these are covered."""
_FAR: Final = 0.4
"""What a pixel further away weighs, beside a square pixel of covered words."""


def free_place(
    size: QSize, room: QRect, end: QRect, lines: Sequence[QRectF], taken: Sequence[QRectF]
) -> QRect:
    """The best place in ``room`` near the ``end`` of a selection.

    ``lines`` are the lines of words around it; ``taken`` is what else should not be covered.
    """
    words = _letters((*lines, *taken))
    aim = end.center()

    def cost(place: QRect) -> float:
        between = place.center() - aim
        return _over(place, words) + _FAR * (abs(between.x()) + 2 * abs(between.y()))

    return min(_places(size, room, end, lines), key=cost)


def covered_by(place: QRect, lines: Sequence[QRectF], taken: Sequence[QRectF]) -> float:
    """How many square pixels of words are below something that is there."""
    return _over(place, _letters((*lines, *taken)))


def _letters(rects: Sequence[QRectF]) -> list[_Edges]:
    """Where letters are. Plain numbers: a hundred places are compared with all that could be covered."""
    return [_edges(QRectF(each).adjusted(-_GAP // 2, _SHAVED, _GAP // 2, -_SHAVED)) for each in rects]


def _over(place: QRect, words: Sequence[_Edges]) -> float:
    over = 0.0
    first, top, last, bottom = _edges(QRectF(place))
    for left, upper, right, lower in words:
        width, height = min(last, right) - max(first, left), min(bottom, lower) - max(top, upper)
        if width > 0 and height > 0:
            over += width * height
    return over


def _edges(rect: QRectF) -> _Edges:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def _places(size: QSize, room: QRect, end: QRect, lines: Sequence[QRectF]) -> Iterator[QRect]:
    """At both ends of each line and at both sides of the room, on the height of each line."""
    lowest, rightmost = room.bottom() + 1 - size.height() - _GAP, room.right() + 1 - size.width() - _GAP
    heights = {end.center().y(), *(round(line.center().y()) for line in lines)}
    lefts = {end.right() + _GAP, end.left() - _GAP - size.width(), _GAP, rightmost}
    for line in lines:
        lefts |= {round(line.right()) + _GAP, round(line.left()) - _GAP - size.width()}
    inside = [left for left in lefts if 0 <= left <= rightmost + _GAP] or [max(0, rightmost)]
    for height, left in product(heights, inside):
        top = min(max(0, height - size.height() // 2), lowest)
        yield QRect(QPoint(left, top), size)
