"""Transcripts as files, with the codings beside or in the text."""
