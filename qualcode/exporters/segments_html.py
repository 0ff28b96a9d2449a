"""Coded segments as a page in HTML: an index of codes or transcripts, then the quotes with their sources."""

from collections.abc import Iterator

from qualcode.exporters.html_page import page
from qualcode.exporters.segment_chapters import Chapters
from qualcode.model.provenance import Provenance
from qualcode.model.study import Study


def segments_page(study: Study, grouped: Chapters, provenance: Provenance) -> Iterator[str]:
    """The page, piece by piece."""
    headings = (
        (chapter.title, chapter.level, f"part-{number}", str(len(chapter.segments) or ""))
        for number, chapter in enumerate(grouped.all, 1)
    )
    return page("segments.html", study, provenance, headings, notes=grouped.notes, grouped=grouped)
