"""Queries: what is typed, what it stands for in a study, and what is said where it is not understood."""
