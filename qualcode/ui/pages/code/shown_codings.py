"""Which codings the transcript shows: all, those of some codes or of a set, one's own, the most used."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.change import Touched
from qualcode.model.entities import Code, Coder, CodeSet, CodeSetMember
from qualcode.model.identity import id_of
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.words.in_words import listed
from qualcode.ui.commands.actions import Handler
from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog
from qualcode.ui.pages.code.code_set_commands import ask_set
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.transcript.limit import EVERYTHING, Limit
from qualcode.ui.widgets.messages import Offer, announce

_ALL, _CHOSEN, _SET = "view.codings_all", "view.codings_chosen", "view.codings_set"
_MINE, _MOST_USED, _CODERS = "view.codings_mine", "view.codings_most_used", "view.codings_coders"
_MOST: Final = 10
_NAMED: Final = 3
_LIMITING: Final = frozenset((Code, Coder, CodeSet, CodeSetMember))
"""What a limit is made of: where one of these changes, so may what is shown."""


class ShownCodings:
    """What was chosen, and the limit that it comes to; while it holds it is said at the text."""

    def __init__(self, workplace: CodeWorkplace) -> None:
        self._session = workplace.session
        self._actions = workplace.actions
        self._messages = workplace.messages
        self._preferences = workplace.preferences
        self._reading = workplace.reading
        self._tree = workplace.navigator.codebook
        self._codes: tuple[UUID, ...] = ()
        """Chosen in the codebook; those below them are shown too."""
        self._coders: set[UUID] = set()
        self._set_id: UUID | None = None
        self._mark(_ALL)
        self.show_patterns()
        self._session.changed.connect(self._on_changed)
        self._session.coder_changed.connect(lambda _name: self._follow())
        self._reading.shown.connect(lambda _transcript_id: self._follow())
        self._reading.all_wanted.connect(self.show_all)
        self._reading.view.hidden_pointed_out.connect(self._on_hidden)

    def handlers(self) -> dict[str, Handler]:
        return {
            _ALL: self.show_all,
            _CHOSEN: self.show_chosen,
            _SET: self.ask_set,
            _MINE: self.show_mine,
            _MOST_USED: self.show_most_used,
            _CODERS: self.ask_coders,
            "view.by_coder": self._set_by_coder,
            "view.patterns": self._set_patterns,
        }

    def show_all(self) -> None:
        """Show every coding."""
        self._choose(_ALL)

    def show_chosen(self) -> None:
        """Show the codings with the codes that are selected in the codebook, and codes below them."""
        selected = self._tree.selected
        if not selected:
            self._session.refused.emit("Choose the codes that are to be shown in the codebook first.")
            self._mark(self._shown)
            return
        self._codes = tuple(selected)
        self._choose(_CHOSEN)

    def ask_set(self) -> None:
        """Ask whose codings are to be shown, of all code sets."""
        self._mark(self._shown)
        label = "Show the codings with the codes of the set"
        ask_set(self._session, self._reading, label, "Show", lambda row: self.show_set(row.id))

    def show_set(self, set_id: UUID) -> None:
        """Show the codings with the codes of a set."""
        self._set_id = set_id
        self._choose(_SET)

    def show_mine(self) -> None:
        """Show the codings of the person who codes, whoever that is."""
        self._choose(_MINE)

    def ask_coders(self) -> None:
        """Ask whose codings are to be shown; any number of coders."""
        self._mark(self._shown)
        rows = [(row.id, row.name) for row in self._session.study.coders_in_order]
        now = tuple(self._coders) if self._shown == _CODERS else None
        ChooseSeveralDialog("Show the codings of", rows, now, self._take_coders, self._reading).open()

    def _take_coders(self, chosen: tuple[UUID, ...] | None) -> None:
        if chosen is None:
            self.show_all()
        else:
            self.show_coders(chosen)

    def show_coders(self, coder_ids: Collection[UUID]) -> None:
        """Show the codings of these coders."""
        self._coders = set(coder_ids)
        self._choose(_CODERS)

    def show_most_used(self) -> None:
        """Show the codings with the codes that are most used in the transcript."""
        self._choose(_MOST_USED)

    def show_patterns(self) -> None:
        """Show stripes with patterns, or without: as the preferences say."""
        self._actions["view.patterns"].setChecked(self._preferences.patterns)
        self._reading.text.margin.set_patterns(self._preferences.patterns)

    # -- what it comes to -----------------------------------------------------------------------

    def _limit(self) -> Limit | None:
        """The limit as things are now; None where nothing is left of what was chosen."""
        study, session = self._session.study, self._session
        if self._shown == _CHOSEN:
            return _to_codes(study, self._codes)
        if self._shown == _SET:
            row = None if self._set_id is None else study.rows(CodeSet).get(self._set_id)
            said = "" if row is None else f"Only codings of the set “{row.name}” are shown."
            return Limit.to([code.id for code in study.codes_of_set(row.id)], None, said) if row else None
        if self._shown == _MINE:
            own = study.find_coder(session.coder_name)
            said = f"Only codings by {session.coder_name} are shown."
            return Limit.to(None, [own.id] if own else [], said)
        if self._shown == _CODERS:
            return _to_coders(study, self._coders)
        codes = most_used(study, self._reading.view.transcript_id)
        return Limit.to(codes, None, f"Only the {_MOST} codes most used in each transcript are shown.")

    def _choose(self, name: str) -> None:
        self._mark(name)
        self._follow()
        announce(self._reading.view, self._reading.view.limit.said or "All codings are shown.")

    def _follow(self) -> None:
        """Show what was chosen as it is now: a set has other codes, a coder another name."""
        limit = None if self._shown == _ALL else self._limit()
        if limit is None:
            self._mark(_ALL)
        if (limit or EVERYTHING) != self._reading.view.limit:
            self._reading.view.set_limit(limit or EVERYTHING)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        recounted = self._shown == _MOST_USED and self._reading.view.transcript_id in touched.codings
        if recounted or not touched.kinds.isdisjoint(_LIMITING):
            self._follow()

    def _on_hidden(self, coding_id: UUID) -> None:
        """A coding has just been made or changed, and is hidden: its coder is shown too, or it is said."""
        study, place = self._session.study, self._reading.view.transcript_id
        found = [] if place is None else [row for row in study.codings_of(place) if row.id == coding_id]
        for row in found:
            if self._shown == _CODERS:
                self._show_too(row.coder_id)
            else:
                name, said = study.codes[row.code_id].name, self._reading.view.limit.said
                sentence = f"The coding with “{name}” is hidden: {said[:1].lower()}{said[1:]}"
                self._messages.inform(sentence, Offer("Show all", self.show_all))

    def _show_too(self, coder_id: UUID) -> None:
        """Show a coder's codings beside the others; where that makes all coders, no limit is left."""
        name = self._session.study.coders[coder_id].name
        self.show_coders({*self._coders, coder_id})
        now = f"Codings by {name} are shown too" if self._shown == _CODERS else "All codings are shown again"
        self._messages.inform(f"{now}: the one just made by {name} would have been hidden.")

    def _mark(self, name: str) -> None:
        self._shown = name
        for other in (_ALL, _CHOSEN, _SET, _MINE, _MOST_USED, _CODERS):
            self._actions[other].setChecked(other == name)

    def _set_patterns(self) -> None:
        self._preferences.patterns = self._actions["view.patterns"].isChecked()
        self.show_patterns()

    def _set_by_coder(self) -> None:
        self._reading.text.margin.set_by_coder(self._actions["view.by_coder"].isChecked())


def most_used(study: Study, transcript_id: UUID | None) -> set[UUID]:
    """The codes most used in a transcript; of equally used ones those that come first in the codebook."""
    if transcript_id is None:
        return set()
    keys, counts = np.unique(study.codings_of(transcript_id).code, return_counts=True)
    used = {id_of(key): count for key, count in zip(keys.tolist(), counts.tolist(), strict=True)}
    ranked = sorted(
        (code.id for code in study.codes_in_order if code.id in used), key=lambda code: -used[code]
    )
    return set(ranked[:_MOST])


def _to_codes(study: Study, chosen: Collection[UUID]) -> Limit | None:
    """Of these codes, as far as there are any, and of those below them."""
    left = [code_id for code_id in chosen if code_id in study.codes]
    if not left:
        return None
    codes = {*left, *(below.id for code_id in left for below in study.descendants(code_id))}
    names = ", ".join(f"“{study.codes[code_id].name}”" for code_id in left[:_NAMED])
    more = "" if len(left) <= _NAMED else f" and {len(left) - _NAMED} more"
    return Limit.to(codes, None, f"Only codings with {names}{more} are shown.")


def _to_coders(study: Study, chosen: Collection[UUID]) -> Limit | None:
    """By these coders, as far as there are any; where they are all there are, nothing is hidden."""
    rows = [row for row in study.coders_in_order if row.id in chosen]
    if not rows or len(rows) == len(study.coders):
        return None
    said = f"Only codings by {listed([row.name for row in rows])} are shown."
    return Limit.to(None, [row.id for row in rows], said)
