"""Letters are commands in a transcript: tells them from a sentence that somebody types there by mistake."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from qualcode.model.step import TYPED_AS_WORDS
from qualcode.ui.commands.action_info import Where
from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.commands.actions import Actions
from qualcode.ui.pages.code.word_beginnings import may_begin_a_word
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.text_shift import text_shift
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.written_keys import writes

PAUSE_MILLISECONDS: Final = 300
"""Letters that follow each other faster may be a word."""
_REST_MILLISECONDS: Final = 1_000
"""After so long without a key whoever typed has stopped."""
_LETTERS_OF_A_WORD: Final = 3
_LETTERS_OF_COMMANDS: Final = 5
"""So many letters make a word where all of them are commands, as they are for who codes fast."""
_WAITING: Final = frozenset(
    f"code.{name}" for name in ("in_vivo", "example", "highlight", "typical", "sticky")
)
"""What these do is not seen at once, so that they wait until it is clear that no word follows."""
_BY_NAME: Final = "code.choose"
"""After this one types the name of a code, often without looking up."""
_LEADS_AWAY: Final = frozenset((_BY_NAME, "code.memo", "code.weight"))
"""These take the keyboard along. The first letter of a run does so at once, and so does a later one where no
word begins like that; else it waits for what follows, unless it is a capital, as that for recoding is."""
_BETWEEN_WORDS: Final = " ,.;:?!'’"
_MODIFIERS: Final = frozenset(
    (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
)
_OF_TYPING: Final = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Delete))
TYPED: Final = (
    "You seem to be typing, but letters are commands here, so nothing was done. "
    "{transcript.edit_text} corrects the text, {code.memo} writes a memo on the segment."
)


@dataclass(frozen=True)
class _Place:
    """How things were before the first letter of a run."""

    step: int
    anchor: int
    caret: int
    text: str = ""


class TypingGuard(QObject):
    """Watches the keys of a view. What is recognised as a word does nothing, but for being told."""

    def __init__(
        self, session: Session, actions: Actions, view: TranscriptView, say: Callable[[str], object]
    ) -> None:
        super().__init__(view)
        self._session = session
        self._actions = actions
        self._view = view
        self._say = say
        self._run: list[tuple[str, bool]] = []
        """The letters of the run, and whether each is a command."""
        self._typed: list[QKeyEvent] = []
        """What follows an action that waits to lead away: it is for where that leads."""
        self._passes_on = False
        """Whether the key that is pressed now is for where an action has just led."""
        self._last = 0.0
        self._begin = _Place(0, 0, 0)
        self._typing = False
        self._held: list[str] = []
        """Actions that wait, in their order."""
        self._waits = QTimer(self)
        self._waits.setSingleShot(True)
        self._waits.setInterval(PAUSE_MILLISECONDS)
        self._waits.timeout.connect(self._let_act)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and watched is self._view:
            if kind is QEvent.Type.ShortcutOverride:
                self._passes_on = False
                if self._claims(event):
                    event.accept()
                    return True
            elif kind is QEvent.Type.KeyPress and self._keeps(event):
                return True
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut):
            self._end_run()
        return super().eventFilter(watched, event)

    def _claims(self, event: QKeyEvent) -> bool:
        """Whether a key is kept from acting as a command, before it is looked for among them."""
        if _is_letter(event):
            return self._takes(event)
        if self._is_typed(event) and self._typed_on():
            return True
        if writes(event) and self._leads_away():
            # A digit after the key for weights, say, is the weight.
            self._lead_away()
            return True
        if event.key() not in _MODIFIERS:
            self._end_run()
        return False

    def _keeps(self, event: QKeyEvent) -> bool:
        """Whether the press of a key does not reach the view."""
        if self._passes_on:
            self._passes_on = False
            self._type([_press(event)])
            return True
        return bool(writes(event) and self._held) or self._is_typed(event)

    def _is_typed(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to what is being typed: also the end of a line, and mending a letter."""
        return self._typing and (writes(event) or event.key() in _OF_TYPING)

    def _typed_on(self) -> bool:
        return self._gap() < _REST_MILLISECONDS

    def _leads_away(self) -> bool:
        """Whether an action waits that takes the keyboard along; it is the last that does."""
        return bool(self._held) and self._held[-1] in _LEADS_AWAY

    def _end_run(self) -> None:
        self._let_act()
        self._typing, self._run = False, []

    def _lead_away(self) -> None:
        """Let act what waits; the key that is pressed reaches where it leads, by itself or from the view."""
        self._end_run()
        self._passes_on = True

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key is not to act now: it waits, or is a letter of a word."""
        name, waited, gap = self._command(event), self._leads_away(), self._gap()
        if self._typing and gap < _REST_MILLISECONDS:
            return True
        if self._typing or gap > PAUSE_MILLISECONDS or not self._run:
            self._begin_run()
        if waited and not self._leads_away():
            self._passes_on = True
            return True
        self._run.append((event.text(), name is not None))
        if waited:
            self._take_after_leading(event)
            return True
        if _is_word(self._run):
            self._stop()
            return True
        if name is not None and (self._waits_for_more(name) or self._held):
            self._held.append(name)
            self._waits.start()
        return bool(self._held)

    def _take_after_leading(self, event: QKeyEvent) -> None:
        """A letter after an action that takes the keyboard along: of what is written there, or of a word."""
        letters = "".join(letter for letter, _ in self._run)
        between = event.text() in _BETWEEN_WORDS
        if not between and not may_begin_a_word(letters):
            self._lead_away()
        elif between and not self._goes_elsewhere(event.text()):
            self._stop()
        else:
            self._typed.append(_press(event))
            self._waits.start()

    def _waits_for_more(self, name: str) -> bool:
        """Whether what a letter does cannot be taken back, so that it waits for what follows."""
        return name in _WAITING or (name in _LEADS_AWAY and len(self._run) > 1)

    def _gap(self) -> float:
        """Milliseconds since the letter before."""
        now = time.monotonic()
        gap, self._last = (now - self._last) * 1_000, now
        return gap

    def _begin_run(self) -> None:
        self._end_run()
        self._begin = _Place(
            self._session.study.step,
            self._view.selection_anchor(),
            self._view.cursor_position(),
            self._view.display.text,
        )

    def _goes_elsewhere(self, letter: str) -> bool:
        """Whether what is typed is for where an action leads: it names a code, or only so is it a known word.

        “S C older people” and “scared of” look alike: “older” may be said in the transcript, “scolder” not.
        """
        if self._may_name_a_code(letter):
            return True
        if letter != " " or len(self._held) > 1 or self._session.study.step != self._begin.step:
            return False
        word = "".join(event.text() for event in self._typed)
        whole = "".join(before for before, _ in self._run).rstrip()
        return self._is_known(word) and not self._is_known(whole)

    def _is_known(self, word: str) -> bool:
        """Whether it is said in the transcript, or a word of a code's name."""
        known = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        texts = (self._view.display.text, *(code.name for code in self._session.study.codes.values()))
        return bool(word) and any(map(known.search, texts))

    def _may_name_a_code(self, letter: str) -> bool:
        """Whether what waits asks for a code's name, and the letters begin one, or a word of one."""
        if self._held[-1] != _BY_NAME:
            return False
        begun = " " + "".join(event.text() for event in self._typed).casefold() + letter.casefold()
        return any(begun in f" {code.name}".casefold() for code in self._session.study.codes.values())

    def _stop(self) -> None:
        """A word has been recognised: nothing of it acts, and what its first letters did is taken back."""
        self._typing, self._run = True, []
        self._held.clear()
        self._typed.clear()
        self._waits.stop()
        undoable = self._session.undoable
        while undoable is not None and undoable.number > self._begin.step:
            self._session.undo(reason=TYPED_AS_WORDS)
            before, undoable = undoable, self._session.undoable
            if undoable is before:
                break
        # A teammate may have corrected the text while the letters were typed.
        begin, now = self._begin, self._view.display.text
        places = (begin.anchor, begin.caret)
        if now != begin.text:
            places = text_shift(begin.text, now).selection(begin.text, now, *places)
        self._view.set_selection(*places)
        self._say(TYPED)

    def _let_act(self) -> None:
        """No word follows: what has waited acts, in its order."""
        self._waits.stop()
        held, self._held = self._held, []
        typed, self._typed = self._typed, []
        for name in held:
            self._actions[name].trigger()
        self._type(typed)

    def _type(self, typed: Iterable[QKeyEvent]) -> None:
        """Type letters where an action has led to; nowhere where it has led to nothing."""
        there = _reached_by_keys()
        if there is not None and there is not self._view:
            for event in typed:
                QApplication.sendEvent(there, event)

    def _command(self, event: QKeyEvent) -> str | None:
        """The action that a key stands for in the transcript."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
        for info in ACTIONS:
            if info.where is Where.TRANSCRIPT and pressed in self._actions[info.name].shortcuts():
                return info.name
        return None


def _reached_by_keys() -> QWidget | None:
    """What a key reaches now: what has the keyboard within an open menu or list, else within the window."""
    popup = QApplication.activePopupWidget()
    if popup is None:
        return QApplication.focusWidget()
    inside: QWidget | None = popup.focusWidget()
    return popup if inside is None else inside


def _press(event: QKeyEvent) -> QKeyEvent:
    """The press of a key, for where it is to be typed."""
    return QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text())


def _is_letter(event: QKeyEvent) -> bool:
    """Whether a key writes what sentences are made of; digits and signs alone make none."""
    return writes(event) and (event.text().isalpha() or event.text() in _BETWEEN_WORDS)


def _is_word(run: list[tuple[str, bool]]) -> bool:
    """Whether letters in quick succession are typed as one types words, not as commands."""
    different = len({letter for letter, _ in run})
    if all(command for _, command in run):
        if not may_begin_a_word("".join(letter for letter, _ in run)):
            return False
        return len(run) >= _LETTERS_OF_COMMANDS and different >= _LETTERS_OF_A_WORD
    return len(run) >= _LETTERS_OF_A_WORD and different > 1
