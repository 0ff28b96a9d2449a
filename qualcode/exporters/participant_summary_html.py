"""The participant summary as a page in HTML: an overview, then a section for each participant."""

from collections.abc import Iterator, Sequence

from qualcode.exporters.html_page import Overview, page
from qualcode.exporters.participant_words import (
    ABOUT,
    OVERVIEW,
    OVERVIEW_HEADER,
    overview_rows,
    quote_source,
    said_of,
    spoken,
)
from qualcode.model.provenance import Provenance
from qualcode.model.report_values import ParticipantFigures
from qualcode.model.study import Study


def participants_page(
    study: Study, people: Sequence[ParticipantFigures], provenance: Provenance, notes: Sequence[str]
) -> Iterator[str]:
    """The page, piece by piece."""
    named = [(row.participant.name, 1, f"participant-{number}", "") for number, row in enumerate(people, 1)]
    return page(
        "participants.html",
        study,
        provenance,
        [(OVERVIEW, 1, "overview", ""), *named, (ABOUT, 1, "about", "")],
        notes=notes,
        overview=Overview(OVERVIEW, OVERVIEW_HEADER, overview_rows(people)),
        people=people,
        spoken=spoken,
        said_of=said_of,
        quote_source=quote_source,
        about=ABOUT,
    )
