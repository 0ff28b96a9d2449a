"""What marks a project file, for all who must tell it from other files."""

from typing import Final

SUFFIX: Final = ".qualcode"

APPLICATION_ID: Final = 0x5143_4F44
"""SQLite's ``application_id`` of our files: "QCOD"."""
