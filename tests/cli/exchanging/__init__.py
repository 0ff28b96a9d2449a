"""Tests of the commands about other programs."""
