"""Tests of steps of a team."""
