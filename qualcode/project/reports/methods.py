"""The methods appendix: what was coded, by whom, when, with which codebook and by which rules."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from qualcode.analysis.captions.methods import about_methods
from qualcode.analysis.consent import Consent
from qualcode.exporters.document.write import write_document
from qualcode.exporters.papers.methods_document import MethodsFigures, Rows, methods_document
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.code_names import short_names
from qualcode.model.codes.codebook_version import codebook_sha256, shown_hash
from qualcode.model.codes.named_versions import version_today
from qualcode.model.codings import Codings
from qualcode.model.entities import Coder
from qualcode.model.identity import from_milliseconds, key_of
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.questions.provenance import Provenance
from qualcode.model.study import Study
from qualcode.model.teamwork.rounds import agreed_layers
from qualcode.model.transcript import Role
from qualcode.project.record import Record
from qualcode.project.reports.fronts import front
from qualcode.project.reports.methods_team import MethodsChoice, methods_team
from qualcode.project.reports.wordings import all_wordings

_USUAL: Final = MethodsChoice()


def export_methods(
    path: Path,
    record: Record,
    choice: MethodsChoice = _USUAL,
    *,
    measures: Measures | None = None,
    progress: Progress = no_progress,
) -> Provenance:
    """Write the methods appendix as docx, html or pdf, and return what is said of it.

    ``progress`` hears how far it is, and may stop it.
    """
    about = about_methods(record.study)
    how = measures or SpacyMeasures()
    found, team = methods_figures(record, how, progress), methods_team(record, choice, how, progress)
    write_document(path, methods_document(front(record, about.title), record.study, found, about, team))
    return about


def methods_figures(record: Record, measures: Measures, progress: Progress = no_progress) -> MethodsFigures:
    """What the appendix tells of a project."""
    study = record.study
    people = Counter(row.role for row in study.participants.values())
    kinds = Counter(row.kind.value.replace("-", " ") for row in study.transcripts_in_order)
    transcripts = _transcripts(study, measures, progress)
    codings = Codings.concatenated(tuple(study.codings.values())) if study.codings else Codings.empty()
    codes = sum(code.codable for code in study.codes.values())
    wordings = _wordings(record)
    return MethodsFigures(
        transcripts=transcripts,
        kinds=tuple(sorted(kinds.items())),
        participants=people[Role.PARTICIPANT],
        interviewers=people[Role.INTERVIEWER],
        others=people[Role.OTHER],
        words=sum(int(row[4]) for row in transcripts),
        coders=tuple(_coder_row(study, codings, coder) for coder in study.coders_in_order),
        layers=tuple(study.coders[each].name for each in sorted(agreed_layers(study))),
        codings=len(codings),
        coded=_ends(codings) if len(codings) else None,
        codes=codes,
        categories=len(study.codes) - codes,
        # As the first page calls it; where nobody named it, by what tells it from every other.
        version=_version(study),
        version_has_name=bool(study.info.codebook_version or version_today(study)),
        wordings=wordings,
        reworded=len({row[0] for row in wordings}),
        steps=len(record.steps),
        since=record.steps[0].at,
        until=record.steps[-1].at,
        consent=_consent(study),
        unrecorded=_unrecorded(study),
        reports=tuple(report.name for report in study.reports_in_order),
    )


def _version(study: Study) -> str:
    named = version_today(study)
    today = shown_hash(codebook_sha256(study)) if named is None else named.name
    return study.info.codebook_version or today


def _transcripts(study: Study, measures: Measures, progress: Progress) -> Rows:
    rows = []
    for place, transcript in enumerate(study.transcripts_in_order):
        progress(place, len(study.transcripts), transcript.name)
        turns = study.turns_of(transcript.id)
        speakers = len(np.unique(turns.participant[turns.participant >= 0]))
        words = len(measures.words(study, transcript.id))
        kind = transcript.kind.value.replace("-", " ")
        rows.append(
            (transcript.name, kind, len(turns), speakers, words, len(study.codings_of(transcript.id)))
        )
    return tuple(rows)


def _coder_row(study: Study, everything: Codings, coder: Coder) -> tuple[str | int, ...]:
    key = key_of(coder.id)
    mine = everything.take(everything.coder == key)
    coded = sum(bool(np.any(table.coder == key)) for table in study.codings.values())
    if not len(mine):
        return coder.name, 0, 0, 0, "", ""
    return coder.name, len(mine), coded, len(np.unique(mine.code)), *map(_day, _ends(mine))


def _ends(codings: Codings) -> tuple[datetime, datetime]:
    """When the first and the last of them were made."""
    created = codings.created
    return from_milliseconds(int(created.min())), from_milliseconds(int(created.max()))


def _wordings(record: Record) -> Rows:
    """Every wording of the codes that were reworded."""
    study = record.study
    rows: list[tuple[str | int, ...]] = []
    worded, names = all_wordings(record, study.codes), short_names(study)
    for code in study.codes_in_order:
        versions = worded.get(code.id, [])
        if len(versions) < 2:
            continue
        for number, version in enumerate(versions, 1):
            until = "" if version.until is None else _day(version.until)
            day = _day(version.step.at)
            rows.append((names[code.id], number, day, until, version.step.coder, version.segments))
    return tuple(rows)


def _consent(study: Study) -> tuple[str, int] | None:
    consent = Consent(study)
    if consent.attribute is None:
        return None
    people = [row for row in study.participants.values() if row.role is Role.PARTICIPANT]
    return consent.attribute.name, sum(consent.of_participant(row.id) for row in people)


def _unrecorded(study: Study) -> tuple[str, ...]:
    attribute = Consent(study).attribute
    if attribute is None:
        return ()
    return tuple(
        row.name
        for row in study.participants_in_order
        if row.role is Role.PARTICIPANT and attribute.id not in study.values_of(row.id)
    )


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d")
