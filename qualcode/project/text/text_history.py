"""How the text of a transcript read over time, and the way back to an earlier wording."""

from dataclasses import dataclass
from uuid import UUID

from qualcode.model.entities import TextVersion, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.operations.text.correction import Correction
from qualcode.operations.text.text_correction import correct_text
from qualcode.project.record import Record


@dataclass(frozen=True, slots=True)
class TextState:
    """The text of a transcript from one step until the next that gave it another one."""

    step: Step
    text: StoredText

    @property
    def title(self) -> str:
        """``step 12: Correct the text of FG2``."""
        return f"step {self.step.number}: {self.step.title}"


def text_history(record: Record, transcript_id: UUID) -> list[TextState]:
    """Every text that the transcript has had, oldest first; undoing and redoing give one, too."""
    texts: dict[int, StoredText] = {}
    states: list[TextState] = []
    for step, changes in record.rows_by_step():
        for change in changes:
            row = change.row
            if isinstance(row, TextVersion) and row.transcript_id == transcript_id:
                texts[row.number] = row.text
        for change in changes:
            after = change.after
            if isinstance(after, Transcript) and after.id == transcript_id:
                text = texts[after.version]
                if not states or states[-1].text != text:
                    states.append(TextState(step, text))
    return states


def text_at(states: list[TextState], step: int, transcript: str) -> TextState:
    """The text that a transcript had right after a step. Raises QualcodeError where it had none."""
    earlier = [state for state in states if state.step.number <= step]
    if not earlier:
        first = states[0].step.number if states else 0
        raise QualcodeError(
            f"{transcript} came into the project with step {first}; choose that one or a later."
        )
    return earlier[-1]


def go_back(study: Study, transcript_id: UUID, state: TextState) -> Correction:
    """Give a transcript the text it had, as a correction like any other: what was coded since follows."""
    correction = correct_text(study, transcript_id, state.text.read())
    name = study.transcripts[transcript_id].name
    gone = correction.change.label.partition(", removing")
    label = f"Go back to the text of {name} at step {state.step.number}{gone[1]}{gone[2]}"
    return correction.of(correction.change.labelled(label))
