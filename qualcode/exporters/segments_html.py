"""Coded segments as a page in HTML: an index of codes or transcripts, then the quotes with their sources."""

from collections.abc import Iterator

from qualcode.exporters.html_page import (
    MAIN_START,
    PAGE_END,
    escaped,
    fact_list,
    figure,
    heading,
    index,
    page_start,
    swatch,
)
from qualcode.exporters.provenance import caption
from qualcode.exporters.segment_chapters import Chapter, Chapters
from qualcode.model.matrix import Provenance
from qualcode.model.segments import Segment
from qualcode.model.study import Study


def segments_page(study: Study, grouped: Chapters, provenance: Provenance) -> Iterator[str]:
    """The page, part by part."""
    yield page_start(provenance.title, study.info.language)
    yield f'<p class="quiet">{escaped(caption(provenance))}</p>\n'
    for note in grouped.notes:
        yield f'<p class="quiet">{escaped(note)}</p>\n'
    yield index(
        (chapter.title, chapter.level, f"part-{number}", str(len(chapter.segments) or ""))
        for number, chapter in enumerate(grouped.all, 1)
    )
    yield MAIN_START
    for number, chapter in enumerate(grouped.all, 1):
        yield f'<section aria-labelledby="part-{number}">\n'
        yield heading(chapter.title, chapter.level, f"part-{number}")
        yield _said_of(chapter)
        for segment in chapter.segments:
            yield figure(
                grouped.colour(study, chapter, segment),
                _words(segment, context=grouped.context),
                escaped(grouped.source(segment)),
                _memo(segment),
            )
        yield "</section>\n"
    yield '<section aria-labelledby="about">\n'
    yield heading("About these segments", 1, "about")
    yield fact_list(provenance)
    yield "</section>\n"
    yield PAGE_END


def _said_of(chapter: Chapter) -> str:
    patch = swatch(chapter.colour) if chapter.colour else ""
    lines = f'<p class="fact">{patch}{escaped(chapter.fact)}</p>\n'
    if chapter.about:
        lines += f'<p class="words"><em>{escaped(chapter.about)}</em></p>\n'
    return lines


def _words(segment: Segment, *, context: bool) -> str:
    words = escaped(segment.text)
    if not context:
        return words
    before = f'<span class="quiet">{escaped(segment.before)}</span>'
    after = f'<span class="quiet">{escaped(segment.after)}</span>'
    return f"{before}<strong>{words}</strong>{after}"


def _memo(segment: Segment) -> str:
    return f'<p class="fact words">Memo: {escaped(segment.memo)}</p>\n' if segment.memo else ""
