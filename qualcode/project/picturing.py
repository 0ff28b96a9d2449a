"""What command line and window draw of a study: analysis and picture put together."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from qualcode import __version__
from qualcode.analysis import network as networks
from qualcode.analysis import portrait as portraits
from qualcode.analysis.coefficients import coefficient_matrix
from qualcode.analysis.conversation import conversation
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_table
from qualcode.analysis.portrait import code_line
from qualcode.analysis.table_order import (
    IN_WORDS,
    Ordered,
    Sorting,
    ordered_codes,
    ordered_cooccurrence,
    stating,
)
from qualcode.analysis.table_request import SHOWN_WORDS, Shown, TableRequest
from qualcode.analysis.timeline import timeline
from qualcode.analysis.word_frequency import WordRequest, word_frequencies
from qualcode.exporters.pictures.bands import Comparison, Portrait, write_comparison, write_portrait
from qualcode.exporters.pictures.bars import Bars, write_bars
from qualcode.exporters.pictures.heat_map import HeatMap, write_heat_map
from qualcode.exporters.pictures.network import NetworkPicture, write_network
from qualcode.exporters.pictures.time_bars import TimeBars, write_time_bars
from qualcode.exporters.pictures.word_bars import WordBars, write_word_bars
from qualcode.language.measures import SpacyMeasures
from qualcode.model.errors import QualcodeError
from qualcode.model.matrix import Matrix, Provenance
from qualcode.model.measures import Measures
from qualcode.model.rules import (
    ALL,
    COEFFICIENT_NAMES,
    Coefficient,
    CooccurrenceRequest,
    Selection,
)
from qualcode.model.study import Study
from qualcode.project.talk_pictures import draw_following


def draw_cooccurrence(
    path: Path,
    study: Study,
    request: CooccurrenceRequest,
    *,
    coefficient: Coefficient | None = None,
    sorting: Sorting = Sorting.CODEBOOK,
    measures: Measures | None = None,
) -> None:
    """Draw codes by codes as a heat map, clustered with the tree beside it."""
    draw_ordered(
        path, ordered_cooccurrence(study, request, coefficient, sorting, measures or SpacyMeasures())
    )


def draw_ordered(path: Path, ordered: Ordered) -> None:
    """Draw a matrix as a heat map in the order in which it is seen, with its tree where it has one."""
    write_heat_map(path, HeatMap(ordered.matrix, ordered.joins, ordered.scale))


def draw_codes(
    path: Path,
    study: Study,
    request: TableRequest,
    measures: Measures | None = None,
    sorting: Sorting = Sorting.CODEBOOK,
) -> None:
    """Draw codes by transcripts, participants, speakers or an attribute as a heat map."""
    draw_ordered(path, ordered_codes(study, request, sorting, measures or SpacyMeasures()))


def draw_bars(
    path: Path,
    study: Study,
    request: TableRequest,
    *,
    stacked: bool = False,
    measures: Measures | None = None,
) -> None:
    """Draw how often codes occur as bars, stacked by transcript, participant, speaker or attribute.

    Raises QualcodeError for a request of percent, whose totals are no lengths, and for stacks of
    figures that do not add up.
    """
    if request.shown in (Shown.ROW_PERCENT, Shown.COLUMN_PERCENT):
        raise QualcodeError(
            "Bars show counts or figures per 1,000 words, not percent: draw a heat map instead."
        )
    if stacked and (not request.figure.adds_up or request.shown is not Shown.COUNTS):
        raise QualcodeError(
            f"Parts of a bar have to add up, which {request.figure} ({SHOWN_WORDS[request.shown]}) do not: "
            "count segments, runs, characters or words, or draw a heat map."
        )
    table = code_table(study, replace(request, totals=True), measures or SpacyMeasures())
    write_bars(path, Bars(_stating_shown(table, request), stacked))


def draw_network(
    path: Path,
    study: Study,
    request: CooccurrenceRequest,
    *,
    coefficient: Coefficient | None = None,
    threshold: float = 0.0,
    alone: bool = True,
    measures: Measures | None = None,
    kept: Mapping[UUID, tuple[float, float]] = networks.NOWHERE,
) -> None:
    """Draw the codes that go together as a network, those in ``kept`` in these places."""
    write_network(
        path,
        code_network(
            study,
            request,
            coefficient=coefficient,
            threshold=threshold,
            alone=alone,
            measures=measures,
            kept=kept,
        ),
    )


def code_network(
    study: Study,
    request: CooccurrenceRequest,
    *,
    coefficient: Coefficient | None = None,
    threshold: float = 0.0,
    alone: bool = True,
    measures: Measures | None = None,
    kept: Mapping[UUID, tuple[float, float]] = networks.NOWHERE,
) -> NetworkPicture:
    """The codes that go together as a network, ready to be drawn."""
    measures = measures or SpacyMeasures()
    counts = cooccurrence(study, request, measures)
    strength = counts
    words = f"number of {request.count_in_words()}"
    if coefficient is not None:
        words = COEFFICIENT_NAMES[coefficient]
        strength = stating(coefficient_matrix(study, request, coefficient, measures), words)
    found = networks.network(counts, strength, threshold, alone=alone, kept=kept)
    return NetworkPicture(found.nodes, found.edges, words, found.provenance)


def draw_portrait(path: Path, study: Study, transcript_id: UUID, selection: Selection = ALL) -> None:
    """Draw the codes along the turns of one transcript."""
    line = code_line(study, transcript_id, selection)
    pieces = portraits.portrait(line)
    write_portrait(path, Portrait(line.codes, line.touched, line.length, pieces, line.provenance))


def draw_comparison(path: Path, study: Study, selection: Selection = ALL) -> None:
    """Draw the chosen transcripts as bands of their dominant codes, one below the other."""
    chosen = selection.transcripts_of(study)
    lines = [code_line(study, transcript_id, selection) for transcript_id in chosen]
    codes = lines[0].codes if lines else ()
    bands = [(line.transcript.name, portraits.portrait(line)) for line in lines]
    number = f"{len(bands):,} transcript" + ("" if len(bands) == 1 else "s")
    words = f"Dominant codes of turns, {selection.coders.describe(study)}, {number}"
    words += selection.query_words(study)
    facts = (*selection.facts(study), (IN_WORDS, words))
    about = Provenance("Comparison of transcripts", facts, study.info.name, study.step, __version__)
    write_comparison(path, Comparison(codes, bands, about))


def draw_timeline(
    path: Path, study: Study, transcript_id: UUID, selection: Selection = ALL, minutes: float | None = None
) -> None:
    """Draw the codes of one transcript by time."""
    found = timeline(study, transcript_id, selection, minutes)
    write_time_bars(path, TimeBars(found.codes, found.edges, found.counts, found.provenance, found.remarks))


def draw_conversation(path: Path, study: Study, transcript_id: UUID, selection: Selection = ALL) -> None:
    """Draw who speaks after whom in one transcript as a heat map."""
    draw_following(path, conversation(study, transcript_id, selection))


def draw_words(
    path: Path,
    study: Study,
    request: WordRequest,
    *,
    cloud: bool = True,
    measures: SpacyMeasures | None = None,
) -> None:
    """Draw the most frequent words as bars, with a small cloud of them as a toy."""
    found = measures or SpacyMeasures()
    write_word_bars(path, WordBars(word_frequencies(study, request, found, found.common_words), cloud))


def _stating_shown(table: Matrix, request: TableRequest) -> Matrix:
    return table if request.shown is Shown.COUNTS else stating(table, SHOWN_WORDS[request.shown])
