"""The properties of PDF files that the layout does not know: by which step a file was made."""

from typing import Final

from qualcode.exporters.document.blocks import ORIGIN

_NAME: Final = ORIGIN.partition("-")[0].title()
_OLD, _NEW = b"/Keywords(", f"/{_NAME}(".encode()
_IN_METADATA: Final = b"<pdf:Keywords>", b"</pdf:Keywords>"


def with_origin(content: bytes, origin: str) -> bytes:
    """A PDF whose ``origin`` Typst wrote as its keywords, with a property of its own in their place.

    Keywords are for those who look for a file. Both names are as long: all objects stay where they are.
    """
    said = origin.encode()
    before, found, after = content.rpartition(_OLD + said + b")")
    if not origin or not found:
        return content
    made = before + _NEW + said + b")" + after
    begin, end = _IN_METADATA
    words = begin + said + end
    return made.replace(words, b" " * len(words))
