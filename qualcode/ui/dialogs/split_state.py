"""Sorting the segments of a code into new codes, without the window: which segment goes where."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.identity import key_of
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.model.words.in_words import plural_of
from qualcode.operations.codes.codebook_merge import SplitPart, split_code

PARTS = 9

Place = tuple[UUID, UUID]
"""Transcript and coding."""


@dataclass(frozen=True, slots=True)
class SplitState:
    """``total`` counts the code's segments, ``names`` are those of the new codes by number (1-9).

    ``goes_to`` tells the number of each segment that is sorted; the others stay.
    """

    code_id: UUID
    total: int
    names: Mapping[int, str] = field(default_factory=dict)
    goes_to: Mapping[Place, int] = field(default_factory=dict)

    def named(self, number: int, name: str) -> "SplitState":
        """Call the new code with this number so."""
        return replace(self, names={**self.names, number: name})

    def sorted_into(self, segment: Segment, number: int | None) -> "SplitState":
        """Put a segment into a new code; None leaves it where it is."""
        place = (segment.transcript_id, segment.coding_id)
        rest = {key: value for key, value in self.goes_to.items() if key != place}
        return replace(self, goes_to=rest if number is None else {**rest, place: number})

    def number_of(self, segment: Segment) -> int | None:
        """Into which new code a segment goes; None where it stays."""
        return self.goes_to.get((segment.transcript_id, segment.coding_id))

    @property
    def summary(self) -> str:
        """What will be where, in a sentence."""
        parts = []
        for number in sorted(set(self.goes_to.values())):
            count = sum(goes == number for goes in self.goes_to.values())
            name = self.names.get(number, "").strip()
            parts.append(
                f"{count:,} into “{name}”" if name else f"{count:,} into {number}, which has no name yet"
            )
        stay = self.total - len(self.goes_to)
        parts.append(f"{stay:,} {plural_of(stay, 'stays', 'stay')}")
        return f"Segments: {'; '.join(parts)}."

    @property
    def ready(self) -> bool:
        """Whether there is something to do and every new code that is used has a name."""
        return bool(self.goes_to) and all(
            self.names.get(number, "").strip() for number in self.goes_to.values()
        )

    def change(self, study: Study) -> ChangeSet:
        """The step that does it. Raises QualcodeError where a name is taken."""
        parts = [
            SplitPart(
                [place for place, goes in self.goes_to.items() if goes == number], name=self.names[number]
            )
            for number in sorted(set(self.goes_to.values()))
        ]
        return split_code(study, self.code_id, parts)


def state_of(study: Study, code_id: UUID) -> SplitState:
    """Nothing is sorted yet."""
    return SplitState(code_id, study.coding_counts.get(key_of(code_id), 0))
