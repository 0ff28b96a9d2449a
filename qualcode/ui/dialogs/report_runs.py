"""Saved reports as files or one document: what is there is asked about, what has changed is shown."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.model.machine.refusals import in_words
from qualcode.model.questions.words import RunAgain
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.dialogs.since_last_time import SinceLastTimeDialog
from qualcode.ui.session import lazy_documents, lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.csv_files import csv_as_usual_here
from qualcode.ui.session.lazy_documents import WrittenDocument
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.messages import MessageBar, Offer
from qualcode.ui.widgets.progress_line import ProgressLine
from qualcode.ui.widgets.saved_file import saved_to, tell_saved, ways_to

if TYPE_CHECKING:
    from qualcode.project.reports.reporting import ReportRun

_WRITTEN: Final = "written reports"


class ReportRuns:
    """What becomes of an earlier run is asked once and remembered; the preferences can change it."""

    def __init__(
        self, session: Session, background: Background, messages: MessageBar, preferences: Preferences
    ) -> None:
        self._session = session
        self._background = background
        self._messages = messages
        self._preferences = preferences

    def last_written(self, name: str) -> int | None:
        """The step at which a saved report was last written on this computer; None where it never was."""
        return self._written().get(self.identity(name))

    def identity(self, name: str) -> str:
        """What stays of a saved report when it is renamed; empty where there is none of this name."""
        return next((str(row.id) for row in self._session.study.reports_in_order if row.name == name), "")

    def _written(self) -> dict[str, int]:
        try:
            kept = json.loads(self._preferences.choice(_WRITTEN, self._session.study.info.id) or "{}")
        except ValueError:
            return {}
        items = kept.items() if isinstance(kept, dict) else ()
        return {report: step for report, step in items if isinstance(step, int)}

    def _remember(self, report: str, step: int) -> None:
        """``report``: its identity when it was begun, for it may be renamed or deleted meanwhile."""
        kept = {**self._written(), report: step}
        self._preferences.save_choice(_WRITTEN, self._session.study.info.id, json.dumps(kept))

    def run(self, name: str, folder: Path, line: ProgressLine) -> None:
        """Write all files of a saved report into a folder."""
        try:
            there, edited = lazy_imports.earlier_run(self._session.project.record(), name, folder)
        except QualcodeError as error:
            self._messages.refuse(str(error))
            return
        how = self._preferences.run_again
        if edited and how is not RunAgain.NUMBER:
            self._ask_about_edits(name, folder, line, edited)
        elif there and how is RunAgain.ASK:
            self._ask(name, folder, line, there)
        else:
            numbered = bool(there or edited) and how is RunAgain.NUMBER
            self._write(name, folder, line, there, numbered=numbered)

    def _ask(self, name: str, folder: Path, line: ProgressLine, there: str) -> None:
        def choose(chosen: RunAgain) -> None:
            self._preferences.run_again = chosen
            self._write(name, folder, line, there, numbered=chosen is RunAgain.NUMBER)

        self._messages.ask_first(
            f"{there}. Replace it, or keep it and number the new folder? Your answer is remembered.",
            Offer("Replace", lambda: choose(RunAgain.REPLACE)),
            Offer("Keep both", lambda: choose(RunAgain.NUMBER)),
            path=folder,
            answer=1,
        )

    def _ask_about_edits(self, name: str, folder: Path, line: ProgressLine, edited: str) -> None:
        """Asked every time: what somebody wrote by hand cannot be written again."""
        self._messages.ask_first(
            f"{edited}. Replace the edits, or keep them and number the new folder?",
            Offer(
                "Replace the edits",
                lambda: self._write(name, folder, line, edited, numbered=False, over_edits=True),
            ),
            Offer("Keep both", lambda: self._write(name, folder, line, edited, numbered=True)),
            path=folder,
            answer=1,
        )

    def _write(
        self,
        name: str,
        folder: Path,
        line: ProgressLine,
        there: str,
        *,
        numbered: bool,
        over_edits: bool = False,
    ) -> None:
        record, measures = self._session.project.record(), self._session.measures
        drawer, template = self._session.drawer, self._preferences.word_template
        report = self.identity(name)

        def work(progress: Progress) -> "ReportRun":
            with lazy_documents.all_looking_like(template), csv_as_usual_here():
                return lazy_imports.run_report(
                    record,
                    name,
                    folder,
                    measures,
                    progress,
                    drawer,
                    numbered=numbered,
                    over_edits=over_edits,
                )

        def tell(done: "ReportRun") -> None:
            self._remember(report, record.steps[-1].number)
            replaced = ", in place of the earlier run" if there and not numbered else ""
            self._tell(done, saved_to(f"{done.folder}{replaced}", done.said))

        line.follow(self._background.run(work, tell), folder)

    def document(
        self,
        name: str,
        parts: Sequence[str],
        path: Path,
        line: ProgressLine,
        since: int | None = None,
        *,
        replaced: bool | None = None,
    ) -> None:
        """Write parts of a saved report as one document; one that is there and differs is asked about."""
        record, measures = self._session.project.record(), self._session.measures
        drawer, template = self._session.drawer, self._preferences.word_template
        report = self.identity(name)

        def work(progress: Progress) -> WrittenDocument:
            try:
                with lazy_documents.looking_like(template, path):
                    return lazy_documents.write_report_document(
                        path, record, name, parts, measures, progress, drawer, since, replaced
                    )
            except OSError as error:
                raise QualcodeError(in_words(f"{path.name} could not be written", error)) from error

        def again(from_step: int | None, *, over: bool) -> None:
            self.document(name, parts, path, line, from_step, replaced=over)

        def tell(done: WrittenDocument) -> None:
            if not done.in_the_way:
                self._remember(report, record.steps[-1].number)
                tell_saved(self._messages, done.path, done.care)
                return
            compared = Offer("Replace, with what has changed", lambda: again(done.before, over=True))
            offers = (
                Offer("Replace", lambda: again(since, over=True)),
                *(() if done.before is None else (compared,)),
                Offer("Keep both", lambda: again(since, over=False)),
            )
            self._messages.ask_when_free(
                f"{done.in_the_way}. Replace it, or keep it and number the new one?",
                *offers,
                key=with_keys("{view.message}", self._preferences),
                path=path,
                answer=len(offers) - 1,
            )

        line.follow(self._background.run(work, tell), path)

    def _tell(self, done: "ReportRun", sentence: str) -> None:
        to_open = ways_to(done.folder)[0]
        page = done.page
        if page is None:
            self._messages.inform(sentence, to_open)
            return
        self._messages.ask(sentence, Offer("See what changed", lambda: self._show(page)), to_open)

    def _show(self, page: Path) -> None:
        SinceLastTimeDialog(page, self._messages.window()).open()
