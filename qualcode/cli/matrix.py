"""Commands that write matrices: codes by codes, and codes by transcripts, people or attributes."""

from pathlib import Path

import click

from qualcode.analysis.table_request import Figure, Shown, TableRequest
from qualcode.cli.choosing import code_choice, columns, selection
from qualcode.cli.options import coders_filter, codes_choice, file_argument, project_argument, query_filter
from qualcode.cli.projects import reading
from qualcode.model.rules import Coefficient, CooccurrenceRequest, Count, Rule
from qualcode.project.exporting import export_codes, export_cooccurrence

aggregate_option = click.option(
    "--aggregate", is_flag=True, help="A code stands for itself and all codes below it."
)
interviewers_option = click.option(
    "--interviewers", is_flag=True, help="Interviewers are participants too, where participants count."
)
tidy_option = click.option(
    "--tidy", is_flag=True, help="One line for each cell: row, column, value (csv, xlsx)."
)


@click.group(no_args_is_help=False)
def matrix() -> None:
    """Write a matrix of codes."""


@matrix.command()
@project_argument
@file_argument
@click.option(
    "--rule",
    type=click.Choice([rule.value for rule in Rule]),
    default=Rule.OVERLAP.value,
    show_default=True,
    help="When two codes occur together.",
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    metavar="N",
    default=1,
    show_default=True,
    help="For the rule near: at most this many turns apart; 0 is the same turn.",
)
@click.option(
    "--count",
    type=click.Choice([count.value for count in Count]),
    help="What is counted. [default: pairs of passages, or units where the rule is a unit]",
)
@codes_choice
@coders_filter
@query_filter
@aggregate_option
@interviewers_option
@click.option(
    "--coefficient",
    type=click.Choice([coefficient.value for coefficient in Coefficient]),
    help="Write how strongly codes go together instead of counts.",
)
@tidy_option
def cooccurrence(
    address: str,
    path: Path,
    rule: str,
    within: int,
    count: str | None,
    codes: tuple[str, ...],
    code_set: str | None,
    most_used: int | None,
    coders: tuple[str, ...],
    query: str | None,
    aggregate: bool,
    interviewers: bool,
    coefficient: str | None,
    tidy: bool,
) -> None:
    """Write how often codes occur together, as csv, xlsx or docx."""
    with reading(address) as project:
        study = project.study
        request = CooccurrenceRequest(
            rule=Rule(rule),
            count=None if count is None else Count(count),
            within=within,
            selection=selection(
                study,
                coders,
                aggregate=aggregate,
                interviewers=interviewers,
                codes=code_choice(study, codes, code_set, most_used),
                query=query,
            ),
        )
        which = None if coefficient is None else Coefficient(coefficient)
        export_cooccurrence(path, study, request, coefficient=which, tidy=tidy)
        click.echo(f"{path}: {request.describe(study)}.")


@matrix.command("codes")
@project_argument
@file_argument
@click.option(
    "--by",
    required=True,
    multiple=True,
    metavar="transcript|participant|speaker|ATTRIBUTE|query:NAME",
    help="What the columns are; an attribute by its name, a saved query as query:NAME: inside and outside "
    "of it, or several times for a column each.",
)
@click.option(
    "--count",
    type=click.Choice([figure.value for figure in Figure]),
    default=Figure.SEGMENTS.value,
    show_default=True,
    help="What is counted.",
)
@click.option(
    "--unit",
    type=click.Choice([rule.value for rule in Rule if rule.by_unit]),
    default=Rule.TURN.value,
    show_default=True,
    help="For the count units: units of what.",
)
@click.option(
    "--shown",
    type=click.Choice([shown.value for shown in Shown]),
    default=Shown.COUNTS.value,
    show_default=True,
    help="How a count is shown.",
)
@click.option("--totals", is_flag=True, help="Write totals of rows and columns, too.")
@codes_choice
@coders_filter
@query_filter
@aggregate_option
@interviewers_option
@click.option(
    "--minimum-cell",
    type=click.IntRange(min=0),
    metavar="K",
    default=0,
    help="Hide cells with fewer than K participants behind them. [default: show all]",
)
@click.option(
    "--test",
    "tested",
    is_flag=True,
    help="Test whether codes and columns go together more than chance would have it, and write that, too.",
)
@tidy_option
def codes_by(
    address: str,
    path: Path,
    by: tuple[str, ...],
    count: str,
    unit: str,
    shown: str,
    totals: bool,
    codes: tuple[str, ...],
    code_set: str | None,
    most_used: int | None,
    coders: tuple[str, ...],
    query: str | None,
    aggregate: bool,
    interviewers: bool,
    minimum_cell: int,
    tested: bool,
    tidy: bool,
) -> None:
    """Write how often codes occur in transcripts, with participants, or by an attribute (csv, xlsx, docx)."""
    with reading(address) as project:
        study = project.study
        request = TableRequest(
            **columns(study, by)._asdict(),
            figure=Figure(count),
            unit=Rule(unit),
            shown=Shown(shown),
            minimum_cell=minimum_cell,
            totals=totals,
            selection=selection(
                study,
                coders,
                aggregate=aggregate,
                interviewers=interviewers,
                codes=code_choice(study, codes, code_set, most_used),
                query=query,
            ),
        )
        table = export_codes(path, study, request, tidy=tidy, tested=tested)
        click.echo(f"{path}: {request.describe(study)}.")
        if table.chance is not None:
            for name, said in table.chance.lines():
                click.echo(f"{name}: {said}")
