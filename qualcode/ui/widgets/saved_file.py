"""What was written to a file or folder: one wording for all, and the ways to it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from qualcode.ui.widgets.messages import MessageBar, Offer


def saved_to(path: Path | str, more: str = "") -> str:
    """``Saved to matrix.docx.``, and ``more`` in sentences of its own."""
    return f"Saved to {path}. {more}".rstrip()


def open_file(path: Path | str) -> None:
    """Open a file, or a folder, as a double click on it would."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def ways_to(path: Path | str) -> tuple[Offer, ...]:
    """What can be done with what was written: open it, or see it in its folder."""
    here = Path(path)
    opening = Offer("Open", lambda: open_file(here))
    return (opening,) if here.is_dir() else (opening, Offer("Show in folder", lambda: open_file(here.parent)))


def tell_saved(bar: MessageBar, path: Path | str, more: str = "") -> None:
    """Say that something was written, with the ways to it."""
    bar.inform(saved_to(path, more), *ways_to(path))
