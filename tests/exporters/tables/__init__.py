"""Tests of figures and lists as files."""
