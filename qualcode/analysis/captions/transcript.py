"""The caption of a coded transcript."""

from typing import Final
from uuid import UUID

from qualcode.analysis.captions.about import about, codes_in_words
from qualcode.analysis.consent import Consent, consent_in_words
from qualcode.analysis.retrieval import Retrieval
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.questions.words import MARKING_WORDS, Marking
from qualcode.model.results.report_values import LACKING_CONSENT
from qualcode.model.study import Study
from qualcode.model.words.in_words import beginning, counted, listed, plural_of, sentence, spelt_out

_WHOLE_TEXT: Final = (
    "consent to quote is not applied: this is the whole transcript, with the words of everybody who speaks "
    "in it, whether or not they may be quoted"
)


def about_transcript(
    study: Study,
    wanted: Retrieval,
    transcript_id: UUID,
    codings: int,
    marking: Marking,
    *,
    consent: bool = False,
    left_out: int = 0,
    noted: bool = False,
) -> Provenance:
    """A transcript with so many segments, marked in this way; with ``consent`` without some turns.

    ``left_out``: how many segments more have words of these turns alone. ``noted``: a sentence above the
    turns says whose they are, and the caption need not.
    """
    name = study.transcripts[transcript_id].name
    silent = listed(Consent(study).not_quotable(transcript_id))
    if consent:
        told = turns_in_words(study, transcript_id, respected=True, segments=left_out)
        told = told or consent_in_words(study, 0, respected=True, one="turn")
        with_them = f", with {counted(left_out, 'segment')}," if left_out else ""
        apart = f"; turns of {silent}{with_them} {LACKING_CONSENT}" if silent else ""
    else:
        apart = f"; not to be quoted: {silent}" if silent else ""
        told = f"{_WHOLE_TEXT}{apart}"
    facts = (
        ("transcript", name),
        ("coders", wanted.coders.whose(study)),
        ("codes", codes_in_words(study, wanted.codes)),
        ("consent", told),
        (IN_WORDS, f"{counted(codings, 'segment')}, {MARKING_WORDS[marking]}{'' if noted else apart}"),
    )
    return about(study, name, facts)


def turns_line(study: Study, transcript_id: UUID, *, respected: bool, segments: int = 0) -> str:
    """What is said above a transcript whose people may not all be quoted; else nothing.

    ``segments`` are those left out with the turns.
    """
    said = turns_in_words(study, transcript_id, respected=respected, segments=segments)
    return sentence(said) if said else ""


def turns_in_words(study: Study, transcript_id: UUID, *, respected: bool, segments: int = 0) -> str:
    """The same as a phrase."""
    silent = listed(Consent(study).not_quotable(transcript_id))
    if not silent:
        return ""
    if not respected:
        return f"the words of {silent} are not to be quoted, for lack of consent"
    number = _turns(study, transcript_id)
    are = plural_of(number, "is", "are")
    with_them = f", with {counted(segments, 'segment')}," if segments else ""
    return f"{counted(number, 'turn')} of {silent}{with_them} {are} {LACKING_CONSENT}"


def turns_briefly(study: Study, transcript_id: UUID, segments: int = 0) -> str:
    """How that line begins in a chapter where one before has told the rule, whose letter follows."""
    number = _turns(study, transcript_id)
    silent = listed(Consent(study).not_quotable(transcript_id))
    with_them = f", with {spelt_out(segments, 'segment')}," if segments else ""
    turns = beginning(f"{spelt_out(number, 'turn')} of {silent}")
    are = plural_of(number, "is", "are")
    return f"{turns}{with_them} {are} not printed; on consent to quote, see"


def _turns(study: Study, transcript_id: UUID) -> int:
    return len(Consent(study).barred_turns(transcript_id))
