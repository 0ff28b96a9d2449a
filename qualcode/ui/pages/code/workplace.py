"""What the commands of the Code page work with."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from qualcode.ui.commands.actions import Actions
from qualcode.ui.inspector.panel import Inspector
from qualcode.ui.navigator.panel import Navigator
from qualcode.ui.pages.code.reading import ReadingPane
from qualcode.ui.pages.code.segments_pane import SegmentsPane
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.messages import MessageBar


@dataclass(frozen=True)
class CodeWorkplace:
    """The same for all commands of the page: the project, its panes, and how people are spoken to."""

    session: Session
    background: Background
    preferences: Preferences
    actions: Actions
    messages: MessageBar
    files: FileChooser
    navigator: Navigator
    reading: ReadingPane
    inspector: Inspector
    segments: SegmentsPane
    open_inspector: Callable[[], object]
    """Shows the segment panel, even where the text would like its room."""
    window: QWidget
    """What dialogs open above."""
    show_page: Callable[[], object]
    """Shows the Code page, whichever page is shown."""
