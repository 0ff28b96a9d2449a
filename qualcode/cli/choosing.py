"""From the names that a command was given to what they stand for in a study."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from qualcode.analysis.retrieval import Retrieval
from qualcode.model.rules import CoderChoice, Selection
from qualcode.model.study import Study


def selection(study: Study, coders: Sequence[str], *, aggregate: bool, interviewers: bool) -> Selection:
    """The codings that a matrix counts. Raises QualcodeError for a name that stands for nothing."""
    return Selection(coders=_coders(study, coders), aggregate=aggregate, include_interviewers=interviewers)


def retrieval(
    study: Study, codes: Sequence[str], coders: Sequence[str], transcripts: Sequence[str], context: int
) -> Retrieval:
    """The segments that are wanted. Raises QualcodeError for a name that stands for nothing."""
    return Retrieval(
        codes=tuple(dict.fromkeys(_codes(study, codes))) if codes else None,
        coders=_coders(study, coders),
        transcripts=chosen_transcripts(study, transcripts),
        context=context,
    )


def chosen_transcripts(study: Study, names: Sequence[str]) -> tuple[UUID, ...] | None:
    """The transcripts of these names; None, which stands for all, where none is named."""
    return tuple(study.transcript_named(name).id for name in names) if names else None


def _coders(study: Study, names: Sequence[str]) -> CoderChoice:
    return CoderChoice(tuple(study.coder_named(name).id for name in names))


def _codes(study: Study, names: Iterable[str]) -> Iterable[UUID]:
    """The codes of these names; a category, which carries no codings, stands for the codes below it."""
    for name in names:
        code = study.code_named(name)
        if code.codable:
            yield code.id
        else:
            yield from (row.id for row in study.descendants(code.id))
