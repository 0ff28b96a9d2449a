"""The letters that XML and HTML can hold."""

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def for_xml(words: str) -> str:
    """``words`` with LF line ends and, one for one, U+FFFD for what XML and HTML cannot hold."""
    if "\r" in words:
        words = words.replace("\r\n", "\n").replace("\r", "\n")
    if words.isprintable():
        return words
    return _NOT_IN_XML.sub(REPLACEMENT, words)
