"""Tests of what is delivered: the wheel and the repository."""
