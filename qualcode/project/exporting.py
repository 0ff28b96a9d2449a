"""What command line and window write about a study: analysis and file put together."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from qualcode.analysis.captions.segments import about_segments
from qualcode.analysis.retrieval import EVERYTHING, Retrieval, segment_count, segments
from qualcode.exporters.segments_file import write_segments
from qualcode.model.progress import Progress, no_progress
from qualcode.model.provenance import Provenance
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.report_values import left_out_line
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.storage.schema import REVISION

SCHEMA: Final = REVISION
"""The schema of every project that this program has open: older ones are brought up to it."""

FOR_READING: Final = frozenset((".docx", ".html"))
"""Files that people read, in which quotes need consent; the others are data to work with."""

_REPORT_EVERY: Final = 256


class SegmentsWritten(NamedTuple):
    """How many segments a file holds, how many it leaves out for want of consent, and what is said of it."""

    number: int
    left_out: int
    about: Provenance


def export_segments(
    path: Path,
    study: Study,
    wanted: Retrieval = EVERYTHING,
    *,
    by: ChapterOrder = ChapterOrder.CODE,
    consent: bool | None = None,
    progress: Progress = no_progress,
) -> SegmentsWritten:
    """Write coded segments as csv, xlsx, json, docx or html.

    ``consent`` says whether segments go without the consent of their speakers to be quoted. None: files
    for reading (docx, html) respect it, data files hold everything.
    """
    for_reading = path.suffix.lower() in FOR_READING
    respected = for_reading if consent is None else consent
    wanted = replace(wanted, consent=respected, whole_words=for_reading)
    number = segment_count(study, wanted)
    left_out = segment_count(study, replace(wanted, consent=False)) - number if respected else 0
    order = by if for_reading else None
    about = about_segments(study, wanted, number, order, left_out=left_out, consent=respected)
    rows = _reported(segments(study, wanted), number, progress)
    context = bool(wanted.context or wanted.context_turns)
    line = left_out_line(left_out)
    write_segments(path, study, rows, about, context=context, by=by, left_out=line)
    return SegmentsWritten(number, left_out, about)


def _reported(rows: Iterable[Segment], total: int, progress: Progress) -> Iterator[Segment]:
    for number, row in enumerate(rows):
        if not number % _REPORT_EVERY:
            progress(number, total, row.transcript)
        yield row
    progress(total, total, "")
