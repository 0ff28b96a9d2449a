"""The framework matrix: participants by codes, in each cell what the researcher makes of it."""

from collections.abc import Sequence
from uuid import UUID

from qualcode.analysis.captions.framework import about_framework
from qualcode.analysis.participant_figures import segments_by_participant
from qualcode.model.report_values import Framework
from qualcode.model.rules import ALL_CODERS, CoderChoice
from qualcode.model.study import Study
from qualcode.model.transcript import Role


def framework(
    study: Study,
    codes: Sequence[UUID] | None = None,
    *,
    counts: bool = False,
    coders: CoderChoice = ALL_CODERS,
) -> Framework:
    """The framework matrix with all participants but interviewers, who come only with a summary.

    ``codes`` None: those that have a summary or, before there is one, all that can be applied.
    """
    written = {code_id for _, code_id in study.summaries}
    people = {participant_id for participant_id, _ in study.summaries}
    if codes is not None:
        columns = tuple(study.codes[code_id] for code_id in codes)
    else:
        columns = tuple(
            row for row in study.codes_in_order if (row.id in written if written else row.codable)
        )
    rows = tuple(
        row for row in study.participants_in_order if row.role is Role.PARTICIPANT or row.id in people
    )
    shown = {row.id for row in columns}
    texts = {key: row.text for key, row in study.summaries.items() if key[1] in shown}
    authors = sorted({row.author for key, row in study.summaries.items() if key in texts})
    about = about_framework(study, len(rows), len(columns), len(texts), authors, coders if counts else None)
    return Framework(rows, columns, texts, segments_by_participant(study, coders) if counts else None, about)
