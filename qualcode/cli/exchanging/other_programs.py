"""Files that are given to ``qualcode import`` and belong to another program go on to ``exchange import``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.program_files import TABLE_SUFFIXES, is_program_file
from qualcode.project.exchanging.segments import holds_segments_at

_SHARED: Final = frozenset(("address", "paths", "dry_run", "coder", "as_json"))
"""What means the same for a transcript and for a project of another program."""


def of_another_program(paths: Sequence[Path], *, is_survey: bool) -> Path | None:
    """The project, codebook or spreadsheet of segments that is to be imported; None where it is none.

    Raises QualcodeError where it is one of several files.
    """
    foreign = [path for path in paths if is_program_file(path)]
    if foreign and len(paths) > 1:
        raise QualcodeError(
            f"“{foreign[0].name}” is a project of another program. Import it by itself, without other files."
        )
    if foreign:
        return foreign[0]
    first = paths[0]
    is_table = len(paths) == 1 and first.suffix.lower() in TABLE_SUFFIXES and first.is_file()
    return first if is_table and not is_survey and holds_segments_at(first) else None


def import_there(path: Path, address: str, coder: str, *, dry_run: bool, as_json: bool) -> None:
    """Import it. Raises click.UsageError where options are given that are about transcripts."""
    # Loaded only here: transcripts have no need of it.
    from qualcode.cli.exchanging.exchange_files import import_

    context = click.get_current_context()
    given = (
        parameter
        for parameter in context.command.params
        if parameter.name not in _SHARED
        and context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
    )
    for parameter in given:
        raise click.UsageError(
            f"“{path.name}” comes from another program; {parameter.opts[-1]} is for transcripts. "
            "See “qualcode exchange import --help”."
        )
    context.invoke(import_, address=address, path=path, coder=coder, dry_run=dry_run, as_json=as_json)
