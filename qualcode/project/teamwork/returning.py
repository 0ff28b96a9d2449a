"""A copy that a coder was given comes home: recognised, compared, and what is odd about it said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Coder
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.team import GivenCopy, Round
from qualcode.model.teamwork.merge_plan import MergePlan, Side
from qualcode.model.words.in_words import listed
from qualcode.model.words.name_order import name_order
from qualcode.model.words.names import name_key
from qualcode.operations.merging.merging import merge
from qualcode.operations.teamwork.giving import copy_here
from qualcode.operations.teamwork.returning import bring_home, layer_of, plan_of_layer
from qualcode.project.merging import OtherProject, keep_texts, reading_other
from qualcode.project.record import Record

_NO_COPY = (
    "{} is not a copy that was given to a coder. Bring back a file that “Give to a coder…” wrote, or merge "
    "it as another project."
)
_ELSEWHERE = (
    "{} was not given from this project, or this project was restored to an earlier state since. Merge it as "
    "another project instead."
)


@dataclass(frozen=True, eq=False)
class ReturnedCopy:
    """A copy that was read: whose it is, and what is odd about it.

    ``base`` is the state whose layer is home already. What ``other`` has in common with us is what was given,
    with that layer: a change of codebook or text that was not taken is offered again. ``step`` is the copy's
    last step, with its hash.
    """

    other: OtherProject
    base: Study
    mark: GivenCopy
    coder: Coder
    round: Round
    step: int
    step_hash: str
    oddities: tuple[str, ...]


def read_returned(ours: Record, address: str, *, called: str = "") -> ReturnedCopy:
    """Read a copy that comes home. ``ours`` is all there is here; ``called`` is what the person knows it by.

    Raises QualcodeError where it cannot be opened, is no copy, or was given from elsewhere.
    """
    called = called or address
    with reading_other(ours, address) as project:
        record = project.record(whole=True)
        mark = copy_here(record.study)
        if mark is None:
            raise QualcodeError(_NO_COPY.format(called))
        hashes = ours.hashes()
        if not 0 < mark.step <= len(hashes) or hashes[mark.step - 1] != mark.step_hash:
            raise QualcodeError(_ELSEWHERE.format(called))
        study = ours.study
        coder, team_round = study.coders.get(mark.coder_id), study.rows(Round).get(mark.round_id)
        if coder is None or team_round is None:
            raise QualcodeError(
                f"The coder or the round that {called} was given for is no longer in this project. Undo its "
                "deletion, or merge the file as another project."
            )
        known = study.rows(GivenCopy).get(mark.id, replace(mark, is_here=False))
        theirs = record.hashes()
        continues = 0 < known.returned_step <= len(theirs) and (
            theirs[known.returned_step - 1] == known.returned_hash
        )
        begun = known.returned_step if continues else 1
        given, base = record.study_at(1), record.study_at(begun)
        for study_before in (given, base):
            keep_texts(study_before)
        oddities = (*_history_odd(known, theirs, continues=continues), *_people_odd(record, mark, coder))
        return ReturnedCopy(
            OtherProject(project.name, record.study, layer_of(base, given, coder.id).at_step(1)),
            base,
            mark,
            coder,
            team_round,
            len(theirs),
            theirs[-1],
            (*oddities, *_later(study, mark, coder)),
        )


def _history_odd(known: GivenCopy, theirs: list[str], *, continues: bool) -> Iterator[str]:
    """What is odd about a copy beside what was brought back of it before."""
    if not known.returned_step:
        return
    if len(theirs) < known.returned_step:
        yield (
            "It is older than what was brought back of this copy last. What it holds is here already, unless "
            "it was changed since."
        )
    elif not continues:
        yield (
            "Another file of the same copy was brought back before, and this one went on without it: the "
            "copy was edited in two places. What both hold is taken once."
        )
    elif len(theirs) == known.returned_step:
        yield "Nothing was done in it since it was brought back last."


def _people_odd(record: Record, mark: GivenCopy, coder: Coder) -> Iterator[str]:
    given = record.study.coders.get(mark.coder_id, coder)
    own = {name_key(coder.name), name_key(given.name)}
    # The first step is the giving of the copy, by whoever gave it.
    names = {step.coder for step in record.steps[1:] if name_key(step.coder) not in own}
    if names:
        yield (
            f"It was also edited by {listed(sorted(names, key=name_order))}. What is coded under another "
            f"name than {coder.name} is offered apart."
        )


def _later(study: Study, mark: GivenCopy, coder: Coder) -> Iterator[str]:
    rows = [
        row
        for row in study.rows(GivenCopy).values()
        if (row.round_id, row.coder_id) == (mark.round_id, mark.coder_id) and row.step > mark.step
    ]
    if any(row.returned_step for row in rows):
        yield f"A copy that {coder.name} was given later has been brought back already."
    elif rows:
        yield f"{coder.name} was given another copy later, which has not been brought back."


def layer_plan(study: Study, copy: ReturnedCopy, chosen: Mapping[str, Side] | None = None) -> MergePlan:
    """What bringing the coder's work home does. ``study`` is all there is here."""
    return plan_of_layer(study, copy.other.study, copy.base, copy.mark, chosen or {})


def brought_home(study: Study, copy: ReturnedCopy, chosen: Mapping[str, Side] | None = None) -> ChangeSet:
    """The step that brings the coder's work home."""
    return bring_home(study, layer_plan(study, copy, chosen), copy.mark, copy.step, copy.step_hash)


def rest_plan(study: Study, copy: ReturnedCopy) -> MergePlan:
    """What else was changed in a copy, in codebook, text or under other names; once its layer is home."""
    label = f"Take other changes from the copy of {copy.coder.name}"
    return merge(study, copy.other.study, copy.other.common, label=label)
