"""Tests of the bounds that foreign files are kept in."""
