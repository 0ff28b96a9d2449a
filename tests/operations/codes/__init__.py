"""Tests of steps on the codebook."""
