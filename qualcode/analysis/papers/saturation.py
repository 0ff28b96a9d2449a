"""How many new codes each further transcript brought, and whether they became few enough.

The way of telling saturation of Guest, Namey and Chen 2020, “A simple method to assess and report thematic
saturation in qualitative research”, PLOS ONE 15(5), e0232076.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.analysis.captions.saturation import about_saturation
from qualcode.analysis.papers.saturation_request import SaturationRequest
from qualcode.model.codings import Codings
from qualcode.model.identity import from_milliseconds, id_of, keys_of
from qualcode.model.questions.words import SaturationOrder
from qualcode.model.results.matrix import Label
from qualcode.model.results.saturation import Saturation, SaturationRow, SaturationRun, coded_at_once
from qualcode.model.study import Study

_PERCENT: Final = 100


def saturation(study: Study, request: SaturationRequest) -> Saturation:
    """New codes by transcript, and the new information of each run.

    Transcripts are gone through in the order of their first coding (of those chosen) or of the list; what
    bears none of the codes is left out. With ``t`` transcripts, base ``b`` and run ``r``: the base is the
    distinct codes of transcripts 1 to b; the run that ends with transcript i (i >= b + r) is transcripts
    i - r + 1 to i; its new information is the number of codes whose first transcript is among these, divided
    by the number of codes of the base. Runs overlap: each begins one transcript after the one before.
    Saturation is reached, at the threshold q, with the first run whose new information is at most q percent;
    it is told as the number of transcripts before that run with the length of the run, as in 6+2.
    Where the base has no codes, and where there are fewer than b + r transcripts, there is no run.
    """
    found, uncoded = _coded(study, request)
    sets = [codes for _, _, codes in found]
    counted = new_codes(sets)
    base_codes = len(set().union(*sets[: request.base]))
    runs = runs_of([len(new) for new in counted], base_codes, request)
    names = {code.id: study.path(code.id) for code in study.codes_in_order}
    rows, total = [], 0
    for (label, coded, codes), new, ending in zip(found, counted, runs, strict=True):
        total += len(new)
        shown = tuple(path for identity, path in names.items() if identity in new)
        rows.append(SaturationRow(label.name, coded, len(codes), shown, total, ending, label.id))
    ends = [place for place, ending in enumerate(runs, 1) if ending is not None and ending.enough]
    reached = ends[0] - request.run if ends else None
    at_once = coded_at_once(rows)
    about = about_saturation(study, request, len(rows), len(uncoded), at_once=at_once)
    base, run, threshold = request.base, request.run, request.threshold
    return Saturation(tuple(rows), base, run, threshold, base_codes, reached, uncoded, about)


def new_codes(sets: Iterable[frozenset[UUID]]) -> list[frozenset[UUID]]:
    """Of each set what none before it holds."""
    known: set[UUID] = set()
    found = []
    for codes in sets:
        found.append(frozenset(codes - known))
        known |= codes
    return found


def runs_of(new: Sequence[int], base_codes: int, request: SaturationRequest) -> list[SaturationRun | None]:
    """The run that ends with each transcript; ``new`` are how many codes first occur in it."""
    first = request.base + request.run
    found: list[SaturationRun | None] = []
    for end in range(1, len(new) + 1):
        if end < first or not base_codes:
            found.append(None)
            continue
        came = sum(new[end - request.run : end])
        # In whole numbers, so that what is exactly at the threshold is not lost to rounding.
        enough = came * _PERCENT <= request.threshold * base_codes
        found.append(SaturationRun(came, came * _PERCENT / base_codes, enough))
    return found


def _coded(
    study: Study, request: SaturationRequest
) -> tuple[list[tuple[Label, datetime, frozenset[UUID]]], tuple[str, ...]]:
    """Transcripts in the order asked for, with when they were first coded and their codes; and the others."""
    wanted = None if request.transcripts is None else set(request.transcripts)
    found, uncoded = [], []
    for place, transcript in enumerate(study.transcripts_in_order):
        if wanted is not None and transcript.id not in wanted:
            continue
        table = _chosen(study.codings_of(transcript.id), request)
        if not len(table):
            uncoded.append(transcript.name)
            continue
        first = int(table.created.min())
        by_date = request.order is SaturationOrder.CODED
        found.append(
            ((first if by_date else 0, place), Label(transcript.name, transcript.id), first, _codes_of(table))
        )
    found.sort(key=lambda row: row[0])
    return [(label, from_milliseconds(first), codes) for _, label, first, codes in found], tuple(uncoded)


def _chosen(table: Codings, request: SaturationRequest) -> Codings:
    kept = np.ones(len(table), dtype=np.bool_)
    if not request.coders.everybody:
        kept &= np.isin(table.coder, keys_of(request.coders.coders))
    if request.codes is not None:
        kept &= np.isin(table.code, keys_of(request.codes))
    return table.take(np.flatnonzero(kept))


def _codes_of(table: Codings) -> frozenset[UUID]:
    return frozenset(map(id_of, np.unique(table.code).tolist()))
