"""Merging another study into ours by stable identity: a plan first, one step when it is accepted."""
