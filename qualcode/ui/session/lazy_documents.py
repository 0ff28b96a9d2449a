"""Saved reports as one document, and Word templates: what is loaded only when it is asked for."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from qualcode.analysis.memo_list import MemoChoice
from qualcode.model.change import ChangeSet
from qualcode.model.machine.progress import Progress
from qualcode.model.memos import MemoOrder
from qualcode.model.questions.first_page import FirstPageParts, first_page_words
from qualcode.model.study import Study

if TYPE_CHECKING:
    from qualcode.analysis.query import Findings
    from qualcode.exporters.document.page_images import PageImages
    from qualcode.exporters.pictures.drawing import Drawer
    from qualcode.language.measures import SpacyMeasures
    from qualcode.model.questions.kinds import AnyQuestion
    from qualcode.project.record import Record


class WrittenDocument(NamedTuple):
    """Where a document is, and what has to be borne in mind before it is passed on.

    ``in_the_way``: why it was not written, in a sentence without a full stop; ``before`` then is the step
    of the document that is there, where there is one to compare with.
    """

    path: Path
    care: str = ""
    in_the_way: str = ""
    before: int | None = None


def write_report_document(
    path: Path,
    record: "Record",
    name: str,
    parts: Sequence[str],
    measures: "SpacyMeasures",
    progress: Progress,
    drawer: "Drawer",
    since: int | None,
    replaced: bool | None,
) -> WrittenDocument:
    """The parts of a saved report as one docx, html or pdf, with what has changed ``since`` a step.

    ``replaced`` says what becomes of a file that is there and reads differently; None: it stays.
    """
    from qualcode.project.reports.document_before import step_before
    from qualcode.project.reports.earlier_file import FileDiffersError, written_with_care
    from qualcode.project.reports.one_document import care_of_document, chosen_document
    from qualcode.project.reports.one_document import write_report_document as write

    chosen = chosen_document(record.study, name, parts)

    def make(place: Path) -> None:
        write(place, record, name, chosen, since=since, measures=measures, progress=progress, drawer=drawer)

    try:
        path, _ = written_with_care(path, replaced, make)
    except FileDiffersError as error:
        before = step_before(path, record.study, numbered=False) if since is None else None
        return WrittenDocument(path, in_the_way=str(error), before=before)
    return WrittenDocument(path, care_of_document(record, name, chosen))


def why_empty(study: Study, question: "AnyQuestion") -> str:
    """Why a question has nothing to show in the project as it stands; empty where it has something."""
    from qualcode.project.reports.nothing_to_show import why_empty as why

    return why(study, question)


def page_images(content: bytes) -> "PageImages":
    """The pages of a PDF as pictures."""
    from qualcode.exporters.document.page_images import PageImages

    return PageImages(content)


def changes_as_page(
    record: "Record", name: str, step: int, measures: "SpacyMeasures", progress: Progress
) -> str:
    """What a saved report says differently since a step, as a web page."""
    from qualcode.project.reports.reports_since import changes_as_html

    return changes_as_html(record, name, step, measures, progress)


def found_pdf(record: "Record", typed: str, by_code: bool, progress: Progress) -> bytes:
    """What a typed query finds, as pages in PDF."""
    from qualcode.project.reports.found_pages import found_pdf as make

    return make(record, typed, by_code=by_code, progress=progress)


def memos_pdf(record: "Record", choice: MemoChoice, order: MemoOrder, only: Collection[UUID] | None) -> bytes:
    """The pages of memos, ``only`` these of the chosen ones, in PDF."""
    from qualcode.project.reports.memo_export import memos_pdf as make

    return make(record.study, choice, by=order, only=only, date=record.steps[-1].at)


def write_found(
    path: Path, record: "Record", typed: str, findings: "Findings", by_code: bool, progress: Progress
) -> None:
    """What a typed query found, as docx, html or pdf."""
    from qualcode.project.reports.found_pages import write_found as write

    write(path, record, typed, findings, by_code=by_code, progress=progress)


def parts_of_report(study: Study, name: str) -> tuple[str, ...]:
    """The files of a saved report that are parts of its document, in their order."""
    from qualcode.project.reports.one_document import chosen_document

    return chosen_document(study, name).parts


def keep_parts(study: Study, name: str, parts: Sequence[str]) -> ChangeSet:
    """The step that keeps which files of a saved report are parts of its document."""
    from qualcode.project.reports.one_document import chosen_document, keep_document

    return keep_document(study, name, chosen_document(study, name, parts))


def first_page_of_document(study: Study, name: str) -> FirstPageParts:
    """What the document of a saved report says on its first page instead of what the project says."""
    from qualcode.project.reports.one_document import chosen_document

    kept = chosen_document(study, name)
    return FirstPageParts(**asdict(kept.words), cover=None if kept.cover else False)


def keep_first_page(study: Study, name: str, page: FirstPageParts) -> ChangeSet:
    """The step that keeps what the document of a saved report says on its first page."""
    from qualcode.project.reports.one_document import chosen_document, keep_document

    words = first_page_words(page)
    kept = replace(chosen_document(study, name), words=words, cover=page.cover is not False)
    return keep_document(study, name, kept)


def looking_like(template: str, target: Path) -> "AbstractContextManager[None]":
    """Within this, a Word document is written with the styles of a template; empty: with ours."""
    if not template or target.suffix.lower() != ".docx":
        return nullcontext()
    from qualcode.project.reports.word_looks import looking_like as looking

    return looking(Path(template).expanduser(), target, strictly=False)


def all_looking_like(template: str) -> "AbstractContextManager[None]":
    """Within this, every Word document is written with the styles of a template; empty: with ours."""
    if not template:
        return nullcontext()
    from qualcode.project.reports.word_looks import all_looking_like as looking

    return looking(Path(template).expanduser())


def logo_at(path: Path) -> str:
    """The picture in a file as the first page of documents keeps it."""
    from qualcode.project.reports.fronts import logo_at as logo

    return logo(path)
