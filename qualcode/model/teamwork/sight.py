"""What of a study somebody may see: in a round that is open and blind, nobody's work but their own.

Everybody is blinded but the leads of the project; where nobody has a role, but whoever opened the round.
Those who code in a round are blinded in any case, leads among them. So nobody comes to see more by taking
another name, or by becoming a coder of the project.

The one filter there is. A project gives it to whoever looks, so that views, reports, matrices, search and
exports cannot show what it takes away.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple
from uuid import UUID

from qualcode.model.applying import Rows
from qualcode.model.codings import Codings
from qualcode.model.entities import (
    Coder,
    Comment,
    Entity,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    Summary,
    TypicalQuote,
)
from qualcode.model.identity import key_of
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import Decision, Membership, Revisit, Round, TeamRole
from qualcode.model.teamwork.roles import leads
from qualcode.model.teamwork.rounds import coders_of_round, rounds_in_order, transcripts_of_round
from qualcode.model.words.in_words import listed, plural_of
from qualcode.model.words.names import name_key
from qualcode.model.words.spelling import same_name

OF_THE_FILE: Final = ("footnote", "endnote")
"""Where memos come from that are part of a text; comments in it are somebody's own."""

UNNAMED: Final = "somebody who is not named"
"""Who looks where nobody has said who: a stranger to every project."""

_OF_THE_TEAM: Final = re.compile(
    r"(Open|Close|Delete) round “.*”( again|: [\d,]+ transcripts?, [\d,]+ coders?)?"
    r"|Share round “.*” in .*|Stop sharing round “.*” in a folder"
    r"|Mark .* as .* in round “.*”"
    r"|Give .* a copy for round “.*”"
    r"|Give (roles|[\d,]+ (person|people) roles)"
    r"|Make [^“]* (lead|coder|reader)"
)
"""How steps call themselves that only open, share and close rounds, give copies and roles, and say how far
everybody is: nothing that a blind round hides."""

HIDDEN_STEP: Final = "Work of another coder, not shown while “{}” is open and blind"


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and what they may not see: others' work in these transcripts, and notes of these people."""

    name: str
    coder: Coder | None
    rounds: tuple[Round, ...]
    transcripts: frozenset[UUID]
    others: frozenset[str]

    @property
    def is_blind(self) -> bool:
        return bool(self.rounds)

    @property
    def is_strange(self) -> bool:
        """Whether the project does not know the name of somebody who is blinded."""
        return self.is_blind and self.coder is None

    def codes_in(self, study: Study) -> bool:
        """Whether somebody is blinded in rounds only in which they code themselves."""
        return all(self.coder in coders_of_round(study, row.id) for row in self.rounds)


ALL: Final = Sight("", None, (), frozenset(), frozenset())
"""What the program itself sees: everything."""


def sight_of(study: Study, name: str, opened: Collection[UUID] = (), most: TeamRole = TeamRole.LEAD) -> Sight:
    """What somebody of this name may see of a study; "" sees all.

    ``opened`` are rounds of which it is only known from the history that this person opened them; ``most``
    is the most that anybody may do who writes where the study is kept.
    """
    blind = [row for row in rounds_in_order(study) if row.is_open and row.blind] if name else []
    coder = None
    if blind:
        coder = study.find_coder(name) or next(
            (row for row in study.coders_in_order if same_name(row.name, name)), None
        )
    rounds = tuple(row for row in blind if not _sees_all(study, row, _Person(name, coder, opened, most)))
    if not rounds:
        return Sight(name, None, (), frozenset(), frozenset())
    texts = {text.id for row in rounds for text in transcripts_of_round(study, row.id)}
    people = {name_key(each.name) for row in rounds for each in coders_of_round(study, row.id)}
    own = {name_key(name)} if coder is None else {name_key(name), name_key(coder.name)}
    return Sight(name, coder, rounds, frozenset(texts), frozenset(people - own))


class _Person(NamedTuple):
    """Who looks, as ``sight_of`` has it."""

    name: str
    coder: Coder | None
    opened: Collection[UUID]
    most: TeamRole


def _sees_all(study: Study, row: Round, person: _Person) -> bool:
    """Whether somebody sees what everybody does in a round that is open and blind."""
    coder = person.coder
    if coder is not None and coder in coders_of_round(study, row.id):
        return False
    if study.rows(Membership):
        return person.most is TeamRole.LEAD and coder is not None and coder in leads(study)
    return same_name(row.opened_by, person.name) if row.opened_by else row.id in person.opened


def seen(study: Study, sight: Sight) -> Study:
    """The study without what may not be seen; the very same one where all may be."""
    if not sight.is_blind:
        return study
    hidden: Mapping[type[Entity], Callable[[Any], bool]] = {
        Highlight: lambda row: row.transcript_id in sight.transcripts and row.coder_id != _own(sight),
        # Nobody's in particular: what somebody found typical of a code shows how they coded.
        TypicalQuote: lambda row: row.transcript_id in sight.transcripts,
        Summary: lambda row: not _is_own(sight, row.author),
        Decision: lambda row: row.transcript_id in sight.transcripts,
        Revisit: lambda row: row.transcript_id in sight.transcripts and not _is_own(sight, row.author),
        Memo: lambda row: _hides_memo(sight, row),
        Comment: lambda row: _hides_comment(study, sight, row),
    }
    tables: dict[type[Entity], Rows] = dict(study.tables)
    for kind, hides in hidden.items():
        tables[kind] = {key: row for key, row in study.tables[kind].items() if not hides(row)}
    memos = tables[Memo]
    links = study.rows(MemoLink).items()
    tables[MemoLink] = {key: row for key, row in links if row.memo_id in memos}
    codings = {
        transcript_id: _own_codings(table, sight) if transcript_id in sight.transcripts else table
        for transcript_id, table in study.codings.items()
    }
    kept = {transcript_id: table for transcript_id, table in codings.items() if len(table)}
    return replace(study, tables=tables, codings=kept, withheld=_withheld(sight))


def _withheld(sight: Sight) -> str:
    """Whose work is shown and counted where somebody is blinded, without a full stop.

    ``Only AB’s own work is shown and counted in the transcripts of the round “Pilot”, which is open …``
    """
    whose = "No coder’s work" if sight.coder is None else f"Only {sight.coder.name}’s own work"
    verb = "is" if len(sight.rounds) == 1 else "are"
    where = f"the transcripts of {rounds_in_words(sight)}, which {verb} open and blind"
    return f"{whose} is shown and counted in {where}"


def rounds_in_words(sight: Sight) -> str:
    """``the round “Pilot”``, ``the rounds “Pilot” and “Main”``."""
    names = [f"“{row.name}”" for row in sight.rounds]
    return f"the {plural_of(len(names), 'round')} {listed(names)}"


def _own(sight: Sight) -> UUID | None:
    return None if sight.coder is None else sight.coder.id


def _own_codings(table: Codings, sight: Sight) -> Codings:
    return table.take(table.coder == key_of(_own(sight)))


def _is_own(sight: Sight, author: str) -> bool:
    own = {name_key(sight.name)} | ({name_key(sight.coder.name)} if sight.coder else set())
    return name_key(author) in own


def _hides_memo(sight: Sight, row: Memo) -> bool:
    """What came with a file is part of the text; a memo on the codebook is seen unless a peer wrote it."""
    if row.source in OF_THE_FILE or _is_own(sight, row.author):
        return False
    about_text = row.subject in (MemoSubject.PLACE, MemoSubject.TRANSCRIPT)
    # The journal as well: whoever began it, others have gone on with it.
    about_all = row.subject in (MemoSubject.PROJECT, MemoSubject.JOURNAL)
    hidden = about_all or (about_text and row.subject_id in sight.transcripts)
    return hidden or name_key(row.author) in sight.others


def _hides_comment(study: Study, sight: Sight, row: Comment) -> bool:
    """Seen are one's own threads, with what nobody who codes in the round has said in them."""
    first = study.rows(Comment).get(row.first_id or row.id, row)
    return not _is_own(sight, first.author) or name_key(row.author) in sight.others


def seen_step(step: Step, sight: Sight) -> Step:
    """A step as somebody may read of it: those of the round's other coders say nothing.

    Nor do anybody else's since the round was opened, but for those on rounds, copies and roles.
    """
    if not sight.is_blind or _is_own(sight, step.coder) or _OF_THE_TEAM.fullmatch(step.label):
        return step
    since = min(row.opened_at for row in sight.rounds)
    hidden = name_key(step.coder) in sight.others or step.at >= since
    return replace(step, label=HIDDEN_STEP.format(sight.rounds[0].name), reason="") if hidden else step
