"""What a step may not touch: codings that are locked, and what unseen work of others hangs on."""

from collections.abc import Collection, Sequence
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import MemoSubject, TextVersion, TypicalQuote
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.machine.ways import GIVE
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import Membership
from qualcode.model.teamwork.rounds import locked, rounds_in_order
from qualcode.model.teamwork.sight import Sight, rounds_in_words, seen
from qualcode.model.words.spelling import same_name
from qualcode.operations.teamwork.giving import copy_here

_LOCKED = "{} is locked for {}; unlock it in Team… first."
_HIDDEN = (
    "This cannot be done while the round “{}” is open and blind, because work of other coders that you do "
    "not see depends on it. Do it after the round is closed."
)

_NOT_COMPARED = (
    "{} for you while the round “{}” is open and blind, because you do not see all that is compared. {}"
)
_NOT_COPIED = (
    "A copy holds everybody’s work, so none is written for you while the round “{}” is open and blind; "
    f"{GIVE} writes one with nobody else’s work."
)
_STRANGE = "This project has no coder “{}”, so work of coders is not shown while {}"
_OUTSIDE = "Only your own work is shown in the transcripts of {}, and “{}” does not lead {}"
_NO_ROLES = (
    "The first roles are given by somebody who sees everybody’s work, and you see only your own while the "
    "round “{}” is open and blind. Give roles after it is closed, or ask the person who opened it."
)


def opened_by(name: str, study: Study, steps: Sequence[Step]) -> frozenset[UUID]:
    """The open, blind rounds of which only the history tells that somebody of this name opened them.

    Whoever made the first step since a round was opened did.
    """
    found = set()
    for row in rounds_in_order(study):
        if row.is_open and row.blind and not row.opened_by:
            first = next((step for step in steps if step.at >= row.opened_at), None)
            if first is not None and same_name(first.coder, name):
                found.add(row.id)
    return frozenset(found)


def check_copied(study: Study, sight: Sight) -> None:
    """Raise QualcodeError where a whole copy would show somebody what they may not see.

    What was given to a coder holds nobody else's work as long as the round is blind.
    """
    if sight.is_blind and copy_here(study) is None:
        raise QualcodeError(_NOT_COPIED.format(sight.rounds[0].name))


def check_compared(sight: Sight, transcripts: Collection[UUID], refused: str, later: str) -> None:
    """Raise QualcodeError where somebody asks to compare coders whose work is hidden from them there.

    Of what one sees, nobody else has coded anything: every figure and every difference would be wrong.
    ``refused`` says what is not done, ``later`` when it can be.
    """
    if sight.is_blind and not sight.transcripts.isdisjoint(transcripts):
        raise QualcodeError(_NOT_COMPARED.format(refused, sight.rounds[0].name, later))


def check_read(study: Study, sight: Sight, transcripts: Collection[UUID] | None = None) -> None:
    """Raise QualcodeError where somebody blinded compares readings of these transcripts, or of all."""
    check_compared(
        sight,
        study.transcripts.keys() if transcripts is None else transcripts,
        "Readings are not compared",
        "Compare them after the round is closed, or choose transcripts that are not in it.",
    )


def told_to_outsiders(study: Study, sight: Sight) -> str:
    """Why somebody who does not code in a blind round sees only their own work, without a full stop.

    "" for those who code in it: they know.
    """
    if not sight.is_blind or sight.codes_in(study):
        return ""
    one = len(sight.rounds) == 1
    which = rounds_in_words(sight)
    if sight.coder is None:
        return _STRANGE.format(sight.name, f"{which} {'is' if one else 'are'} open and blind")
    which += ", which is open and blind" if one else ", which are open and blind"
    return _OUTSIDE.format(which, sight.coder.name, "it" if one else "them")


def none_seen(sight: Sight, none: str, yours: str) -> str:
    """What is said of an empty list: ``none`` to whoever sees all there is, else that others' is hidden.

    ``yours`` names what there is none of: “comments”.
    """
    if not sight.is_blind:
        return none
    verb = "is" if len(sight.rounds) == 1 else "are"
    return f"There are no {yours} that you may see while {rounds_in_words(sight)} {verb} open and blind."


def check_locks(study: Study, change: ChangeSet) -> None:
    """Raise QualcodeError where a change touches codings of a coder that are locked."""
    pairs = locked(study) if change.codings else ()
    for transcript_id, coder_id in pairs:
        key = key_of(coder_id)
        for part in change.codings:
            if part.transcript_id != transcript_id or transcript_id not in study.transcripts:
                continue
            if any(np.any(table.coder == key) for table in (part.removed, part.added)):
                names = study.transcripts[transcript_id].name, study.coders[coder_id].name
                raise QualcodeError(_LOCKED.format(*names))


def check_hidden(study: Study, moved: Study, change: ChangeSet, sight: Sight) -> None:
    """Raise QualcodeError where a change, made of what somebody sees, would harm what they do not.

    ``moved`` is the whole study after the change.
    """
    if not sight.is_blind or not change.rows:
        return
    leads = all(same_name(row.opened_by, sight.name) for row in sight.rounds)
    if not leads and _gives_first_roles(study, change):
        raise QualcodeError(_NO_ROLES.format(sight.rounds[0].name))
    if _rewords_hidden(study, change, sight) or _breaks(study, moved):
        raise QualcodeError(_HIDDEN.format(sight.rounds[0].name))


def _gives_first_roles(study: Study, change: ChangeSet) -> bool:
    """Whether a change makes the first leads of a project: they would see what all others do not."""
    return not study.rows(Membership) and next(change.rows_of(Membership), None) is not None


def _rewords_hidden(study: Study, change: ChangeSet, sight: Sight) -> bool:
    """Whether a text is corrected under codings or notes that did not move along."""
    visible = seen(study, sight)
    texts = (item.row.transcript_id for item in change.rows if isinstance(item.row, TextVersion))
    return any(_marks(study, text) != _marks(visible, text) for text in texts)


def _marks(study: Study, transcript_id: UUID) -> int:
    """How much hangs on the words of a transcript."""
    memos = sum(row.subject is MemoSubject.PLACE for row in study.memos_of(transcript_id))
    quotes = sum(row.transcript_id == transcript_id for row in study.rows(TypicalQuote).values())
    highlights = len(study.highlights_of(transcript_id))
    return len(study.codings_of(transcript_id)) + highlights + memos + quotes


def _breaks(study: Study, moved: Study) -> bool:
    return bool(set(broken_invariants(moved)) - set(broken_invariants(study)))
