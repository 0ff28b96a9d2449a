"""Participants, transcripts and speakers with their attributes, in one dialog."""
