"""The caption of the saturation table."""

from typing import Final

from qualcode.analysis.captions.about import about, codes_in_words, not_as_usual, share_of_transcripts
from qualcode.analysis.papers.saturation_request import SaturationRequest
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.questions.words import SaturationOrder
from qualcode.model.results.works import SATURATION
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted

ORDERS: Final = {
    SaturationOrder.CODED: "in the order in which they were first coded",
    SaturationOrder.LIST: "in the order of the list",
}
_AT_ONCE: Final = "; all first segments were recorded at once"


def about_saturation(
    study: Study, request: SaturationRequest, counted_in: int, left_out: int, *, at_once: bool = False
) -> Provenance:
    """So many transcripts are counted and so many left out, because they bear none of the codes.

    ``at_once``: all were first coded at one moment, as by an import, so that the list gives their order.
    """
    order = ORDERS[SaturationOrder.LIST if at_once else request.order]
    why = _AT_ONCE if at_once and request.order is SaturationOrder.CODED else ""
    number = counted(counted_in, "transcript")
    uncoded = f"; {counted(left_out, 'transcript')} without these codes left out" if left_out else ""
    chosen = request.selection
    among = "" if request.transcripts is None else f", among {share_of_transcripts(study, chosen)}"
    facts = (
        ("transcripts", f"{number}{among}{uncoded}"),
        ("order", f"{order}{why}"),
        ("codes", codes_in_words(study, request.codes)),
        ("coders", request.coders.describe(study)),
        ("base", counted(request.base, "transcript")),
        ("run", counted(request.run, "transcript")),
        ("threshold", f"at most {request.threshold}% new information"),
        (
            "new information",
            f"codes that first occur in the run, in percent of those of the base ({SATURATION.beside})",
        ),
        (
            IN_WORDS,
            f"New codes of {number} {order}{among}{not_as_usual(study, chosen)}{uncoded}",
        ),
    )
    return about(study, "Saturation", facts)
