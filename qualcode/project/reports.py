"""Reports about a study, put together from analysis and file: coded transcripts, framework, participants."""

from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode import __version__
from qualcode.analysis.consent import Consent, consent_in_words, everybody_in_words
from qualcode.analysis.framework import framework
from qualcode.analysis.participant_figures import participant_figures
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.exporters.coded_transcript_word import MARKING_WORDS, write_coded_transcript
from qualcode.exporters.framework_file import write_framework
from qualcode.exporters.participant_summary import write_participant_summary
from qualcode.language.measures import SpacyMeasures
from qualcode.model.matrix import Provenance
from qualcode.model.measures import Measures
from qualcode.model.questions.words import Marking
from qualcode.model.report_values import Framework, left_out_line
from qualcode.model.rules import ALL_CODERS, CoderChoice, Facts
from qualcode.model.study import Study

ALL_CODES: Final = "all"

_TYPICAL: Final = "of each of the most used codes the passage nearest the middle in length"
_TOGETHER: Final = (
    "What is recorded about each participant stands together here, and together it can tell who somebody is. "
    "This file is for the research team."
)
_WHOLE_TEXT: Final = (
    "not applied: this is the whole transcript, with the words of everybody who speaks in it, whether or not "
    "they may be quoted"
)


def about(study: Study, title: str, facts: Facts) -> Provenance:
    """What is printed beside everything that is written about a study."""
    return Provenance(title, facts, study.info.name, study.step, __version__)


def export_framework(
    path: Path,
    study: Study,
    *,
    codes: tuple[UUID, ...] | None = None,
    counts: bool = False,
    coders: CoderChoice = ALL_CODERS,
    tidy: bool = False,
) -> Framework:
    """Write the framework matrix as docx, xlsx or csv, and return it."""
    found = framework(study, codes, counts=counts, coders=coders)
    write_framework(path, study, found, about(study, "Framework matrix", found.facts), tidy=tidy)
    return found


def export_participants(
    path: Path,
    study: Study,
    *,
    coders: CoderChoice = ALL_CODERS,
    quotes: int = 3,
    consent: bool = True,
    measures: Measures | None = None,
) -> Facts:
    """Write the participant summary as docx, html, xlsx or csv, and return its rules."""
    people = participant_figures(
        study, measures or SpacyMeasures(), coders=coders, quotes=quotes, consent=consent
    )
    left_out = sum(row.left_out for row in people)
    notes = (_TOGETHER if any(row.attributes for row in people) else "", left_out_line(left_out))
    given = sum(len(row.quotes) for row in people)
    everybody = everybody_in_words(study, respected=consent)
    facts = (
        ("participants", f"{len(people):,}, interviewers left out"),
        ("coders", coders.whose(study)),
        ("segments", "codings; each belongs to the participant in whose turn it begins"),
        ("words", "tokens that are neither punctuation nor space, speaker labels left out"),
        ("quotes", f"{given:,}, at most {quotes} a participant; {_TYPICAL}"),
        ("consent", consent_in_words(study, left_out, respected=consent)),
        ("in words", f"{len(people):,} participants, {given:,} quotes{everybody}"),
    )
    about_them = about(study, "Participants", facts)
    write_participant_summary(path, study, people, about_them, [note for note in notes if note])
    return facts


def export_coded_transcript(
    path: Path,
    study: Study,
    transcript_id: UUID,
    *,
    marking: Marking = Marking.COMMENTS,
    codes: tuple[UUID, ...] | None = None,
    coders: CoderChoice = ALL_CODERS,
) -> Facts:
    """Write a transcript with its codings as docx or html, and return its rules."""
    if path.suffix.lower() == ".html":
        marking = Marking.MARGIN
    transcript = study.transcripts[transcript_id]
    wanted = Retrieval(codes=codes, coders=coders, transcripts=(transcript_id,))
    rows = list(segments(study, wanted))
    chosen = ALL_CODES if codes is None else "; ".join(study.path(code_id) for code_id in codes)
    silent = "; ".join(Consent(study).not_quotable(transcript_id))
    not_quotable = f"; not to be quoted: {silent}" if silent else ""
    facts = (
        ("transcript", transcript.name),
        ("codings", f"{len(rows):,}, {MARKING_WORDS[marking]}"),
        ("coders", coders.whose(study)),
        ("codes", chosen),
        ("consent", f"{_WHOLE_TEXT}{not_quotable}"),
        ("in words", f"{len(rows):,} codings, {MARKING_WORDS[marking]}{not_quotable}"),
    )
    write_coded_transcript(path, study, transcript_id, rows, about(study, transcript.name, facts), marking)
    return facts
