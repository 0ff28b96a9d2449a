"""The caption of the methods appendix."""

from qualcode.analysis.captions.about import about
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted


def about_methods(study: Study) -> Provenance:
    """The methods appendix."""
    words = f"{counted(len(study.transcripts), 'transcript')}, {counted(study.coding_count, 'coding')}"
    facts = (("material", words), ("coders", str(len(study.coders))), (IN_WORDS, words))
    return about(study, "Methods", facts)
