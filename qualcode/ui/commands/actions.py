"""The actions of one window as Qt knows them: built from the list, bound to what they do, with their keys."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QWidget

from qualcode.ui.commands.action_info import MENUS, ActionInfo, Where
from qualcode.ui.commands.action_list import ACTIONS, BY_NAME
from qualcode.ui.commands.spoken_keys import keys_in_words, keys_of, with_keys
from qualcode.ui.look.icons import icon
from qualcode.ui.session.chunks import ChunkRunner, Chunks, all_at_once
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.widgets.letter_menu import LetterMenu

Handler = Callable[[], object]
Judge = Callable[[], Collection[str]]
"""Tells the actions that would do nothing now; a mapping says of each why, in a sentence."""


def _with_letter(title: str, taken: set[str]) -> str:
    """The title with its first letter that no other menu has marked as the one that opens it."""
    for place, letter in enumerate(title.lower()):
        if letter not in taken:
            taken.add(letter)
            return f"{title[:place]}&{title[place:]}"
    return title


def _is_seen(action: QAction) -> bool:
    """Whether a button shows the action now."""
    return any(isinstance(each, QAbstractButton) and each.isVisible() for each in action.associatedObjects())


@cache
def _sequence(key: str) -> QKeySequence:
    return QKeySequence(key)


class Actions(QObject):
    """One ``QAction`` for each entry of the list. An action that nobody has bound is disabled."""

    keys_changed = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._handlers: dict[str, Handler] = {}
        self._judges: list[Judge] = []
        self._greyed: list[QAction] = []
        self._choices: dict[str, QActionGroup] = {}
        self._actions = {info.name: self._made(info) for info in ACTIONS}
        self._refresher = ChunkRunner(self)
        all_at_once(self._drawing(ACTIONS))

    def _made(self, info: ActionInfo) -> QAction:
        action = QAction(info.text, self)
        action.setObjectName(info.name)
        action.setCheckable(info.checkable or bool(info.one_of))
        if info.one_of:
            # Menus show one of several as such, and not as a box that could be ticked beside others.
            self._choices.setdefault(info.one_of, QActionGroup(self)).addAction(action)
        action.setEnabled(False)
        # A menu entry may carry another role on macOS by its name alone ("About", "Quit").
        action.setMenuRole(QAction.MenuRole.NoRole)
        if info.where is not Where.WINDOW:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._give_keys(action, info)
        action.triggered.connect(partial(self._run, info.name))
        return action

    def _give_keys(self, action: QAction, info: ActionInfo) -> None:
        keys = self.keys_of(info.name)
        action.setShortcuts([_sequence(key) for key in keys])
        words = keys_in_words(keys)
        action.setToolTip(f"{info.tip} ({words})" if words else info.tip)
        action.setStatusTip("")

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def _run(self, name: str, _checked: bool = False) -> None:
        handler = self._handlers.get(name)
        if handler is not None:
            handler()

    # -- what actions do ----------------------------------------------------------------------

    def bind(self, handlers: Mapping[str, Handler]) -> None:
        """Say what actions do, and enable them."""
        for name, handler in handlers.items():
            self._handlers[name] = handler
            self._actions[name].setEnabled(True)

    def unbind(self, names: Iterable[str]) -> None:
        """Take the meaning of actions away, and disable them."""
        for name in names:
            self._handlers.pop(name, None)
            self._actions[name].setEnabled(False)

    def is_bound(self, name: str) -> bool:
        return name in self._handlers

    def enable(self, name: str, enabled: bool) -> None:
        """Enable or disable an action that has a meaning."""
        self._actions[name].setEnabled(enabled and name in self._handlers)

    # -- where they are shown -----------------------------------------------------------------

    def add_to_window(self, window: QWidget) -> None:
        """Make the keys that work everywhere work in ``window``."""
        window.addActions([self._actions[info.name] for info in ACTIONS if info.where is Where.WINDOW])

    def add_to(self, widget: QWidget, where: Where) -> None:
        """Make the keys of one place work in the widget that is this place."""
        widget.addActions([self._actions[info.name] for info in ACTIONS if info.where is where])

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """All menus, by title."""
        menus: dict[str, QMenu] = {}
        letters: set[str] = set()
        for title in MENUS:
            menu = LetterMenu(_with_letter(title, letters), bar)
            bar.addMenu(menu)
            menu.setToolTipsVisible(True)
            menus[title] = menu
            self.fill_menu(menu, title)
            self.grey_in(menu)
        return menus

    # -- what makes sense now -----------------------------------------------------------------

    def judge_by(self, judge: Judge) -> None:
        """Who else tells, when a menu opens, which actions would do nothing now."""
        self._judges.append(judge)

    def judge_no_more_by(self, judge: Judge) -> None:
        """Ask somebody no more."""
        self._restore()
        self._judges.remove(judge)

    def grey_in(self, menu: QMenu) -> None:
        """Grey what makes no sense while this menu is open; its keys go on to say what is missing."""
        menu.aboutToShow.connect(self._grey)
        menu.aboutToHide.connect(self._restore)

    def _grey(self) -> None:
        self._restore()
        for found in [judge() for judge in self._judges]:
            reasons = found if isinstance(found, Mapping) else {}
            for name in found:
                self._grey_one(self._actions[name], reasons.get(name, ""))

    def _grey_one(self, action: QAction, why: str) -> None:
        if action.isEnabled():
            action.setEnabled(False)
            self._greyed.append(action)
        if why and action in self._greyed:
            action.setToolTip(why)

    def _restore(self) -> None:
        greyed, self._greyed = self._greyed, []
        for action in greyed:
            action.setEnabled(action.objectName() in self._handlers)
            self._give_keys(action, BY_NAME[action.objectName()])

    def fill_menu(self, menu: QMenu, title: str, without: Collection[str] = ()) -> None:
        """Add the actions of the menu called ``title``, but for some."""
        aside: dict[str, QMenu] = {}
        for info in ACTIONS:
            if info.menu == title and info.name not in without:
                self._add(info, menu, aside)

    def of_submenu(self, title: str) -> list[QAction]:
        """The actions of a menu that opens at the side, in their order."""
        return [self._actions[info.name] for info in ACTIONS if info.submenu == title]

    def _add(self, info: ActionInfo, menu: QMenu, aside: dict[str, QMenu]) -> None:
        """Put an action into its menu, or into the part of it that opens at the side."""
        target = menu
        if info.submenu:
            if info.submenu not in aside:
                # Those at the side are in one group.
                if not menu.actions() or menu.actions()[-1].menu() is None:
                    menu.addSeparator()
                aside[info.submenu] = LetterMenu(info.submenu, menu)
                menu.addMenu(aside[info.submenu])
                aside[info.submenu].setToolTipsVisible(True)
            target = aside[info.submenu]
        if info.begins_group and not target.isEmpty():
            target.addSeparator()
        target.addAction(self._actions[info.name])

    def refresh_icons(self) -> None:
        """Paint the icons again, in the colours of the present theme: those that are seen at once.

        Those of menus, which are closed, one after the other.
        """
        seen = [info for info in ACTIONS if _is_seen(self._actions[info.name])]
        all_at_once(self._drawing(seen))
        self._refresher.start(self._drawing([info for info in ACTIONS if info not in seen]))

    def _drawing(self, infos: Iterable[ActionInfo]) -> Chunks:
        for info in infos:
            if info.icon:
                self._actions[info.name].setIcon(icon(info.icon))
                yield

    # -- keys ---------------------------------------------------------------------------------

    def said(self, sentence: str) -> str:
        """A sentence that names actions in braces, with their keys."""
        return with_keys(sentence, self._preferences)

    def keys_of(self, name: str) -> list[str]:
        """The keys of an action: the person's own, else those of the list."""
        return keys_of(name, self._preferences)

    def conflicts(self, name: str, key: str) -> list[ActionInfo]:
        """The other actions that a key would also stand for, at the same place or everywhere."""
        place = BY_NAME[name].where
        wanted = QKeySequence(key)
        return [
            info
            for info in ACTIONS
            if info.name != name
            and (info.where is place or Where.WINDOW in (info.where, place))
            and any(QKeySequence(other) == wanted for other in self.keys_of(info.name))
        ]

    def set_keys(self, name: str, keys: list[str] | None) -> None:
        """Give an action other keys; None gives back those of the list."""
        self._preferences.set_keys(name, keys)
        self._give_keys(self._actions[name], BY_NAME[name])
        self.keys_changed.emit()
