"""Tests of agreement as files."""
