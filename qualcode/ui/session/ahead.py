"""What nearly every gesture asks of a study, worked out while it is opened, on the thread that opens it."""

from contextlib import suppress

from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study


def work_out(study: Study) -> None:
    """Afterwards it goes along with each step."""
    from qualcode.operations.codes.codebook import code_colour

    _ = study.coding_count, study.coding_counts, study.transcripts_in_order
    for code in study.codes_in_order[:1]:
        study.path(code.id)
    # Of which colours can be dealt, and how far each is from those in use. What another program has given a
    # code for a colour is told to who asks for one, and keeps no project from being opened.
    with suppress(QualcodeError):
        code_colour(study)
