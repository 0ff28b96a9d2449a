"""The caption of a reporting checklist."""

from qualcode.analysis.captions.about import about
from qualcode.model.papers import Checklist
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.results.checklists import ITEMS
from qualcode.model.study import Study


def about_checklist(study: Study, checklist: Checklist, answered: int) -> Provenance:
    """So many items have an answer."""
    words = f"{checklist.upper()}: {answered:,} of {len(ITEMS[checklist]):,} items answered"
    facts = (
        ("checklist", checklist.upper()),
        ("answers", "people’s own, then what the project knows"),
        (IN_WORDS, words),
    )
    return about(study, f"{checklist.upper()} checklist", facts)
