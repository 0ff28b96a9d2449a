"""What command line and window write about a study: analysis and file put together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.analysis.captions.segments import about_segments
from qualcode.analysis.cited_words import with_quotable_memos
from qualcode.analysis.consent import everybody_line
from qualcode.analysis.quotations import USUAL, Quotations
from qualcode.analysis.quoted_passages import quoted_passages, section_of
from qualcode.analysis.retrieval import EVERYTHING, Retrieval, segment_count, segments, segments_under
from qualcode.exporters.document.write import write_document
from qualcode.exporters.passages.segment_chapters import chapters
from qualcode.exporters.passages.segments_document import USUAL_PAGES, SegmentsForm, segments_document
from qualcode.exporters.passages.segments_file import RowForm, write_segments
from qualcode.language.measures import SpacyMeasures
from qualcode.model.entities import Attribute, AttributeSubject
from qualcode.model.front import Front
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import ChapterOrder, PassageForm
from qualcode.model.results.quotation import Quotation, QuoteManner
from qualcode.model.results.report_values import passages_line
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.study import Study

FOR_READING: Final = frozenset((".docx", ".html", ".pdf"))
"""Files that people read, in which quotes need consent; the others are data to work with."""

_REPORT_EVERY: Final = 256


class SegmentsWritten(NamedTuple):
    """How many segments a file holds, how many it leaves out for want of consent, and what is said of it."""

    number: int
    left_out: int
    about: Provenance


@dataclass(frozen=True, slots=True)
class SegmentsLook:
    """How segments are given. ``consent`` and ``passages`` None: as the format asks."""

    by: ChapterOrder = ChapterOrder.CODE
    consent: bool | None = None
    passages: PassageForm | None = None
    pages: SegmentsForm = USUAL_PAGES
    manner: QuoteManner = USUAL
    identifiers: bool = False


AS_USUAL: Final = SegmentsLook()


def export_segments(
    path: Path,
    study: Study,
    wanted: Retrieval = EVERYTHING,
    look: SegmentsLook = AS_USUAL,
    *,
    front: Front | None = None,
    measures: Measures | None = None,
    progress: Progress = no_progress,
) -> SegmentsWritten:
    """Write coded segments as docx, html, pdf, csv, xlsx or json.

    Unless ``look`` says otherwise, what is made for reading respects consent to be quoted and gives
    what several coders coded alike once; data files hold every coding.
    """
    for_reading = path.suffix.lower() in FOR_READING
    respected = for_reading if look.consent is None else look.consent
    usual = PassageForm.MERGED if for_reading else PassageForm.PER_CODER
    form = look.passages or usual
    wanted = replace(wanted, consent=respected, whole_words=for_reading)
    number = segment_count(study, wanted)
    left_out = segment_count(study, replace(wanted, consent=False)) - number if respected else 0
    quotations = Quotations(study, measures or SpacyMeasures(), look.manner)
    context = bool(wanted.context or wanted.context_turns)
    quotes = _Quotes(quotations)
    printed = quotes.span_of if for_reading and not context else None
    section = section_of(look.by, form) if for_reading else None
    reported = _reported(segments(study, wanted), number, progress)
    if respected and for_reading and look.pages.memos:
        reported = iter(with_quotable_memos(study, list(reported)))
    rows = quoted_passages(study, reported, form, printed, section, brackets=wanted.brackets)
    # Data files of single codings may be long, and need not be held in memory.
    found = rows if form is PassageForm.PER_CODER and not for_reading else list(rows)
    passages = len(found) if isinstance(found, list) else number
    about = about_segments(
        study,
        wanted,
        number,
        look.by if for_reading else None,
        left_out=left_out,
        consent=respected,
        form=form,
        passages=passages,
    )
    if for_reading:
        everybody = everybody_line(study, respected=respected)
        without = _left_out(study, wanted, look.by, form) if left_out else {}
        beside = look.pages.summary and bool(without)
        notes = (
            everybody,
            passages_line(number, passages, form, look.by, counted_beside=look.pages.summary),
        )
        grouped = chapters(
            study,
            found,
            look.by,
            context=context,
            notes=notes,
            left_out=without,
            unquoted=0 if beside else left_out,
            once=form is PassageForm.MERGED,
        )
        shown = front or Front(title=about.title, study=study.info.name)
        quotes.make(row.place for part in grouped.all for row in part.passages)
        document = segments_document(shown, study, grouped, quotes.of, about, look.pages)
        write_document(path, document, progress)
    else:
        chosen = attributes_beside(study, look.manner.attributes)
        rows_form = RowForm(form is not PassageForm.PER_CODER, context, look.identifiers, *chosen)
        write_segments(path, found, about, rows_form)
    return SegmentsWritten(number, left_out, about)


def attributes_beside(
    study: Study, chosen: Sequence[UUID]
) -> tuple[tuple[str, ...], Callable[[Segment], Sequence[str]]]:
    """The names of attributes, and their values for whoever speaks in a passage, or for its transcript."""
    attributes = [row for row in map(study.rows(Attribute).get, chosen) if row is not None]
    people = {row.name: row.id for row in study.participants_in_order}

    def of_subject(attribute: Attribute, subject_id: UUID | None) -> str:
        found = None if subject_id is None else study.values_of(subject_id).get(attribute.id)
        return "" if found is None else found.value

    def said(place: Segment) -> Sequence[str]:
        person = people.get(place.participant)
        return [
            of_subject(row, person if row.subject is AttributeSubject.PARTICIPANT else place.transcript_id)
            for row in attributes
        ]

    return tuple(row.name for row in attributes), said


def _left_out(
    study: Study, wanted: Retrieval, by: ChapterOrder, form: PassageForm
) -> Mapping[UUID | str, int]:
    """How many segments each heading would count more without regard to consent.

    Nothing of passages that stand under the first of their codes, for whose heading counts other codes, too.
    """
    if by is ChapterOrder.CODE and form is PassageForm.ALL_CODES:
        return {}
    everybody = replace(wanted, consent=False)
    return segments_under(study, everybody, by) - segments_under(study, wanted, by)


@dataclass(frozen=True, eq=False)
class _Quotes:
    """Passages as quotes, each made once."""

    quotations: Quotations
    _made: dict[tuple[UUID, int, int], Quotation] = field(default_factory=dict)

    def span_of(self, transcript_id: UUID, span: Span) -> Span:
        """What is printed of a transcript for a passage."""
        return self._quote((transcript_id, span.start, span.end)).span

    def make(self, places: Iterable[Segment]) -> None:
        """Those of these passages, transcript by transcript, so that each text is read but once."""
        for key in sorted({(place.transcript_id, place.start, place.end) for place in places}):
            self._quote(key)

    def of(self, place: Segment) -> Quotation:
        return self._quote((place.transcript_id, place.start, place.end))

    def _quote(self, key: tuple[UUID, int, int]) -> Quotation:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self.quotations.of(key[0], Span(key[1], key[2]))
        return found


def _reported(rows: Iterator[Segment], total: int, progress: Progress) -> Iterator[Segment]:
    number = 0
    for first in rows:
        progress(number, total, first.transcript)
        yield first
        # Handed on as they are made: neither a count of each nor a list of many, which Python would
        # look through for garbage again and again.
        yield from islice(rows, _REPORT_EVERY - 1)
        number += _REPORT_EVERY
    progress(total, total, "")
