"""Mutation testing: small faults are put into analysis and operations, and the tests must notice them."""
