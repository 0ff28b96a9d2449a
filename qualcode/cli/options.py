"""Arguments and options that several commands share."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from qualcode.model.machine.coder_here import coder_here
from qualcode.model.transcript import TranscriptStatus

Function = TypeVar("Function", bound=Callable[..., Any])

project_argument = click.argument("address", metavar="PROJECT")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")

_coder_option = click.option(
    "--coder",
    metavar="NAME",
    default=coder_here,
    show_default="the system user's name",
    help="Who makes this step, for the history.",
)

REASON: Final = "qualcode.reason"
"""Under which a command's context keeps why its steps are made."""


def _keep_reason(context: click.Context, _option: click.Parameter, words: str) -> None:
    context.meta[REASON] = words


with_reason = click.option(
    "--reason",
    metavar="TEXT",
    default="",
    expose_value=False,
    callback=_keep_reason,
    help="Why, for the history; some projects ask for it.",
)


def coder_option(function: Function) -> Function:
    """--coder NAME and --reason TEXT: who makes the step of a command, and why."""
    return _coder_option(with_reason(function))


_by_option = click.option(
    "--by",
    metavar="NAME",
    default=coder_here,
    show_default="the system user's name",
    help="Who makes this step, for the history.",
)

template_option = click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A docx or dotx whose styles a Word document takes.",
)


def by_option(function: Function) -> Function:
    """--by NAME and --reason TEXT: the same, where --coder means somebody else."""
    return _by_option(with_reason(function))


transcripts_option = click.option(
    "--transcript",
    "transcripts",
    metavar="NAME",
    multiple=True,
    help="Only this transcript; may be repeated. [default: all]",
)


def one_of(kinds: type[StrEnum]) -> click.Choice[str]:
    """The values of an enumeration, of which one is chosen."""
    return click.Choice([kind.value for kind in kinds])


def file_argument(function: Function) -> Function:
    """FILE: what is written, or read; its ending names the format."""
    return click.argument("path", metavar="FILE", type=click.Path(path_type=Path))(function)


def _statuses(
    _context: click.Context, _option: click.Parameter, words: tuple[str, ...]
) -> tuple[TranscriptStatus, ...]:
    return tuple(map(TranscriptStatus, words))


def transcripts_filter(function: Function) -> Function:
    """--transcript NAME, --folder NAME and --status STATUS, as often as needed."""
    for option in (
        click.option(
            "--status",
            "statuses",
            type=click.Choice([status.value for status in TranscriptStatus]),
            multiple=True,
            callback=_statuses,
            help="Only transcripts with this status; may be repeated. [default: any]",
        ),
        click.option(
            "--folder",
            "folders",
            metavar="NAME",
            multiple=True,
            help="Only transcripts in this folder and the folders in it; may be repeated, and adds to "
            "--transcript.",
        ),
        transcripts_option,
    ):
        function = option(function)
    return function
