"""Tests of values that are found and written."""
