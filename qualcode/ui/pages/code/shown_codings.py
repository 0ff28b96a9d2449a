"""Which codings the transcript shows: all, those of some codes or of a set, one's own, the most used."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.change import Touched
from qualcode.model.entities import CodeSet, CodeSetMember
from qualcode.model.identity import id_of
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.words.in_words import listed
from qualcode.ui.commands.actions import Handler
from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog
from qualcode.ui.pages.code.code_set_commands import ask_set
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.widgets.messages import Offer

_ALL, _CHOSEN, _SET = "view.codings_all", "view.codings_chosen", "view.codings_set"
_MINE, _MOST_USED, _CODERS = "view.codings_mine", "view.codings_most_used", "view.codings_coders"
_MOST: Final = 10


class ShownCodings:
    """What is left out is said, with an offer to bring it back."""

    def __init__(self, workplace: CodeWorkplace) -> None:
        self._session = workplace.session
        self._actions = workplace.actions
        self._messages = workplace.messages
        self._preferences = workplace.preferences
        self._reading = workplace.reading
        self._tree = workplace.navigator.codebook
        self._codes: set[UUID] | None = None
        self._coders: set[UUID] = set()
        self._set_id: UUID | None = None
        self._mark(_ALL)
        self.show_patterns()
        self._session.changed.connect(self._on_changed)
        self._reading.shown.connect(self._on_transcript)

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
        self._apply(_ALL, None, None, "")
        self._messages.hide()

    def show_chosen(self) -> None:
        """Show the codings with the codes that are selected in the codebook, and codes below them."""
        study = self._session.study
        selected = self._tree.selected
        if not selected:
            self._session.refused.emit("Choose the codes that are to be shown in the codebook first.")
            self._mark(self._shown)
            return
        codes = {*selected, *(below.id for code_id in selected for below in study.descendants(code_id))}
        names = ", ".join(f"“{study.codes[code_id].name}”" for code_id in selected[:3])
        more = "" if len(selected) <= 3 else f" and {len(selected) - 3} more"
        self._apply(_CHOSEN, codes, None, f"Only codings with {names}{more} are shown.")

    def ask_set(self) -> None:
        """Ask whose codings are to be shown, of all code sets."""
        self._mark(self._shown)
        label = "Show the codings with the codes of the set"
        ask_set(self._session, self._reading, label, "Show", lambda row: self.show_set(row.id))

    def show_set(self, set_id: UUID) -> None:
        """Show the codings with the codes of a set."""
        study = self._session.study
        self._set_id = set_id
        name = study.rows(CodeSet)[set_id].name
        self._apply(_SET, _codes_of(study, set_id), None, f"Only codings of the set “{name}” are shown.")

    def show_mine(self) -> None:
        """Show the codings of the person who codes."""
        coder = self._session.study.find_coder(self._session.coder_name)
        name = self._session.coder_name
        self._apply(_MINE, None, {coder.id} if coder else set(), f"Only codings by {name} are shown.")

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
        study = self._session.study
        self._coders = set(coder_ids)
        names = [row.name for row in study.coders_in_order if row.id in self._coders]
        self._apply(_CODERS, None, self._coders, f"Only codings by {listed(names) or 'nobody'} are shown.")

    def show_most_used(self) -> None:
        """Show the codings with the codes that are most used in the transcript."""
        codes = most_used(self._session.study, self._reading.view.transcript_id)
        self._apply(
            _MOST_USED, codes, None, f"Only the {_MOST} codes most used in each transcript are shown."
        )

    def show_patterns(self) -> None:
        """Show stripes with patterns, or without: as the preferences say."""
        self._actions["view.patterns"].setChecked(self._preferences.patterns)
        self._reading.text.margin.set_patterns(self._preferences.patterns)

    # -- keeping up ---------------------------------------------------------------------------

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        study = self._session.study
        if self._shown == _SET and not touched.kinds.isdisjoint({CodeSet, CodeSetMember}):
            if self._set_id in study.rows(CodeSet):
                self._show_other(_codes_of(study, self._set_id))
            else:
                self.show_all()
        elif self._shown == _MOST_USED and self._reading.view.transcript_id in touched.codings:
            self._on_transcript(self._reading.view.transcript_id)

    def _on_transcript(self, transcript_id: UUID | None) -> None:
        if self._shown == _MOST_USED:
            self._show_other(most_used(self._session.study, transcript_id))

    def _show_other(self, codes: set[UUID]) -> None:
        """Other codes for the same choice."""
        if codes != self._codes:
            self._codes = codes
            self._reading.view.set_lane_filter(codes, None)

    def _apply(self, name: str, codes: set[UUID] | None, coders: set[UUID] | None, sentence: str) -> None:
        self._codes = codes
        self._reading.view.set_lane_filter(codes, coders)
        self._mark(name)
        if sentence:
            self._messages.inform(sentence, Offer("Show all", self.show_all))

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


def _codes_of(study: Study, set_id: UUID | None) -> set[UUID]:
    return set() if set_id is None else {code.id for code in study.codes_of_set(set_id)}
