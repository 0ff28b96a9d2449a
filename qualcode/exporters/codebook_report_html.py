"""The codebook report as a page in HTML, with the same parts as in Word."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from qualcode.exporters.code_figures import (
    ABOUT,
    EARLIER,
    OVERVIEW,
    OVERVIEW_HEADER,
    QUOTES,
    overview_rows,
    quote_source,
    wording_head,
)
from qualcode.exporters.codebook_words import CodebookEntry, code_sections
from qualcode.exporters.html_page import (
    MAIN_START,
    PAGE_END,
    escaped,
    fact_list,
    figure,
    heading,
    index,
    page_start,
    pairs,
    part_heading,
    swatch,
    table,
)
from qualcode.exporters.provenance import caption
from qualcode.model.matrix import Provenance
from qualcode.model.report_values import CodebookWords, PastWording, left_out_line
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


def codebook_page(
    study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance, words: CodebookWords
) -> Iterator[str]:
    """The page, part by part."""
    sections = {f"code-{number}": row for number, row in enumerate(code_sections(study, figures, words), 1)}
    yield page_start(provenance.title, study.info.language)
    yield f'<p class="quiet">{escaped(caption(provenance))}</p>\n'
    codes = [(section.name, section.level, anchor, "") for anchor, section in sections.items()]
    yield index([(OVERVIEW, 1, "overview", ""), *codes, (ABOUT, 1, "about", "")])
    yield MAIN_START
    yield heading(OVERVIEW, 1, "overview")
    yield table(OVERVIEW_HEADER, overview_rows(study, figures), caption(provenance))
    for anchor, section in sections.items():
        yield f'<section aria-labelledby="{anchor}">\n'
        yield heading(section.name, section.level, anchor)
        yield f'<p class="fact">{swatch(section.colour)}{escaped(section.identity)}</p>\n'
        yield pairs(section.fields)
        yield from _quotes(section)
        yield from _wordings(section.wordings)
        yield "</section>\n"
    yield heading(ABOUT, 1, "about")
    yield fact_list(provenance)
    yield PAGE_END


def _quotes(section: CodebookEntry) -> Iterator[str]:
    found = section.quotes
    if found.quotes:
        yield part_heading(QUOTES)
    for quote in found.quotes:
        yield figure(section.colour, escaped(quote.text), escaped(quote_source(quote)))
    if found.left_out:
        yield f'<p class="fact">{escaped(left_out_line(found.left_out))}</p>\n'


def _wordings(past: Sequence[PastWording]) -> Iterator[str]:
    if past:
        yield part_heading(EARLIER)
    for wording in past:
        yield f'<p class="fact">{escaped(wording_head(wording))}</p>\n{pairs(wording.texts)}'
