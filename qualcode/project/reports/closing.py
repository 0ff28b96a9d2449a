"""A round as it was closed: its study from the history, the figures kept with it, and what changed since."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np

from qualcode.analysis.agreement.agreement import compared_figures
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.captions.agreement import figures_in_words
from qualcode.analysis.papers.codebook_differences import codebook_differences
from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook_version import CodebookChange, codebook_sha256, codes_of_version
from qualcode.model.codings import Codings
from qualcode.model.errors import NothingToShowError, QualcodeError
from qualcode.model.identity import KeyArray, id_of, keys_of
from qualcode.model.queries.query import written_identity
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.words.in_words import counted, listed, plural_of
from qualcode.operations.checks import existing
from qualcode.operations.teamwork.rounds import close_round
from qualcode.project.project import Project
from qualcode.project.record import Record
from qualcode.project.reports.asking import agreement_request

_SHOWN: Final = 12
"""How many codes are named one by one."""


def closing(project: Project, round_id: UUID) -> ChangeSet:
    """The step that closes a round, with the figures of its agreement at this moment.

    They are those of the question's usual choices, without intervals; where there are none, why.
    """
    study = project.whole
    row = existing(study, Round, round_id)
    question = AgreementQuestion(round=written_identity(row.id), bootstrap=0)
    try:
        kept = pooled_in_words(study, agreement_request(study, question))
    except NothingToShowError as error:
        # It is read long after, where nothing can be marked any more: the reason alone.
        kept = f"not computed: {error.why}"
    except QualcodeError as error:
        kept = f"not computed: {str(error).removesuffix('.')}"
    return close_round(project.study, round_id, (kept,))


def pooled_in_words(study: Study, request: AgreementRequest) -> str:
    """All codes pooled, in a line: ``12 codes, 118 turns: both 30, only AB 5, …, alpha 0.71``."""
    found = compared_figures(study, replace(request, samples=0))
    names = tuple(study.coders[each].name for each in request.coders)
    return figures_in_words(found.pooled, names, request.unit, len(found.codes), found.number)


def closed_state(record: Record, row: Round) -> Study | None:
    """The study as it was when a round was closed; None where that is not in the history, or it is open."""
    step = _closing_step(record, row)
    if step is None:
        return None
    with suppress(QualcodeError):
        return record.study_at(step).at_step(step)
    return None


def _closing_step(record: Record, row: Round) -> int | None:
    """The step by which a round was closed; None where it came into the project when it was closed already.

    The last one, for closing can be undone and done again.
    """
    closed = row.closed_at
    if closed is None:
        return None
    for step in reversed([each for each in record.steps if each.at >= closed]):
        for change in record.database.change_of(step.number).rows_of(Round):
            before, after = change.before, change.after
            if change.row.id == row.id and isinstance(after, Round) and not after.is_open:
                if before is None:
                    return None
                if isinstance(before, Round) and before.is_open:
                    return step.number
    return None


class Since(NamedTuple):
    """Whose codings count, in which transcripts."""

    coders: Iterable[UUID]
    transcripts: Iterable[UUID]


def changed_since(then: Study, now: Study, of: Since, when: str) -> tuple[str, ...]:
    """What became of the codebook and of these codings, in sentences that begin with ``when``."""
    return (*changed_codes(then, now, when), *_codings(then, now, of, when))


def changed_codes(then: Study, now: Study, when: str) -> tuple[str, ...]:
    """What became of the codes, as ``changed_since`` says it."""
    return tuple(_code_sentences(then, now, when))


def codebook_as_opened(record: Record, row: Round, study: Study) -> Study | None:
    """The study whose codebook held when a round was opened, where ``study`` has another codebook."""
    if codebook_sha256(study) == row.codebook_sha256 or not 0 < row.codebook_step <= study.step:
        return None
    with suppress(QualcodeError):
        opened = record.study_at(row.codebook_step)
        # Of a round that came from another project the step is one of another history.
        if codebook_sha256(opened) == row.codebook_sha256:
            return opened
    return None


def _code_sentences(then: Study, now: Study, when: str) -> Iterator[str]:
    gone = [code for code in then.codes_in_order if code.id not in now.codes]
    uses = Counter({code.id: _uses(then, code.id) for code in gone})
    into = {code.id: _merged_into(then, now, code.id) for code in gone}
    deleted = [
        f"“{then.path(code.id)}” ({counted(uses[code.id], 'coding')})"
        for code in gone
        if into[code.id] is None
    ]
    merged = [
        f"“{then.path(code.id)}” into “{now.path(other)}”"
        for code in gone
        if (other := into[code.id]) is not None
    ]
    found = codebook_differences(codes_of_version(then), codes_of_version(now))
    renamed = [f"“{each.before}” to “{each.after}”" for each in found if each.how is CodebookChange.RENAMED]
    reworded = dict.fromkeys(f"“{each.path}”" for each in found if each.how is CodebookChange.REWORDED)
    for names, done in (
        (deleted, "deleted, with their codings"),
        (merged, "merged"),
        (renamed, "renamed or moved"),
        (list(reworded), "given another definition"),
    ):
        if names:
            verb = plural_of(len(names), "was", "were")
            said = done.replace("their", plural_of(len(names), "its", "their"))
            yield f"{when} {counted(len(names), 'code')} {verb} {said}: {_shown(names)}."


def _shown(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return listed([*names[:_SHOWN], *([f"{more:,} more"] if more > 0 else [])])


def _uses(study: Study, code_id: UUID) -> int:
    key = keys_of([code_id])
    return sum(int(np.isin(table.code, key).sum()) for table in study.codings.values())


def _merged_into(then: Study, now: Study, code_id: UUID) -> UUID | None:
    """The code that most codings of one that is gone have now; None where all of them are gone."""
    key, found = keys_of([code_id]), Counter[int]()
    for text, table in then.codings.items():
        wanted = table.id[np.isin(table.code, key)]
        if len(wanted) and text in now.codings:
            there = now.codings_of(text)
            found.update(there.code[np.isin(there.id, wanted)].tolist())
    return id_of(found.most_common(1)[0][0]) if found else None


def _codings(then: Study, now: Study, of: Since, when: str) -> Iterator[str]:
    """How many codings of these coders in these transcripts came and went, and how many have changed."""
    coders = keys_of(list(of.coders))
    came, went = 0, 0
    for text in of.transcripts:
        before, after = (_of_coders(study, text, coders) for study in (then, now))
        came += int((~np.isin(after.id, before.id)).sum())
        went += int((~np.isin(before.id, after.id)).sum())
    if came or went:
        made = f"{counted(came, 'coding')} {plural_of(came, 'was', 'were')} made"
        gone = f"{counted(went, 'coding')} {plural_of(went, 'was', 'were')} deleted"
        done = listed([*([made] if came else []), *([gone] if went else [])])
        yield f"{when} {done} by these coders in these transcripts."


def _of_coders(study: Study, text: UUID, coders: KeyArray) -> Codings:
    table = study.codings_of(text)
    return table.take(np.isin(table.coder, coders))
