"""Arguments and options that several commands share."""

import getpass
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

NAMELESS: Final = "coder"


def system_user() -> str:
    """The name of the system's user, who codes where nobody else is named."""
    try:
        return getpass.getuser().strip() or NAMELESS
    except (OSError, KeyError, ImportError):
        # A container's user may have a number and no name; Windows has no module pwd to ask.
        return NAMELESS


project_argument = click.argument("address", metavar="PROJECT")

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")

coder_option = click.option(
    "--coder",
    metavar="NAME",
    default=system_user,
    show_default="the system user's name",
    help="Who makes this step, for the history.",
)


def one_of(kinds: type[StrEnum]) -> click.Choice[str]:
    """The values of an enumeration, of which one is chosen."""
    return click.Choice([kind.value for kind in kinds])


def file_argument(function: Function) -> Function:
    """FILE: what is written, or read; its ending names the format."""
    return click.argument("path", metavar="FILE", type=click.Path(path_type=Path))(function)


def transcripts_filter(function: Function) -> Function:
    """--transcript NAME, as often as needed."""
    words = "Only this transcript; may be repeated. [default: all]"
    return click.option("--transcript", "transcripts", metavar="NAME", multiple=True, help=words)(function)
