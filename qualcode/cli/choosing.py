"""From the names that a command was given to what they stand for in a study."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from qualcode.analysis.code_choice import ALL_CODES, CodeChoice, code_set_named
from qualcode.analysis.retrieval import Retrieval
from qualcode.model.errors import QualcodeError
from qualcode.model.query_names import query_named
from qualcode.model.rules import CoderChoice, Selection
from qualcode.model.study import Study
from qualcode.project.columns import QUERY, TableColumns, columns_named


def selection(
    study: Study,
    coders: Sequence[str],
    *,
    aggregate: bool,
    interviewers: bool,
    codes: CodeChoice = ALL_CODES,
    query: str | None = None,
) -> Selection:
    """The codings that a matrix counts. Raises QualcodeError for a name that stands for nothing."""
    chosen = _coders(study, coders)
    return Selection(
        codes=codes.codes_of(study, chosen, aggregate),
        coders=chosen,
        aggregate=aggregate,
        include_interviewers=interviewers,
        query=None if query is None else query_named(study, query).id,
        which=codes.which(study),
    )


def code_choice(
    study: Study, codes: Sequence[str], code_set: str | None, most_used: int | None
) -> CodeChoice:
    """The codes of a matrix. Raises QualcodeError for a name that stands for nothing."""
    if bool(codes) + (code_set is not None) + (most_used is not None) > 1:
        raise QualcodeError("Choose codes in one way: --code, --code-set or --most-used.")
    return CodeChoice(
        codes=tuple(study.code_named(name).id for name in codes) if codes else None,
        code_set=None if code_set is None else code_set_named(study, code_set),
        most_used=most_used or 0,
    )


def columns(study: Study, names: Sequence[str]) -> TableColumns:
    """What --by names: a kind of column, an attribute, or saved queries as in query:NAME."""
    if len(names) > 1 and not all(name.startswith(QUERY) for name in names):
        raise QualcodeError("Only saved queries can stand side by side: --by query:ONE --by query:OTHER.")
    return columns_named(study, names if len(names) > 1 else names[0])


def retrieval(
    study: Study,
    codes: Sequence[str],
    coders: Sequence[str],
    transcripts: Sequence[str],
    context: int,
    query: str | None = None,
) -> Retrieval:
    """The segments that are wanted. Raises QualcodeError for a name that stands for nothing."""
    return Retrieval(
        codes=tuple(dict.fromkeys(_codes(study, codes))) if codes else None,
        coders=_coders(study, coders),
        transcripts=chosen_transcripts(study, transcripts),
        context=context,
        queries=() if query is None else (query_named(study, query).id,),
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
