"""What command line and window draw of a study: analysis and picture put together, ready to be drawn."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never
from uuid import UUID

from qualcode.analysis import network as networks
from qualcode.analysis import portrait as portraits
from qualcode.analysis.captions.pictures import about_bands, about_bars
from qualcode.analysis.coefficients import coefficient_matrix
from qualcode.analysis.conversation import conversation
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_table
from qualcode.analysis.portrait import code_line
from qualcode.analysis.table_order import Ordered, ordered_codes, ordered_cooccurrence
from qualcode.analysis.table_request import TableRequest
from qualcode.analysis.timeline import timeline
from qualcode.analysis.word_frequency import WordRequest, word_frequencies
from qualcode.exporters.pictures.bands import Comparison, Portrait
from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.network import NetworkPicture
from qualcode.exporters.pictures.sheet import Picture
from qualcode.exporters.pictures.time_bars import TimeBars
from qualcode.exporters.pictures.word_bars import WordBars
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.code_names import code_numbers
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.questions import pictures as asked
from qualcode.model.questions.kinds import AnyPicture
from qualcode.model.questions.names import TRANSCRIPT
from qualcode.model.questions.rules import (
    ALL,
    COEFFICIENT_NAMES,
    Coefficient,
    CooccurrenceRequest,
    Selection,
)
from qualcode.model.questions.words import SHOWN_WORDS, Shown, Sorting
from qualcode.model.results.matrix import Label
from qualcode.model.study import Study
from qualcode.project.reports.asking import groups_request, pairs_request, selection, word_request
from qualcode.project.reports.talk_pictures import following_picture, talk_picture


def picture_of(
    study: Study,
    question: AnyPicture,
    measures: SpacyMeasures,
    kept: Mapping[UUID, tuple[float, float]] = networks.NOWHERE,
) -> Picture:
    """The picture that a question asks for; ``kept`` are places of codes in a network."""
    match question:
        case asked.HeatMapQuestion():
            request = pairs_request(study, question)
            return cooccurrence_picture(
                study, request, coefficient=question.coefficient, sorting=question.sort, measures=measures
            )
        case asked.NetworkQuestion():
            return network_of(study, question, measures, kept)
        case asked.GroupsHeatMapQuestion():
            return codes_picture(study, groups_request(study, question), measures, question.sort)
        case asked.BarsQuestion():
            table = groups_request(study, question)
            return bars_picture(study, table, stacked=question.stacked, measures=measures)
        case asked.WordsQuestion():
            return words_picture(
                study, word_request(study, question), cloud=question.cloud, measures=measures
            )
        case asked.ComparisonQuestion():
            return comparison_picture(study, selection(study, question))
        case asked.PortraitQuestion():
            return portrait_picture(study, _transcript(study, question), selection(study, question))
        case asked.TimelineQuestion():
            transcript = _transcript(study, question)
            return timeline_picture(study, transcript, selection(study, question), question.minutes)
        case asked.TalkQuestion():
            return talk_picture(study, _transcript(study, question), question.form)
        case _:
            assert_never(question)


def _transcript(
    study: Study, question: asked.PortraitQuestion | asked.TimelineQuestion | asked.TalkQuestion
) -> UUID:
    return TRANSCRIPT.row(study, question.transcript)


def network_of(
    study: Study,
    question: asked.NetworkQuestion,
    measures: Measures,
    kept: Mapping[UUID, tuple[float, float]] = networks.NOWHERE,
) -> NetworkPicture:
    """The network of codes that a question asks for, to be shown or drawn."""
    return network_picture(
        study,
        pairs_request(study, question),
        coefficient=question.coefficient,
        threshold=question.threshold,
        alone=not question.connected,
        measures=measures,
        kept=kept,
    )


def cooccurrence_picture(
    study: Study,
    request: CooccurrenceRequest,
    *,
    coefficient: Coefficient | None = None,
    sorting: Sorting = Sorting.CODEBOOK,
    measures: Measures | None = None,
) -> HeatMap:
    """Codes by codes as a heat map, clustered with the tree beside it."""
    found = measures or SpacyMeasures()
    return ordered_picture(ordered_cooccurrence(study, request, coefficient, sorting, found), study)


def ordered_picture(ordered: Ordered, study: Study) -> HeatMap:
    """A matrix as a heat map in the order in which it is seen, with its tree where it has one."""
    numbers = dict(code_numbers(study))
    return HeatMap(ordered.matrix, ordered.joins, ordered.scale, numbers=numbers)


def codes_picture(
    study: Study,
    request: TableRequest,
    measures: Measures | None = None,
    sorting: Sorting = Sorting.CODEBOOK,
) -> HeatMap:
    """Codes by transcripts, participants, speakers or an attribute as a heat map."""
    return ordered_picture(ordered_codes(study, request, sorting, measures or SpacyMeasures()), study)


def bars_picture(
    study: Study,
    request: TableRequest,
    *,
    stacked: bool = False,
    measures: Measures | None = None,
) -> Bars:
    """How often codes occur as bars, stacked by transcript, participant, speaker or attribute.

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
    drawn = table if stacked else about_bars(table, study, request)
    return Bars(drawn, stacked, _own_colours(study))


def network_picture(
    study: Study,
    request: CooccurrenceRequest,
    *,
    coefficient: Coefficient | None = None,
    threshold: float = 0.0,
    alone: bool = True,
    measures: Measures | None = None,
    kept: Mapping[UUID, tuple[float, float]] = networks.NOWHERE,
) -> NetworkPicture:
    """The codes that go together as a network, those in ``kept`` in these places."""
    measures = measures or SpacyMeasures()
    counts = cooccurrence(study, request, measures)
    strength = counts
    words = f"number of {request.count_in_words()}"
    if coefficient is not None:
        words = COEFFICIENT_NAMES[coefficient]
        strength = coefficient_matrix(study, request, coefficient, measures)
    found = networks.network(counts, strength, threshold, alone=alone, kept=kept)
    colours, counted = _own_colours(study), request.occurrences_in_words()
    return NetworkPicture(found.nodes, found.edges, words, found.provenance, colours, counted)


def portrait_picture(study: Study, transcript_id: UUID, selection: Selection = ALL) -> Portrait:
    """The codes along the turns of one transcript."""
    line = code_line(study, transcript_id, selection)
    pieces = portraits.portrait(line)
    return Portrait(line.codes, line.touched, line.length, pieces, line.provenance, _own_colours(study))


def comparison_picture(study: Study, selection: Selection = ALL) -> Comparison:
    """The chosen transcripts as bands of their dominant codes, one below the other."""
    chosen = selection.transcripts_of(study)
    lines = [code_line(study, transcript_id, selection) for transcript_id in chosen]
    codes = lines[0].codes if lines else ()
    bands = [(line.transcript.name, portraits.portrait(line)) for line in lines]
    return Comparison(codes, bands, about_bands(study, selection, len(bands)), _own_colours(study))


def timeline_picture(
    study: Study, transcript_id: UUID, selection: Selection = ALL, minutes: float | None = None
) -> TimeBars:
    """The codes of one transcript by time."""
    found = timeline(study, transcript_id, selection, minutes)
    return TimeBars(
        found.codes, found.edges, found.counts, found.provenance, found.remarks, _own_colours(study)
    )


def conversation_picture(study: Study, transcript_id: UUID, selection: Selection = ALL) -> HeatMap:
    """Who speaks after whom in one transcript as a heat map."""
    return following_picture(conversation(study, transcript_id, selection))


def words_picture(
    study: Study,
    request: WordRequest,
    *,
    cloud: bool = True,
    measures: SpacyMeasures | None = None,
) -> WordBars:
    """The most frequent words as bars, with a small cloud of them as a toy."""
    found = measures or SpacyMeasures()
    words = word_frequencies(study, request, found, found.common_words)
    code = None if request.code is None else Label(study.codes[request.code].name, request.code)
    return WordBars(words, cloud, code, _own_colours(study))


def _own_colours(study: Study) -> dict[UUID, str]:
    return {code.id: code.colour for code in study.codes.values()}
