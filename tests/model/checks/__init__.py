"""Tests of what holds in every study."""
