"""Tests of the commands about codes and codings."""
