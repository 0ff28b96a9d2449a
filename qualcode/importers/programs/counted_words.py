"""Words of a web page as its program counts them, beside the same words as people read them."""

from html.parser import HTMLParser
from typing import Final

import numpy as np

from qualcode.importers.formats.web_page import read
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.model.exchange.document import CountedWords

_WITHOUT_FIRST_END: Final = frozenset(("pre", "textarea", "listing"))
_UNSEEN: Final = frozenset(("script", "style", "title", "template", "noscript"))


def words_of_page(html: str, limits: ImportLimits) -> tuple[str, CountedWords | None]:
    """The text of a page as an import of it reads it, and what positions within it count."""
    limits.check_text(len(html))
    if not html.strip():
        return "", None
    counted = _counted(html)
    shown = read(html.encode("utf-8", "replace"), limits).text
    beside = counted_beside(counted, shown)
    # Where a page shows less than what counts, what counts is the surer text.
    return (counted, None) if beside is None else (shown, beside)


def counted_beside(counted: str, shown: str) -> CountedWords | None:
    """Where each character that counts is among those shown; None where they differ by more than blanks."""
    there, here = _Letters(counted), _Letters(shown)
    if not np.array_equal(there.code, here.code):
        return None
    # The next character that is shown, and the end of the one before, for every position.
    upto = np.cumsum(there.seen) - there.seen
    places = np.append(here.places, len(shown))
    starts = places[upto]
    before = upto + there.seen - 1
    ends = np.where(before < 0, 0, here.places[np.maximum(before, 0)] + 1) if len(here.places) else upto * 0
    return CountedWords(counted, starts.astype("<i4").tobytes(), ends.astype("<i4").tobytes())


class _Letters:
    """Which characters of a text are no blanks, what they are and where."""

    def __init__(self, text: str) -> None:
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        blank = np.array([ord(sign) for sign in set(text) if sign.isspace()], dtype=np.uint32)
        self.seen = (~np.isin(letters, blank)).astype(np.int64)
        self.places = np.flatnonzero(self.seen)
        self.code = letters[self.places]


class _Counted(HTMLParser):
    """Gathers the characters outside tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._first = False
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._first = tag in _WITHOUT_FIRST_END
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._first = False
        self._unseen -= tag in _UNSEEN and self._unseen > 0

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self.found.append(data.removeprefix("\n") if self._first else data)
        self._first = False


def _counted(html: str) -> str:
    reading = _Counted()
    reading.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    reading.close()
    return "".join(reading.found)
