"""Tests of the codebook as files."""
