"""Tests of a project in a team."""
