"""The logo of a first page: shown, taken from a file, or left out."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from qualcode.model.errors import QualcodeError
from qualcode.model.front import logo_in
from qualcode.ui.look.theme import SPACING
from qualcode.ui.session import lazy_documents
from qualcode.ui.widgets.file_dialog import file_dialog

_HIGH: Final = 56


class LogoField(QWidget):
    """``usual`` is what is printed where no logo is chosen here: that of the project, for one report."""

    refused = Signal(str)
    """Why a file cannot be the logo."""

    def __init__(self, logo: str | None, usual: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = usual
        self.picture = QLabel()
        self.picture.setAccessibleName("Logo")
        self.choose = QPushButton("Choose…")
        self.choose.setToolTip("A png, jpg or svg of at most 512 KB")
        self.choose.clicked.connect(self._choose)
        self.remove = QPushButton("Remove")
        self.remove.setAccessibleName("Remove the logo")
        self.remove.clicked.connect(lambda: self.set_logo(""))
        self.as_usual = QPushButton("As in the project")
        self.as_usual.setAccessibleName("Logo as in the project")
        self.as_usual.setVisible(usual is not None)
        self.as_usual.clicked.connect(lambda: self.set_logo(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.picture, 1)
        for button in (self.choose, self.remove, self.as_usual):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.set_logo(logo)

    @property
    def logo(self) -> str | None:
        """As ``front.logo_text`` writes it; empty for none, None for the usual one."""
        return self._logo

    def set_logo(self, logo: str | None) -> None:
        """Show another logo, none (empty) or the usual one (None)."""
        self._logo = logo
        shown = logo_in((self._usual or "") if logo is None else logo)
        self.remove.setEnabled(shown is not None)
        self.as_usual.setEnabled(logo is not None)
        if shown is None:
            self.picture.setText("none")
            return
        picture = QPixmap()
        picture.loadFromData(shown.content)
        if picture.isNull():
            # Qt needs a further part for svg, which need not be there.
            self.picture.setText(f"A picture ({shown.suffix.removeprefix('.')})")
        else:
            self.picture.setPixmap(picture.scaledToHeight(_HIGH, Qt.TransformationMode.SmoothTransformation))

    def take(self, path: Path) -> None:
        """Show the picture in a file as the logo, or say why it cannot be one."""
        try:
            self.set_logo(lazy_documents.logo_at(path))
        except QualcodeError as error:
            self.refused.emit(str(error))

    def _choose(self) -> None:
        dialog = file_dialog(self, "Choose a logo", "", "Pictures (*.png *.jpg *.jpeg *.svg)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()
