"""What coders can be compared on: transcripts that each has coded, and codes rolled up to a level."""

from collections.abc import Iterable
from uuid import UUID

import numpy as np

from qualcode.model.identity import key_of
from qualcode.model.study import Study


def transcripts_coded(study: Study, coder_id: UUID) -> set[UUID]:
    """The transcripts in which a coder has coded anything."""
    key = key_of(coder_id)
    return {transcript_id for transcript_id, table in study.codings.items() if np.any(table.coder == key)}


def left_out(study: Study, coders: Iterable[UUID], taken: Iterable[UUID]) -> tuple[tuple[str, str], ...]:
    """The other transcripts in order, each with who has not coded it ("" where everybody has)."""
    chosen = set(taken)
    coded = {coder: transcripts_coded(study, coder) for coder in coders}
    return tuple(
        (row.name, ", ".join(study.coders[coder].name for coder, rows in coded.items() if row.id not in rows))
        for row in study.transcripts_in_order
        if row.id not in chosen
    )


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


def _line(study: Study, code_id: UUID) -> list[UUID]:
    """A code with those above it, from the top."""
    line = [code_id]
    while (parent := study.codes[line[0]].parent_id) is not None:
        line.insert(0, parent)
    return line


def _stands_on(study: Study, code_id: UUID, level: int) -> bool:
    """Whether a code stands on the level, or above it without any below: else its own stand for it."""
    return len(_line(study, code_id)) == level or not study.children(code_id)
