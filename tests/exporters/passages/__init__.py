"""Tests of passages, participants and memos as files."""
