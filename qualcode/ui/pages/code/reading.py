"""The middle of the Code page: one transcript with bands, stripes and map, and the gestures that code it."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import Touched
from qualcode.model.codings import Coding
from qualcode.model.entities import ProjectInfo, Transcript
from qualcode.model.measures import SpanArray
from qualcode.model.step import Step
from qualcode.model.words.in_words import counted
from qualcode.ui.commands.action_info import Where
from qualcode.ui.commands.actions import Actions
from qualcode.ui.inspector.current_segment import recoding_in_words
from qualcode.ui.look.paint_apart import paint_apart
from qualcode.ui.look.reading_style import ReadingStyle
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.pages.code.coding import SELECT_FIRST, CodingDesk
from qualcode.ui.pages.code.find_bar import FindBar
from qualcode.ui.pages.code.transcript_tabs import TranscriptTabs
from qualcode.ui.pages.code.typing_guard import TypingGuard
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.pane import TranscriptPane
from qualcode.ui.transcript.picker import CodePicker
from qualcode.ui.transcript.selection_button import SelectionButton
from qualcode.ui.transcript.shown import speakers_of
from qualcode.ui.widgets.drop_area import DropArea
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.fitting_label import FittingLabel
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.shown_line import ShownLine
from qualcode.ui.widgets.side_note import SideNote

STRIPES: Final = (
    "view.codings_all",
    "view.codings_chosen",
    "view.codings_set",
    "view.codings_mine",
    "view.codings_coders",
    "view.codings_most_used",
    "view.by_coder",
    "view.patterns",
)


_NAME_LETTERS: Final = 28
"""So much of a name, where it is as long, comes before words on the buttons, which have tips as well."""
_LEAST_NAME: Final = 90
"""Pixels: so much of the name is read however little room there is."""


class ReadingPane(QWidget):
    """Shows one transcript at a time; ``shown`` tells which, None where there is none."""

    shown = Signal(object)
    all_wanted = Signal()
    """All codings are to be shown again."""

    def __init__(
        self, session: Session, actions: Actions, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._background = background
        self.text = TranscriptPane(session, self)
        self.view = self.text.view
        self.at_selection = SelectionButton(self.view, actions["code.choose"])
        self.desk = CodingDesk(session, self.view, self)
        self.find_bar = FindBar(session, actions, self.view, background)
        self.picker = CodePicker(session, self)
        self.picker.chosen.connect(self.desk.apply)
        self.picker.created.connect(self.desk.apply_new)
        self.picker.several.connect(self.desk.apply_with_new)
        self.recoder = CodePicker(session, self, one_only=True)
        self.drop_area = DropArea(
            "Drop transcripts here: Word, OpenDocument, RTF, PDF, text, captions or web pages",
            "Choose transcripts…",
        )
        self._name = ElidedLabel()
        self._name.setFont(heading_font(self.font(), 1.15))
        self._name.setMinimumWidth(_LEAST_NAME)
        self._facts = FittingLabel()
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mute(self._facts)
        self.tabs = TranscriptTabs()
        self.tabs.chosen.connect(self.show_transcript)
        self.limited = ShownLine(self.all_wanted.emit, self.view, indent=2 * SPACING)
        self.sticking = ShownLine(
            lambda: self.desk.set_sticky(False), self.view, indent=2 * SPACING, back="Stop"
        )
        self.desk.sticky_changed.connect(self._say_sticky)
        session.changed.connect(self._say_sticky)
        self._stripes = QToolButton()
        self.view.limit_changed.connect(self._say_limit)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty_page())
        self._head_buttons: list[QToolButton] = []
        text_page = self._text_page()
        self._stack.addWidget(text_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        # Not to the page as a whole: in the find bar Return means something else.
        actions.add_to(self.text, Where.TRANSCRIPT)
        session.changed.connect(self._on_changed)
        for name in ("code.choose", "code.repeat"):
            actions[name].changed.connect(self._keep_to_role)
        session.changed.connect(self._keep_to_role)
        session.coder_changed.connect(self._keep_to_role)
        self._keep_to_role()
        self.view.code_dropped.connect(lambda codes: self.desk.apply_all(list(codes)))
        self.desk.made.connect(self.view.point_out)
        self.view.viewport().installEventFilter(self.desk)
        self.view.installEventFilter(self.desk)
        self.desk.applied.connect(self._say_applied)
        self.note = SideNote(self.view, bars=[self.find_bar])
        session.changed.connect(self.note.settle)
        self.view.drag_given_up.connect(self.note.say)
        self.guard = TypingGuard(
            session, actions, self.view, lambda sentence: self.note.say(actions.said(sentence))
        )
        self.show_transcript(None)

    def _sentences_of(self, transcript_id: UUID) -> SpanArray:
        return self._session.measures.sentences(self._session.study, transcript_id)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(6 * SPACING, 6 * SPACING, 6 * SPACING, 6 * SPACING)
        column.addWidget(self.drop_area)
        column.addStretch()
        self.drop_area.setMinimumHeight(220)
        return Scrolled(page)

    def _text_page(self) -> QWidget:
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACING, SPACING - 2, SPACING, SPACING - 2)
        head.setSpacing(SPACING)
        # The name gives way where there is little room: its end is not missed, half a figure misleads.
        head.addWidget(self._name, 1)
        head.addWidget(self._facts)
        for name in ("code.choose", "code.repeat"):
            button = QToolButton()
            button.setDefaultAction(self._actions[name])
            self._head_buttons.append(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            head.addWidget(button)
        self._fill_stripes()
        head.addWidget(self._stripes)
        body = QWidget()
        around = QVBoxLayout(body)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.text)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addLayout(head)
        column.addWidget(body, 1)
        # Below the text, which stays where it is when the line comes and goes.
        column.addWidget(self.limited)
        column.addWidget(self.sticking)
        self.find_bar.lie_over(body, flees=False)
        return page

    def _keep_to_role(self) -> None:
        """Grey the buttons above the text for a reader, with the reason, and hide that at the selection."""
        why = self._session.why_nothing
        self.at_selection.withheld = bool(why)
        self.at_selection.place()
        for button in self._head_buttons:
            action = button.defaultAction()
            button.setEnabled(not why and action.isEnabled())
            button.setToolTip(why or action.toolTip())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the text: above it, names are cut and words go from buttons where there is no room."""
        return QSize(self.text.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons above the text show their icons alone."""
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Give a name its room, then all figures, and the buttons words where there is room for them, too."""
        metrics, style = self._name.fontMetrics(), Qt.ToolButtonStyle
        whole, most = (
            metrics.horizontalAdvance(self._name.text()) + 1,
            _NAME_LETTERS * metrics.averageCharWidth(),
        )
        beside = (*self._head_buttons, self._stripes)
        room = self.width() - (len(beside) + 4) * SPACING
        for worded, figures in (
            (style.ToolButtonTextBesideIcon, self._facts.sizeHint()),
            (style.ToolButtonIconOnly, self._facts.minimumSizeHint()),
        ):
            for button in self._head_buttons:
                button.setToolButtonStyle(worded)
            wide = sum(max(part.sizeHint().width(), part.minimumWidth()) for part in beside)
            left = room - figures.width() - wide
            if left >= min(whole, most):
                break
        # The end of a long name is not missed; half a figure would be.
        self._name.setMinimumWidth(max(_LEAST_NAME, min(whole, left)) if whole <= most else _LEAST_NAME)

    def _fill_stripes(self) -> None:
        """The choice of what is shown, where it is needed."""
        button = self._stripes
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = LetterMenu(parent=button)
        menu.addActions([self._actions[name] for name in STRIPES])
        button.setMenu(menu)
        self._say_limit()

    def _say_limit(self) -> None:
        """Say at the text that not all codings are shown, for as long as that is so."""
        said, button = self.view.limit.said, self._stripes
        self.limited.say(said)
        button.setText("Stripes: some" if said else "Stripes")
        button.setToolTip(f"Which codings are shown in the transcript{f'. {said}' if said else ''}")
        button.setAccessibleName(f"Stripes: {said or 'which codings are shown'}")
        # Room for the arrow beside the word.
        button.setMinimumWidth(button.sizeHint().width() + 2 * SPACING)

    def _say_sticky(self) -> None:
        """Say which code whatever is selected is given, for as long as that is so."""
        code_id, said = self.desk.last_code, ""
        if self.desk.sticky and code_id is not None:
            name = self._session.study.codes[code_id].name
            said = f"Sticky code: “{name}” is applied to whatever you select, until Esc."
        if said and said != self.sticking.words:
            announce(self.view, said)
        self.sticking.say(said)

    # -- which transcript ---------------------------------------------------------------------

    def show_transcript(self, transcript_id: UUID | None) -> None:
        """Show a transcript; None: say how to get one."""
        self._stack.setCurrentIndex(0 if transcript_id is None else 1)
        if transcript_id is not None and transcript_id != self.view.transcript_id:
            self.view.show_transcript(transcript_id)
            self.find_bar.look()
            paint_apart(self.text)
            self.text.margin.wait_for_the_text()
        if transcript_id is not None and transcript_id in self._session.study.transcripts:
            self.tabs.show_transcript(transcript_id, self._session.study.transcripts[transcript_id].name)
        self._describe()
        self.shown.emit(transcript_id)

    def keep_open(self, transcript_id: UUID | None) -> None:
        """Show a transcript in a tab that lasts, ready to be coded."""
        if transcript_id is not None:
            self.show_transcript(transcript_id)
            self.tabs.keep(transcript_id)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Let the keyboard go to the text, or to what brings one where there is none."""
        empty = self._stack.currentIndex() == 0
        (self.drop_area.button if empty else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        transcripts = self._session.study.transcripts
        if Transcript in touched.kinds:
            self.tabs.refresh_names(self._session.study)
        if self.view.transcript_id not in transcripts:
            rows = [row.id for row in self._session.study.transcripts_in_order]
            self.show_transcript(next(iter([*self.tabs.current, *rows]), None))
        elif self.view.transcript_id in touched.rows | touched.turns or ProjectInfo in touched.kinds:
            self._describe()

    def _describe(self) -> None:
        """Name, words and speakers. Words are counted in the background: spaCy takes its time at first."""
        place = self.view.transcript_id
        study = self._session.study
        if place is None or place not in study.transcripts:
            return
        self._name.setText(study.transcripts[place].name)
        self._name.setToolTip(study.transcripts[place].name)
        speakers = len([name for name in speakers_of(study, place) if name])
        words = f"{counted(speakers, 'speaker')}" if speakers else "no speakers"
        self._facts.say(words)
        self._fit_head()
        measures = self._session.measures
        # Until they have been found full stops tell where sentences end: a key must not wait for spaCy.
        self.view.set_sentences(None)

        def count() -> int:
            # The sentences too: selecting one must not wait for them.
            measures.sentences(study, place)
            return len(measures.words(study, place))

        def tell(number: int) -> None:
            if self.view.transcript_id == place:
                told = counted(number, "word")
                self._facts.say(f"{told} · {words}", told)
                self._fit_head()
                self.view.set_sentences(self._sentences_of)

        self._background.run(lambda _progress: count(), tell)

    # -- choosing a code ----------------------------------------------------------------------

    def choose_code(self) -> None:
        """Open the field in which a code is chosen, at the selection."""
        span = self.view.selected_span()
        if self._session.why_nothing or span is None:
            self._session.refused.emit(self._session.why_nothing or SELECT_FIRST)
            return
        self.view.scroll_to(span.start)
        rect = self.view.rect_of(span.start).united(self.view.rect_of(span.end))
        self.picker.open_at(self.view.viewport(), rect, self.desk.recent)

    def choose_other_code(self, coding: Coding) -> None:
        """Open the field in which a segment is given another code, at its words."""
        self.view.scroll_to(coding.span.start)
        seen = coding.span.intersection(self.view.visible_span()) or coding.span
        rect = self.view.rect_of(seen.start).united(self.view.rect_of(seen.end))
        # The code that it has is not what it is to be given: Enter would change nothing.
        others = [code_id for code_id in self.desk.recent if code_id != coding.code_id]
        # From a button in the panel too: the next segment is gone to by a key of the text.
        heading = recoding_in_words(self._session.study, self.view.transcript_id, coding)
        self.recoder.open_at(self.view.viewport(), rect, others, back_to=self.view, heading=heading)

    def apply_style(self, preferences: Preferences) -> None:
        """Set the text as the preferences say."""
        self.view.set_style(ReadingStyle(preferences.spacing, preferences.measure))

    def open_find_bar(self) -> None:
        if self.view.transcript_id is not None:
            self.find_bar.open()

    def _say_applied(self, code_id: UUID) -> None:
        announce(self.view, f"Coded: {self._session.study.codes[code_id].name}")
