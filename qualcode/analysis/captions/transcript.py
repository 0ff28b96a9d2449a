"""The caption of a coded transcript."""

from typing import Final
from uuid import UUID

from qualcode.analysis.captions.about import about, codes_in_words
from qualcode.analysis.consent import Consent
from qualcode.analysis.retrieval import Retrieval
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.questions.words import MARKING_WORDS, Marking
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted

_WHOLE_TEXT: Final = (
    "not applied: this is the whole transcript, with the words of everybody who speaks in it, whether or not "
    "they may be quoted"
)


def about_transcript(
    study: Study, wanted: Retrieval, transcript_id: UUID, codings: int, marking: Marking
) -> Provenance:
    """A transcript with so many codings, marked in this way."""
    name = study.transcripts[transcript_id].name
    silent = "; ".join(Consent(study).not_quotable(transcript_id))
    not_quotable = f"; not to be quoted: {silent}" if silent else ""
    facts = (
        ("transcript", name),
        ("codings", f"{codings:,}, {MARKING_WORDS[marking]}"),
        ("coders", wanted.coders.whose(study)),
        ("codes", codes_in_words(study, wanted.codes)),
        ("consent", f"{_WHOLE_TEXT}{not_quotable}"),
        (IN_WORDS, f"{counted(codings, 'coding')}, {MARKING_WORDS[marking]}{not_quotable}"),
    )
    return about(study, name, facts)
