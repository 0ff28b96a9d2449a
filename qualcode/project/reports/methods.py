"""The methods appendix: what was coded, by whom, when, with which codebook and by which rules."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.methods import about_methods
from qualcode.analysis.consent import Consent
from qualcode.analysis.framework import speaking_in
from qualcode.exporters.document.write import write_document
from qualcode.exporters.papers.methods_document import MethodsFigures, Rows, methods_document
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.code_names import codes_outside, names_in_documents
from qualcode.model.codes.codebook_version import codebook_sha256, shown_hash
from qualcode.model.codes.named_versions import version_today
from qualcode.model.codings import Codings
from qualcode.model.entities import Coder
from qualcode.model.happened import imports
from qualcode.model.identity import NO_KEY, from_milliseconds, key_of, keys_of, to_milliseconds
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.people import participants_of, role_by_person
from qualcode.model.questions.provenance import Provenance
from qualcode.model.step import Step, StepKind
from qualcode.model.step_topics import only_of_reports
from qualcode.model.study import Study
from qualcode.model.teamwork.rounds import agreed_layers
from qualcode.model.transcript import Role
from qualcode.model.words.in_words import day_in_words
from qualcode.project.record import Record
from qualcode.project.reports.fronts import front
from qualcode.project.reports.methods_team import MethodsChoice, methods_team
from qualcode.project.reports.wordings import Wording, all_wordings, rewordings

_USUAL: Final = MethodsChoice()
_LONGEST_STEP: Final = 600_000
"""Milliseconds from when codings are read until the step with them is saved: many of them take a while."""


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
    speaking = speaking_in(study, study.transcripts)
    roles = role_by_person(study)
    people = Counter(role for person, role in roles.items() if person in speaking)
    recorded = len(participants_of(study))
    kinds = Counter(row.kind.value.replace("-", " ") for row in study.transcripts_in_order)
    transcripts = _transcripts(study, measures, progress)
    codings = Codings.concatenated(tuple(study.codings.values())) if study.codings else Codings.empty()
    codes = sum(code.codable for code in study.codes.values())
    worded = {code: rows for code, rows in all_wordings(record, study.codes).items() if len(rows) > 1}
    reworded = {code: rows for code, every in worded.items() if len(rows := rewordings(every)) > 1}
    undated = _undated(record, codings)
    dated, imported = codings.take(~undated), codings.take(undated)
    return MethodsFigures(
        transcripts=transcripts,
        kinds=tuple(sorted(kinds.items())),
        participants=people[Role.PARTICIPANT],
        silent=recorded - people[Role.PARTICIPANT],
        interviewers=people[Role.INTERVIEWER],
        others=people[Role.OTHER],
        words=sum(int(row[4]) for row in transcripts),
        coders=tuple(_coder_row(study, codings, undated, coder) for coder in study.coders_in_order),
        layers=tuple(study.coders[each].name for each in sorted(agreed_layers(study))),
        codings=len(codings),
        coded=_ends(dated) if len(dated) else None,
        imported=(len(imported), *_ends(imported)) if len(imported) else None,
        codes=codes,
        categories=len(study.codes) - codes,
        outside=codes_outside(study),
        # As the first page calls it; where nobody named it, by what tells it from every other.
        version=_version(study),
        version_has_name=bool(study.info.codebook_version or version_today(study)),
        wordings=_wordings(study, worded),
        reworded=len(reworded),
        renamed=len(worded) - len(reworded),
        reworded_after=_reworded_after(record, reworded),
        steps=len(record.steps),
        report_steps=sum(only_of_reports(outline) for _, outline in record.outlines()),
        since=record.steps[0].at,
        until=record.steps[-1].at,
        consent=_consent(study, speaking),
        unrecorded=_unrecorded(study, speaking),
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


def _undated(record: Record, codings: Codings) -> npt.NDArray[np.bool_]:
    """Which codings were brought in without the day on which they were made.

    Those of one import bear a moment of its own, between the step before and its step, whoever they are of.
    Those that came in another way, as with transcripts or another project, bear one moment, all of them the
    same, and are of others than whoever brought them. Where the source told when they were made, they bear
    that. What coders agreed on is recorded by whoever settles it, on the day of which it tells.
    """
    layers = np.isin(codings.coder, keys_of(list(agreed_layers(record.study))))
    steps = [(step, sum(came for _, came in outline.codings)) for step, outline in record.outlines()]
    imported, brought = _imported(steps, codings), _brought(record.study, steps, codings)
    found: npt.NDArray[np.bool_] = (imported | brought) & ~layers
    return found


def _imported(steps: Sequence[tuple[Step, int]], codings: Codings) -> npt.NDArray[np.bool_]:
    """Which of them came with a step that imports; beside each step is how many codings came with it."""
    found = np.zeros(len(codings), dtype=np.bool_)
    before = 0
    for step, came in steps:
        saved = to_milliseconds(step.at)
        if came and imports(step.label) and step.kind is StepKind.DO:
            found |= (codings.created > before) & (codings.created <= saved)
        before = saved
    return found


def _brought(study: Study, steps: Sequence[tuple[Step, int]], codings: Codings) -> npt.NDArray[np.bool_]:
    """Which of them others than their coders brought in, many at once."""
    bringing = [
        (to_milliseconds(step.at), _key_of_name(study, step.coder)) for step, came in steps if came > 1
    ]
    if not bringing or not len(codings):
        return np.zeros(len(codings), dtype=np.bool_)
    saved, makers = np.array(bringing, dtype=np.int64).T
    _, which, times = np.unique(codings.created, return_inverse=True, return_counts=True)
    place = np.minimum(np.searchsorted(saved, codings.created), len(saved) - 1)
    waited = saved[place] - codings.created
    made_then = (waited >= 0) & (waited <= _LONGEST_STEP) & (times[which] > 1)
    found: npt.NDArray[np.bool_] = made_then & (makers[place] != codings.coder)
    return found


def _key_of_name(study: Study, name: str) -> int:
    return next((key_of(row.id) for row in study.coders.values() if row.name == name), NO_KEY)


def _coder_row(
    study: Study, everything: Codings, undated: npt.NDArray[np.bool_], coder: Coder
) -> tuple[str | int, ...]:
    key = key_of(coder.id)
    mine = everything.take(everything.coder == key)
    dated = everything.take((everything.coder == key) & ~undated)
    coded = sum(bool(np.any(table.coder == key)) for table in study.codings.values())
    if not len(mine):
        return coder.name, 0, 0, 0, "", ""
    days = (day_in_words(end.date()) for end in _ends(dated)) if len(dated) else ("", "")
    return coder.name, len(mine), coded, len(np.unique(mine.code)), *days


def _ends(codings: Codings) -> tuple[datetime, datetime]:
    """When the first and the last of them were made."""
    created = codings.created
    return from_milliseconds(int(created.min())), from_milliseconds(int(created.max()))


def _reworded_after(record: Record, worded: Mapping[UUID, Sequence[Wording]]) -> int:
    """How many codes were reworded only after the last step that coded, recoded or took codings away."""
    last = max((step.number for step, outline in record.outlines() if outline.codings), default=0)
    return sum(0 < last < min(row.step.number for row in rows[1:]) for rows in worded.values())


def _wordings(study: Study, worded: Mapping[UUID, Sequence[Wording]]) -> Rows:
    """Every wording of the codes that were reworded, or called otherwise."""
    rows: list[tuple[str | int, ...]] = []
    names = names_in_documents(study)
    for code in study.codes_in_order:
        for number, version in enumerate(worded.get(code.id, ()), 1):
            until = "" if version.until is None else day_in_words(version.until.date())
            day = day_in_words(version.step.at.date())
            rows.append((names[code.id], number, day, until, version.step.coder, version.segments))
    return tuple(rows)


def _consent(study: Study, speaking: Collection[UUID]) -> tuple[str, int] | None:
    consent = Consent(study)
    if consent.attribute is None:
        return None
    people = [row.id for row in participants_of(study)]
    return consent.attribute.name, sum(row in speaking and consent.of_participant(row) for row in people)


def _unrecorded(study: Study, speaking: Collection[UUID]) -> tuple[str, ...]:
    attribute = Consent(study).attribute
    if attribute is None:
        return ()
    return tuple(
        row.name
        for row in participants_of(study)
        if row.id in speaking and attribute.id not in study.values_of(row.id)
    )
