"""A study in the making: its rows, the names that are taken, and what there is to tell about it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from qualcode.model.entities import KINDS, Coder, Entity, ProjectInfo
from qualcode.model.exchange.document import ExchangedNote, ExchangedProject
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.model.identity import from_milliseconds, now
from qualcode.model.words.names import kept_name, name_key, numbered_name

_FILES: Final = UUID("3c0b9a54-2a4d-5c15-9f0a-6f6c1ad2a0b1")
UNKNOWN_CODER: Final = part_id(_FILES, "unknown coder")
"""Who coded where the file does not say."""


@dataclass
class DraftStudy:
    """Rows by kind. ``notes`` are those of the file; those that find what they are about are ``placed``."""

    project: ExchangedProject
    rows: dict[type[Entity], dict[UUID, Any]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    placed: set[UUID] = field(default_factory=set)
    _taken: dict[object, set[str]] = field(default_factory=dict)
    _told: Counter[tuple[ExchangeFate, str, str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.notes: Mapping[UUID, ExchangedNote] = {note.id: note for note in self.project.notes}
        self.begun = now() if self.project.created is None else from_milliseconds(self.project.created)
        self.info = ProjectInfo(
            part_id(_FILES, self.project.name),
            self.name("project", self.project.name, "Imported project"),
            self.begun,
            self.project.description,
        )
        self.put(self.info)

    def put(self, *rows: Entity) -> None:
        for row in rows:
            self.rows[type(row)][row.id] = row

    def name(self, among: object, written: str, otherwise: str) -> str:
        """A name that nothing else among its kind has; what stands for one where there is none."""
        taken = self._taken.setdefault(among, set())
        name = numbered_name(kept_name(written).strip() or otherwise, taken)
        taken.add(name_key(name))
        return name

    def moment(self, milliseconds: int | None) -> datetime:
        """When something was made; when the project was, where the file does not say."""
        return self.begun if milliseconds is None else from_milliseconds(milliseconds)

    def coder(self, user: UUID | None) -> UUID:
        """The coder of a user; one unknown for all that the file does not name."""
        if user is not None and user in self.rows[Coder]:
            return user
        if UNKNOWN_CODER not in self.rows[Coder]:
            self.put(Coder(UNKNOWN_CODER, self.name(Coder, "Unknown coder", "Unknown coder")))
        return UNKNOWN_CODER

    def author(self, user: UUID | None) -> str:
        """The name of a user, for memos."""
        coder = None if user is None else self.rows[Coder].get(user)
        return "" if coder is None else str(coder.name)

    def note_words(self, notes: Iterable[UUID]) -> str:
        """What notes say, in one text; they have found their place."""
        found = [self.notes[note] for note in notes if note in self.notes]
        self.placed.update(note.id for note in found)
        return "\n\n".join("\n".join(filter(None, (note.name, note.text))) for note in found)

    def tell(self, fate: ExchangeFate, noun: str, number: int = 1, why: str = "", several: str = "") -> None:
        """Count something that is told."""
        if number:
            self._told[fate, noun, why, several] += number

    def told(self) -> tuple[Told, ...]:
        """All that there is to tell."""
        mended = (Told(ExchangeFate.REPAIRED, sentence) for sentence in self.project.repairs)
        lines = (
            Told(fate, noun, number, why, several)
            for (fate, noun, why, several), number in self._told.items()
        )
        return (*lines, *mended)
