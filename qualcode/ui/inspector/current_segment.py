"""What is done with the segment that keys act on: another code, a weight, its quote, its words."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from qualcode.analysis.found_words import words_by_turns
from qualcode.analysis.remarks import words_of
from qualcode.model.change import ChangeSet
from qualcode.model.codings import Coding
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.study import Study
from qualcode.model.words.cutting import in_one_line
from qualcode.operations.codings.coding import recode_codings, weigh_codings
from qualcode.operations.codings.codings_across import recode_as_new
from qualcode.ui.inspector.segments import SegmentList
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.accessible import describe_place
from qualcode.ui.transcript.held import SEGMENT_CHANGED, HeldCoding
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.messages import announce

_QUOTED: Final = 24
"""Letters of a segment by which it is known again, beside the name of its code."""


class CurrentSegment(QObject):
    """Every change is one step; where no segment is at the cursor, it is said how to get to one."""

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        segments: SegmentList,
        view: TranscriptView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._segments = segments
        self._view = view
        self._held: HeldCoding | None = None

    @property
    def coding(self) -> Coding | None:
        """The segment that keys act on."""
        return self._segments.current

    def found(self) -> tuple[UUID, Coding] | None:
        """The transcript and its segment; None, and a word about it, where there is none."""
        place, coding = self._view.transcript_id, self._segments.current
        if place is None or coding is None:
            self._session.refused.emit(self._segments.why_none)
            return None
        return place, coding

    def hold(self) -> None:
        """Something is asked about the segment: what is answered is for it as it is now."""
        place, coding = self._view.transcript_id, self._segments.current
        self._held = (
            None if place is None or coding is None else HeldCoding.of(self._session.study, place, coding)
        )

    def answered(self, act: Callable[[], object]) -> None:
        """Do what was answered, where the segment that was asked about is still there and the same."""
        held, current = self._held, self._segments.current
        now = None if held is None else held.now(self._session.study)
        if now is None or current is None or now.id != current.id:
            self._session.refused.emit(SEGMENT_CHANGED)
        else:
            act()

    def recode(self, code_id: UUID) -> None:
        """Give it another code; memo, weight and date stay."""
        here = self.found()
        if here is not None:
            place, coding = here
            self._session.do(lambda: recode_codings(self._session.study, place, [coding.id], code_id))
            self._stay(place, coding, code_id)

    def recode_as_new(self, name: str) -> None:
        """Add a code of this name and give it to the segment, in one step; one that is there is given."""
        here = self.found()
        if here is None:
            return
        known = code_called(self._session.study, name)
        if known is not None:
            self.recode(known)
            return
        place, coding = here
        made: list[UUID] = []

        def change() -> ChangeSet:
            code, recoding = recode_as_new(self._session.study, {place: [coding.id]}, name)
            made.append(code.id)
            return recoding

        if self._session.do(change) is not None:
            self._stay(place, coding, made[-1])

    def _stay(self, place: UUID, coding: Coding, code_id: UUID) -> None:
        """Stay with the segment: where the code was there already, the two have become one."""
        table = self._session.study.codings_of(place)
        here = table.take(
            (table.code == key_of(code_id))
            & (table.coder == key_of(coding.coder_id))
            & (table.start == coding.span.start)
            & (table.end == coding.span.end)
        )
        for row in here:
            self._view.point_out(row.id)

    def weigh(self, weight: int | None) -> None:
        """Give it a weight; None takes it away."""
        here = self.found()
        if here is not None:
            place, coding = here
            self._session.do(lambda: weigh_codings(self._session.study, place, [coding.id], weight))

    def copy_quote(self) -> None:
        """Put its words on the clipboard, with who said them and where."""
        here = self.found()
        if here is not None:
            bare = self._preferences.bare_quotes
            quote = quote_with_reference(self._session.study, *here, brackets=not bare)
            QGuiApplication.clipboard().setText(quote)
            announce(self._view, "Quote copied")

    def select_words(self) -> None:
        """Select exactly its words."""
        here = self.found()
        if here is not None:
            self._view.select_span(here[1].span)
            self._view.point_out(here[1].id)


def code_called(study: Study, name: str) -> UUID | None:
    """The code of this name or path that can be applied, where there is one and no other."""
    try:
        code = study.code_named(name.strip())
    except QualcodeError:
        return None
    return code.id if code.codable else None


def recoding_in_words(study: Study, transcript_id: UUID | None, coding: Coding) -> str:
    """``Recode “They just assume.” from stigma to:``, above the codes that can be chosen."""
    said = "" if transcript_id is None else words_by_turns(study, transcript_id, coding.span)
    words = in_one_line(said, _QUOTED)
    return f"Recode “{words}” from {study.codes[coding.code_id].name} to:"


def quote_with_reference(study: Study, transcript_id: UUID, coding: Coding, *, brackets: bool) -> str:
    """``“They just assume.” (P1, FG2, turn 14)``, to be put into a paper, with ``brackets`` or without."""
    turn, _, speaker = describe_place(study, transcript_id, coding.span.start).partition(", ")
    where = ", ".join(part for part in (speaker, study.transcripts[transcript_id].name, turn) if part)
    words = words_of(study, transcript_id, coding.span, brackets=brackets).strip()
    return f"“{words}” ({where})"
