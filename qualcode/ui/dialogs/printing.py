"""Printing from the window: the system's own dialog, then all pages; or a PDF file, in the background."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from qualcode.exporters.writing import whole_file
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.model.words.in_words import counted
from qualcode.ui.paper.exported_pages import ExportedPages
from qualcode.ui.paper.pdf_file import Paper, page_size, pdf_bytes
from qualcode.ui.session.chunks import ChunkRunner, Chunks
from qualcode.ui.widgets.saved_file import saved_to


def ask_printer(
    paper: Paper, parent: QWidget, turns: ChunkRunner, then: Callable[..., object]
) -> QPrintDialog:
    """Open the system's dialog for printers; ``then`` hears what became of it, and in which file.

    Pages are painted one in each of ``turns``: the window goes on meanwhile.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(page_size(paper.size))
    printer.setFullPage(True)
    printer.setDocName(paper.title)
    printer.setCreator("qualcode")
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Print: {paper.title}")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
    # The printer must live as long as the dialog that sets it up.
    dialog.accepted.connect(lambda *_printer: turns.start(_printing(paper, printer, then)))
    dialog.finished.connect(dialog.deleteLater)
    # Its own ``open`` wants somebody who hears of the printer, in PySide always.
    QDialog.open(dialog)
    return dialog


def _printing(paper: Paper, printer: QPrinter, then: Callable[..., object]) -> Chunks:
    if isinstance(paper, ExportedPages) and _is_file(printer):
        # Painted, its pages would be pictures of words that nobody can select or search.
        then(*_copied(paper, printer.outputFileName()))
        return
    for done, all_ in paper.paint(printer):
        if done == 1 < all_:
            then(f"Printing {counted(all_, 'page')} of {paper.title}…")
        yield
    then(*_outcome(paper, printer))


def _is_file(printer: QPrinter) -> bool:
    """Whether what is printed becomes a PDF file."""
    to_pdf = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    return to_pdf and bool(printer.outputFileName()) and printer.copyCount() == 1


def _copied(paper: ExportedPages, file: str) -> tuple[str, str]:
    try:
        with whole_file(Path(file)) as stream:
            stream.write(paper.content)
    except QualcodeError as error:
        return str(error), ""
    return saved_to(file), file


def _outcome(paper: Paper, printer: QPrinter) -> tuple[str, str]:
    """What became of it, and the file where there is one."""
    if printer.printerState() is QPrinter.PrinterState.Error:
        return f"{paper.title} was not printed: the printer reports an error. Check it and try again.", ""
    file = printer.outputFileName()
    return (saved_to(file), file) if file else (f"{paper.title} was sent to the printer.", "")


def write_pdf(path: Path, make: Callable[[], Paper], progress: Progress) -> None:
    """Write pages to a file, whole or not at all. For another thread than the window's."""
    progress(0, 1, path.name)
    paper = make()
    if isinstance(paper, ExportedPages):
        content = paper.content
    else:
        content = pdf_bytes(paper, lambda done, all_: progress(done, all_, path.name))
    with whole_file(path) as stream:
        stream.write(content)
