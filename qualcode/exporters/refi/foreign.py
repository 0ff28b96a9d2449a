"""Parts of other programs' projects written again, as far as what they refer to is still there."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.study import Study

_OWN: Final = re.compile(r' guid="([0-9A-F-]{36})"')
_WANTED: Final = ("targetGUID", "originGUID", "sourceVertex", "targetVertex")


class ForeignParts:
    """Gives the parts of each kind; ``written`` is told all that the document has so far.

    ``left_out`` counts the parts that lead nowhere any more, and under None references within the others.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._there: set[str] = set()
        self.left_out: Counter[ForeignKind | None] = Counter()

    def written(self, text: str) -> None:
        """The document has this, too."""
        self._there.update(_OWN.findall(text))

    def of_kind(self, kind: ForeignKind) -> str:
        """The elements of one kind, sound by themselves."""
        rows = (row for row in self._study.rows(ForeignPart).values() if row.kind is kind)
        return "".join(self._elements(sorted(rows, key=lambda row: row.id)))

    def _elements(self, rows: list[ForeignPart]) -> Iterator[str]:
        for row in rows:
            element = etree.fromstring(row.content, etree.XMLParser(resolve_entities=False, no_network=True))
            if element.get("guid") in self._there:
                continue
            leads = self._leads(element)
            pruned = self._prune(element) if leads else 0
            # A set without members, or a drawing of nothing, says nothing any more.
            if leads and (len(element) or row.kind is ForeignKind.LINK):
                self.left_out[None] += pruned
                yield etree.tostring(element, encoding="unicode")
            else:
                self.left_out[row.kind] += 1

    def _leads(self, element: etree._Element) -> bool:
        """Whether all that an element cannot do without is there."""
        return all(element.get(name) in self._there for name in _WANTED if element.get(name) is not None)

    def _prune(self, element: etree._Element) -> int:
        """Take out what leads nowhere; of a drawing first the points, then the lines. Gives how many."""
        pruned = 0
        for part in list(element):
            guid = part.get("guid")
            if not self._leads(part) or guid in self._there:
                element.remove(part)
                pruned += 1
                continue
            represented = part.get("representedGUID")
            if represented is not None and represented not in self._there:
                del part.attrib["representedGUID"]
                pruned += 1
            if guid is not None:
                self._there.add(guid)
        return pruned
