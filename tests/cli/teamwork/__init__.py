"""Tests of the commands of a team."""
