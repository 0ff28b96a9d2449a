"""qualcode: a desktop workbench for coding qualitative transcripts."""

__version__ = "0.1.0"
