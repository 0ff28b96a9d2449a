"""Tests of steps on codings."""
