"""What command line and window write about conversations: shares, who follows whom, who takes up a code."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from qualcode.analysis.captions.conversations import about_conversations
from qualcode.analysis.conversation import SILENT, Conversation, conversation, shares
from qualcode.exporters.tables.conversation_file import TalkSheet, write_conversations
from qualcode.exporters.writing import Cell
from qualcode.language.measures import SpacyMeasures
from qualcode.model.identity import now
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import ALL, Selection
from qualcode.model.study import Study

Row = tuple[Cell, ...]


def export_conversations(
    path: Path,
    study: Study,
    selection: Selection = ALL,
    *,
    measures: Measures | None = None,
    created: datetime | None = None,
    progress: Progress = no_progress,
) -> Provenance:
    """Write the chosen transcripts as conversations (csv, xlsx) and return what is said of them."""
    found = measures or SpacyMeasures()
    chosen: Sequence[UUID] = selection.transcripts_of(study)
    talks = []
    for number, transcript_id in enumerate(chosen):
        progress(number, len(chosen), study.transcripts[transcript_id].name)
        talks.append(conversation(study, transcript_id, selection, found))
    about = about_conversations(study, selection)
    remarks = [f"{talk.transcript.name}: {remark}" for talk in talks for remark in shares(talk).remarks]
    write_conversations(path, _tables(talks), about, remarks, created=created or now())
    return about


def _tables(talks: Sequence[Conversation]) -> list[TalkSheet]:
    return [
        TalkSheet(
            "Shares",
            "How much each speaker says",
            ("speaker", "measure", "figure"),
            tuple(_each(talks, _shares)),
        ),
        TalkSheet(
            "Who after whom",
            "How often each speaker follows each other one",
            ("speaker", "next speaker", "times"),
            tuple(_each(talks, _following)),
        ),
        TalkSheet(
            "Codes taken up",
            "The turns in which each participant takes up each code",
            ("code", "participant", "first turn"),
            tuple(_each(talks, _codes)),
        ),
    ]


def _shares(talk: Conversation) -> Iterator[Row]:
    matrix = shares(talk)
    for row, voice in enumerate(talk.voices):
        for column, label in enumerate(matrix.columns):
            shown = matrix.cell(row, column)
            whole = isinstance(shown, float) and label.name in ("turns", "words")
            yield voice.label.name, label.name, int(shown) if whole else shown, _numbers(voice.turns)


def _following(talk: Conversation) -> Iterator[Row]:
    for (one, other), turns in talk.following.items():
        yield talk.voices[one].label.name, talk.voices[other].label.name, len(turns), _numbers(turns)


def _codes(talk: Conversation) -> Iterator[Row]:
    """The turn of the first mention for each code and participant, in the order of taking it up."""
    for code in talk.codes:
        for number, turns in code.touched:
            yield code.code.name, talk.voices[number].label.name, turns[0] + 1, _numbers(turns)
        for number in code.silent:
            yield code.code.name, talk.voices[number].label.name, SILENT, ""


def _each(talks: Iterable[Conversation], rows: Callable[[Conversation], Iterator[Row]]) -> Iterator[Row]:
    for talk in talks:
        for row in rows(talk):
            yield talk.transcript.name, *row


def _numbers(turns: Iterable[int]) -> str:
    return " ".join(str(turn + 1) for turn in turns)
