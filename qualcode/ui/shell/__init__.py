"""The program around the pages: the application, its main window, rail, status line and tour."""
