"""Tests of queries as they are typed."""
