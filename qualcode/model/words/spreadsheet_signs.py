"""Signs at the beginning of a cell that make a spreadsheet run what follows, full-width ones as well."""

from typing import Final

RUN_BY_SPREADSHEETS: Final = frozenset("=+-@\t\r＝＋－＠")
