"""Tests of steps on whole transcripts."""
