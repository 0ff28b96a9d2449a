"""What one can settle about the speakers of a file before it is added: spellings and roles.

A choice may be about all files of an import, with hundreds of thousands of turns: each is made as directly
as can be.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from qualcode.model.transcript import ReadTranscript, ReadTurn, Role
from qualcode.model.words.names import name_key


def with_labels(read: ReadTranscript, labels: Mapping[str, str]) -> ReadTranscript:
    """The same file with some labels written in another way, which may make several one."""
    new = {label: other for label in _labels(read) if (other := labels.get(label, "").strip())}
    if not new:
        return read
    turns = [
        ReadTurn(turn.span, turn.speech, new[turn.label], turn.role, turn.time) if turn.label in new else turn
        for turn in read.turns
    ]
    return replace(read, turns=tuple(turns))


def with_role(read: ReadTranscript, labels: Collection[str], role: Role) -> ReadTranscript:
    """The same file with a role for some labels (case ignored): the interviewers, for example."""
    wanted = {name_key(label) for label in labels}
    # Of each label once: a file has thousands of turns and some speakers.
    meant = {label for label in _labels(read) if label and name_key(label) in wanted}
    if not meant:
        return read
    turns = [
        ReadTurn(turn.span, turn.speech, turn.label, role, turn.time)
        if turn.label in meant and turn.role is not role
        else turn
        for turn in read.turns
    ]
    return replace(read, turns=tuple(turns))


def _labels(read: ReadTranscript) -> set[str]:
    return {turn.label for turn in read.turns}
