"""Tests of words and letters."""
