"""The labels of a file as the import window lists them: speakers, and lines that may be another one's."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.importers.speakers.odd_labels import reads_like_no_name
from qualcode.model.transcript import Role
from qualcode.model.transcripts.speaker_guide import SpeakerGuide, label_key
from qualcode.model.words.in_words import counted
from qualcode.project.importing.listed import ReadFile


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A label under the name it will have, with its turns, or the lines that begin with it.

    ``doubt`` says in a few words why somebody should look at it; ``written`` is how the file has it.
    """

    label: str
    turns: int
    role: Role | None
    is_speaker: bool
    doubt: str
    written: frozenset[str]


def speaker_rows(file: ReadFile) -> list[SpeakerRow]:
    """Speakers first, as they appear; then doubtful lines; then what a person told is no speaker."""
    written: dict[str, set[str]] = {}
    for before, now in zip(file.original.turns, file.transcript.turns, strict=True):
        if now.label:
            written.setdefault(now.label, set()).add(before.label)
    odd = dict(file.odd)
    roles = file.roles
    rows = [
        SpeakerRow(label, turns, roles[label], True, _oddness(written[label], odd), frozenset(written[label]))
        for label, turns in file.transcript.labels.items()
    ]
    names = file.names
    rows += [
        SpeakerRow(
            names.get(label_key(label), label),
            lines,
            None,
            False,
            _likeness(label, lines, names),
            frozenset((label,)),
        )
        for label, lines in file.original.doubts
    ]
    rows += [
        SpeakerRow(label, 0, None, False, "not a speaker, as you said", frozenset((label,)))
        for label in file.guide.not_speakers
    ]
    return rows


def with_labels_told(guide: SpeakerGuide, labels: frozenset[str], *, are_speakers: bool) -> SpeakerGuide:
    """The guide where these labels are speakers' or are not."""
    for label in sorted(labels):
        taken_back = are_speakers and label_key(label) in map(label_key, guide.not_speakers)
        guide = guide.with_speaker(label, is_speaker=None if taken_back else are_speakers)
    return guide


def _oddness(written: set[str], odd: Mapping[str, int]) -> str:
    found = [label for label in written if label in odd]
    if not found:
        return ""
    once = all(odd[label] == 1 and not reads_like_no_name(label) for label in found)
    return "speaks only once" if once else "may not be a speaker"


def _likeness(label: str, lines: int, names: Mapping[str, str]) -> str:
    more = "more " if label_key(label) in names else ""
    return f"{counted(lines, f'{more}line')} like a speaker’s"
