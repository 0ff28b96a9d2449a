"""What command line and window write about conversations: shares, who follows whom, who takes up a code."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from qualcode.analysis.captions.conversations import about_conversations
from qualcode.analysis.conversation import (
    SILENT,
    Conversation,
    conversation,
    first_mentions,
    shares,
    speaks_after,
)
from qualcode.analysis.group_comparison import comparison
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.exporters.tables.conversation_document import TalkTables, conversation_document
from qualcode.exporters.tables.conversation_file import TalkSheet, write_conversations
from qualcode.exporters.writing import Cell
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.code_names import code_numbers
from qualcode.model.front import Front
from qualcode.model.identity import now
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import ALL, Selection
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, plural_of, sentence, with_capital

Row = tuple[Cell, ...]


def export_conversations(
    path: Path,
    study: Study,
    selection: Selection = ALL,
    *,
    front: Front,
    measures: Measures | None = None,
    created: datetime | None = None,
    progress: Progress = no_progress,
) -> Provenance:
    """Write the chosen transcripts as conversations and return what is said of them.

    Data (csv, xlsx) have the turns behind every figure; documents (docx, html, pdf) are tables to be read.
    """
    found = measures or SpacyMeasures()
    chosen: Sequence[UUID] = selection.transcripts_of(study)
    talks = []
    for number, transcript_id in enumerate(chosen):
        progress(number, len(chosen), study.transcripts[transcript_id].name)
        talks.append(conversation(study, transcript_id, selection, found))
    about = about_conversations(study, selection)
    if path.suffix.lower() in DOCUMENT_ENDINGS:
        compared = _known(comparison(study, talks, selection)) if len(talks) > 1 else None
        tables = [TalkTables(talk.transcript.name, tuple(_read(talk))) for talk in talks]
        language, numbers = study.info.language, code_numbers(study)
        write_document(
            path, conversation_document(front, language, tables, compared, about, numbers), progress
        )
        return about
    remarks = [f"{talk.transcript.name}: {remark}" for talk in talks for remark in shares(talk).remarks]
    write_conversations(path, _tables(talks), about, remarks, created=created or now())
    return about


def _read(talk: Conversation) -> Iterator[Matrix]:
    """The tables of a conversation as people read them: without codes that nobody touches."""
    if not talk.voices:
        return
    yield _known(shares(talk))
    yield speaks_after(talk)
    touched = tuple(code for code in talk.codes if code.touched)
    if touched:
        found = first_mentions(replace(talk, codes=touched))
        number = len(talk.codes) - len(touched)
        codes = (
            f"{counted(number, 'code')} that nobody here touches {plural_of(number, 'is', 'are')} left out"
        )
        yield replace(found, remarks=(*found.remarks, *([sentence(codes)] if number else [])))


def _known(matrix: Matrix) -> Matrix:
    """The same without columns of which nothing is known, such as minutes where there are no times."""
    rows = range(len(matrix.rows))
    known = [
        column
        for column in range(len(matrix.columns))
        if not rows or any((row, column) not in matrix.notes for row in rows)
    ]
    left = matrix.in_order(rows, known)
    heads = (replace(label, name=with_capital(label.name)) for label in left.columns)
    return replace(left, columns=tuple(heads))


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
