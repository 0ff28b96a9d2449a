"""The codebook report as a page in HTML, with the same parts as in Word."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from qualcode.exporters.code_figures import (
    ABOUT,
    EARLIER,
    OVERVIEW,
    OVERVIEW_HEADER,
    QUOTES,
    overview_rows,
    wording_head,
)
from qualcode.exporters.codebook_words import code_sections
from qualcode.exporters.html_page import Overview, page
from qualcode.model.provenance import Provenance
from qualcode.model.report_values import CodebookWords, left_out_line
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


def codebook_page(
    study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance, words: CodebookWords
) -> Iterator[str]:
    """The page, piece by piece."""
    sections = list(code_sections(study, figures, words))
    codes = [
        (section.name, section.level, f"code-{number}", "") for number, section in enumerate(sections, 1)
    ]
    return page(
        "codebook.html",
        study,
        provenance,
        [(OVERVIEW, 1, "overview", ""), *codes, (ABOUT, 1, "about", "")],
        overview=Overview(OVERVIEW, OVERVIEW_HEADER, overview_rows(study, figures)),
        sections=sections,
        quotes_title=QUOTES,
        left_out_line=left_out_line,
        earlier_title=EARLIER,
        wording_head=wording_head,
        about=ABOUT,
    )
