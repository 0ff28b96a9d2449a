"""Elements of a REFI-QDA document as text: attributes, words as XML can hold them, references in capitals."""

import re
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from qualcode.model.exchange.selections import written_guid
from qualcode.model.identity import from_milliseconds
from qualcode.model.words.xml_letters import for_xml

_IN_ATTRIBUTES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
)
_MARKED_UP = re.compile('[&<>"\n\t]')
_IN_WORDS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def attributes(**values: str | None) -> str:
    """Attributes in this order, without those that are None."""
    return "".join(f' {name}="{quoted(value)}"' for name, value in values.items() if value is not None)


def quoted(value: str) -> str:
    """The value of an attribute as it is written between quotation marks."""
    plain = for_xml(value)
    # Most values have nothing to write otherwise, and looking for it costs less than writing all again.
    return plain.translate(_IN_ATTRIBUTES) if _MARKED_UP.search(plain) else plain


def words(name: str, text: str) -> str:
    """An element that holds words; nothing where there are none."""
    return f"<{name}>{for_xml(text).translate(_IN_WORDS)}</{name}>" if text else ""


def reference(name: str, identity: UUID) -> str:
    """An element that refers to another one."""
    return f'<{name} targetGUID="{written_guid(identity)}"/>'


def element(name: str, attributes_: str, content: str) -> str:
    """An element with attributes and content, either of which may be empty."""
    return f"<{name}{attributes_}>{content}</{name}>" if content else f"<{name}{attributes_}/>"


def holder(name: str, content: str) -> str:
    """An element that the schema allows only where it holds something."""
    return f"<{name}>{content}</{name}>" if content else ""


def moment(when: datetime) -> str:
    """A moment as the schema's dateTime."""
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@lru_cache(maxsize=100_000)
def moment_of(milliseconds: int) -> str:
    """The same from a column."""
    return moment(from_milliseconds(milliseconds))
