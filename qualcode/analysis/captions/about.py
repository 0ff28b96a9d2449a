"""What captions have in common: project, step and program, and codes by their names."""

from collections.abc import Sequence
from uuid import UUID

from qualcode import __version__
from qualcode.model.questions.provenance import Facts, Provenance
from qualcode.model.study import Study


def about(study: Study, title: str, facts: Facts) -> Provenance:
    """What is printed beside everything that is written about a study."""
    return Provenance(title, facts, study.info.name, study.step, __version__, study.withheld)


def codes_in_words(study: Study, codes: Sequence[UUID] | None) -> str:
    """Which codes were asked for, by their full names."""
    return "all" if codes is None else "; ".join(study.path(code_id) for code_id in codes)
