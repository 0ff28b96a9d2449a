"""Commands that open the window: on a project, or on the sample project built afresh."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from qualcode.cli.addresses import known_address
from qualcode.cli.options import project_argument, with_reason
from qualcode.model.errors import QualcodeError

DEMO_FOLDER: Final = "qualcode-demo"


@click.command("open")
@project_argument
def open_(address: str) -> int:
    """Open a project in the workbench."""
    return show_window(known_address(address))


@click.command()
@click.argument(
    "folder", metavar="[DIR]", required=False, default=DEMO_FOLDER, type=click.Path(path_type=Path)
)
@click.option("--no-window", is_flag=True, help="Stop before the window opens.")
@click.option(
    "--coder",
    metavar="NAME",
    show_default="AB, one of its coders",
    help="Who made the sample, for its history.",
)
@with_reason
def demo(folder: Path, no_window: bool, coder: str | None) -> int:
    """Build the sample project with its exports and open it.

    DIR is a folder for them, qualcode-demo where none is named. A sample project that is there
    already is built afresh; nothing else is overwritten.
    """
    # The window alone must not wait for everything that building needs.
    build = import_module("qualcode.cli.demo").build
    file = build(folder, coder)
    if no_window:
        return 0
    if not has_display():
        click.echo(f"There is no display to open the window on; “qualcode open {file}” does it elsewhere.")
        return 0
    return show_window(str(file))


def show_window(address: str | None) -> int:
    """Run the workbench until its window is closed; its exit code."""
    try:
        run = import_module("qualcode.ui.shell.app").run
    except ImportError as error:
        # A module of our own that is missing is a bug; a library of the system's is not.
        if ".so" not in str(error) and "PySide6" not in str(error):
            raise
        raise QualcodeError(
            f"The window cannot be opened, because part of Qt is missing here: {error}."
        ) from error
    return int(run(address))


def has_display() -> bool:
    """Whether a window would have somewhere to appear."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
