"""The dialogs that something else than an action opens, and the questions of the library."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog

from qualcode.importers.formats.word_codings import CommentedText
from qualcode.model.front import FrontPage
from qualcode.model.machine.earlier import EarlierState
from qualcode.model.questions.reports import CodebookQuestion
from qualcode.model.span import Span
from qualcode.model.transcript import Remark
from qualcode.ui.dialogs.choose_in_order import ChooseInOrderDialog
from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog
from qualcode.ui.dialogs.earlier_states import EarlierStatesDialog
from qualcode.ui.dialogs.exchange.choose_project import ChooseProjectDialog
from qualcode.ui.dialogs.exchange.import_program import ImportProgramDialog
from qualcode.ui.dialogs.exchange.import_segments import ImportSegmentsDialog
from qualcode.ui.dialogs.first_page import FirstPageDialog
from qualcode.ui.dialogs.importing.encoding import EncodingDialog
from qualcode.ui.dialogs.importing.name_pattern import NamePatternDialog
from qualcode.ui.dialogs.keep_report import KeepReportDialog
from qualcode.ui.dialogs.languages import LanguagesDialog
from qualcode.ui.dialogs.merge_project import MergeProjectDialog
from qualcode.ui.dialogs.papers.days import DaysDialog
from qualcode.ui.dialogs.papers.reason import ReasonDialog
from qualcode.ui.dialogs.people.attribute_form import AttributeForm
from qualcode.ui.dialogs.print_pages import PrintPagesDialog
from qualcode.ui.dialogs.report_changes import ReportChangesDialog
from qualcode.ui.dialogs.server import PasswordDialog
from qualcode.ui.dialogs.since_last_time import SinceLastTimeDialog
from qualcode.ui.dialogs.step_progress import StepProgress
from qualcode.ui.dialogs.stop_list import StopListDialog
from qualcode.ui.dialogs.team.bring_back import BringBackDialog
from qualcode.ui.dialogs.team.new_round import NewRoundDialog
from qualcode.ui.dialogs.word_comments import WordCommentsDialog
from qualcode.ui.pages.code_chooser import CodeChooser
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.pages.transcript_chooser import TranscriptChooser
from qualcode.ui.session.background import Task
from qualcode.ui.shell.page_stack import PagePlace
from tests.screens.dialogs import importing
from tests.screens.material import REPORT, first_of
from tests.screens.stage import Screen, Stage
from tests.support.foreign_project import archive, codes, document, selection, text_source

_STATES = (
    EarlierState(Path("a.qualcode"), "daily copy", 9, problem="a.qualcode is damaged."),
    EarlierState(
        Path("b.qualcode"), "before it was put back", 2_500_000, datetime(2026, 3, 11, 12, tzinfo=UTC), 1200,
        "Apply “stigma”", "AB", 10, 26, 1234,
    ),
    EarlierState(Path("c.qualcode"), "daily copy", 12_345, datetime(2026, 3, 10, 12, tzinfo=UTC), 3),
)  # fmt: skip


def _made(name: str, kind: type[QDialog], make: Callable[[Stage], QDialog]) -> Screen:
    """A dialog that is made with what it shows."""

    def show(stage: Stage) -> None:
        stage.read()
        make(stage).open()
        stage.settle()

    return Screen(f"dialog-{name}", show, kind)


def _done(name: str, kind: type[QDialog], do: Callable[[Stage], object]) -> Screen:
    """A dialog that comes after something was done."""

    def show(stage: Stage) -> None:
        stage.read()
        do(stage)
        stage.settle()

    return Screen(f"dialog-{name}", show, kind)


# -- what comes from files ----------------------------------------------------------------------------


def _program_file(stage: Stage) -> Path:
    words = "We signed a form and nobody explained it to any of us at home"
    chosen = [selection(5 + place, *span, 1) for place, span in enumerate(((3, 9), (12, 16), (23, 29)))]
    path = stage.folder / "other program.qdpx"
    return archive(path, document(codes("signing") + text_source(words, *chosen)))


def _word_comments(stage: Stage) -> WordCommentsDialog:
    transcript_id, _, span = first_of(stage.study, "stigma")
    other = Span(span.end + 5, span.end + 60)
    remarks = (
        Remark(span, "comment", "Jo", "stigma"),
        Remark(other, "comment", "Jo", "Is this what we want?"),
    )
    text = CommentedText("FG1 coded by Jo.docx", stage.study.text(transcript_id), remarks)
    return WordCommentsDialog(stage.session, stage.window.background, text, transcript_id, stage.workbench)


def _encoding(stage: Stage) -> None:
    dialog = importing(stage, 2)
    dialog.pane.encoding_wanted.emit()


def _name_pattern(stage: Stage) -> NamePatternDialog:
    return NamePatternDialog(["FG1_2026-03-11.docx", "INT02_2026-04-01.docx"], "{name}_{date}", stage.window)


# -- what a report is asked for -----------------------------------------------------------------------


def _report_line(stage: Stage) -> CodebookQuestion:
    stage.show(PagePlace.REPORT)
    stage.pages.report.choose(ReportKind.CODEBOOK)
    stage.settle()
    return CodebookQuestion()


def _first_page(stage: Stage) -> FirstPageDialog[CodebookQuestion]:
    question = _report_line(stage)
    return FirstPageDialog(question, FrontPage(), bool, stage.window)


def _keep(stage: Stage) -> None:
    _report_line(stage)
    stage.pages.report.keep.click()


def _printed(stage: Stage) -> None:
    _report_line(stage)
    stage.act("project.print")


def _changes(stage: Stage) -> ReportChangesDialog:
    return ReportChangesDialog(stage.session, stage.window.background, REPORT, bool, stage.window)


def _since(stage: Stage) -> SinceLastTimeDialog:
    page = stage.folder / "since.html"
    page.write_text(
        "<h1>Since last time</h1><p>2 codes were added.</p><table><tr><td>stigma</td></tr></table>"
    )
    return SinceLastTimeDialog(page, stage.window)


def _codes_of(stage: Stage) -> None:
    stage.show(PagePlace.MATRIX)
    stage.pages.matrix.folding.button.setChecked(True)
    stage.pages.matrix.line.codes.open()


def _transcripts_of(stage: Stage) -> None:
    stage.show(PagePlace.MATRIX)
    stage.pages.matrix.line.transcripts.open()


def _in_order(stage: Stage) -> ChooseInOrderDialog:
    things = [(name, name) for name in ("Age", "Gender", "Kind of household", "Consent to be quoted")]
    return ChooseInOrderDialog(
        "Attributes beside quotes", "In this order.", things, ["Age"], bool, stage.window
    )


def _several(stage: Stage) -> ChooseSeveralDialog:
    rows = [(row.id, row.name) for row in stage.study.coders.values()]
    return ChooseSeveralDialog("Show the codings of", rows, None, bool, stage.window)


# -- the rest -----------------------------------------------------------------------------------------


def _languages(stage: Stage) -> LanguagesDialog:
    rows = stage.study.transcripts_in_order
    return LanguagesDialog(rows, {row.id: "en" for row in rows}, bool, stage.window)


def _attribute(stage: Stage) -> AttributeForm:
    attribute = next(iter(stage.study.attributes_in_order), None)
    return AttributeForm("Attribute", attribute, lambda *_: "", stage.window)


def _progress(stage: Stage) -> StepProgress:
    dialog = StepProgress(Task(stage.window), "Moving 1,234 segments to “stigma”", stage.window)
    # Else it would open by itself once more, above a later screen.
    dialog.open_now()
    return dialog


def _state(stage: Stage) -> EarlierStatesDialog:
    return EarlierStatesDialog("Screens.qualcode", _STATES, stage.window)


def _file(stage: Stage) -> None:
    stage.window.files.several("Choose transcripts", "Text (*.txt)", bool)


def _new_file(stage: Stage) -> None:
    stage.window.files.new("Save as", "Word (*.docx)", "Codebook.docx", bool, of="screens")


def _folder(stage: Stage) -> None:
    stage.window.files.folder("Choose a folder for the files", bool, of="screens")


OTHERS = (
    _done("import-encoding", EncodingDialog, _encoding),
    _made("import-name-pattern", NamePatternDialog, _name_pattern),
    _made("word-comments", WordCommentsDialog, _word_comments),
    _done(
        "import-program", ImportProgramDialog, lambda stage: stage.window.exchange.read(_program_file(stage))
    ),
    _done(
        "import-segments",
        ImportSegmentsDialog,
        lambda stage: stage.window.exchange.read(stage.folder / "coded.csv"),
    ),
    _made(
        "choose-project",
        ChooseProjectDialog,
        lambda stage: ChooseProjectDialog("x.sqlite3", ["Pilot", "Main study"], bool, stage.window),
    ),
    _done(
        "merge-project",
        MergeProjectDialog,
        lambda stage: stage.window.merging.compare(stage.folder / "colleague.qualcode"),
    ),
    _done(
        "bring-back",
        BringBackDialog,
        lambda stage: stage.window.team.bring_back([stage.folder / "copy.qualcode"]),
    ),
    _made("new-round", NewRoundDialog, lambda stage: NewRoundDialog(stage.session, stage.window)),
    _made("first-page", FirstPageDialog, _first_page),
    _done("keep-report", KeepReportDialog, _keep),
    _done("print-pages", PrintPagesDialog, _printed),
    _made("report-changes", ReportChangesDialog, _changes),
    _made("since-last-time", SinceLastTimeDialog, _since),
    _done("choose-codes", CodeChooser, _codes_of),
    _done("choose-transcripts", TranscriptChooser, _transcripts_of),
    _made("choose-in-order", ChooseInOrderDialog, _in_order),
    _made("choose-several", ChooseSeveralDialog, _several),
    _made("stop-list", StopListDialog, lambda stage: StopListDialog(stage.session, stage.window)),
    _made("languages", LanguagesDialog, _languages),
    _made("attribute", AttributeForm, _attribute),
    _made("reason", ReasonDialog, lambda stage: ReasonDialog("Delete “stigma”", stage.window)),
    _made("days", DaysDialog, lambda stage: DaysDialog("2026-03-01", None, lambda *_: None, stage.window)),
    _made("progress", StepProgress, _progress),
    _made("earlier-states", EarlierStatesDialog, _state),
    _made(
        "password",
        PasswordDialog,
        lambda stage: PasswordDialog(
            "host/study", "The password was refused.", can_be_kept=True, parent=stage.window
        ),
    ),
    _done("coder-name", QInputDialog, lambda stage: stage.act("project.coder")),
    _done("files", QFileDialog, _file),
    _done("new-file", QFileDialog, _new_file),
    _done("folder", QFileDialog, _folder),
)
