"""What is on record at one moment: the study and the steps that led to it, to be read on any thread."""

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.change import RowChange
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.storage.database import Database


@dataclass(frozen=True, eq=False)
class Record:
    """A project as it stands at a step; what is done later is not in it."""

    study: Study
    steps: tuple[Step, ...]
    database: Database

    def rows_by_step(self) -> Iterator[tuple[Step, tuple[RowChange, ...]]]:
        """Every step with the rows that it changed, oldest first, without codings and turns."""
        for step, changes in self.database.rows_by_step():
            if step.number > self.study.step:
                return
            yield step, changes
