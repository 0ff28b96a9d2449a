"""Writing what a window lists as csv or xlsx: one way for all of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QPushButton

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.refusals import in_words
from qualcode.ui.session.background import Background
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.saved_file import open_file, saved_to

_WRITTEN: Final = "Spreadsheet (*.xlsx);;CSV (*.csv)"


class ListExport(QPushButton):
    """*Export…*: asks for a file, writes the list in the background, and says where it is."""

    def __init__(
        self,
        name: str,
        where: tuple[FileChooser, Background],
        write: Callable[[Path], object],
        say: Callable[[str], object],
    ) -> None:
        """``name`` is what is listed, as in the name of the file; ``say`` shows a sentence."""
        super().__init__("Export…")
        self._name = name
        self._files, self._background = where
        self._write = write
        self._say = say
        self.setAutoDefault(False)
        self.setToolTip("Write what is listed as csv or xlsx")
        self.clicked.connect(self._ask)
        self._written = Path()
        self.open = QPushButton("Open")
        """Beside it in the window, once there is a file to be opened."""
        self.open.setAutoDefault(False)
        self.open.clicked.connect(lambda: open_file(self._written))
        self.open.hide()

    def _ask(self) -> None:
        title, suggestion = f"Export: {self._name.lower()}", f"{self._name}.xlsx"
        self._files.new(title, _WRITTEN, suggestion, self.write, "Export", of=self._name.lower())

    def write(self, path: Path) -> None:
        """Write the list to a file."""

        def work(_progress: object) -> None:
            try:
                self._write(path)
            except OSError as error:
                raise QualcodeError(in_words(f"{path.name} could not be written", error)) from error

        self._background.run(work, lambda _done: self._tell(path), self._say)

    def _tell(self, path: Path) -> None:
        self._say(saved_to(path))
        self._written = path
        self.open.setToolTip(str(path))
        self.open.show()
