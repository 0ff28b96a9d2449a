"""What the properties of a spreadsheet say of it: the same as the front of a document would."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Final

from qualcode.exporters.document.first_page import first_page
from qualcode.exporters.document.front_lines import subject
from qualcode.model.front import Front, said_instead
from qualcode.model.results.citation import TITLE
from qualcode.model.words.xml_letters import for_xml

_FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter wants a naive time; no clock here
_LONGEST: Final = 255
_NOBODY: Final = Front(title="")

_front: ContextVar[Front] = ContextVar("front of spreadsheets", default=_NOBODY)


@contextmanager
def signed_like(front: Front) -> Iterator[None]:
    """Spreadsheets that are written in this block, and on this thread, have these properties.

    One without a title has that of what is in it.
    """
    before = _front.set(front)
    try:
        yield
    finally:
        _front.reset(before)


def properties_of(title: str) -> dict[str, object]:
    """What is set in a file; ``title`` is that of what is in it."""
    front = said_instead(_front.get(), first_page().words)
    date = _FIXED_TIME if front.date is None else front.date.replace(tzinfo=None, microsecond=0)
    words = {
        "title": front.title or title,
        "subject": subject(front),
        "author": front.authors,
        "company": front.organisation,
        "comments": f"Made with {TITLE}",
    }
    return {**{name: _property(said) for name, said in words.items()}, "created": date}


def _property(words: str) -> str:
    return " ".join(for_xml(words).split())[:_LONGEST]
