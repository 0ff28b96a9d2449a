"""Captures of every page and dialog of the window, to look at, with the faults that a machine can find."""
