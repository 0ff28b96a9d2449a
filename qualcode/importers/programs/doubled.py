"""Rows of other programs' databases that are there twice, as half a repair or half a merge leaves them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, Protocol, TypeVar
from uuid import UUID

from qualcode.model.exchange.document import ExchangedProject, ExchangedSource
from qualcode.model.exchange.selected import ExchangedSelection, Selections
from qualcode.model.words.in_words import counted


class _Identified(Protocol):
    @property
    def id(self) -> UUID: ...


T = TypeVar("T", bound=_Identified)

_SEVERAL: Final = {"person": "people"}


def each_once(project: ExchangedProject) -> ExchangedProject:
    """The project with everything once: of several rows of one identity the first one holds. It is told."""
    once = _Once()
    found = replace(
        project,
        users=once.of("person", project.users),
        codes=once.of("code", project.codes),
        variables=once.of("attribute", project.variables),
        cases=once.of("case", project.cases),
        notes=once.of("note", project.notes),
        sets=once.of("set", project.sets),
        sources=tuple(map(once.source, once.of("source", project.sources))),
    )
    return replace(found, repairs=(*project.repairs, *once.repairs())) if once.doubled else project


class _Once:
    """Takes each identity once, and counts what comes again."""

    def __init__(self) -> None:
        self.doubled: Counter[str] = Counter()
        self._seen: set[tuple[str, UUID]] = set()

    def of(self, noun: str, rows: Iterable[T]) -> tuple[T, ...]:
        """The rows that were not there before."""
        return tuple(row for row in rows if self._is_new(noun, row))

    def _is_new(self, noun: str, row: _Identified) -> bool:
        if (noun, row.id) in self._seen:
            self.doubled[noun] += 1
            return False
        self._seen.add((noun, row.id))
        return True

    def source(self, source: ExchangedSource) -> ExchangedSource:
        """A source with each of its stretches, and each coding of these, once."""
        selections = Selections.of(map(self._selection, self.of("selection", source.selections)))
        return replace(source, selections=selections, codings=self.of("coding", source.codings))

    def _selection(self, selection: ExchangedSelection) -> ExchangedSelection:
        return selection._replace(codings=self.of("coding", selection.codings))

    def repairs(self) -> Iterator[str]:
        """What was mended."""
        for noun, number in self.doubled.items():
            was = "was" if number == 1 else "were"
            again = counted(number, noun, _SEVERAL.get(noun, ""))
            yield f"{again} {was} there again; the first one was kept."
