"""The row at the bottom of a dialog: what it is for, and a way out."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton


def button_row(dialog: QDialog, button: QPushButton) -> QHBoxLayout:
    """Cancel, and at the right the button that does what the dialog is for."""
    cancel = QPushButton("Cancel")
    cancel.setAutoDefault(False)
    cancel.clicked.connect(dialog.reject)
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(cancel)
    row.addWidget(button)
    return row
