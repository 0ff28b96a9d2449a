"""What one file says on its first page, and in its properties, in the place of what its project says."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, NamedTuple

from qualcode.model.front import AS_IN_THE_PROJECT, FrontWords


class FirstPage(NamedTuple):
    """``cover`` None: as each document has it."""

    words: FrontWords = AS_IN_THE_PROJECT
    cover: bool | None = None


_AS_IT_IS: Final = FirstPage()
_instead: ContextVar[FirstPage] = ContextVar("first page", default=_AS_IT_IS)


@contextmanager
def first_page_says(words: FrontWords, *, cover: bool | None = None) -> Iterator[None]:
    """Files that are written in this block, and on this thread, say this on their first page."""
    before = _instead.set(FirstPage(words, cover))
    try:
        yield
    finally:
        _instead.reset(before)


def first_page() -> FirstPage:
    """What the file says that is being written."""
    return _instead.get()
