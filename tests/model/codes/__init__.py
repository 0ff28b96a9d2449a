"""Tests of codes and codebooks as values."""
