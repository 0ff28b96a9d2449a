"""One transcript as a page in HTML: its turns in a table, the codings that touch each beside it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from qualcode.exporters.coded_transcript_marked import margin_rows
from qualcode.exporters.html_page import page
from qualcode.model.provenance import Provenance
from qualcode.model.segments import Segment
from qualcode.model.study import Study


def coded_transcript_page(
    study: Study, transcript_id: UUID, segments: Sequence[Segment], provenance: Provenance
) -> Iterator[str]:
    """The page, piece by piece."""
    rows = margin_rows(study, transcript_id, study.text(transcript_id), segments)
    return page("transcript.html", study, provenance, rows=rows)
