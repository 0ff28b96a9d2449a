"""Reports about a study, put together from analysis and file: coded transcripts, framework, participants."""

from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.participants import about_participants
from qualcode.analysis.captions.transcript import about_transcript
from qualcode.analysis.framework import framework
from qualcode.analysis.participant_figures import participant_figures
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.exporters.coded_transcript_word import write_coded_transcript
from qualcode.exporters.framework_file import write_framework
from qualcode.exporters.participant_summary import write_participant_summary
from qualcode.language.measures import SpacyMeasures
from qualcode.model.front import front_of
from qualcode.model.measures import Measures
from qualcode.model.provenance import Provenance
from qualcode.model.questions.words import Marking
from qualcode.model.report_values import Framework, left_out_line
from qualcode.model.rules import ALL_CODERS, CoderChoice
from qualcode.model.study import Study

_TOGETHER: Final = (
    "What is recorded about each participant is brought together here, and together it can tell "
    "who somebody is. "
    "This file is for the research team."
)


def export_framework(
    path: Path,
    study: Study,
    *,
    codes: tuple[UUID, ...] | None = None,
    counts: bool = False,
    coders: CoderChoice = ALL_CODERS,
    transcripts: tuple[UUID, ...] | None = None,
    tidy: bool = False,
) -> Framework:
    """Write the framework matrix as docx, xlsx or csv, and return it."""
    found = framework(study, codes, counts=counts, coders=coders, transcripts=transcripts)
    write_framework(path, study, found, found.about, tidy=tidy)
    return found


def export_participants(
    path: Path,
    study: Study,
    *,
    coders: CoderChoice = ALL_CODERS,
    quotes: int = 3,
    consent: bool = True,
    measures: Measures | None = None,
) -> Provenance:
    """Write the participant summary as docx, html, xlsx or csv, and return what is said of it."""
    people = participant_figures(
        study, measures or SpacyMeasures(), coders=coders, quotes=quotes, consent=consent
    )
    left_out = sum(row.left_out for row in people)
    notes = (_TOGETHER if any(row.attributes for row in people) else "", left_out_line(left_out))
    given = sum(len(row.quotes) for row in people)
    about = about_participants(study, coders, len(people), given, quotes, left_out=left_out, consent=consent)
    write_participant_summary(path, study, people, about, [note for note in notes if note])
    return about


def export_coded_transcript(
    path: Path,
    study: Study,
    transcript_id: UUID,
    *,
    marking: Marking = Marking.COMMENTS,
    codes: tuple[UUID, ...] | None = None,
    coders: CoderChoice = ALL_CODERS,
    date: datetime | None = None,
) -> Provenance:
    """Write a transcript with its codings as docx, html or pdf, and return what is said of it.

    ``date`` is that of the project's last step, for the first page.
    """
    if path.suffix.lower() in (".html", ".pdf"):
        marking = Marking.MARGIN
    wanted = Retrieval(codes=codes, coders=coders, transcripts=(transcript_id,))
    rows = list(segments(study, wanted))
    about = about_transcript(study, wanted, transcript_id, len(rows), marking)
    front = front_of(study.info, about.title, date)
    write_coded_transcript(path, study, transcript_id, rows, about, front, marking)
    return about
