"""Tests of the window of all memos."""
