"""The caption of the agreement of coders."""

from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.captions.about import about
from qualcode.model.in_words import counted, listed
from qualcode.model.provenance import IN_WORDS, Provenance
from qualcode.model.study import Study


def about_agreement(
    study: Study, request: AgreementRequest, *, by_transcript: bool, left_out: int
) -> Provenance:
    """Every choice as it is printed beside the figures; so many transcripts are ``left_out``."""
    chosen = dict(request.selection.facts(study))
    transcripts = chosen["transcripts"]
    uncoded = "counts" if request.uncoded else "left out: text that no coder gave any of the codes"
    speakers = "included" if request.selection.include_interviewers else "their turns are left out"
    facts = (
        ("coders", _coders(study, request)),
        ("unit", request.unit_in_words()),
        ("codes", chosen["codes"]),
        ("transcripts", f"{transcripts}; {left_out} left out" if left_out else transcripts),
        ("interviewers", speakers),
        ("uncoded text", uncoded),
        ("intervals", _intervals(request, by_transcript)),
        *request.selection.query_fact(study),
        (IN_WORDS, _sentence(study, request)),
    )
    return about(study, "Agreement of coders", facts)


def _coders(study: Study, request: AgreementRequest) -> str:
    return listed([study.coders[each].name for each in request.coders])


def _intervals(request: AgreementRequest, by_transcript: bool) -> str:
    if not request.samples:
        return "none"
    drawn = "transcripts" if by_transcript else "turns"
    return (
        f"95%, from {request.samples:,} bootstrap samples of {drawn}, seed {request.seed}; of unitizing "
        "alpha from samples of transcripts"
    )


def _sentence(study: Study, request: AgreementRequest) -> str:
    """``Agreement of AB and CD on turns that have the code or have it not, 4 transcripts``."""
    number = counted(len(request.selection.transcripts_of(study)), "transcript")
    narrowed = request.selection.narrowed_words(study)
    return f"Agreement of {_coders(study, request)} on {request.unit_in_words()}, {number}{narrowed}"
