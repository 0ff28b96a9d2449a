"""The participant summary as a page in HTML: an overview, then a section for each participant."""

from collections.abc import Iterator, Sequence

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
    table,
)
from qualcode.exporters.participant_words import (
    ABOUT,
    OVERVIEW,
    OVERVIEW_HEADER,
    overview_rows,
    quote_source,
    said_of,
    spoken,
)
from qualcode.exporters.provenance import caption
from qualcode.model.matrix import Provenance
from qualcode.model.report_values import ParticipantFigures
from qualcode.model.segments import Segment
from qualcode.model.study import Study


def participants_page(
    study: Study, people: Sequence[ParticipantFigures], provenance: Provenance, notes: Sequence[str]
) -> Iterator[str]:
    """The page, part by part."""
    anchors = [f"participant-{number}" for number, _ in enumerate(people, 1)]
    yield page_start(provenance.title, study.info.language)
    yield f'<p class="quiet">{escaped(caption(provenance))}</p>\n'
    for note in notes:
        yield f'<p class="quiet">{escaped(note)}</p>\n'
    named = [(row.participant.name, 1, anchor, "") for row, anchor in zip(people, anchors, strict=True)]
    yield index([(OVERVIEW, 1, "overview", ""), *named, (ABOUT, 1, "about", "")])
    yield MAIN_START
    yield heading(OVERVIEW, 1, "overview")
    yield table(OVERVIEW_HEADER, overview_rows(people), caption(provenance))
    for row, anchor in zip(people, anchors, strict=True):
        yield f'<section aria-labelledby="{anchor}">\n{heading(row.participant.name, 1, anchor)}'
        yield f'<p class="fact">{escaped(spoken(row))}</p>\n{pairs(said_of(study, row))}'
        yield from (_figure(study, row, quote) for quote in row.quotes)
        yield "</section>\n"
    yield heading(ABOUT, 1, "about")
    yield fact_list(provenance)
    yield PAGE_END


def _figure(study: Study, row: ParticipantFigures, quote: Segment) -> str:
    words, source = escaped(quote.text.strip()), escaped(quote_source(row, quote))
    return figure(study.codes[quote.code_id].colour, words, source)
