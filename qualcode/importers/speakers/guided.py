"""A transcript from the text of a file, with what a person told about its speakers."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.importers.source_file import SourceFile
from qualcode.importers.source_text import SourceText
from qualcode.importers.speakers.speaker_columns import by_column, by_columns
from qualcode.importers.speakers.speaker_roles import guess_kind, heading
from qualcode.importers.speakers.speakers import find_conversation
from qualcode.importers.speakers.time_stamps import without_stamps
from qualcode.importers.speakers.told_lines import told_lines
from qualcode.importers.spoken_language import language_told
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcript import ReadTranscript, TranscriptKind
from qualcode.model.transcripts.speaker_guide import NOTHING_TOLD, SpeakerGuide, SpeakerMarking
from qualcode.model.words.in_words import counted
from qualcode.model.words.languages import language_code


def transcript_from(
    file: SourceFile,
    guide: SpeakerGuide = NOTHING_TOLD,
    interviewers: Sequence[str] = (),
    kind: TranscriptKind | None = None,
) -> ReadTranscript:
    """The transcript in a file. Raises UnreadableFileError where nothing is written in it."""
    told = told_lines(file.source, guide)
    source = _in_columns(without_stamps(told.source), guide)
    if not source.text.strip():
        raise UnreadableFileError("The file contains no text.")
    conversation = find_conversation(source, interviewers, guide, told.parts)
    findings = conversation.findings
    number = len(told.gone)
    gone = (f"{counted(number, 'line')} left out of the text, as you chose",) if number else ()
    roles = {turn.label: turn.role for turn in conversation.turns if turn.label}
    stem = Path(file.name).stem
    language, doubt = language_told(language_code(source.language) or "", source.text)
    return ReadTranscript(
        name=stem,
        text=source.text,
        turns=conversation.turns,
        source_name=file.name,
        source_sha256=file.sha256,
        kind=kind
        if kind is not None
        else guess_kind(stem, heading(source.text, conversation.turns[0].role), roles),
        language=language,
        remarks=source.remarks + conversation.remarks,
        details=conversation.details,
        warnings=source.warnings + gone + doubt,
        confidence=conversation.confidence,
        doubts=findings.doubts,
        odd=findings.odd,
        unsure=findings.unsure,
        reasons=findings.reasons,
        verdict=findings.verdict,
        asking=findings.asking,
        format=source.format,
        encoding=source.encoding,
        other_encoding=source.other_encoding,
    )


def _in_columns(source: SourceText, guide: SpeakerGuide) -> SourceText:
    if guide.marking is SpeakerMarking.RECOGNISED:
        return by_columns(source)
    return by_column(source, guide.column) if guide.marking is SpeakerMarking.COLUMN else source
