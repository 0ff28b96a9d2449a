"""A dialog for files that goes with the rest of the window, where the system has none of its own."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget

from qualcode.ui.widgets.theme_icon import ThemeIcon

_ICONS: Final = {
    "backButton": "back",
    "forwardButton": "forward",
    "toParentButton": "up",
    "newFolderButton": "new-folder",
    "listModeButton": "list",
    "detailModeButton": "details",
}
"""The buttons as Qt names them, with the program's drawings instead of those of Qt."""


def file_dialog(parent: QWidget, title: str, folder: str, kinds: str) -> QFileDialog:
    """Ask for a file or a folder, beginning in ``folder``; the dialog is gone once it is closed."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for button in dialog.findChildren(QToolButton):
        if button.objectName() in _ICONS:
            ThemeIcon(button, _ICONS[button.objectName()])
    return dialog
