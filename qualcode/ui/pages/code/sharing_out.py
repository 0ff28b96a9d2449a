"""How the width of the Code page is shared out: the sides give way before lines of the text become short."""

from typing import Final, NamedTuple

LEAST_LEFT: Final = 145
LEAST_RIGHT: Final = 205


class Sides(NamedTuple):
    """Widths of the two sides; 0: closed."""

    left: int
    right: int


NOWHERE: Final = Sides(0, 0)


def kept_of(room: int, kept: Sides, asked_last: int, least_text: int) -> Sides:
    """Of the sides that were asked for, the last one alone (0, 1) where both leave the text too little."""
    if not all(kept) or LEAST_LEFT + LEAST_RIGHT + least_text <= room:
        return kept
    return Sides(kept.left, 0) if asked_last == 0 else Sides(0, kept.right)


def sides_of(room: int, wished: Sides, text: int, kept: Sides = NOWHERE) -> Sides:
    """The sides in a page of this width, whose text needs so much; 0 in ``wished``: not wanted at all.

    They become narrower down to their least width. Where that is not enough the right one closes, then the
    left one; but not one that is ``kept`` (not 0), because it was asked for since.
    """
    least = Sides(LEAST_LEFT if wished.left else 0, LEAST_RIGHT if wished.right else 0)
    spare = room - text
    closing = Sides(max(wished.left, least.left), max(wished.right, least.right))
    if sum(least) > spare and not kept.right:
        closing, least = closing._replace(right=0), least._replace(right=0)
    if sum(least) > spare and not kept.left:
        closing, least = closing._replace(left=0), least._replace(left=0)
    over = sum(closing) - max(spare, sum(least))
    if over <= 0:
        return closing
    give = [wish - low for wish, low in zip(closing, least, strict=True)]
    left = closing.left - round(over * give[0] / max(1, sum(give)))
    return Sides(left, closing.right - (over - (closing.left - left)))
