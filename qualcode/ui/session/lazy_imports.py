"""What is loaded only when it is first needed: the database, the readers and the writers of files.

Together they take longer to load than the start page may take to appear.
"""

import gc
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from qualcode.analysis.memo_list import MemoChoice
from qualcode.analysis.table_order import Ordered
from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook import CodebookRow, codebook_rows
from qualcode.model.entities import AttributeSubject, Report
from qualcode.model.identity import now
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.memos import MemoOrder
from qualcode.model.results.matrix import Matrix
from qualcode.model.segments import Segment
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.ui.session.ahead import work_out
from qualcode.ui.session.lazy_servers import with_kept_password

_SOON: Final = (
    "numpy.ma",
    "qualcode.project.opening",
    "qualcode.project.reports.previewing",
    "qualcode.project.reports.answers",
    "qualcode.project.importing.sources",
)

if TYPE_CHECKING:
    from qualcode.exporters.pictures.drawing import Drawer
    from qualcode.exporters.pictures.network import NetworkPicture
    from qualcode.exporters.pictures.sheet import Picture
    from qualcode.importers.formats.word_codings import CommentedText
    from qualcode.importers.tables.attributes_file import AttributeTable
    from qualcode.language.measures import SpacyMeasures
    from qualcode.model.change import ChangeSet
    from qualcode.model.machine.earlier import EarlierState
    from qualcode.model.questions.kinds import AnyPicture, AnyQuestion, AnyReport
    from qualcode.model.questions.pictures import NetworkQuestion
    from qualcode.model.teamwork.merge_plan import MergePlan, Side
    from qualcode.model.teamwork.sight import Sight
    from qualcode.operations.codings.comment_coding import CommentImport
    from qualcode.operations.text.correction import Correction
    from qualcode.project.merging import OtherProject
    from qualcode.project.project import Project
    from qualcode.project.record import Record
    from qualcode.project.reports.previewing import PreviewPage
    from qualcode.project.reports.reporting import ReportRun
    from qualcode.project.reports.wordings import Wording
    from qualcode.project.text.text_history import TextState


def load_ahead(progress: Progress) -> None:
    """Load what will be needed for certain, while a person looks at the start page.

    Where Python is busy loading on another thread, all that is painted takes longer.
    """
    for place, name in enumerate(_SOON):
        progress(place, len(_SOON), "")
        import_module(name)


def create_project(address: str, coder: str, name: str = "") -> "Project":
    """A new project at ``address``."""
    from qualcode.project.opening import create_project as create

    return create(address, coder, name)


def open_project(address: str) -> "Project":
    """The project at ``address``."""
    # The first ``numpy.unique`` loads it: better here than while a transcript is drawn.
    import_module("numpy.ma")
    from qualcode.project.opening import open_project as open_it

    # Where it may not be changed it can be read, searched and exported from all the same.
    project = open_it(address, reading_will_do=True)
    work_out(project.study)
    # A large study is hundreds of thousands of objects that stay: they are never looked through for garbage.
    gc.freeze()
    return project


def open_with_kept_password(address: str) -> "Project":
    """The project at ``address``, by the password that the keyring has for it where one is wanted.

    To be asked for on another thread: a large file is looked through to its end, or the window would
    stand still for that at the first step.
    """
    project = _opened_with_kept_password(address)
    try:
        project.see_that_it_is_whole()
    except BaseException:
        project.close()
        raise
    return project


def _opened_with_kept_password(address: str) -> "Project":
    return with_kept_password(address, open_project)


def keep_password(address: str, password: str) -> str:
    """Keep a password in the keyring; why that is impossible, or nothing."""
    from qualcode.project.teamwork.passwords import keep

    return keep(address, password)


def read_other(record: "Record", address: str, progress: Progress) -> "OtherProject":
    """Another project, to be merged with the open one."""
    from qualcode.project.merging import read_other as read

    return read(record, address, progress)


def merge_plan(
    study: "Study",
    other: "OtherProject",
    sight: "Sight",
    chosen: "Mapping[str, Side] | None" = None,
    progress: Progress = no_progress,
) -> "MergePlan":
    """What merging another project does, as far as ``sight`` reaches."""
    from qualcode.project.merging import merge_plan as plan

    return plan(study, other, chosen, sight=sight, progress=progress)


def save_copy(project: "Project", target: Path) -> Path:
    """A whole copy of the open project."""
    from qualcode.project.copying import save_copy as save

    return save(project, target)


def copy_without_history(address: str, path: Path, coder: str) -> Path:
    """What a project holds as one step in a new file."""
    from qualcode.project.copying import copy_without_history as copy

    return copy(address, path, coder)


def save_what_is_open(project: "Project", target: Path) -> Path:
    """The open project under a new name, whatever became of its file."""
    from qualcode.project.copying import save_what_is_open as save

    return save(project, target)


def keep_what_is_open(project: "Project") -> Path | None:
    """The open project among its copies, whatever became of its file."""
    from qualcode.project.copying import keep_what_is_open as keep

    return keep(project)


def earlier_states(address: str) -> "list[EarlierState]":
    """What a project can be put back to."""
    from qualcode.project.restoring import earlier_states as states

    return states(address)


def may_have_copies(address: str) -> bool:
    """Whether a project is one that copies are kept of."""
    from qualcode.project.restoring import may_have_copies as may_have

    return may_have(address)


def restore(address: str, copy: Path) -> list[Path]:
    """Put a copy in the place of a project; what was there is set aside."""
    from qualcode.project.restoring import restore as put_back

    return put_back(address, copy)


def project_of(path: Path) -> str:
    """The project that a chosen file stands for."""
    from qualcode.project.restoring import project_of as project

    return project(path)


def write_matrix(
    path: Path,
    matrix: Matrix,
    record: "Record",
    drawer: "Drawer",
    picture: "Picture | None",
    progress: Progress,
) -> None:
    """Write a matrix to a file of the format that its ending names; documents show the picture, too."""
    from qualcode.project.reports.matrices import MatrixLook, export_matrix

    look = MatrixLook(picture=picture)
    export_matrix(path, matrix, record, look, drawer=drawer, created=now(), progress=progress)


def ordered_picture(ordered: Ordered, study: "Study") -> "Picture":
    """A matrix as it is seen, as a heat map to be drawn."""
    from qualcode.project.reports.picturing import ordered_picture as picture_of_it

    return picture_of_it(ordered, study)


def picture_of(
    study: Study,
    question: "AnyPicture",
    measures: "SpacyMeasures",
    kept: Mapping[UUID, tuple[float, float]],
) -> "Picture":
    """What the page of pictures is asked for, to be drawn; ``kept`` are the places of codes in a network."""
    from qualcode.project.reports.picturing import picture_of as made

    return made(study, question, measures, kept)


def network_of_codes(
    study: Study, question: "NetworkQuestion", measures: Measures, kept: Mapping[UUID, tuple[float, float]]
) -> "NetworkPicture":
    """The network of codes that is asked for."""
    from qualcode.project.reports.picturing import network_of

    return network_of(study, question, measures, kept)


def read_attributes(path: Path, progress: Progress) -> "AttributeTable":
    """A data list of participants or transcripts, from csv or xlsx."""
    from qualcode.project.importing.foreign_files import attributes_at

    return attributes_at(path, progress)


def write_attributes(path: Path, study: Study, subject: AttributeSubject) -> int:
    """A data list of participants or transcripts, as csv or xlsx."""
    from qualcode.project.reports.lists import export_attributes

    return export_attributes(path, study, subject)


def write_team_list(path: Path, study: Study, what: str) -> int:
    """Rounds, named versions or other tools, as csv or xlsx."""
    from qualcode.project.teamwork.team_lists import TeamList
    from qualcode.project.teamwork.team_lists import write_team_list as write

    return write(path, study, TeamList(what))


def write_history(path: Path, study: Study, steps: Sequence[tuple[Step, bool]], words: str) -> int:
    """Steps of a project, as csv or xlsx; ``words`` is what they were narrowed by."""
    from qualcode.project.reports.lists import export_history

    return export_history(path, study, steps, words)


def write_codebook(path: Path, study: Study) -> int:
    """The codebook as csv, xlsx, qdc or docx."""
    from qualcode.project.reports.lists import export_codes

    return export_codes(path, study)


def build_sample(address: str, progress: Progress) -> None:
    """Write the sample project to ``address`` and close it again: it belongs to the thread that opens it."""
    from qualcode.project.sample import build_sample as build

    build(address, progress=progress).close()


def is_sample(project: "Project") -> bool:
    """Whether a project was built from the sample transcripts."""
    from qualcode.project.sample_marks import is_sample as is_it

    return is_it(project)


def read_codebook(path: Path, progress: Progress) -> list[CodebookRow]:
    """The codes in a csv or xlsx file, or of another project, which may be open elsewhere."""
    if path.suffix.lower() == ".qualcode":
        from qualcode.project.opening import open_project as open_it

        project = open_it(str(path), writing=False)
        try:
            return codebook_rows(project.study)
        finally:
            project.close()
    from qualcode.project.importing.foreign_files import codebook_at

    return codebook_at(path, progress)


def export_memos(
    path: Path, record: "Record", choice: MemoChoice, order: MemoOrder, only: Collection[UUID] | None = None
) -> None:
    """The chosen memos, or ``only`` these of them, as docx, html, pdf or csv."""
    from qualcode.project.reports.memo_export import export_memos as export

    export(path, record.study, choice, by=order, only=only, date=record.steps[-1].at)


def write_answer(
    path: Path, question: "AnyQuestion", record: "Record", measures: "SpacyMeasures", progress: Progress
) -> str:
    """What answers a question, in the format of the file; returns what to mind before it is passed on."""
    from qualcode.project.reports.answers import AnswerSources, answer

    progress(0, 1, path.name)
    return answer(path, question, AnswerSources(record, measures, progress)).care


def preview(
    question: "AnyReport", record: "Record", measures: "SpacyMeasures", progress: Progress
) -> "PreviewPage":
    """The beginning of the same report as a page."""
    from qualcode.project.reports.answers import AnswerSources
    from qualcode.project.reports.previewing import preview as make

    progress(0, 1, "")
    return make(question, AnswerSources(record, measures, progress))


def whole_pdf(
    question: "AnyReport", record: "Record", measures: "SpacyMeasures", progress: Progress
) -> bytes:
    """All pages of the same report, as its export has them."""
    from qualcode.project.reports.answers import AnswerSources
    from qualcode.project.reports.previewing import whole_pdf as make

    progress(0, 1, "")
    return make(question, AnswerSources(record, measures, progress))


def run_report(
    record: "Record",
    name: str,
    folder: Path,
    measures: "SpacyMeasures",
    progress: Progress,
    drawer: "Drawer",
    *,
    numbered: bool,
    over_edits: bool,
) -> "ReportRun":
    """All files of a saved report, written into a folder or, ``numbered``, the next one beside it."""
    from qualcode.project.reports.reporting import run_report as run

    return run(
        record,
        name,
        folder,
        numbered=numbered,
        over_edits=over_edits,
        measures=measures,
        progress=progress,
        drawer=drawer,
    )


def earlier_run(record: "Record", name: str, folder: Path) -> tuple[str, str]:
    """What a run of a saved report would replace, in words, and what of it was edited by hand."""
    from qualcode.project.reports.reporting import earlier_run as earlier
    from qualcode.project.reports.reporting import edited_since

    return earlier(record, name, folder), edited_since(record, name, folder)


def add_to_report(study: Study, name: str, file: str, question: "AnyQuestion") -> "ChangeSet":
    """A file with its question added to a saved report."""
    from qualcode.project.reports.reporting import add_to_report as add

    return add(study, name, file, question)


def take_out_of_report(study: Study, name: str, file: str) -> "ChangeSet":
    """A file taken out of a saved report."""
    from qualcode.project.reports.reporting import take_out_of_report as take_out

    return take_out(study, name, file)


def files_of_report(record: "Record", report: Report) -> "list[tuple[str, str]]":
    """The files of a saved report, each with its table and rules in words, by today’s names.

    Raises QualcodeError where it cannot be run: it may come from another version.
    """
    from qualcode.project.reports.saved_definition import files_in_words

    return files_in_words(record, report)


def read_comments(path: Path, progress: Progress) -> "CommentedText":
    """A Word document that somebody has coded with comments."""
    from qualcode.project.importing.foreign_files import comments_at

    return comments_at(path, progress)


def match_comments(
    study: Study, transcript_id: UUID, document: "CommentedText", *, new_codes: bool, nameless: str
) -> "CommentImport":
    """The codings that the comments of a document become."""
    from qualcode.operations.codings.comment_coding import import_comments

    return import_comments(
        study, transcript_id, document.text, document.comments, new_codes=new_codes, nameless=nameless
    )


def segments_of(study: Study, code_id: UUID, most: int) -> list[Segment]:
    """The first segments of a code."""
    from qualcode.analysis.retrieval import Retrieval, segments

    return list(islice(segments(study, Retrieval(codes=(code_id,))), most))


def wordings(record: "Record", code_id: UUID) -> "list[Wording]":
    """Every wording of a code, oldest first."""
    from qualcode.project.reports.wordings import wordings as find

    return find(record, code_id)


def text_states(record: "Record", transcript_id: UUID) -> "list[TextState]":
    """Every text that a transcript has had, oldest first."""
    from qualcode.project.text.text_history import text_history

    return text_history(record, transcript_id)


def text_brought_back(study: Study, transcript_id: UUID, state: "TextState") -> "Correction":
    """What giving a transcript an earlier text again does."""
    from qualcode.project.text.text_history import go_back

    return go_back(study, transcript_id, state)
