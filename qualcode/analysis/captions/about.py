"""What captions have in common: project, step and program, and codes by their names."""

from collections.abc import Sequence
from uuid import UUID

from qualcode import __version__
from qualcode.model.codes.code_names import short_names
from qualcode.model.questions.provenance import Facts, Provenance
from qualcode.model.questions.rules import Selection
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted


def about(study: Study, title: str, facts: Facts) -> Provenance:
    """What is printed beside everything that is written about a study."""
    return Provenance(title, facts, study.info.name, study.step, __version__, study.withheld)


def not_as_usual(study: Study, chosen: Selection) -> str:
    """What is said where not all counts: ``, coder AB, 5 chosen codes, only with “Renters”``."""
    coders = "" if chosen.coders.everybody else f", {chosen.coders.whose(study)}"
    return f"{coders}{chosen.narrowed_words(study)}"


def share_of_transcripts(study: Study, chosen: Selection) -> str:
    """How many of all count, and how they were chosen: ``3 of 10 transcripts (folder “Wave 1”)``."""
    number, total = len(chosen.transcripts_of(study)), len(study.transcripts)
    return f"{number:,} of {counted(total, 'transcript')}{chosen.places_in_words()}"


def brackets_fact(*, brackets: bool) -> tuple[tuple[str, str], ...]:
    """What is said where quotes have no remarks in brackets."""
    said = "left out of quotes; stand-ins for names and quotes that are nothing else stay"
    return () if brackets else (("remarks in brackets", said),)


def codes_in_words(study: Study, codes: Sequence[UUID] | None) -> str:
    """Which codes were asked for, by names that tell them apart."""
    if codes is None:
        return "all"
    names = short_names(study)
    return "; ".join(names[code_id] for code_id in codes)
