"""Codes of a REFI-QDA document, each once: some programs write one below another and again at the top."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from lxml import etree

from qualcode.importers.refi.identities import Identities, guid
from qualcode.importers.refi.parts import described, parts
from qualcode.model.exchange.document import ExchangedCode
from qualcode.model.words.in_words import counted

_COLOUR: Final = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


class CodebookReading:
    """Reads codebooks one after the other; a code that stands again belongs below another."""

    def __init__(self, ids: Identities) -> None:
        self._ids = ids
        self._codes: dict[UUID, ExchangedCode] = {}
        self._again = 0

    def read_below(self, top: etree._Element) -> None:
        """All codes below an element, without a call for each level: there may be many."""
        waiting: list[tuple[etree._Element, UUID | None]] = []
        waiting += [(each, None) for each in parts(top, "Code")][::-1]
        while waiting:
            element, parent = waiting.pop()
            identity = self._read(element, parent)
            waiting += [(each, identity) for each in parts(element, "Code")][::-1]

    def _read(self, element: etree._Element, parent: UUID | None) -> UUID:
        name = (element.get("name") or "").strip()
        written = guid(element.get("guid"))
        known = None if written is None else self._codes.get(written)
        if known is not None and known.name == name:
            self._again += 1
            if known.parent is None and parent is not None and known.id not in self._above(parent):
                self._codes[known.id] = known._replace(parent=parent)
            return known.id
        colour = element.get("color", "")
        code = ExchangedCode(
            self._ids.own(element, "code"),
            name,
            parent,
            element.get("isCodable", "true").strip().lower() not in ("false", "0"),
            colour if _COLOUR.fullmatch(colour) else "",
            described(element),
            self._ids.references(element, "NoteRef"),
        )
        self._codes[code.id] = code
        return code.id

    def _above(self, identity: UUID | None) -> Iterator[UUID]:
        """A code and those above it."""
        while identity is not None:
            yield identity
            identity = self._codes[identity].parent

    def in_order(self) -> tuple[ExchangedCode, ...]:
        """The codes after those above them."""
        if not self._again:
            return tuple(self._codes.values())
        below: dict[UUID | None, list[ExchangedCode]] = defaultdict(list)
        for code in self._codes.values():
            below[code.parent].append(code)
        found: list[ExchangedCode] = []
        waiting = below[None][::-1]
        while waiting:
            code = waiting.pop()
            found.append(code)
            waiting += below[code.id][::-1]
        return tuple(found)

    def repairs(self) -> list[str]:
        """What was mended."""
        times = counted(self._again, "time")
        return [f"Codes stood in the document again {times}; each is one code."] if self._again else []
