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
    partners,
    quote_source,
    usage,
    wording_head,
)
from qualcode.exporters.codebook_word import code_fields, identity, level
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
from qualcode.model.entities import Code
from qualcode.model.matrix import Provenance
from qualcode.model.report_values import CodebookWords, CodeQuotes, PastWording, left_out_line
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


def codebook_page(
    study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance, words: CodebookWords
) -> Iterator[str]:
    """The page, part by part."""
    anchors = {code.id: f"code-{number}" for number, code in enumerate(study.codes_in_order, 1)}
    yield page_start(provenance.title, study.info.language)
    yield f'<p class="quiet">{escaped(caption(provenance))}</p>\n'
    codes = [(code.name, level(study, code), anchors[code.id], "") for code in study.codes_in_order]
    yield index([(OVERVIEW, 1, "overview", ""), *codes, (ABOUT, 1, "about", "")])
    yield MAIN_START
    yield heading(OVERVIEW, 1, "overview")
    yield table(OVERVIEW_HEADER, overview_rows(study, figures), caption(provenance))
    for code in study.codes_in_order:
        yield f'<section aria-labelledby="{anchors[code.id]}">\n'
        yield _about_code(study, code, figures.get(code.id), anchors[code.id])
        yield from _quotes(code, words.quotes_of(code.id))
        yield from _wordings(words.wordings_of(code.id))
        yield "</section>\n"
    yield heading(ABOUT, 1, "about")
    yield fact_list(provenance)
    yield PAGE_END


def _about_code(study: Study, code: Code, figures: CodeFigures | None, anchor: str) -> str:
    used = usage(figures) if code.codable or (figures and figures.segments) else ""
    fields = [*code_fields(code)]
    together = partners(figures)
    if together:
        fields.append(("Occurs with", together))
    line = f'<p class="fact">{swatch(code.colour)}{escaped(identity(study, code, used))}</p>\n'
    title = heading(code.name, level(study, code), anchor)
    return f"{title}{line}{pairs(fields)}"


def _quotes(code: Code, found: CodeQuotes) -> Iterator[str]:
    if found.quotes:
        yield part_heading(QUOTES)
    for quote in found.quotes:
        yield figure(code.colour, escaped(quote.text), escaped(quote_source(quote)))
    if found.left_out:
        yield f'<p class="fact">{escaped(left_out_line(found.left_out))}</p>\n'


def _wordings(past: Sequence[PastWording]) -> Iterator[str]:
    if past:
        yield part_heading(EARLIER)
    for wording in past:
        yield f'<p class="fact">{escaped(wording_head(wording))}</p>\n{pairs(wording.texts)}'
