"""A table whose rows can be ticked."""

from PySide6.QtWidgets import QTableWidget


class TickedTable(QTableWidget):
    """Its boxes are seen on either ground: ``qualcode.ui.look.theme`` knows it by this name.

    Not all tables have such edges, for some fill their corners with the colour of the page.
    """
