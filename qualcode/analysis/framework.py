"""The framework matrix: participants by codes, in each cell what the researcher makes of it."""

from collections.abc import Collection, Sequence
from uuid import UUID

import numpy as np

from qualcode.analysis.captions.framework import about_framework
from qualcode.analysis.participant_figures import segments_by_participant
from qualcode.model.codes.code_names import short_names
from qualcode.model.identity import NO_KEY, id_of
from qualcode.model.people import role_by_person
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice, Selection
from qualcode.model.results.report_values import Framework
from qualcode.model.study import Study
from qualcode.model.transcript import Role


def framework(
    study: Study,
    codes: Sequence[UUID] | None = None,
    *,
    counts: bool = False,
    coders: CoderChoice = ALL_CODERS,
    transcripts: Collection[UUID] | None = None,
    places: str = "",
    empty: bool = True,
) -> Framework:
    """The framework matrix with all participants but interviewers, who come only with a summary.

    With ``transcripts``, only those who speak in one of them, and only segments there are counted.

    Unless ``empty``, those who have neither a summary nor a segment in it are left out.

    ``codes`` None: those that have a summary or a segment or, before there is a summary, all that can
    be applied.
    """
    written = {code_id for _, code_id in study.summaries}
    people = {participant_id for participant_id, _ in study.summaries}
    segments = segments_by_participant(study, coders, transcripts)
    if codes is not None:
        columns = tuple(study.codes[code_id] for code_id in codes)
    else:
        told = written | {code_id for _, code_id in segments}
        columns = tuple(row for row in study.codes_in_order if (row.id in told if written else row.codable))
    there = None if transcripts is None else speaking_in(study, transcripts)
    roles = role_by_person(study)
    rows = tuple(
        row
        for row in study.participants_in_order
        if (roles[row.id] is Role.PARTICIPANT or row.id in people) and (there is None or row.id in there)
    )
    shown = {row.id for row in columns}
    unused = (
        ()
        if codes is not None
        else [row for row in study.codes_in_order if row.codable and row.id not in shown]
    )
    evidence = {key: number for key, number in segments.items() if key[1] in shown}
    filled = {key[0] for key in (*evidence, *study.summaries) if key[1] in shown}
    if not empty:
        rows = tuple(row for row in rows if row.id in filled)
    shown_people = {row.id for row in rows}
    texts = {
        key: row.text for key, row in study.summaries.items() if key[1] in shown and key[0] in shown_people
    }
    names = short_names(study)
    authors = sorted({row.author for key, row in study.summaries.items() if key in texts})
    about = about_framework(
        study,
        len(rows),
        len(columns),
        len(texts),
        authors,
        coders if counts else None,
        None if transcripts is None else Selection(transcripts=tuple(transcripts), places=places),
        empty=empty,
        unused=[names[row.id] for row in unused],
        silent=[row.name for row in rows if row.id not in filled],
    )
    return Framework(rows, columns, texts, segments if counts else None, about, evidence)


def speaking_in(study: Study, transcripts: Collection[UUID]) -> set[UUID]:
    """The participants who have a turn in one of the transcripts."""
    keys = [study.turns_of(row).participant for row in transcripts]
    found = np.unique(np.concatenate([np.empty(0, np.int32), *keys]))
    return {id_of(int(key)) for key in found if key != NO_KEY}
