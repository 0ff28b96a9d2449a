"""Tests of steps on text and turns."""
