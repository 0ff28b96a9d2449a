"""The methods appendix: what was coded, by whom, when, with which codebook and by which rules."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from qualcode.analysis.captions.methods import about_methods
from qualcode.analysis.consent import Consent
from qualcode.exporters.document.write import write_document
from qualcode.exporters.sections_document import sections_document
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codings import Codings
from qualcode.model.entities import Coder
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import from_milliseconds, key_of
from qualcode.model.in_words import counted
from qualcode.model.measures import WORDS_IN_WORDS, Measures
from qualcode.model.provenance import Provenance
from qualcode.model.report_values import Section
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.project.fronts import front
from qualcode.project.record import Record
from qualcode.project.report_definition import read_definition, rules_in_words
from qualcode.project.wordings import all_wordings

_COUNTING: Final = (
    (
        "A coding is one application of a code by a coder to a passage. Where codings are counted as "
        "segments, each coding counts, also where two coders coded the same passage."
    ),
    (
        "Elsewhere the codings of the chosen coders are merged: codings of one code that overlap are one "
        "run, so that a passage on which coders agree counts once; codings that only touch stay apart."
    ),
    (
        "Unless a table says otherwise, codes occur together where their runs share at least one character, "
        "counted as pairs of runs, and interviewers are left out where participants are counted."
    ),
    (
        f"{WORDS_IN_WORDS} The words of a transcript include its headings, which nobody says and which count "
        "for no speaker. Positions count Unicode code points."
    ),
)


def export_methods(path: Path, record: Record, *, measures: Measures | None = None) -> Provenance:
    """Write the methods appendix as docx, html or pdf, and return what is said of it."""
    study = record.study
    sections = tuple(_sections(record, measures or SpacyMeasures()))
    about = about_methods(study)
    page = front(record, about.title)
    write_document(path, sections_document(page, study.info.language, sections, about, "About this appendix"))
    return about


def _sections(record: Record, measures: Measures) -> Iterator[Section]:
    study = record.study
    yield _material(study, measures)
    yield _coding(study)
    yield _codebook(record)
    yield _history(record)
    yield Section("How things were counted", _COUNTING)
    yield _reports(study)
    yield _consent(study)


# -- material and coders ---------------------------------------------------------------------------


def _material(study: Study, measures: Measures) -> Section:
    kinds = Counter(row.kind.value.replace("-", " ") for row in study.transcripts_in_order)
    people = Counter(row.role for row in study.participants.values())
    rows = []
    for transcript in study.transcripts_in_order:
        turns = study.turns_of(transcript.id)
        speakers = len(np.unique(turns.participant[turns.participant >= 0]))
        words = len(measures.words(study, transcript.id))
        codings = len(study.codings_of(transcript.id))
        rows.append((transcript.name, transcript.kind.value, len(turns), speakers, words, codings))
    total = sum(row[4] for row in rows)
    listed = ", ".join(counted(number, kind) for kind, number in sorted(kinds.items()))
    sentences = (
        f"{counted(len(rows), 'transcript')} ({listed or 'none yet'}) with {counted(total, 'word')}.",
        (
            f"{counted(people[Role.PARTICIPANT], 'participant')}, "
            f"{counted(people[Role.INTERVIEWER], 'interviewer')}, {counted(people[Role.OTHER], 'other')}."
        ),
    )
    header = ("Transcript", "Kind", "Turns", "Speakers", "Words", "Codings")
    return Section("Material", sentences, header, tuple(rows))


def _coding(study: Study) -> Section:
    everything = Codings.concatenated(tuple(study.codings.values())) if study.codings else Codings.empty()
    rows = tuple(_coder_row(study, everything, coder) for coder in study.coders_in_order)
    sentence = f"{counted(len(everything), 'coding')} by {counted(len(rows), 'coder')}. Dates are in UTC."
    return Section(
        "Coders", (sentence,), ("Coder", "Codings", "Transcripts", "Codes used", "First", "Last"), rows
    )


def _coder_row(study: Study, everything: Codings, coder: Coder) -> tuple[str | int, ...]:
    key = key_of(coder.id)
    mine = everything.take(everything.coder == key)
    coded = sum(bool(np.any(table.coder == key)) for table in study.codings.values())
    codes = len(np.unique(mine.code))
    if not len(mine):
        return coder.name, 0, 0, 0, "", ""
    first, last = (from_milliseconds(int(moment)) for moment in (mine.created.min(), mine.created.max()))
    return coder.name, len(mine), coded, codes, _day(first), _day(last)


# -- codebook and history --------------------------------------------------------------------------


def _codebook(record: Record) -> Section:
    study = record.study
    rows: list[tuple[str | int, ...]] = []
    reworded = 0
    worded = all_wordings(record, study.codes)
    for code in study.codes_in_order:
        versions = worded.get(code.id, [])
        if len(versions) < 2:
            continue
        reworded += 1
        for number, version in enumerate(versions, 1):
            until = "" if version.until is None else _day(version.until)
            day = _day(version.step.at)
            rows.append((study.path(code.id), number, day, until, version.step.coder, version.segments))
    codes = sum(code.codable for code in study.codes.values())
    sentences = (
        f"{counted(codes, 'code')} in {_categories(len(study.codes) - codes)}.",
        f"{counted(reworded, 'code')} had name, definition, rules or examples reworded; the table shows each "
        "wording, how long it held, and how many of today’s codings were made under it."
        if reworded
        else "No code was reworded after it was made.",
    )
    header = ("Code", "Wording", "From", "Until", "By", "Codings") if rows else ()
    return Section("Codebook", sentences, header, tuple(rows))


def _categories(number: int) -> str:
    return "1 category" if number == 1 else f"{number:,} categories"


def _history(record: Record) -> Section:
    steps = record.steps
    by_coder = Counter(step.coder for step in steps)
    listed = ", ".join(f"{coder} ({number:,})" for coder, number in sorted(by_coder.items()))
    return Section(
        "History",
        (
            (
                f"{counted(len(steps), 'step')} from {_day(steps[0].at)} to {_day(steps[-1].at)}, all in the "
                f"project’s journal: {listed}."
            ),
        ),
    )


# -- rules and consent -----------------------------------------------------------------------------


def _reports(study: Study) -> Section:
    rows: list[tuple[str | int, ...]] = []
    for report in study.reports_in_order:
        try:
            outputs = read_definition(report.content).outputs
        except QualcodeError as error:
            rows.append((report.name, "", "", str(error)))
        else:
            rows += [(report.name, row.file, row.table, rules_in_words(row)) for row in outputs]
    sentences = (
        "Tables and reports that are saved in the project with their rules."
        if rows
        else "No report is saved in the project.",
    )
    return Section(
        "Saved reports", sentences, ("Report", "File", "Table", "Rules") if rows else (), tuple(rows)
    )


def _consent(study: Study) -> Section:
    consent = Consent(study)
    people = [row for row in study.participants.values() if row.role is Role.PARTICIPANT]
    if consent.attribute is None:
        return Section("Consent to quote", ("The project records no consent to quote; everybody is quoted.",))
    given = sum(consent.of_participant(row.id) for row in people)
    return Section(
        "Consent to quote",
        (
            (
                f"{given:,} of {counted(len(people), 'participant')} consented to being quoted (attribute "
                f"“{consent.attribute.name}”). Files for reading leave out quotes of the others, unless told "
                "otherwise, and say how many; each prints its rule."
            ),
        ),
    )


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d")
