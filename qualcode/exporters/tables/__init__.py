"""Figures and lists as files: matrices, conversations, attributes, history, data."""
