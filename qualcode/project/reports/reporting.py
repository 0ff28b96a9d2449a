"""Saved reports: kept in the project under a name, and run again with the same bytes at the same step."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from qualcode import __version__
from qualcode.analysis.since_last_time import changes_since, wordings_of
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.exporters.manifest import ManifestEntry, write_manifest
from qualcode.exporters.papers.changes_document import changes_in_words
from qualcode.exporters.pictures.drawing import Drawer, LocalDrawer
from qualcode.exporters.tables.matrix_file import meta_path
from qualcode.exporters.whole_folder import bring_into_place, files_aside, remove_left_over
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet
from qualcode.model.errors import NothingToShowError, QualcodeError, at_field
from qualcode.model.identity import now
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.machine.refusals import in_words
from qualcode.model.machine.rights import folder_made
from qualcode.model.questions.kinds import AnyQuestion, settings_of, word_of
from qualcode.model.questions.names import NamesMeant, with_names
from qualcode.model.results.report_figures import FileFigures, ReportChanges, RunFigures
from qualcode.model.study import Study
from qualcode.model.words.in_words import day_in_words, listed, plural_of
from qualcode.model.words.names import numbered_name
from qualcode.operations.checks import tidy_name
from qualcode.operations.reports import delete_report, find_report, report_named, save_report
from qualcode.project.record import Record
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.care import care_in_words
from qualcode.project.reports.gone import what_became, with_fates
from qualcode.project.reports.nothing_to_show import saying_so
from qualcode.project.reports.report_definition import CHANGES, FIGURES, MANIFEST, Definition
from qualcode.project.reports.report_folder import edited_by_hand
from qualcode.project.reports.report_memory import (
    KeptFigures,
    holds_files,
    keep_figures,
    kept_figures,
    with_number,
)
from qualcode.project.reports.reports_since import changes_page
from qualcode.project.reports.saved_definition import (
    content_to_keep,
    definition_kept,
    definition_named,
    definition_on_record,
    names_kept,
)

_BESIDE: Final = "facts beside the file"
_FIGURES: Final = "figures to compare the next run with"
_CHANGES: Final = "what has changed since the run before"
_NAMED: Final = 3
"""Edited files that a sentence names."""
_SHARE: Final = 100
"""Parts in which the progress of one file is told."""


def keep_report(study: Study, name: str, content: str) -> ChangeSet:
    """Keep a definition under a name. Raises QualcodeError where it does not fit; see ``read_definition``."""
    return save_report(study, name, content_to_keep(study, content))


def add_to_report(study: Study, name: str, file: str, question: AnyQuestion) -> ChangeSet:
    """Add a file to the report of this name, which is made where there is none yet.

    The question is kept by names. The file gets a number where the report has one of its name already.
    Raises QualcodeError where something does not fit.
    """
    with at_field("name"):
        tidy_name(name, "report")
    known = find_report(study, name)
    definition = {"outputs": []} if known is None else json.loads(definition_kept(study, known).content)
    taken = {str(output["file"]).casefold() for output in definition["outputs"]}
    path = PurePath(file)
    stem = numbered_name(path.stem, {PurePath(other).stem for other in taken if other.endswith(path.suffix)})
    settings = settings_of(with_names(study, question))
    output = {"file": str(path.with_stem(stem)), "table": word_of(question), **settings}
    content = json.dumps({**definition, "outputs": [*definition["outputs"], output]})
    with at_field("file"):
        change = keep_report(study, known.name if known is not None else name, content)
    return change.labelled(f"Add “{output['file']}” to the report “{name.strip()}”")


def take_out_of_report(study: Study, name: str, file: str) -> ChangeSet:
    """Take a file out of a report; with its last file the report goes."""
    report = report_named(study, name)
    definition = json.loads(definition_kept(study, report).content)
    outputs = [output for output in definition["outputs"] if output["file"] != file]
    if not outputs:
        return delete_report(study, report.id)
    change = keep_report(study, report.name, json.dumps({**definition, "outputs": outputs}))
    return change.labelled(f"Take “{file}” out of the report “{report.name}”")


@dataclass(frozen=True, slots=True)
class ReportRun:
    """What a run wrote. ``changes`` None: there is no earlier run to compare it with; ``fault`` says why."""

    folder: Path
    paths: tuple[Path, ...]
    changes: ReportChanges | None
    fault: str = ""
    care: str = ""
    """What has to be borne in mind before its files are passed on."""
    empty: str = ""
    """Which of its files have nothing to show, and why."""

    @property
    def said(self) -> str:
        """What has changed, in a sentence, if something was compared, and what needs care."""
        compared = self.fault if self.changes is None else changes_in_words(self.changes)
        return " ".join(filter(None, (compared, self.empty, self.care)))

    @property
    def page(self) -> Path | None:
        """The page that tells what has changed; None where nothing has, or nothing was compared."""
        if self.changes is None or self.changes.nothing:
            return None
        return self.folder / CHANGES


def earlier_run(record: Record, name: str, folder: Path) -> str:
    """What a run into ``folder`` would replace, in words; empty where there is nothing but the same step."""
    if not holds_files(folder):
        return ""
    report = report_named(record.study, name)
    last = kept_figures(folder).last
    if last is None or last.report != report.name:
        outputs = definition_on_record(record, report).outputs
        there = [output.file for output in outputs if (folder / output.file).exists()]
        return f"“{folder}” already has a file “{there[0]}”" if there else ""
    if last.step == record.study.step:
        return ""
    day = day_in_words(last.moment.date())
    return f"“{folder}” holds “{last.report}” as it was at step {last.step:,} ({day})"


def edited_since(record: Record, name: str, folder: Path) -> str:
    """Which files a run into ``folder`` would replace that no run wrote as they are now, in words."""
    return _edited(folder, definition_named(record.study, name))


def _edited(folder: Path, definition: Definition) -> str:
    files = [output.file for output in definition.outputs]
    edited = edited_by_hand(folder, [*files, *(f"{file}.meta.json" for file in files), CHANGES])
    if not edited:
        return ""
    shown = [f"“{file}”" for file in edited[:_NAMED]]
    more = [f"{len(edited) - _NAMED:,} more"] if len(edited) > _NAMED else []
    was = plural_of(len(edited), "is not as a run wrote it", "are not as a run wrote them")
    return f"{listed([*shown, *more])} in “{folder}” {was}"


def run_report(
    record: Record,
    name: str,
    folder: Path,
    *,
    numbered: bool = False,
    over_edits: bool = False,
    measures: SpacyMeasures | None = None,
    progress: Progress = no_progress,
    drawer: Drawer | None = None,
) -> ReportRun:
    """Write all files of a saved report, their figures and their manifest into ``folder``.

    What is there of an earlier run is replaced or, ``numbered``, stays, and the next folder beside it is
    written. A page of its own says what has changed since that run; where nothing is compared, there is
    none. Nothing in ``folder`` is touched before every file is complete. Raises QualcodeError where the
    definition names what is no longer in the project and, unless ``over_edits``, where a file to be
    replaced was edited by hand.
    """
    report = report_named(record.study, name)
    definition = definition_on_record(record, report)
    # When the last step was made: the only clock there is.
    moment = record.steps[-1].at
    sources = AnswerSources(record, measures or SpacyMeasures(), progress, moment, drawer or LocalDrawer())
    target, last = with_number(folder) if numbered else (folder, folder)
    kept = KeptFigures() if last is None else kept_figures(last)
    try:
        _check_edits(target, definition, over_edits=over_edits)
        with folder_made(target), files_aside(target) as aside, _told_of(target, aside):
            entries, files, empty = _written(aside, definition, sources, names_kept(report))
            told = RunFigures(report.name, record.study.step, moment, files, wordings_of(record.study))
            before = kept.to_compare(told)
            changes = None if before is None else with_fates(record, changes_since(before, told))
            entries += _compared(aside, sources, told, before, changes)
            manifest = aside / MANIFEST
            write_manifest(manifest, _about(record.study, report.name, definition), entries)
            paths = [entry.path for entry in entries] + [manifest]
            _check_room(target, paths)
            # Somebody may have saved one of them while this was written.
            _check_edits(target, definition, over_edits=over_edits)
            bring_into_place(aside, target, [path.name for path in paths], MANIFEST)
            if changes is None:
                # Beside these files, what an earlier run was compared with would be taken for theirs.
                (target / CHANGES).unlink(missing_ok=True)
            for file in empty:
                if file not in {path.name for path in paths}:
                    # Of an earlier run, it would be taken for one of this.
                    for stale in (target / file, meta_path(target / file)):
                        stale.unlink(missing_ok=True)
            written = tuple(target / path.name for path in paths)
        remove_left_over(target, now())
        questions = [output.question for output in definition.outputs]
        care = care_in_words(record.study, questions, record.steps)
        told_empty = " ".join(f"“{file}” has nothing to show: {why}" for file, why in empty.items())
        return ReportRun(target, written, changes, kept.fault, care, told_empty)
    except OSError as error:
        raise QualcodeError(in_words(f"“{target}” could not be written", error)) from error


@contextmanager
def _told_of(target: Path, aside: Path) -> Iterator[None]:
    """What is refused names the files where they were to be: nobody finds those that were aside."""
    try:
        yield
    except QualcodeError as error:
        said = str(error)
        if str(aside) not in said:
            raise
        raise QualcodeError(said.replace(str(aside), str(target))) from error


def _written(
    folder: Path, definition: Definition, sources: AnswerSources, meant: NamesMeant
) -> tuple[list[ManifestEntry], dict[str, FileFigures], dict[str, str]]:
    """What was written, the figures by file, and by file why it has nothing to show."""
    entries: list[ManifestEntry] = []
    empty: dict[str, str] = {}
    figures: dict[str, FileFigures] = {}
    outputs = definition.outputs
    for number, output in enumerate(outputs):
        path = folder / output.file
        each = replace(sources, progress=_part(sources.progress, number, len(outputs), output.file))
        each.progress(0, 1, "")
        try:
            done = answer(path, output.question, each)
        except NothingToShowError as error:
            empty[output.file] = str(error)
            if len(empty) == len(outputs):
                raise QualcodeError(f"Nothing was written, because of “{output.file}”: {error}") from error
            if path.suffix.lower() in DOCUMENT_ENDINGS:
                page = saying_so(sources.record, output.question, error)
                write_document(path, page)
                entries.append(ManifestEntry(path, output.table, page.colophon.about.facts))
            continue
        except QualcodeError as error:
            why = f"{error}{what_became(sources.record, output.question, meant)}"
            raise QualcodeError(f"Nothing was written, because of “{output.file}”: {why}") from error
        figures[output.file] = done.told()
        entries.append(ManifestEntry(path, output.table, done.about.facts))
        if meta_path(path).exists():
            entries.append(ManifestEntry(meta_path(path), _BESIDE, ()))
    sources.progress(_SHARE * len(outputs), _SHARE * len(outputs), "")
    return entries, figures, empty


def _compared(
    folder: Path,
    sources: AnswerSources,
    now: RunFigures,
    before: RunFigures | None,
    changes: ReportChanges | None,
) -> list[ManifestEntry]:
    """The figures of this run and, where there is another to compare it with, what has changed."""
    figures = folder / FIGURES
    keep_figures(figures, now, before)
    entries = [ManifestEntry(figures, _FIGURES, ())]
    if changes is not None:
        page = folder / CHANGES
        document = changes_page(sources.record, changes, sources.measures)
        write_document(page, document)
        entries.append(ManifestEntry(page, _CHANGES, document.colophon.about.facts))
    return entries


def _part(progress: Progress, number: int, files: int, name: str) -> Progress:
    """How far one of several files is, told as how far all of them are.

    What is done in several stages begins again with each: what has been told is not taken back.
    """
    farthest = 0

    def tell(done: int, total: int, _what: str) -> None:
        nonlocal farthest
        farthest = max(farthest, min(_SHARE, _SHARE * done // max(1, total)))
        progress(_SHARE * number + farthest, _SHARE * files, name)

    return tell


def _about(study: Study, name: str, definition: Definition) -> dict[str, object]:
    return {
        "report": name,
        "program": f"qualcode {__version__}",
        "project": study.info.name,
        "step": study.step,
        "definition": json.loads(definition.content),
    }


def _check_edits(folder: Path, definition: Definition, *, over_edits: bool) -> None:
    edited = "" if over_edits else _edited(folder, definition)
    if edited:
        raise QualcodeError(f"{edited}, so nothing was replaced. Choose another folder, or move them.")


def _check_room(folder: Path, paths: list[Path]) -> None:
    for path in paths:
        target = folder / path.name
        if target.exists() and not target.is_file():
            raise QualcodeError(f"“{target}” is not a file that could be replaced; choose another folder.")
