"""The codebook report as a page in HTML, with the same parts as in Word."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from qualcode.exporters.code_figures import ABOUT, OVERVIEW, OVERVIEW_HEADER, overview_rows, partners, usage
from qualcode.exporters.codebook_word import code_fields, identity, level
from qualcode.exporters.html_page import (
    MAIN_START,
    PAGE_END,
    escaped,
    fact_list,
    heading,
    index,
    page_start,
    pairs,
    swatch,
    table,
)
from qualcode.exporters.provenance import caption
from qualcode.model.entities import Code
from qualcode.model.matrix import Provenance
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


def codebook_page(study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance) -> Iterator[str]:
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
        yield _section(study, code, figures.get(code.id), anchors[code.id])
    yield heading(ABOUT, 1, "about")
    yield fact_list(provenance)
    yield PAGE_END


def _section(study: Study, code: Code, figures: CodeFigures | None, anchor: str) -> str:
    used = usage(figures) if code.codable or (figures and figures.segments) else ""
    fields = [*code_fields(code)]
    together = partners(figures)
    if together:
        fields.append(("Occurs with", together))
    line = f'<p class="fact">{swatch(code.colour)}{escaped(identity(study, code, used))}</p>\n'
    title = heading(code.name, level(study, code), anchor)
    return f'<section aria-labelledby="{anchor}">\n{title}{line}{pairs(fields)}</section>\n'
