"""What a setting changes in the window: the menus and the page of preferences lead to the same."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

from qualcode.ui.commands.actions import Actions, Handler
from qualcode.ui.look.reading_style import Spread
from qualcode.ui.look.scale import SIZES, shown_at
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.settings import (
    BARE_QUOTES,
    CAPTION_LINES,
    CODER,
    MEASURE,
    PATTERNS,
    PDF_LINES,
    PDF_WORDS,
    RUN_AGAIN,
    SIZE,
    SPACING,
    START,
    THEME,
    WORD_TEMPLATE,
    ZOOM,
    PersonalSetting,
)
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.widgets.messages import MessageBar, Offer

T = TypeVar("T")


class AppliedSettings:
    """``workbench`` is asked each time: projects come and go."""

    def __init__(
        self,
        preferences: Preferences,
        theme: Theme,
        actions: Actions,
        messages: MessageBar,
        workbench: Callable[[], Workbench | None],
        restart: Callable[[], None],
    ) -> None:
        self._preferences = preferences
        self._theme = theme
        self._actions = actions
        self._messages = messages
        self._workbench = workbench
        self._start_again = restart
        self.appliers: Final[dict[str, Callable[[], None]]] = {
            CODER.key: self._apply_coder,
            THEME.key: self._apply_theme,
            SIZE.key: self._apply_size,
            ZOOM.key: self._apply_zoom,
            PATTERNS.key: self._apply_patterns,
            BARE_QUOTES.key: self._apply_bare_quotes,
            SPACING.key: self._apply_reading_style,
            MEASURE.key: self._apply_reading_style,
            # Asked for at the start, or when a report is run: nothing has to be told of it before.
            START.key: lambda: None,
            RUN_AGAIN.key: lambda: None,
            WORD_TEMPLATE.key: lambda: None,
            **{setting.key: self._tell_of_imports for setting in (CAPTION_LINES, PDF_LINES, PDF_WORDS)},
        }

    def handlers(self) -> dict[str, Handler]:
        """What the entries of the menus do."""
        return {
            **{f"view.theme_{choice}": partial(self.choose, THEME, choice) for choice in ThemeChoice},
            **{f"view.spacing_{spread}": partial(self.choose, SPACING, spread) for spread in Spread},
            **{f"view.measure_{spread}": partial(self.choose, MEASURE, spread) for spread in Spread},
            **{f"view.size_{percent}": partial(self.choose, SIZE, percent) for percent in SIZES},
        }

    def choose(self, setting: PersonalSetting[T], value: T) -> None:
        """Keep a choice, and make it be seen."""
        self._preferences.choose(setting, value)
        self.apply(setting)

    def apply(self, setting: PersonalSetting[Any]) -> None:
        """Make what has been chosen for a setting be seen."""
        self.appliers[setting.key]()
        # Last, since it outweighs whatever else is told.
        if trouble := self._preferences.trouble():
            self._messages.warn(trouble)

    def mark(self) -> None:
        """Check the entries of the menus that hold."""
        for choice in ThemeChoice:
            self._actions[f"view.theme_{choice}"].setChecked(choice is self._theme.choice)
        for spread in Spread:
            self._actions[f"view.spacing_{spread}"].setChecked(spread is self._preferences.spacing)
            self._actions[f"view.measure_{spread}"].setChecked(spread is self._preferences.measure)
        for percent in SIZES:
            self._actions[f"view.size_{percent}"].setChecked(percent == self._preferences.size)

    def _apply_coder(self) -> None:
        workbench = self._workbench()
        if workbench is not None:
            workbench.session.set_coder(self._preferences.coder_name)

    def _apply_theme(self) -> None:
        self._theme.choose(self._preferences.theme)
        self.mark()

    def _apply_size(self) -> None:
        self.mark()
        if self._preferences.size == shown_at(os.environ):
            self._messages.inform(f"Everything is shown at {self._preferences.size}%.")
            return
        self._messages.inform(
            f"Everything will be shown at {self._preferences.size}% when qualcode starts the next time.",
            Offer("Restart now", self._start_again),
        )

    def _apply_zoom(self) -> None:
        workbench = self._workbench()
        if workbench is not None:
            workbench.code_page.reading.view.set_zoom(self._preferences.zoom)

    def _apply_reading_style(self) -> None:
        self.mark()
        workbench = self._workbench()
        if workbench is not None:
            workbench.code_page.reading.apply_style(self._preferences)

    def _apply_bare_quotes(self) -> None:
        workbench = self._workbench()
        if workbench is not None:
            workbench.code_page.show_quotes()

    def _tell_of_imports(self) -> None:
        self._messages.inform("This applies to files that you import from now on.")

    def _apply_patterns(self) -> None:
        workbench = self._workbench()
        if workbench is not None:
            workbench.shown.show_patterns()
