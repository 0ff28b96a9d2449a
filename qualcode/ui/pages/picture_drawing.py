"""Draws what the picture page is asked for; loaded with the first picture, as its tools take long to load."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from qualcode.analysis.table_order import Sorting
from qualcode.analysis.table_request import TableRequest
from qualcode.exporters.pictures.network import NetworkPicture, write_network
from qualcode.language.measures import SpacyMeasures
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.rules import CooccurrenceRequest
from qualcode.model.study import Study
from qualcode.project import picturing
from qualcode.ui.pages.picture_choice import Kind, PictureChoice

Kept = Mapping[UUID, tuple[float, float]]


def draw(path: Path, choice: PictureChoice, study: Study, measures: SpacyMeasures, kept: Kept) -> None:
    """Draw a picture in the format that the ending of ``path`` names; ``kept`` are places in a network."""
    if choice.kind is Kind.WORDS:
        picturing.draw_words(path, study, choice.word_request(study), cloud=choice.cloud, measures=measures)
    elif choice.kind is Kind.NETWORK:
        write_network(path, network(choice, study, measures, kept))
    elif choice.kind.of_one:
        _draw_one(path, choice, study)
    elif choice.kind is Kind.COMPARISON:
        picturing.draw_comparison(path, study, choice.selection(study))
    else:
        _draw_figures(path, choice, study, measures)


def _draw_one(path: Path, choice: PictureChoice, study: Study) -> None:
    if choice.transcript is None:
        raise QualcodeError("Choose a transcript.")
    if choice.kind is Kind.PORTRAIT:
        picturing.draw_portrait(path, study, choice.transcript, choice.selection(study))
    elif choice.kind is Kind.TIMELINE:
        picturing.draw_timeline(path, study, choice.transcript, choice.selection(study), choice.minutes)
    else:
        picturing.draw_conversation(path, study, choice.transcript)


def _draw_figures(path: Path, choice: PictureChoice, study: Study, measures: Measures) -> None:
    asked = choice.asked()
    request = asked.request(study)
    if isinstance(request, TableRequest):
        if choice.kind is Kind.BARS:
            stacked = choice.parts is not None
            picturing.draw_bars(path, study, request, stacked=stacked, measures=measures)
        else:
            sorting = Sorting(choice.sorting)
            picturing.draw_codes(path, study, replace(request, totals=True), measures, sorting)
    else:
        _draw_pairs(path, choice, study, request, measures)


def _draw_pairs(
    path: Path, choice: PictureChoice, study: Study, request: CooccurrenceRequest, measures: Measures
) -> None:
    picturing.draw_cooccurrence(
        path,
        study,
        request,
        coefficient=choice.matrix.strength,
        sorting=Sorting(choice.sorting),
        measures=measures,
    )


def network(choice: PictureChoice, study: Study, measures: Measures, kept: Kept) -> NetworkPicture:
    """The network of codes that is asked for, to be shown or drawn."""
    request = choice.asked().request(study)
    if not isinstance(request, CooccurrenceRequest):
        raise QualcodeError("A network joins codes with codes; choose codes that occur together.")
    return picturing.code_network(
        study,
        request,
        coefficient=choice.matrix.strength,
        threshold=choice.threshold,
        alone=choice.alone,
        measures=measures,
        kept=kept,
    )
