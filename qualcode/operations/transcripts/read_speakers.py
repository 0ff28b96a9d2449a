"""What one can settle about the speakers of a file before it is added: spellings and roles."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from qualcode.model.transcript import ReadTranscript, Role
from qualcode.model.words.names import name_key


def with_labels(read: ReadTranscript, labels: Mapping[str, str]) -> ReadTranscript:
    """The same file with some labels written in another way, which may make several one."""
    turns = tuple(
        replace(turn, label=labels[turn.label].strip()) if labels.get(turn.label, "").strip() else turn
        for turn in read.turns
    )
    return replace(read, turns=turns)


def with_role(read: ReadTranscript, labels: Collection[str], role: Role) -> ReadTranscript:
    """The same file with a role for some labels (case ignored): the interviewers, for example."""
    wanted = {name_key(label) for label in labels}
    turns = tuple(
        replace(turn, role=role) if turn.label and name_key(turn.label) in wanted else turn
        for turn in read.turns
    )
    return replace(read, turns=turns)
