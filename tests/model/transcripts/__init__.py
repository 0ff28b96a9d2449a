"""Tests of choosing and sorting transcripts."""
