"""Tests of the commands about transcripts."""
