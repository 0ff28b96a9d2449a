"""The transcript view: one transcript of a session, its codings, and the ways through them."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QAccessibleInterface, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from qualcode.model.change import Touched
from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import Code, Coder, Highlight, Palette, Participant, ProjectInfo, TextVersion
from qualcode.model.identity import id_array, id_at
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.turns import Turns
from qualcode.ui.session.session import Session
from qualcode.ui.transcript import accessible
from qualcode.ui.transcript.display import Display
from qualcode.ui.transcript.dropping import span_mime
from qualcode.ui.transcript.edge_drag import EdgeDrag
from qualcode.ui.transcript.frame import draw_frame
from qualcode.ui.transcript.handles import draw_handles, handle_at
from qualcode.ui.transcript.limit import EVERYTHING, Limit
from qualcode.ui.transcript.look import Tones, codes_by_key
from qualcode.ui.transcript.painting import Focus
from qualcode.ui.transcript.selecting import SelectingCanvas
from qualcode.ui.transcript.shown import head_of, next_uncoded_span, speakers_of
from qualcode.ui.transcript.speaking import Speaking
from qualcode.ui.transcript.text_shift import text_shift
from qualcode.ui.transcript.turn_head import TurnHead
from qualcode.ui.transcript.units import SelectionUnits, Sentences
from qualcode.ui.widgets import spoken_role

_TIP_CODINGS = 12


class TranscriptView(SelectingCanvas):
    """Shows a transcript of the session's study; refreshes from the session's feed only."""

    coding_activated = Signal(object)
    """The UUID of a coding that was clicked or gone to."""
    limit_changed = Signal()
    """Other codings are shown, or it is said in other words."""
    hidden_pointed_out = Signal(object)
    """The UUID of a coding that was to be pointed out, and is hidden."""
    resize_requested = Signal(object, object)
    """A coding's UUID and the stored span that it is to have: one of its handles was dragged."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._transcript_id: UUID | None = None
        self._version_id: UUID | None = None
        self._sentences: Sentences | None = None
        self._limit = EVERYTHING
        self._focused: UUID | None = None
        self._edge_drag: EdgeDrag | None = None
        self.viewport().setMouseTracking(True)
        self.places: dict[UUID, tuple[int, int]] = {}
        """Where transcripts were left, as ``place`` tells it."""
        self.setAccessibleName("Transcript")
        self._tones = self._fresh_tones()
        spoken_role.install()
        self._speaking = Speaking(self, self)
        self.cursor_moved.connect(self._speaking.caret_moved)
        self.selection_changed.connect(self._tell_selection)
        self.cursor_moved.connect(self._leave)
        self.selection_changed.connect(self._leave)
        session.changed.connect(self.refresh)

    # -- what is shown ------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        return self._session

    @property
    def transcript_id(self) -> UUID | None:
        return self._transcript_id

    def show_transcript(self, transcript_id: UUID | None) -> None:
        """Show a transcript where it was left the last time; None shows nothing."""
        if self._transcript_id is not None:
            self.places[self._transcript_id] = self.place()
        self._transcript_id = transcript_id if transcript_id in self._session.study.transcripts else None
        self._pointer.cancel()
        self._focused = None
        self._load()
        if self._transcript_id in self.places:
            self.go_back_to(self.places[self._transcript_id])
        self.selection_changed.emit()
        self.cursor_moved.emit()

    def _load(self) -> None:
        study, shown = self._session.study, self._transcript_id
        self._marks.matches, self._marks.focus = [], None
        self._tones = self._fresh_tones()
        if shown is None:
            self._version_id = None
            self.setAccessibleDescription("No transcript is open")
            self._show_text(Display("", Turns.empty()), Codings.empty(), ())
        else:
            version = study.text_version(shown)
            self._version_id = version.id
            self.setAccessibleDescription(study.transcripts[shown].name)
            display = Display(version.text.read(), study.turns_of(shown))
            self._show_text(display, self._filtered(), speakers_of(study, shown))
        self._units = None
        self._marks.highlights = self._highlights()
        self._forget_selection(int(self.display.starts[0]))

    def place(self) -> tuple[int, int]:
        """Where one is, to come back to: the caret and the first stored position in view."""
        return self.cursor_position(), self.position_at(QPoint(self.text_left, 1))

    def go_back_to(self, place: tuple[int, int]) -> None:
        """Go to a place that ``place`` gave before."""
        caret, top = place
        self.set_selection(caret, caret)
        self.verticalScrollBar().setValue(self.scrolled + self.rect_of(top).top())

    def set_sentences(self, sentences: Sentences | None) -> None:
        """Who finds sentences; None: full stops decide."""
        self._sentences = sentences
        self._units = None

    @property
    def units(self) -> SelectionUnits:
        if self._units is None:
            rows = None
            # Found when first asked for: opening a transcript does not wait for the language model.
            if self._sentences is not None and self._transcript_id is not None:
                rows = self._sentences(self._transcript_id)
            self._units = SelectionUnits(self.display, rows)
        return self._units

    @property
    def limit(self) -> Limit:
        """Which codings are shown."""
        return self._limit

    def set_limit(self, limit: Limit) -> None:
        """Show these codings only."""
        self._limit = limit
        self._show_codings(self._filtered())
        self._emphasise()
        self.limit_changed.emit()

    def _filtered(self) -> Codings:
        if self._transcript_id is None:
            return Codings.empty()
        return self._limit.shown(self._session.study, self._transcript_id)

    def _highlights(self) -> list[Span]:
        if self._transcript_id is None:
            return []
        return [Span(row.start, row.end) for row in self._session.study.highlights_of(self._transcript_id)]

    def _head(self, turn: int) -> TurnHead:
        return head_of(self._session.study, self.display.turns.row(turn))

    def _fresh_tones(self) -> Tones:
        study = self._session.study
        colour_blind = study.info.palette is Palette.COLOUR_BLIND
        return Tones.of(self.palette(), codes_by_key(study.codes_in_order), colour_blind=colour_blind)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._show_tones(self._fresh_tones())

    # -- hearing of changes -------------------------------------------------------------------

    def refresh(self, step: Step, touched: Touched) -> None:
        """Take in a step of the session, as far as it concerns what is shown."""
        shown = self._transcript_id
        if shown is None:
            return
        study = self._session.study
        if shown not in study.transcripts:
            self.show_transcript(None)
            return
        new_text = TextVersion in touched.kinds and study.text_version(shown).id != self._version_id
        if new_text or shown in touched.turns or Participant in touched.kinds:
            self._reload()
            return
        if Code in touched.kinds or ProjectInfo in touched.kinds:
            self._show_tones(self._fresh_tones())
        elif Coder in touched.kinds:
            # Who coded stands in the margin; the colours are those of the codes.
            self._show_tones(replace(self._tones))
        if shown in touched.codings:
            self._show_codings(self._filtered())
            self._emphasise()
            self._speaking.forget()
        if Highlight in touched.kinds:
            self._marks.highlights = self._highlights()
            self.viewport().update()

    def _reload(self) -> None:
        """Show the same transcript again: its text, its turns or its speakers have changed."""
        anchor, (caret, top), old = self._anchor_at, self.place(), self.display.text
        self._load()
        if self.display.text != old:
            shift = text_shift(old, self.display.text)
            self._pointer.follow(shift)
            anchor, caret, top = *shift.selection(old, self.display.text, anchor, caret), shift.position(top)
        self.go_back_to((caret, top))
        self.set_selection(anchor, caret)

    # -- codings ------------------------------------------------------------------------------

    def coding(self, coding_id: UUID) -> Coding | None:
        """A shown coding; None where it is gone or filtered out."""
        row = int(self.codings.positions(id_array([coding_id]))[0]) if len(self.codings) else -1
        return self.codings.row(row) if row >= 0 else None

    @property
    def focused_coding(self) -> UUID | None:
        return self._focused

    def focus_coding(self, coding_id: UUID | None) -> None:
        """Emphasise a coding and bring it into view; None emphasises none."""
        self._focused = coding_id
        coding = self._emphasise()
        if coding is not None:
            # All of it, where there is room, else its beginning.
            for place in (coding.span.start, coding.span.end, coding.span.start):
                self.scroll_to(place)

    def _emphasise(self) -> Coding | None:
        coding = None if self._focused is None else self.coding(self._focused)
        focus = None if coding is None else Focus(coding.span, self._key(coding))
        if focus != self._marks.focus:
            for mark in filter(None, (self._marks.focus, focus)):
                self._update_lines(*mark.span)
            self._marks.focus = focus
        self.geometry_changed.emit()
        return coding

    def _key(self, coding: Coding) -> int:
        return int(self.codings.code[self.codings.positions(id_array([coding.id]))[0]])

    def activate_coding(self, coding_id: UUID) -> None:
        """Go to a coding: caret at its beginning, emphasised, announced."""
        coding = self.coding(coding_id)
        if coding is None or self._transcript_id is None:
            return
        self._speaking.arriving(self._session.study, self._transcript_id, coding)
        self.set_selection(coding.span.start, coding.span.start)
        self.focus_coding(coding_id)
        self.coding_activated.emit(coding_id)

    def point_out(self, coding_id: UUID) -> None:
        """Emphasise a coding and leave the caret where it is: it was clicked, or it has just been made."""
        if self.coding(coding_id) is None:
            self.hidden_pointed_out.emit(coding_id)
        self.frame_coding(coding_id)
        self.coding_activated.emit(coding_id)

    def frame_coding(self, coding_id: UUID) -> None:
        """Emphasise a coding that is shown, without more: the caret has come to it."""
        if coding_id != self._focused and self.coding(coding_id) is not None:
            self._focused = coding_id
            self._emphasise()

    def _leave(self) -> None:
        """A coding that neither the caret nor the selection is at any longer is not emphasised."""
        coding = None if self._focused is None else self.coding(self._focused)
        if coding is None:
            return
        start, end = coding.span
        selected = self.selected_span()
        stays = start <= self._caret_at <= end if selected is None else selected.overlaps(coding.span)
        if not stays:
            self.focus_coding(None)

    def codings_at(self, position: int) -> Codings:
        """The shown codings over a stored position."""
        return self.codings.at(Span(position, position + 1))

    def band_coding_at(self, point: QPoint) -> UUID | None:
        band = self.band_at(point)
        if band is None:
            return None
        # At the far edge of its last letter the position is the one after it.
        position = min(max(self.position_at(point), band.start), band.end - 1)
        here = self.codings_at(position)
        found = sorted((row for row in here if self._key(row) == band.code), key=lambda row: row.span.length)
        return found[0].id if found else None

    def _tip_at(self, point: QPoint) -> str:
        position = self.position_at(point)
        here = list(self.codings_at(position))
        if self._transcript_id is None or not any(self.is_on(row.span, point) for row in here):
            return ""
        study = self._session.study
        lines = []
        for row in here[:_TIP_CODINGS]:
            memo = f" – {row.memo}" if row.memo else ""
            lines.append(f"{study.path(row.code_id)} · {study.coders[row.coder_id].name}{memo}")
        more = len(here) - _TIP_CODINGS
        return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)

    def _drag_data(self) -> QMimeData | None:
        span = self.selected_span()
        if span is None or self._transcript_id is None:
            return None
        return span_mime(self._transcript_id, span, self.display.text[span.start : span.end])

    # -- the handles of the emphasised coding ---------------------------------------------------

    def _paint_over(self, painter: QPainter) -> None:
        focus, drop = self._marks.focus, self._marks.drop
        if drop is not None:
            draw_frame(painter, self, drop, self._tones.accent)
        if focus is not None:
            draw_frame(painter, self, focus.span, self._tones.ink(focus.code))
            draw_handles(painter, self, focus.span, self._tones.ink(focus.code), self._tones.base)

    def _handle_at(self, point: QPoint) -> bool | None:
        focus = self._marks.focus
        return None if focus is None else handle_at(self, focus.span, point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at_start = self._handle_at(event.position().toPoint())
        coding = None if self._focused is None else self.coding(self._focused)
        if at_start is not None and coding is not None and event.button() == Qt.MouseButton.LeftButton:
            self._edge_drag = EdgeDrag(self, coding, at_start=at_start)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._edge_drag is not None:
            self.scroll_towards(point)
            self._edge_drag.to(point, event.modifiers())
        elif event.buttons():
            super().mouseMoveEvent(event)
        else:
            on_handle = self._handle_at(point) is not None
            shape = Qt.CursorShape.SizeHorCursor if on_handle else Qt.CursorShape.IBeamCursor
            if self.viewport().cursor().shape() != shape:
                self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._edge_drag = self._edge_drag, None
        if drag is None:
            super().mouseReleaseEvent(event)
            return
        span = drag.end()
        if span is not None:
            self.resize_requested.emit(drag.coding.id, span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        drag = self._edge_drag
        if drag is not None and event.key() == Qt.Key.Key_Escape:
            self._edge_drag = None
            drag.end()
        else:
            super().keyPressEvent(event)

    # -- ways through -------------------------------------------------------------------------

    def show_matches(self, spans: Sequence[Span]) -> None:
        """Mark what was found; none takes the marks away."""
        self._marks.matches = list(spans)
        self.viewport().update()

    def next_segment(self) -> None:
        """Go to the next coding in the text's order."""
        self._go_to_segment(self.segment_beside(1))

    def previous_segment(self) -> None:
        """Go to the coding before."""
        self._go_to_segment(self.segment_beside(-1))

    def _go_to_segment(self, coding_id: UUID | None) -> None:
        if coding_id is not None:
            self.activate_coding(coding_id)

    def segment_beside(self, by: int) -> UUID | None:
        """The next coding in the text's order (1), or the one before (-1); None where there is none."""
        table = self.codings
        if not len(table):
            return None
        row = int(table.positions(id_array([self._focused]))[0]) if self._focused is not None else -1
        at_focus = row >= 0 and self.display.visible(int(table.start[row])) == self.cursor_position()
        if at_focus:
            goes_to = row + by
        else:
            side = np.searchsorted(table.start, self.cursor_position(), side="right" if by > 0 else "left")
            goes_to = int(side) - (0 if by > 0 else 1)
        return id_at(table.id, goes_to) if 0 <= goes_to < len(table) else None

    def next_turn(self) -> None:
        """Go to the beginning of the next turn."""
        self._go_to_turn(self.turn_beside(1))

    def previous_turn(self) -> None:
        """Go to the beginning of this turn or, from there, of the one before."""
        self._go_to_turn(self.turn_beside(-1))

    def turn_beside(self, by: int) -> int | None:
        """Where the next turn begins (1), or this one or the one before (-1); None where there is none."""
        if self._transcript_id is None:
            return None
        at = self.display.passage_at(self.cursor_position())
        if by < 0 and self.cursor_position() > self.display.passage(at).start:
            by = 0
        inside = 0 <= at + by < self.display.passage_count
        return self.display.passage(at + by).start if inside else None

    def _go_to_turn(self, start: int | None) -> None:
        if start is not None:
            self.set_selection(start, start)
            self.scroll_to(start)

    def next_uncoded(self) -> None:
        """Select the next speech of participants that no shown code covers."""
        span = self.uncoded_beside()
        if span is not None:
            self.select_span(span)

    def uncoded_beside(self) -> Span | None:
        """The next speech of participants that no shown code covers."""
        if self._transcript_id is None:
            return None
        selected = self.selected_span()
        after = self.cursor_position() if selected is None else selected.end
        return next_uncoded_span(self.display, self.bands, after)

    # -- speaking -----------------------------------------------------------------------------

    def description(self) -> str:
        """Where the caret stands and what codes are there, in words."""
        if self._transcript_id is None:
            return "no transcript"
        here = self.cursor_position()
        return accessible.describe_arrival(self._session.study, self._transcript_id, here, self._limit)

    def accessible_interface(self) -> QAccessibleInterface:
        return self._speaking.interface()

    def _tell_selection(self) -> None:
        self._speaking.selected(self._session.study, self._transcript_id)
