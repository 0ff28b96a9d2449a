"""Tests of the test fixtures themselves."""
