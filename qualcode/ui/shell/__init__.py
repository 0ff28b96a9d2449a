"""The program around the pages: the application, its main window, rail, status line and tour."""

from qualcode.ui.shell.plain_imports import import_plainly

import_plainly()
