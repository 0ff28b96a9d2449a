"""Tests of the exporters: what is written is read back with other programs' eyes."""
