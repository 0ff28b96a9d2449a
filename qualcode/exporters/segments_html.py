"""Coded segments as a page in HTML: an index of codes, then the quotes of each with their sources."""

from collections.abc import Iterator

from qualcode.exporters.codebook_word import identity, level
from qualcode.exporters.colour import sure_colour
from qualcode.exporters.html_page import (
    MAIN_START,
    PAGE_END,
    escaped,
    fact_list,
    heading,
    index,
    page_start,
    swatch,
)
from qualcode.exporters.provenance import caption
from qualcode.exporters.segments_by_code import SegmentsByCode, extent, source_line
from qualcode.model.entities import Code
from qualcode.model.matrix import Provenance
from qualcode.model.segments import Segment
from qualcode.model.study import Study


def segments_page(
    study: Study, grouped: SegmentsByCode, provenance: Provenance, *, context: bool
) -> Iterator[str]:
    """The page, part by part."""
    yield page_start(provenance.title, study.info.language)
    yield f'<p class="quiet">{escaped(caption(provenance))}</p>\n'
    anchors = {code.id: f"code-{number}" for number, code in enumerate(grouped.codes, 1)}
    yield index(
        (code.name, level(study, code), anchors[code.id], str(len(segments) or ""))
        for code, segments in grouped
    )
    yield MAIN_START
    for code, segments in grouped:
        yield f'<section aria-labelledby="{anchors[code.id]}">\n'
        yield heading(code.name, level(study, code), anchors[code.id])
        yield _code_lines(study, code, segments)
        for segment in segments:
            yield _figure(segment, code, context=context)
        yield "</section>\n"
    yield '<section aria-labelledby="about">\n'
    yield heading("About these segments", 1, "about")
    yield fact_list(provenance)
    yield "</section>\n"
    yield PAGE_END


def _code_lines(study: Study, code: Code, segments: list[Segment]) -> str:
    lines = f'<p class="fact">{swatch(code.colour)}{escaped(identity(study, code, extent(segments)))}</p>\n'
    if code.definition:
        lines += f'<p class="words"><em>{escaped(code.definition)}</em></p>\n'
    return lines


def _figure(segment: Segment, code: Code, *, context: bool) -> str:
    words = escaped(segment.text)
    if context:
        before = f'<span class="quiet">{escaped(segment.before)}</span>'
        after = f'<span class="quiet">{escaped(segment.after)}</span>'
        words = f"{before}<strong>{words}</strong>{after}"
    memo = f'<p class="fact words">Memo: {escaped(segment.memo)}</p>\n' if segment.memo else ""
    # A <blockquote> by its role: LibreOffice never ends when it lays out a few hundred of the element.
    return (
        f'<figure style="border-left-color:{sure_colour(code.colour)}">\n'
        f'<p class="words" role="blockquote">{words}</p>\n'
        f"<figcaption>{escaped(source_line(segment))}</figcaption>\n{memo}</figure>\n"
    )
