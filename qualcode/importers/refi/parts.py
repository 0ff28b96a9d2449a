"""What elements of a REFI-QDA document have in common: parts by their local name, moments, values."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from lxml import etree

from qualcode.model.identity import to_milliseconds

if TYPE_CHECKING:
    from qualcode.importers.refi.identities import Identities

_NOTHING: Final = UUID(int=0)
_FRACTION: Final = re.compile(r"\.(\d+)")
_USUAL: Final = "2026-11-29T09:33:43.410Z"


def local(element: etree._Element) -> str:
    """The name without its namespace: programs write several."""
    # Comments have a function for a tag, which is no name that anybody looks for.
    return str(element.tag).rpartition("}")[2]


def parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The parts of this name, directly below."""
    return element.iterchildren(f"{{*}}{name}")


def part(element: etree._Element, name: str) -> etree._Element | None:
    """The first part of this name."""
    return next(parts(element, name), None)


def described(element: etree._Element) -> str:
    """The description of an element."""
    found = part(element, "Description")
    return "" if found is None else (found.text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def moment(written: str | None) -> int | None:
    """Milliseconds since 1970 of a date and time; None where there is none that counts."""
    if not written:
        return None
    # Some programs write seven digits of a second.
    usual = len(written) == len(_USUAL) and written[19] == "." and written.endswith("Z")
    plain = written if usual else _FRACTION.sub(_six_digits, written.strip())
    try:
        found = datetime.fromisoformat(plain)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return to_milliseconds(found.astimezone(UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _six_digits(found: re.Match[str]) -> str:
    return f".{found[1][:6].ljust(6, '0')}"


def value_of(element: etree._Element, ids: "Identities") -> tuple[UUID, str]:
    """The variable of a value, and the value as it is written."""
    variables = ids.references(element, "VariableRef")
    for each in element:
        if local(each).endswith("Value"):
            return (variables[0] if variables else _NOTHING), (each.text or "").strip()
    return (variables[0] if variables else _NOTHING), ""
