"""What is on record at one moment: the study and the steps that led to it, to be read on any thread."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from qualcode.model.change import RowChange
from qualcode.model.step import Step
from qualcode.model.step_topics import ChangeOutline
from qualcode.model.study import Study
from qualcode.model.teamwork.sight import ALL, Sight, seen
from qualcode.storage.database import Database


@dataclass(frozen=True, eq=False)
class Record:
    """A project as it stands at a step; what is done later is not in it.

    ``sight`` is what whoever reads it may see; of ``_whole``, all there is, nothing else is given.
    """

    study: Study
    steps: tuple[Step, ...]
    database: Database
    sight: Sight = ALL
    _whole: Study | None = field(default=None, repr=False)

    def hashes(self) -> list[str]:
        """The hashes of the steps, oldest first: two projects are one up to where these are the same."""
        return self.database.hashes()[: self.study.step]

    def study_at(self, number: int) -> Study:
        """The study as it was after a step, as far as it may be seen now."""
        study = self._whole or self.study
        for step in range(study.step, number, -1):
            study = study.after(self.database.change_of(step).inverse())
        return seen(study, self.sight)

    def rows_by_step(self) -> Iterator[tuple[Step, tuple[RowChange, ...]]]:
        """Every step with the rows that it changed, oldest first, without codings and turns."""
        for step, changes in self.database.rows_by_step():
            if step.number > self.study.step:
                return
            yield step, changes

    def outlines(self) -> Iterator[tuple[Step, ChangeOutline]]:
        """Every step as whoever looks may read of it, with what it changed, oldest first.

        Of a step that is not theirs to read only its place is given: its outline is empty.
        """
        seen = {step.number: step for step in self.steps}
        for step, outline in self.database.outlines():
            if step.number > self.study.step:
                return
            told = seen.get(step.number, step)
            yield told, outline if told == step else ChangeOutline((), (), turns=False)
