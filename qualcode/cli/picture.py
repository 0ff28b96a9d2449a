"""Commands that draw pictures of codes: png (300 dpi), svg or pdf."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import click

from qualcode.analysis.table_order import Sorting
from qualcode.analysis.table_request import By, Figure, Shown, TableRequest
from qualcode.analysis.word_frequency import WordRequest
from qualcode.cli.choosing import chosen_transcripts, columns, selection
from qualcode.cli.matrix import aggregate_option, interviewers_option
from qualcode.cli.options import (
    Function,
    coders_filter,
    file_argument,
    project_argument,
    query_filter,
    transcripts_filter,
)
from qualcode.cli.projects import reading
from qualcode.exporters.pictures.sheet import write_picture
from qualcode.model.rules import Coefficient, CooccurrenceRequest, Count, Rule, Selection
from qualcode.model.study import Study
from qualcode.project import picturing, talk_pictures

_rule_option = click.option(
    "--rule",
    type=click.Choice([rule.value for rule in Rule]),
    default=Rule.OVERLAP.value,
    show_default=True,
    help="When two codes occur together.",
)
_within_option = click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar="N",
    default=1,
    show_default=True,
    help="For the rule near: at most this many turns apart; 0 is the same turn.",
)
_count_option = click.option(
    "--count",
    type=click.Choice([count.value for count in Count]),
    help="What is counted. [default: pairs of passages, or units where the rule is a unit]",
)
_coefficient_option = click.option(
    "--coefficient",
    type=click.Choice([coefficient.value for coefficient in Coefficient]),
    help="Draw how strongly codes go together instead of counts.",
)
_by_option = click.option(
    "--by",
    default=By.TRANSCRIPT.value,
    show_default=True,
    metavar="transcript|participant|speaker|ATTRIBUTE|query:NAME",
    help="What codes are counted by; an attribute by its name, a saved query as query:NAME.",
)
_figure_option = click.option(
    "--count",
    type=click.Choice([figure.value for figure in Figure]),
    default=Figure.SEGMENTS.value,
    show_default=True,
    help="What is counted.",
)
_unit_option = click.option(
    "--unit",
    type=click.Choice([rule.value for rule in Rule if rule.by_unit]),
    default=Rule.TURN.value,
    show_default=True,
    help="For the count units: units of what.",
)
_shown_option = click.option(
    "--shown",
    type=click.Choice([shown.value for shown in Shown]),
    default=Shown.COUNTS.value,
    show_default=True,
    help="How a count is shown.",
)
_minimum_option = click.option(
    "--minimum-cell",
    type=click.IntRange(min=0),
    metavar="K",
    default=0,
    help="Hide figures with fewer than K participants behind them. [default: show all]",
)
_CODES_SORTED: Final = {
    "name": Sorting.NAME,
    "count": Sorting.FREQUENCY,
    "codebook": Sorting.CODEBOOK,
}
_one_transcript: Final = click.option(
    "--transcript", metavar="NAME", required=True, help="The transcript that is drawn."
)


def _together(*options: Callable[[Any], Any]) -> Callable[[Function], Function]:
    """Several options as one, in this order."""

    def apply(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return apply


_of_whom = _together(coders_filter, query_filter, aggregate_option, interviewers_option)
_of_codes = _together(project_argument, file_argument, _rule_option, _within_option, _count_option, _of_whom)
_of_tables = _together(
    project_argument,
    file_argument,
    _by_option,
    _figure_option,
    _unit_option,
    _shown_option,
    _of_whom,
    _minimum_option,
)


@click.group(no_args_is_help=False)
def picture() -> None:
    """Draw a picture of codes."""


@picture.command()
@_of_codes
@_coefficient_option
@click.option(
    "--sort",
    type=click.Choice([sorting.value for sorting in Sorting]),
    default=Sorting.CODEBOOK.value,
    show_default=True,
    help="In which order codes stand; cluster draws the tree, too.",
)
def heatmap(address: str, path: Path, coefficient: str | None, sort: str, **choices: Any) -> None:
    """Draw how often codes occur together as a heat map, as png, svg or pdf."""
    with reading(address) as project:
        request = _cooccurrence(project.study, **choices)
        write_picture(
            path,
            picturing.cooccurrence_picture(
                project.study,
                request,
                coefficient=None if coefficient is None else Coefficient(coefficient),
                sorting=Sorting(sort),
            ),
        )
        click.echo(f"{path}: {request.describe(project.study)}.")


@picture.command()
@_of_codes
@_coefficient_option
@click.option(
    "--threshold",
    type=click.FloatRange(min=0),
    metavar="X",
    default=0.0,
    show_default=True,
    help="Draw a line only where the figure is above X.",
)
@click.option("--connected", is_flag=True, help="Leave out codes that no line reaches.")
def network(
    address: str, path: Path, coefficient: str | None, threshold: float, connected: bool, **choices: Any
) -> None:
    """Draw codes that occur together as a network, as png, svg or pdf."""
    with reading(address) as project:
        request = _cooccurrence(project.study, **choices)
        write_picture(
            path,
            picturing.network_picture(
                project.study,
                request,
                coefficient=None if coefficient is None else Coefficient(coefficient),
                threshold=threshold,
                alone=not connected,
            ),
        )
        click.echo(f"{path}: {request.describe(project.study)}.")


@picture.command()
@_of_tables
@click.option("--totals", is_flag=True, help="Draw totals of rows and columns, too.")
@click.option(
    "--sort",
    type=click.Choice(list(_CODES_SORTED)),
    default="codebook",
    show_default=True,
    help="In which order codes stand: as in the codebook, by name, or those with the largest counts first.",
)
def codes(address: str, path: Path, totals: bool, sort: str, **choices: Any) -> None:
    """Draw codes by transcripts, participants, speakers or an attribute as a heat map (png, svg, pdf)."""
    with reading(address) as project:
        request = replace(_table(project.study, **choices), totals=totals)
        write_picture(path, picturing.codes_picture(project.study, request, sorting=_CODES_SORTED[sort]))
        click.echo(f"{path}: {request.describe(project.study)}.")


@picture.command()
@_of_tables
@click.option("--stacked", is_flag=True, help="Show what each bar is made up of.")
def bars(address: str, path: Path, stacked: bool, **choices: Any) -> None:
    """Draw how often codes occur as bars, whole or stacked, as png, svg or pdf."""
    with reading(address) as project:
        request = _table(project.study, **choices)
        write_picture(path, picturing.bars_picture(project.study, request, stacked=stacked))
        click.echo(f"{path}: {request.describe(project.study)}.")


@picture.command()
@project_argument
@file_argument
@_one_transcript
@coders_filter
@query_filter
@aggregate_option
def portrait(
    address: str, path: Path, transcript: str, coders: tuple[str, ...], query: str | None, aggregate: bool
) -> None:
    """Draw the codes along the turns of a transcript, as png, svg or pdf."""
    with reading(address) as project:
        study = project.study
        chosen = selection(study, coders, aggregate=aggregate, interviewers=False, query=query)
        write_picture(path, picturing.portrait_picture(study, _transcript(study, transcript), chosen))
        click.echo(f"{path}: {transcript}.")


@picture.command()
@project_argument
@file_argument
@_one_transcript
@click.option(
    "--minutes",
    type=click.FloatRange(min=0.1),
    metavar="N",
    help="Count in stretches of N minutes. [default: what fits]",
)
@coders_filter
@query_filter
@aggregate_option
def timeline(
    address: str,
    path: Path,
    transcript: str,
    minutes: float | None,
    coders: tuple[str, ...],
    query: str | None,
    aggregate: bool,
) -> None:
    """Draw the codes of a transcript with times along its minutes, as png, svg or pdf."""
    with reading(address) as project:
        study = project.study
        chosen = selection(study, coders, aggregate=aggregate, interviewers=False, query=query)
        write_picture(
            path, picturing.timeline_picture(study, _transcript(study, transcript), chosen, minutes)
        )
        click.echo(f"{path}: {transcript}.")


@picture.command()
@project_argument
@file_argument
@transcripts_filter
@coders_filter
@query_filter
@aggregate_option
def comparison(
    address: str,
    path: Path,
    transcripts: Sequence[str],
    coders: tuple[str, ...],
    query: str | None,
    aggregate: bool,
) -> None:
    """Draw transcripts one below the other as bands of their codes, as png, svg or pdf."""
    with reading(address) as project:
        study = project.study
        chosen = replace(
            selection(study, coders, aggregate=aggregate, interviewers=False, query=query),
            transcripts=chosen_transcripts(study, transcripts),
        )
        write_picture(path, picturing.comparison_picture(study, chosen))
        number = len(chosen.transcripts_of(study))
        click.echo(f"{path}: 1 transcript." if number == 1 else f"{path}: {number} transcripts.")


@picture.command()
@project_argument
@file_argument
@_one_transcript
@click.option(
    "--as",
    "form",
    type=click.Choice(["heatmap", "network", "shares", "codes"]),
    default="heatmap",
    show_default=True,
    help="Who follows whom as heat map or network, shares of it as bars, or first mentions of codes.",
)
def conversation(address: str, path: Path, transcript: str, form: str) -> None:
    """Draw who speaks after whom in a transcript, how much, or of what first, as png, svg or pdf."""
    with reading(address) as project:
        write_picture(
            path, talk_pictures.talk_picture(project.study, _transcript(project.study, transcript), form)
        )
        click.echo(f"{path}: {transcript}.")


@picture.command()
@project_argument
@file_argument
@transcripts_filter
@click.option("--code", metavar="NAME", help="Only in passages of this code.")
@click.option("--participant", metavar="NAME", help="Only what this participant says.")
@click.option("--common", is_flag=True, help="Count common words (the, and, …) as well.")
@click.option(
    "--most", type=click.IntRange(1, 200), metavar="N", default=40, show_default=True, help="Draw N words."
)
@click.option("--no-cloud", is_flag=True, help="Leave the cloud away that is drawn beside the bars.")
@coders_filter
@aggregate_option
@interviewers_option
def words(
    address: str,
    path: Path,
    transcripts: Sequence[str],
    code: str | None,
    participant: str | None,
    common: bool,
    most: int,
    no_cloud: bool,
    **whom: Any,
) -> None:
    """Draw the most frequent words as bars, as png, svg or pdf."""
    with reading(address) as project:
        study = project.study
        request = WordRequest(
            replace(selection(study, **whom), transcripts=chosen_transcripts(study, transcripts)),
            code=None if code is None else study.code_named(code).id,
            speaker=None if participant is None else study.participant_named(participant).id,
            with_common=common,
            most=most,
        )
        write_picture(path, picturing.words_picture(study, request, cloud=not no_cloud))
        click.echo(f"{path}: {most} words at most.")


def _transcript(study: Study, name: str) -> UUID:
    return study.transcript_named(name).id


def _cooccurrence(
    study: Study, rule: str, within: int, count: str | None, **whom: Any
) -> CooccurrenceRequest:
    return CooccurrenceRequest(
        rule=Rule(rule),
        count=None if count is None else Count(count),
        within=within,
        selection=_selection(study, **whom),
    )


def _table(
    study: Study, by: str, count: str, unit: str, shown: str, minimum_cell: int, **whom: Any
) -> TableRequest:
    return TableRequest(
        **columns(study, [by])._asdict(),
        figure=Figure(count),
        unit=Rule(unit),
        shown=Shown(shown),
        minimum_cell=minimum_cell,
        selection=_selection(study, **whom),
    )


def _selection(
    study: Study, coders: Sequence[str], query: str | None, aggregate: bool, interviewers: bool
) -> Selection:
    return selection(study, coders, aggregate=aggregate, interviewers=interviewers, query=query)
