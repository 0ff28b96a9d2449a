"""What a report will look like: the beginning of its page, made of no more than is needed for it."""

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.analysis.retrieval import Retrieval, segment_count
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.names import identities
from qualcode.model.questions.reports import SegmentsQuestion
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.study import Study
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.asking import retrieval

CHARACTERS: Final = 70_000
"""As much as a text view lays out without the window noticing: a dozen pages."""

_ROWS: Final = 40
"""As many rows of a table: a text view takes far longer for cells than for paragraphs."""

_TABLE_BODY: Final = re.compile("(?<=<tbody>\n).*?(?=</tbody>)", re.DOTALL)
_DRAWN: Final = re.compile(r'<img src="data:image/svg\+xml[^>]*>')
"""A drawn picture: a text view does not know all that is in one, and says where it is."""
_IN_THE_EXPORT: Final = '<p class="quiet" style="margin-left:24px">The picture stands here in the export.</p>'
_ROW_END: Final = "</tr>\n"
_SEGMENTS: Final = 1_000


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page in HTML; ``whole`` is False where the report goes on after its end."""

    html: str
    whole: bool


def preview(question: AnyReport, sources: AnswerSources, characters: int = CHARACTERS) -> PreviewPage:
    """The page that a report would be, cut where it becomes too long to be shown.

    Raises QualcodeError where the report cannot be made.
    """
    whole = True
    if isinstance(question, SegmentsQuestion):
        question, whole = _narrowed(sources.study, question)
    html = _DRAWN.sub(_IN_THE_EXPORT, whole_page(question, sources))
    short = _TABLE_BODY.sub(lambda body: _first_rows(body.group()), html)
    whole = whole and short == html
    html = short
    if len(html) <= characters:
        return PreviewPage(html, whole)
    places = [html.rfind(mark, 0, characters) for mark in ("<section", "<tr", "<figure")]
    return PreviewPage(html[: max(places) if max(places) > 0 else characters], whole=False)


def whole_page(question: AnyReport, sources: AnswerSources) -> str:
    """All of the page that a report would be, in HTML."""
    return _written(question, sources, ".html").decode("utf-8")


def whole_pdf(question: AnyReport, sources: AnswerSources) -> bytes:
    """The pages that an export of the report would have."""
    return _written(question, sources, ".pdf")


def _written(question: AnyReport, sources: AnswerSources, ending: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        path = Path(folder) / f"preview{ending}"
        answer(path, question, sources)
        return path.read_bytes()


def _first_rows(body: str) -> str:
    rows = body.split(_ROW_END)
    return body if len(rows) <= _ROWS + 1 else _ROW_END.join(rows[:_ROWS]) + _ROW_END


def _narrowed(study: Study, question: SegmentsQuestion) -> tuple[SegmentsQuestion, bool]:
    """A question for the first codes and transcripts only, as many as hold enough to show."""
    asked = retrieval(study, question)
    wanted = Retrieval(
        asked.codes if asked.codes is not None else tuple(row.id for row in study.codes_in_order),
        coders=asked.coders,
        transcripts=asked.transcripts
        if asked.transcripts is not None
        else tuple(row.id for row in study.transcripts_in_order),
        speakers=asked.speakers,
    )
    if segment_count(study, wanted) <= _SEGMENTS:
        return question, True
    for narrow in (
        (_transcripts, _codes) if question.order is ChapterOrder.TRANSCRIPT else (_codes, _transcripts)
    ):
        wanted = narrow(study, wanted)
    codes, transcripts = identities(wanted.codes or ()), identities(wanted.transcripts or ())
    return replace(question, codes=codes, transcripts=transcripts, folders=(), statuses=()), False


def _codes(study: Study, wanted: Retrieval) -> Retrieval:
    return replace(wanted, codes=_first(study, wanted.codes, lambda row: replace(wanted, codes=(row,))))


def _transcripts(study: Study, wanted: Retrieval) -> Retrieval:
    rows = _first(study, wanted.transcripts, lambda row: replace(wanted, transcripts=(row,)))
    return replace(wanted, transcripts=rows)


def _first(
    study: Study, rows: tuple[UUID, ...] | None, alone: Callable[[UUID], Retrieval]
) -> tuple[UUID, ...]:
    """The first rows that together hold enough segments, those without any left out."""
    found: list[UUID] = []
    total = 0
    for row in rows or ():
        number = segment_count(study, alone(row))
        if number:
            found.append(row)
            total += number
        if total >= _SEGMENTS:
            break
    return tuple(found)
