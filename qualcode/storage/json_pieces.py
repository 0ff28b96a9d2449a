"""Reads a list out of JSON that comes a piece at a time, so that no more of it is held than need be."""

import json
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

_READ: Final = json.JSONDecoder().raw_decode


def items_of(pieces: Iterable[bytes], name: str) -> Iterator[Any]:
    """The items of the list called ``name`` in an object, one at a time.

    The object is UTF-8 without blanks; the items, and the values before the list, are texts, lists and
    objects (where a number ends is not known until the next piece). Raises ValueError where it is none.
    """
    text = _Text(pieces)
    text.skip("{")
    while text.value() != name:
        text.skip(":")
        text.value()
        text.skip(",")
    text.skip(":")
    yield from _items(text)


def object_of(pieces: Iterable[bytes], name: str, make: Callable[[Any], Any]) -> dict[str, Any]:
    """The whole object, what ``make`` makes of each item in the list called ``name``.

    Read as by ``items_of``, but for the other values, each of which is read in one go.
    """
    text = _Text(pieces)
    found = {}
    text.skip("{")
    while text.character() != "}":
        key = text.value()
        text.skip(":")
        found[key] = [make(item) for item in _items(text)] if key == name else text.value()
        if text.character() == ",":
            text.skip(",")
    return found


def _items(text: "_Text") -> Iterator[Any]:
    text.skip("[")
    while text.character() != "]":
        yield text.value()
        if text.character() == ",":
            text.skip(",")
    text.skip("]")


class _Text:
    """What has come of the text and is not read yet."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._decoder = getincrementaldecoder("utf-8")()
        self._text, self._place = "", 0

    def value(self) -> Any:
        """The value that begins here."""
        count = 1
        while True:
            try:
                found, self._place = _READ(self._text, self._place)
            except json.JSONDecodeError:
                # Twice as many pieces each time: a long text is read from its beginning again.
                if not self._fetch(count):
                    raise
                count *= 2
            else:
                return found

    def character(self) -> str:
        """The character here, which stays to be read."""
        while self._place == len(self._text):
            if not self._fetch(1):
                raise ValueError("the text ends too early")
        return self._text[self._place]

    def skip(self, expected: str) -> None:
        """Go past this character."""
        if self.character() != expected:
            raise ValueError(f"there is no {expected} where one belongs")
        self._place += 1

    def _fetch(self, count: int) -> bool:
        """Have so many more pieces, as far as there are any; False where there is none."""
        come = [piece for _, piece in zip(range(count), self._pieces, strict=False)]
        self._text = self._text[self._place :] + "".join(map(self._decoder.decode, come))
        self._place = 0
        return bool(come)
