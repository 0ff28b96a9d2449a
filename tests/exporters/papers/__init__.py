"""Tests of the papers of a study: methods, audit and tables of their rows."""
