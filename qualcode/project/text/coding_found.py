"""Coding what a query finds: what each passage becomes, and the step that codes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from qualcode.analysis.found_units import FoundPlace, FoundUnit, widened
from qualcode.analysis.query import find
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.queries.query import Query
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.coding import code_passages
from qualcode.operations.draft import together


@dataclass(frozen=True, slots=True)
class FoundToCode:
    """Passages as they were found and, one for one, what each becomes."""

    found: tuple[FoundPlace, ...]
    becomes: tuple[FoundPlace, ...]

    @property
    def passages(self) -> tuple[FoundPlace, ...]:
        """What is coded, each once."""
        return tuple(dict.fromkeys(self.becomes))


def found_to_code(
    study: Study,
    query: Query,
    unit: FoundUnit = FoundUnit.HIT,
    around: int = 0,
    *,
    transcripts: tuple[UUID, ...] | None = None,
    measures: SpacyMeasures | None = None,
    progress: Progress = no_progress,
) -> FoundToCode:
    """What a query finds in the chosen transcripts, and what it becomes."""
    findings = find(study, query, transcripts, progress=progress)
    places = [findings.place(number) for number in range(len(findings))]
    return passages_to_code(study, places, measures or SpacyMeasures(), unit, around)


def passages_to_code(
    study: Study, places: Sequence[FoundPlace], measures: SpacyMeasures, unit: FoundUnit, around: int
) -> FoundToCode:
    """What some passages become."""
    return FoundToCode(tuple(places), tuple(widened(study, places, measures, unit, around)))


def coding_found(study: Study, code_id: UUID, to_code: FoundToCode, coder_name: str) -> ChangeSet:
    """One step that applies a code to all that was found; what is coded so already is left out."""
    coder, arrival = ensure_coder(study, coder_name)
    applying = code_passages(study.after(arrival) if arrival else study, code_id, to_code.passages, coder.id)
    return together(study, applying.label, [arrival, applying]) if applying else applying
