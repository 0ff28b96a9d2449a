"""The captions of plain lists: codebook, attributes, steps, passages to settle, rounds, versions, tools."""

from qualcode.analysis.captions.about import about
from qualcode.model.entities import AttributeSubject
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted


def about_codes(study: Study) -> Provenance:
    """The codebook as it can be read back."""
    codable = sum(code.codable for code in study.codes.values())
    categories = len(study.codes) - codable
    within = f" and {counted(categories, 'category', 'categories')}" if categories else ""
    return _list(study, "Codebook", f"{counted(codable, 'code')}{within}, in the order of the codebook")


def about_attributes(study: Study, subject: AttributeSubject) -> Provenance:
    """What is recorded about participants or transcripts."""
    people = subject is AttributeSubject.PARTICIPANT
    rows = len(study.participants if people else study.transcripts)
    known = sum(row.subject is subject for row in study.attributes_in_order)
    said = f"{counted(rows, subject)}, {counted(known, 'attribute')}, in the order of the project"
    return _list(study, f"Attributes of {subject}s", said)


def about_history(study: Study, number: int, words: str = "") -> Provenance:
    """So many steps, of those only with ``words``."""
    narrowed = f" with “{words}”" if words else ""
    return _list(study, "History", f"{counted(number, 'step')}{narrowed}; times are in UTC")


def about_differences(study: Study, coders: tuple[str, str] | None, number: int, settled: int) -> Provenance:
    """What two coders read differently; None where there is nothing."""
    whose = f" by {coders[0]} and {coders[1]}" if coders else ""
    said = f"{counted(number, 'passage')} read differently{whose}, {settled:,} settled"
    return _list(study, "Passages to settle", said)


def about_team_list(study: Study, title: str, number: int) -> Provenance:
    """Rounds, versions of the codebook or other tools."""
    return _list(study, title, f"{counted(number, 'row')}; times are in UTC")


def _list(study: Study, title: str, sentence: str) -> Provenance:
    return about(study, title, ((IN_WORDS, sentence),))
