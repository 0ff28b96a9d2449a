"""Arguments and options that several commands share."""

import getpass
from collections.abc import Callable
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


def file_argument(function: Function) -> Function:
    """FILE: what is written, or read; its ending names the format."""
    return click.argument("path", metavar="FILE", type=click.Path(path_type=Path))(function)


def coders_filter(function: Function) -> Function:
    """--coder NAME, as often as needed: whose codings count."""
    words = "Only this coder's codings; several times for several, merged. [default: all coders]"
    return click.option("--coder", "coders", metavar="NAME", multiple=True, help=words)(function)


def transcripts_filter(function: Function) -> Function:
    """--transcript NAME, as often as needed."""
    words = "Only this transcript; several times for several. [default: all]"
    return click.option("--transcript", "transcripts", metavar="NAME", multiple=True, help=words)(function)


def query_filter(function: Function) -> Function:
    """--query NAME: only what shares text with the passages of a saved query."""
    words = "Only what shares text with passages of this saved query. [default: everything]"
    return click.option("--query", metavar="NAME", help=words)(function)


def codes_choice(function: Function) -> Function:
    """--code NAME, as often as needed, --code-set NAME or --most-used N: the codes of a matrix."""
    number = click.IntRange(min=1)
    words = "Only the N codes with the most codings."
    function = click.option("--most-used", "most_used", type=number, metavar="N", help=words)(function)
    words = "Only the codes of this set."
    function = click.option("--code-set", "code_set", metavar="NAME", help=words)(function)
    return codes_filter(function)


def codes_filter(function: Function) -> Function:
    """--code NAME, as often as needed."""
    words = "Only this code, by name or full path; several times for several. [default: all]"
    return click.option("--code", "codes", metavar="NAME", multiple=True, help=words)(function)


def consent_option(function: Function) -> Function:
    """--consent or --everybody: whether quotes need the consent of their speakers."""
    words = "Leave out, and count, words of speakers without consent to quote; or hold words of everybody."
    default = "--consent where people read the file"
    return click.option("--consent/--everybody", default=None, show_default=default, help=words)(function)
