"""Sorting the segments of a code into new codes, without the window: which segment goes where."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.model.change import ChangeSet
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.operations.codebook_merge import SplitPart, split_code

PARTS = 9


@dataclass(frozen=True, slots=True)
class SplitState:
    """``names`` are those of the new codes by number (1-9); ``goes_to`` tells each coding's number."""

    code_id: UUID
    segments: tuple[Segment, ...]
    names: Mapping[int, str] = field(default_factory=dict)
    goes_to: Mapping[UUID, int] = field(default_factory=dict)

    def named(self, number: int, name: str) -> "SplitState":
        """Call the new code with this number so."""
        return replace(self, names={**self.names, number: name})

    def sorted_into(self, coding_id: UUID, number: int | None) -> "SplitState":
        """Put a segment into a new code; None leaves it where it is."""
        rest = {key: value for key, value in self.goes_to.items() if key != coding_id}
        return replace(self, goes_to=rest if number is None else {**rest, coding_id: number})

    @property
    def summary(self) -> str:
        """What will be where, in a sentence."""
        parts = []
        for number in sorted(set(self.goes_to.values())):
            count = sum(goes == number for goes in self.goes_to.values())
            name = self.names.get(number, "").strip()
            parts.append(
                f"{count} into “{name}”" if name else f"{count} into {number}, which has no name yet"
            )
        stay = len(self.segments) - len(self.goes_to)
        return "; ".join([*parts, f"{stay} stay"]) + "."

    @property
    def ready(self) -> bool:
        """Whether there is something to do and every new code that is used has a name."""
        return bool(self.goes_to) and all(
            self.names.get(number, "").strip() for number in self.goes_to.values()
        )

    def change(self, study: Study) -> ChangeSet:
        """The step that does it. Raises QualcodeError where a name is taken."""
        places = {segment.coding_id: segment.transcript_id for segment in self.segments}
        parts = [
            SplitPart(
                [
                    (places[coding_id], coding_id)
                    for coding_id, goes in self.goes_to.items()
                    if goes == number
                ],
                name=self.names[number],
            )
            for number in sorted(set(self.goes_to.values()))
        ]
        return split_code(study, self.code_id, parts)


def state_of(study: Study, code_id: UUID) -> SplitState:
    """Nothing is sorted yet."""
    return SplitState(code_id, tuple(segments(study, Retrieval(codes=(code_id,)))))
