"""Tests of working as a team as values."""
