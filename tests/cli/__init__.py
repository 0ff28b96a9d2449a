"""Tests of the command line: every command by example, and the whole way through it."""
