"""What every caption ends with: the project, its step and the program."""

from qualcode import __version__
from qualcode.model.provenance import Facts, Provenance
from qualcode.model.study import Study


def about(study: Study, title: str, facts: Facts) -> Provenance:
    """What is printed beside everything that is written about a study."""
    return Provenance(title, facts, study.info.name, study.step, __version__)
