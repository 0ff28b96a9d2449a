"""How csv files from the window begin: on Windows, where Excel opens them, with the mark it needs."""

import sys
from contextlib import AbstractContextManager

from qualcode.exporters.writing import csv_for_excel


def is_for_excel_here() -> bool:
    """Whether a csv from the window is most likely opened with Excel."""
    return sys.platform == "win32"


def csv_as_usual_here() -> AbstractContextManager[None]:
    """Within this, and on this thread, csv files begin as this system's spreadsheet program needs it."""
    return csv_for_excel(is_for_excel_here())
