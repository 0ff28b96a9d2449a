"""What the picture page is asked for, ready to be drawn; loaded with the first picture, like all analyses."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from qualcode.analysis.table_request import TableRequest
from qualcode.exporters.pictures.network import NetworkPicture
from qualcode.exporters.pictures.sheet import Picture
from qualcode.language.measures import SpacyMeasures
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.questions.words import Sorting
from qualcode.model.rules import CooccurrenceRequest
from qualcode.model.study import Study
from qualcode.project import picturing
from qualcode.ui.pages.picture_choice import Kind, PictureChoice

Kept = Mapping[UUID, tuple[float, float]]


def picture_of(choice: PictureChoice, study: Study, measures: SpacyMeasures, kept: Kept) -> Picture:
    """The picture that is asked for; ``kept`` are places in a network."""
    if choice.kind is Kind.WORDS:
        request = choice.word_request(study)
        return picturing.words_picture(study, request, cloud=choice.cloud, measures=measures)
    if choice.kind is Kind.NETWORK:
        return network(choice, study, measures, kept)
    if choice.kind.of_one:
        return _of_one(choice, study)
    if choice.kind is Kind.COMPARISON:
        return picturing.comparison_picture(study, choice.selection(study))
    return _of_figures(choice, study, measures)


def _of_one(choice: PictureChoice, study: Study) -> Picture:
    if choice.transcript is None:
        raise QualcodeError("Choose a transcript.")
    if choice.kind is Kind.PORTRAIT:
        return picturing.portrait_picture(study, choice.transcript, choice.selection(study))
    if choice.kind is Kind.TIMELINE:
        return picturing.timeline_picture(study, choice.transcript, choice.selection(study), choice.minutes)
    return picturing.conversation_picture(study, choice.transcript)


def _of_figures(choice: PictureChoice, study: Study, measures: Measures) -> Picture:
    request = choice.asked().request(study)
    sorting = Sorting(choice.sorting)
    if isinstance(request, CooccurrenceRequest):
        return picturing.cooccurrence_picture(
            study, request, coefficient=choice.matrix.strength, sorting=sorting, measures=measures
        )
    if choice.kind is Kind.BARS:
        stacked = choice.parts is not None
        return picturing.bars_picture(study, request, stacked=stacked, measures=measures)
    return picturing.codes_picture(study, replace(request, totals=True), measures, sorting)


def network(choice: PictureChoice, study: Study, measures: Measures, kept: Kept) -> NetworkPicture:
    """The network of codes that is asked for, to be shown or drawn."""
    request = choice.asked().request(study)
    if isinstance(request, TableRequest):
        raise QualcodeError("A network joins codes with codes; choose codes that occur together.")
    return picturing.network_picture(
        study,
        request,
        coefficient=choice.matrix.strength,
        threshold=choice.threshold,
        alone=choice.alone,
        measures=measures,
        kept=kept,
    )
