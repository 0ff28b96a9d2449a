"""Tests of what surrounds a project on its computer."""
