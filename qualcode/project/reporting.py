"""Saved reports: kept in the project under a name, and run again with the same bytes at the same step."""

import json
import tempfile
from pathlib import Path
from typing import Final

from qualcode import __version__
from qualcode.exporters.manifest import Entry, write_manifest
from qualcode.exporters.matrix_file import meta_path
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.progress import Progress, no_progress
from qualcode.model.study import Study
from qualcode.operations.reports import report_named, save_report
from qualcode.project.project import Project
from qualcode.project.report_definition import MANIFEST, Definition, read_definition
from qualcode.project.report_tables import Making, write_table

_BESIDE: Final = "facts beside the file"


def keep_report(study: Study, name: str, content: str) -> ChangeSet:
    """Keep a definition under a name. Raises QualcodeError where it does not fit; see ``read_definition``."""
    return save_report(study, name, read_definition(content).content)


def run_report(
    project: Project,
    name: str,
    folder: Path,
    *,
    measures: Measures | None = None,
    progress: Progress = no_progress,
) -> list[Path]:
    """Write all files of a saved report and their manifest into ``folder``; returns their paths.

    Nothing in ``folder`` is touched before every file is complete. Raises QualcodeError where the
    definition names what is no longer in the project.
    """
    report = report_named(project.study, name)
    definition = read_definition(report.content)
    making = Making(project, project.history.steps[-1].at, measures or SpacyMeasures())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".qualcode-", dir=folder) as aside:
            entries = _written(Path(aside), definition, making, progress)
            manifest = Path(aside) / MANIFEST
            write_manifest(manifest, _about(project, report.name, definition), entries)
            paths = [entry.path for entry in entries] + [manifest]
            _check_room(folder, paths)
            return [path.replace(folder / path.name) for path in paths]
    except OSError as error:
        raise QualcodeError(f"“{folder}” could not be written: {error.strerror or error}.") from error


def _written(folder: Path, definition: Definition, making: Making, progress: Progress) -> list[Entry]:
    entries: list[Entry] = []
    outputs = definition.outputs
    for number, output in enumerate(outputs):
        progress(number, len(outputs), output.file)
        path = folder / output.file
        try:
            rules = write_table(path, output, making)
        except QualcodeError as error:
            raise QualcodeError(f"Nothing was written, because of “{output.file}”: {error}") from error
        entries.append(Entry(path, output.table, rules))
        if meta_path(path).exists():
            entries.append(Entry(meta_path(path), _BESIDE, ()))
    progress(len(outputs), len(outputs), "")
    return entries


def _about(project: Project, name: str, definition: Definition) -> dict[str, object]:
    return {
        "report": name,
        "program": f"qualcode {__version__}",
        "project": project.study.info.name,
        "step": project.study.step,
        "definition": json.loads(definition.content),
    }


def _check_room(folder: Path, paths: list[Path]) -> None:
    for path in paths:
        target = folder / path.name
        if target.exists() and not target.is_file():
            raise QualcodeError(f"“{target}” is not a file that could be replaced; choose another folder.")
