"""Parts of other programs' projects written again, as far as what they refer to is still there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from qualcode.model.entities import (
    Attribute,
    Code,
    Coder,
    CodeSet,
    Highlight,
    Memo,
    MemoSubject,
    Participant,
    Transcript,
)
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.exchange.selections import (
    part_id,
    written_guid,
    written_guids,
    written_selections,
)
from qualcode.model.exchange.targets import Manner
from qualcode.model.identity import NO_KEY, id_list
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
        self.there(_OWN.findall(text))

    def there(self, guids: Iterable[str]) -> None:
        """The document has these GUIDs, too."""
        self._there.update(guids)

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


def left_out_parts(study: Study, manner: Manner) -> Mapping[ForeignKind | None, int]:
    """How many parts of other programs' projects lead nowhere any more; None: references within others."""
    foreign = ForeignParts(study)
    # Only what the document holds says what can still be referred to.
    if any(row.kind is not ForeignKind.IDENTITY for row in study.rows(ForeignPart).values()):
        foreign.there(guids_of(study, turns=manner.turns))
        for kind in (ForeignKind.LINK, ForeignKind.SET, ForeignKind.GRAPH):
            foreign.of_kind(kind)
    return foreign.left_out


def guids_of(study: Study, *, turns: bool) -> Iterator[str]:
    """The GUIDs of all that a document of the study has, but for parts of other programs' projects.

    Made without the document, which takes much longer to write. ``turns``: with selections for turns.
    """
    for kind in _WITH_GUID:
        yield from map(written_guid, study.rows(kind))
    yield written_guid(part_id(study.info.id, "kept"))
    for memo in study.rows(Memo).values():
        if memo.subject in _LED_TO:
            yield written_guid(part_id(memo.id, _LED_TO[memo.subject]))
    for owner, table in study.codings.items():
        yield from written_guids(table.id)
        yield from written_selections(owner, set(zip(table.start.tolist(), table.end.tolist(), strict=True)))
        yield from (
            written_guid(part_id(identity, "memo")) for identity in id_list(table.take(table.memo != "").id)
        )
    if turns:
        for said in study.turns.values():
            yield from written_guids(said.take(said.participant != NO_KEY).id)


_WITH_GUID: Final = (Coder, Code, Attribute, Participant, Transcript, Memo, Highlight, CodeSet)
_LED_TO: Final = {MemoSubject.PARTICIPANT: "link", MemoSubject.PLACE: "place"}
"""By which part a memo is tied to what has no place for notes."""
