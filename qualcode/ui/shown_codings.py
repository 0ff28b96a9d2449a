"""Which codings the transcript shows: all, those of some codes, or one's own; and stripes by coder."""

from uuid import UUID

from qualcode.ui.actions import Actions, Handler
from qualcode.ui.messages import MessageBar, Offer
from qualcode.ui.navigator.codebook_tree import CodebookTree
from qualcode.ui.pages.reading import ReadingPane
from qualcode.ui.session import Session

_ALL, _CHOSEN, _MINE = "view.codings_all", "view.codings_chosen", "view.codings_mine"


class ShownCodings:
    """What is left out is said, with an offer to bring it back."""

    def __init__(
        self,
        session: Session,
        actions: Actions,
        messages: MessageBar,
        reading: ReadingPane,
        tree: CodebookTree,
    ) -> None:
        self._session = session
        self._actions = actions
        self._messages = messages
        self._reading = reading
        self._tree = tree
        self._mark(_ALL)

    def handlers(self) -> dict[str, Handler]:
        return {
            _ALL: self.show_all,
            _CHOSEN: self.show_chosen,
            _MINE: self.show_mine,
            "view.by_coder": self._set_by_coder,
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
            self._mark(_ALL)
            return
        codes = {*selected, *(below.id for code_id in selected for below in study.descendants(code_id))}
        names = ", ".join(f"“{study.codes[code_id].name}”" for code_id in selected[:3])
        more = "" if len(selected) <= 3 else f" and {len(selected) - 3} more"
        self._apply(_CHOSEN, codes, None, f"Only codings with {names}{more} are shown.")

    def show_mine(self) -> None:
        """Show the codings of the person who codes."""
        coder = self._session.study.find_coder(self._session.coder_name)
        name = self._session.coder_name
        self._apply(_MINE, None, {coder.id} if coder else set(), f"Only codings by {name} are shown.")

    def _apply(self, name: str, codes: set[UUID] | None, coders: set[UUID] | None, sentence: str) -> None:
        self._reading.view.set_lane_filter(codes, coders)
        self._mark(name)
        if sentence:
            self._messages.inform(sentence, Offer("Show all", self.show_all))

    def _mark(self, name: str) -> None:
        for other in (_ALL, _CHOSEN, _MINE):
            self._actions[other].setChecked(other == name)

    def _set_by_coder(self) -> None:
        self._reading.text.margin.set_by_coder(self._actions["view.by_coder"].isChecked())
