"""Tests of steps on participants and speakers."""
