"""Steps as an audit trail tells them: who changed what, when, why, and how codes read before and after."""

from dataclasses import dataclass

from qualcode.model.step import Step
from qualcode.model.step_topics import StepTopic


@dataclass(frozen=True, slots=True)
class AuditedStep:
    """A step. ``wordings`` are what of a code changed: its name, the part, before, after.

    ``in_force`` is whether it was not taken back; undoing itself always is. ``identifiers`` are those of the
    rows and transcripts that it changed.
    """

    step: Step
    topics: frozenset[StepTopic]
    in_force: bool
    wordings: tuple[tuple[str, str, str, str], ...] = ()
    identifiers: tuple[str, ...] = ()
    of_reports: bool = False
    """Whether it changed saved reports and nothing else."""
