"""What coders can be compared on: transcripts that each has done, and codes rolled up to a level."""

from collections.abc import Iterable
from uuid import UUID

import numpy as np

from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.model.identity import key_of, keys_of
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress
from qualcode.model.teamwork.rounds import codes_after_round, transcripts_of_round


def transcripts_coded(study: Study, coder_id: UUID) -> set[UUID]:
    """The transcripts in which a coder has coded anything."""
    key = key_of(coder_id)
    return {transcript_id for transcript_id, table in study.codings.items() if np.any(table.coder == key)}


def transcripts_done(study: Study, coder_id: UUID, round_id: UUID | None = None) -> set[UUID]:
    """What a coder has finished in a round; without one, what they have coded or finished anywhere."""
    done = {
        row.transcript_id
        for row in study.rows(CodingProgress).values()
        if row.coder_id == coder_id and row.state.is_done and round_id in (None, row.round_id)
    }
    return done if round_id is not None else done | transcripts_coded(study, coder_id)


def left_out(
    study: Study, coders: Iterable[UUID], taken: Iterable[UUID], round_id: UUID | None = None
) -> tuple[tuple[str, str], ...]:
    """The other transcripts in order, each with who has not done it ("" where everybody has).

    With a round, only those of it.
    """
    chosen = set(taken)
    done = {coder: transcripts_done(study, coder, round_id) for coder in coders}
    rows = study.transcripts_in_order if round_id is None else transcripts_of_round(study, round_id)
    return tuple(
        (
            row.name,
            ", ".join(study.coders[coder].name for coder, there in done.items() if row.id not in there),
        )
        for row in rows
        if row.id not in chosen
    )


def later_codes(study: Study, request: AgreementRequest) -> frozenset[UUID]:
    """The codes that a request leaves out because they came after its round; none where codes are named."""
    if request.round_id is None or not request.every_code:
        return frozenset()
    asked = request.selection.codes_of(study)
    return codes_after_round(study, request.round_id).intersection(asked)


def codes_on_level(study: Study, codes: Iterable[UUID] | None, level: int) -> tuple[UUID, ...]:
    """The codes on a level (1: the top) that stand for ``codes`` (None: all), in the codebook's order.

    A code further up that has none below it stands for itself.
    """
    chosen = study.codes if codes is None else set(codes)
    found = set()
    for code_id in chosen:
        line = _line(study, code_id)
        found.add(line[min(level, len(line)) - 1])
    rows = [code.id for code in study.codes_in_order if code.id in found]
    return tuple(row for row in rows if _stands_on(study, row, level))


def above_level(
    study: Study, codes: Iterable[UUID] | None, level: int, coders: Iterable[UUID], texts: Iterable[UUID]
) -> tuple[tuple[str, int], ...]:
    """Codes above a level that are not compared, since others below them are, with how often they were used.

    Those alone that the coders used in the texts, in the codebook's order.
    """
    chosen = set(study.codes if codes is None else codes)
    taken = set(codes_on_level(study, chosen, level))
    left = [
        code
        for code in study.codes_in_order
        if code.id in chosen and code.id not in taken and len(_line(study, code.id)) < level
    ]
    people, tables = keys_of(list(coders)), [study.codings_of(text) for text in texts]
    used = [table.code[np.isin(table.coder, people)] for table in tables]
    found = ((code, sum(int((each == key_of(code.id)).sum()) for each in used)) for code in left)
    return tuple((study.path(code.id), number) for code, number in found if number)


def _line(study: Study, code_id: UUID) -> list[UUID]:
    """A code with those above it, from the top."""
    line = [code_id]
    while (parent := study.codes[line[0]].parent_id) is not None:
        line.insert(0, parent)
    return line


def _stands_on(study: Study, code_id: UUID, level: int) -> bool:
    """Whether a code stands on the level, or above it without any below: else its own stand for it."""
    return len(_line(study, code_id)) == level or not study.children(code_id)
