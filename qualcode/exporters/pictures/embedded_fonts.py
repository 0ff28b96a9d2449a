"""What of a font goes into a picture's PDF: the shapes of its letters, and nothing that only typing needs.

A PDF names shapes by their numbers, so no viewer looks up letters, joins or kerning in the fonts within it.
To cut these tables down to a few letters takes longer than all the rest of the file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_UNREAD: Final = ("GSUB", "GPOS", "GDEF", "kern", "cmap", "OS/2")
_LEFT_OUT: Final = "_drop_tables_default"
"""Where fontTools keeps what it leaves out of every font that it cuts down."""


@contextmanager
def shapes_only() -> Iterator[None]:
    """While Matplotlib writes a PDF, which has no say of its own: leave out what nobody reads there.

    A fontTools that keeps no such list any more cuts everything down, as it would without this.
    """
    from fontTools.subset import Options  # type: ignore[import-untyped]

    usual = getattr(Options, _LEFT_OUT, None)
    if usual is None:
        yield
        return
    setattr(Options, _LEFT_OUT, [*usual, *_UNREAD])
    try:
        yield
    finally:
        setattr(Options, _LEFT_OUT, usual)
